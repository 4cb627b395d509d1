"""How the command line begins and ends: its arguments as text, and the exit status."""

import errno
import os
import re
import sys

import typer

from bilat.cli.commands import app
from bilat.errors import BilatError, DatasetError, UsageError
from bilat.output import streams

_DASH = re.compile("-?[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+-*")
_QUOTED = re.compile("[“”„‟‘‚‛’«»].*|.*[“”„‟‘‚‛«»]", re.DOTALL)


def main() -> int:
    """Run the command line and return its exit status."""
    try:
        streams.prepare()
        # With arguments of its own, Typer expands no wildcards and variables on Windows.
        arguments = [_checked(argument) for argument in sys.argv[1:]]
        status = app(args=arguments, prog_name="bilat", standalone_mode=False)
        sys.stdout.flush()
        return int(status or 0)
    except SystemExit as ended:  # of Typer, after a completion, and of it and rich at a closed pipe
        if isinstance(ended.__context__, OSError):
            return _failed(ended.__context__)
        return int(ended.code or 0)
    except DatasetError as error:
        streams.note(f"{error}\nbilat: the dataset is unsound")
        return error.exit_code
    except BilatError as error:
        streams.complain(str(error))
        return error.exit_code
    except typer.TyperException as error:
        message = error.format_message().replace("Value error, ", "")
        names = {getattr(command.callback, "__name__", "") for command in app.registered_commands}
        command_line = " ".join(["bilat", *names.intersection(sys.argv[1:2]), "--help"])
        streams.complain(f"{message[:1].lower()}{message[1:]}\nTry: {command_line}")
        return error.exit_code
    except OSError as error:
        return _failed(error)
    except UnicodeDecodeError:  # Typer reads the file to which it adds the completion
        streams.complain("the start-up file of the shell is not UTF-8; use --show-completion")
        return 1
    except MemoryError:
        streams.complain("out of memory")
        return 1


def _checked(argument: str) -> str:
    """Return an argument as text, whatever the locale says.

    Raises UsageError for what was pasted from a word processor, a leading dash that no keyboard has
    or curly quotes around it or its value, and for bytes that are not UTF-8.
    """
    typed = os.fsencode(argument)
    try:
        text = typed.decode()
    except UnicodeDecodeError:
        message = f"{repr(typed)[1:]} is not UTF-8; set the encoding of the terminal to UTF-8"
        raise UsageError(message) from None
    if dash := _DASH.match(text):
        rest = text[dash.end() :]
        option = f"{'-' if len(rest) == 1 or rest[:1].isdecimal() else '--'}{rest}"
        raise UsageError(f"'{text}' begins with a dash from a word processor; type '{option}'")
    if _QUOTED.fullmatch(text.partition("=")[2] if text.startswith("--") else text):
        raise UsageError(f"'{text}' has curly quotes from a word processor; type straight quotes")
    return text


def _failed(error: OSError) -> int:
    """Report a file or stream that failed, and return the exit status."""
    if error.filename:
        streams.complain(f"{error.filename}: {error.strerror}")
        return 1
    streams.silence(sys.stdout)
    # Windows says that the argument is invalid.
    if error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL):
        return 0  # the reader has closed the pipe, so there is no more to do
    streams.complain(f"standard output: {error.strerror}")
    return 1
