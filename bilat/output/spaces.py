"""Spaces at which a line does not end."""

import re

NO_BREAK = "\N{NO-BREAK SPACE}"
"""The space in an amount or an attribution, which stays on one line while there is room."""
TOGETHER = "\N{NARROW NO-BREAK SPACE}"
"""The space in a longer phrase that stays on one line while there is room."""

_SCALES = re.compile(r"(?<=\d) (?=(?:thousand|million|billion|trillion|times|percent)\b)")
_PLAIN = str.maketrans({NO_BREAK: " ", TOGETHER: " "})


def together(text: str, space: str = NO_BREAK) -> str:
    """Words that are to stay on one line."""
    return text.replace(" ", space)


def scaled(text: str) -> str:
    """Text whose amounts stay with their scales."""
    return _SCALES.sub(NO_BREAK, text)


def plain(text: str) -> str:
    """Text whose spaces are like any other."""
    return text.translate(_PLAIN)
