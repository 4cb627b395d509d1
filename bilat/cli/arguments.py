"""Arguments that were pasted from a word processor or are not UTF-8: errors, never words."""

import os
import re
from collections.abc import Iterable

from bilat.errors import UsageError

_DASH = re.compile("-?[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+-*")
_QUOTES = "“”„‟‘‚‛«»"
_APOSTROPHE = "’"


def checked(arguments: Iterable[str]) -> list[str]:
    """Return the arguments of a command line as text, whatever the locale says.

    Raises UsageError for one that is not UTF-8, begins with a dash that no keyboard has, or has
    curly quotes around it or around its value.
    """
    return [_checked(argument) for argument in arguments]


def _checked(argument: str) -> str:
    typed = os.fsencode(argument)
    try:
        text = typed.decode()
    except UnicodeDecodeError:
        raise UsageError(
            f"{repr(typed)[1:]} is not UTF-8; set the encoding of the terminal to UTF-8"
        ) from None
    if dash := _DASH.match(text):
        rest = text[dash.end() :]
        option = f"{'-' if len(rest) == 1 or rest[:1].isdecimal() else '--'}{rest}"
        raise UsageError(f"'{text}' begins with a dash from a word processor; type '{option}'")
    value = text.partition("=")[2] if text.startswith("--") else text
    if value and (value[0] in _QUOTES + _APOSTROPHE or value[-1] in _QUOTES):
        raise UsageError(f"'{text}' has curly quotes from a word processor; type straight quotes")
    return text
