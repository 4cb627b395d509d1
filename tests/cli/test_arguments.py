"""Arguments as they come from a word processor, a web page or another encoding."""

import os

import pytest

from tests.conftest import Run
from tests.tools.terminal import shell

DASH = "begins with a dash from a word processor; type"
QUOTES = "has curly quotes from a word processor; type straight quotes"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("sectors", "—region", "bashkortostan"), f"'—region' {DASH} '--region'"),
        (("sectors", "–r", "ufa"), f"'–r' {DASH} '-r'"),
        (("sectors", "––region=ufa"), f"'––region=ufa' {DASH} '--region=ufa'"),
        (("sectors", "-–region", "ufa"), f"'-–region' {DASH} '--region'"),
        (("trade", "--year", "–2020"), f"'–2020' {DASH} '-2020'"),
        (("sectors", "--region", "“Bashkortostan”"), f"'“Bashkortostan”' {QUOTES}"),
        (("sectors", "--region=“Ufa”"), f"'--region=“Ufa”' {QUOTES}"),
        (("sectors", "“road", "building”"), f"'“road' {QUOTES}"),
        (("show", "‘Elga", "seaport’"), f"'‘Elga' {QUOTES}"),
        (("sectors", "road", "building”"), f"'building”' {QUOTES}"),
    ],
    ids=str,
)
def test_dashes_and_quotes_of_a_word_processor_are_errors(
    run: Run, arguments: tuple[str, ...], message: str
) -> None:
    assert run(*arguments) == (2, "", f"bilat: {message}\n")


def test_such_letters_within_an_argument_are_text(run: Run) -> None:
    assert run("sql", "select '“a” — b’' as a", "-f", "csv") == (0, "a\n“a” — b’\n", "")
    assert run("sectors", "workers’", "-f", "csv", "--no-header").status == 0


@pytest.mark.parametrize("command", ["sectors X", "regions -r X", "trade -f X", "X"])
def test_bytes_that_are_not_utf_8_are_errors(run: Run, command: str) -> None:
    message = "'\\xd3\\xf4\\xe0' is not UTF-8; set the encoding of the terminal to UTF-8"
    arguments = command.replace("X", os.fsdecode(b"\xd3\xf4\xe0")).split()
    assert run(*arguments) == (2, "", f"bilat: {message}\n")


def test_a_locale_without_utf_8_changes_no_argument() -> None:
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = shell("bilat regions -r Башкирия --columns name_ru", **locale)
    assert result.stdout.decode() == "name_ru\nРеспублика Башкортостан\n"
