"""What a run of digits and marks says: "1,500,000", "2.5", "2,5", "07.02.2025"."""

import re
from fractions import Fraction

_GROUPED = re.compile(r"(?!0)\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?!0)\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?")
_DECIMAL = re.compile(r"\d+(?:\.\d+|,\d{1,2})?|0,\d+")
_DATE = re.compile(r"\d{1,2}([./])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}([./])\d{1,2}\2\d{1,2}")
_YEARS = re.compile(r"(?:19|20)\d\d/\d{2,4}")
_PART = re.compile(r"([1-9])/([2-9]|10)")
_MOST_DIGITS = 40
_SPECIAL = "½⅓⅔¼¾⅛⅜⅝⅞"
SPECIAL_PARTS = dict(
    zip(_SPECIAL, map(Fraction, "1/2 1/3 2/3 1/4 3/4 1/8 3/8 5/8 7/8".split()), strict=True)
)


def is_year(number: str) -> bool:
    """Whether a number as it is written looks like a year: four bare digits."""
    return len(number) == 4 and number.isascii() and number.isdigit() and "1900" <= number <= "2100"


def is_several(run: str) -> bool:
    """Whether a run is a date or a pair of years, each part a number of its own."""
    return len(run) <= _MOST_DIGITS and bool(_DATE.fullmatch(run) or _YEARS.fullmatch(run))


def value_of(run: str) -> Fraction | None:
    """The value of a run; None where it can be read in two ways or in none."""
    if len(run) > _MOST_DIGITS or not run.isascii():
        return None
    if part := _PART.fullmatch(run):
        return Fraction(int(part[1]), int(part[2])) if int(part[1]) < int(part[2]) else None
    if _GROUPED.fullmatch(run):
        whole, point, decimals = run.replace(" ", "").partition("." if "." in run else ";")
        if " " in run and "," in run:
            whole, point, decimals = whole.partition(",")
        return Fraction(f"{whole.replace(',', '')}{point and '.'}{decimals}")
    if _DECIMAL.fullmatch(run):
        return Fraction(run.replace(",", "."))
    return None


def shown(value: Fraction) -> str:
    """A value as people write it."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.15g}"
