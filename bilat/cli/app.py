"""The command line: its commands, and how it begins and ends."""

import errno
import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from bilat import __version__
from bilat.cli import arguments, commands, listing
from bilat.cli.help import Command, Group
from bilat.database.store import Database
from bilat.errors import BilatError, DatasetError
from bilat.output import streams
from bilat.queries.listings import LISTINGS

PURPOSE = "What Belarus and the regions of Russia trade, propose and already do together."
FIRST_STEPS = (
    "bilat regions",
    "bilat sectors -r Bashkortostan --status proposed",
    "bilat trade --chart",
    "bilat show trolleybuses",
)
ASK, REUSE, CURATE = "Ask", "Reuse", "Curate"

app = typer.Typer(
    name="bilat",
    cls=Group,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _with_examples(text: str, examples: Sequence[str]) -> str:
    return "\n".join([f"{text}\n\nExamples:", *examples])


def _print_version(wanted: bool) -> None:
    if wanted:
        streams.write([f"bilat {__version__}\n"])
        info: dict[str, str] = dict(Database().rows("SELECT name, value FROM dataset_info"))
        streams.write([f"dataset {info['version']}\n"])
        raise typer.Exit


@app.callback(invoke_without_command=True, help=_with_examples(PURPOSE, FIRST_STEPS))
def _start(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help="Print the versions of bilat and of the dataset.",
        ),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())  # as --help does


def _add(run: Callable[..., None], panel: str, purpose: str, *examples: str) -> None:
    help_ = _with_examples(purpose, examples)
    add = app.command(
        run.__name__, cls=Command, help=help_, short_help=purpose, rich_help_panel=panel
    )
    add(run)


for _name, _listing in LISTINGS.items():
    _add(listing.command(_name), ASK, _listing.purpose, *_listing.examples)
_add(
    commands.show,
    ASK,
    "Show one thing in full: a region, sector, company, person or fact.",
    "bilat show Khabarovsk",
    "bilat show irkutsk/turnover-2019",
    "bilat show trolleybuses --format json",
    "bilat show khabarovsk/trucks --web",
)
_add(
    commands.sql,
    ASK,
    "Run a read-only SQL query; without a query, list the tables and columns.",
    'bilat sql "SELECT region, count(*) AS n FROM sectors GROUP BY 1"',
    "bilat sql \"SELECT id FROM sectors_companies WHERE value = 'belaz'\" -f csv",
    'bilat sql "SELECT phrase FROM evidence WHERE document LIKE :id" \\\n    --param id=irkutsk%',
    "bilat sql - < query.sql",
)
_add(
    commands.export,
    REUSE,
    "Export the dataset as SQLite, Data Package or HTML.",
    "bilat export sqlite bilat.db",
    "bilat export datapackage bilat-data",
    "bilat export html bilat.html",
    "bilat export html - > bilat.html",
)
_add(
    commands.schema,
    REUSE,
    "Print the JSON Schema of a data file or of the rows of a listing.",
    "bilat schema document",
    "bilat schema trade",
)
_add(
    commands.check,
    CURATE,
    "Check the dataset, and compare it with the source texts.",
    "bilat check",
    "bilat check --documents texts --format json",
)
_add(
    commands.draft,
    CURATE,
    "Print a draft of a document's file for a new text.",
    "bilat draft meeting.txt > data/documents/new.yaml",
    "curl ADDRESS | html2text | bilat draft - --url ADDRESS",
)


def main() -> int:
    """Run the command line and return its exit status."""
    try:
        streams.prepare()
        # With arguments of its own, Typer expands no wildcards and variables on Windows.
        given = [arguments.checked(each) for each in sys.argv[1:]]
        status = app(args=given, prog_name="bilat", standalone_mode=False)
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
        names = {str(command.name) for command in app.registered_commands}
        command = " ".join(["bilat", *names.intersection(sys.argv[1:2])])
        streams.complain(f"{message[:1].lower()}{message[1:]}\nTry: {command} --help")
        return error.exit_code
    except OSError as error:
        return _failed(error)
    except UnicodeDecodeError:  # Typer reads the file to which it adds the completion
        streams.complain(
            "the start-up file of the shell is not UTF-8; add to it what is printed by:\n"
            "bilat --show-completion"
        )
        return 1
    except MemoryError:
        streams.complain("out of memory")
        return 1


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
