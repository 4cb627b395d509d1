"""Arguments that were pasted from a word processor or are not UTF-8: errors, never words."""

import os
import re

from bilat.errors import UsageError

_DASH = re.compile("-?[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+-*")
_QUOTED = re.compile("[“”„‟‘‚‛’«»].*|.*[“”„‟‘‚‛«»]", re.DOTALL)


def checked(argument: str) -> str:
    """Return an argument of a command line as text, whatever the locale says.

    Raises UsageError if it is not UTF-8, begins with a dash that no keyboard has, or has curly
    quotes around it or around its value.
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
