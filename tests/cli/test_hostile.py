"""Data written by others: nothing in it speaks to the terminal or is taken as markup."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bilat.text import sha256
from tests.conftest import CHECKOUT, Run

IRKUTSK = Path("documents") / "irkutsk-2020-09-25.yaml"
SUMMARY = "summary: The assembly enterprise Mogilevliftmash-Usolye"
OBEYED = "\x1b[31m\u202e\x07\x9b2J"
ESCAPED = "\\x1b[31m\\u202e\\x07\\x9b2J"


def _edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def _is_harmless(text: str) -> bool:
    return not any(char in text for char in OBEYED if not char.isprintable())


def test_markup_and_formulas_are_kept_as_they_are(run: Run, data_copy: Path) -> None:
    _edit(data_copy / IRKUTSK, SUMMARY, "summary: '=1+1 [red]x[/red] [over] :smile: |' #")
    command = ("sectors", "-s", "elevators", "-r", "irkutsk", "--data", str(data_copy))
    text = run(*command, "-f", "csv", "--columns", "summary", "--no-header").out
    assert "=1+1 [red]x[/red] [over] :smile: |\n" in text
    for format_ in ("table", "svg"):
        drawn = run(*command, "-f", format_).out.replace("&#160;", " ")
        assert "[red]x[/red] [over] :smile:" in drawn


@pytest.mark.parametrize("format_", ["table", "markdown", "svg"])
def test_what_sql_returns_cannot_speak_to_the_terminal(run: Run, format_: str) -> None:
    query = "SELECT 'a' || char(27) || '[31m' || char(8238) || char(7) || char(155) || '2J' AS x"
    out = run("sql", query, "-f", format_).out
    assert _is_harmless(out)
    assert ESCAPED in out.replace("\\\\", "\\").replace("\\[", "[")


@pytest.mark.parametrize(
    "command",
    [
        *("X", "sectors X", "show X", "regions --columns X", "regions --data X", "sql X"),
        *("trade -f X", "trade --X", "schema X", "export sqlite X/x", "check --documents X"),
        "draft X",
    ],
)
def test_a_message_cannot_speak_to_the_terminal(run: Run, command: str) -> None:
    status, _, err = run(*command.replace("X", OBEYED).split(" "))
    assert status in (0, 1, 2)
    assert err
    assert _is_harmless(err)


def test_keys_and_tags_and_file_names_are_escaped(run: Run, data_copy: Path) -> None:
    (data_copy / "documents" / f"{OBEYED}.yaml").write_text("a: [")
    key = OBEYED.encode("unicode_escape").decode()
    _edit(data_copy / IRKUTSK, "cooperation:", f'"{key}": 1\ncooperation:')
    (data_copy / "documents" / "tag.yaml").write_text("a: !%1B%5B31m x\n")
    for command in ("regions", "check"):
        status, out, err = run(command, "--data", str(data_copy))
        assert status == 1
        assert _is_harmless(out + err)
        assert ESCAPED in out + err


def test_a_quoted_paragraph_and_a_draft_are_escaped(run: Run, tmp_path: Path) -> None:
    reports = shutil.copytree(CHECKOUT / "tests" / "curation" / "reports", tmp_path / "reports")
    [text] = reports.glob("texts/omsk*")
    before = text.read_text(encoding="utf-8")
    text.write_text(before.replace("лифтов", OBEYED), encoding="utf-8")
    for document in reports.glob("data/documents/omsk*"):
        _edit(document, sha256(before), sha256(text.read_text(encoding="utf-8")))
    assert _is_harmless(run("draft", str(text)).out)
    command = ("show", "omsk/f-lifts", "--documents", str(text.parent))
    for format_ in ("table", "markdown"):
        out = run(*command, "--data", str(reports / "data"), "-f", format_).out
        assert _is_harmless(out)
        assert "x1b" in out


@pytest.mark.parametrize(
    "make",
    [lambda path: path.symlink_to("/dev/zero"), lambda path: path.symlink_to("."), os.mkfifo],
    ids=["device", "folder", "pipe"],
)
def test_what_is_no_file_is_not_read(
    run: Run, data_copy: Path, make: Callable[[Path], None]
) -> None:
    path = data_copy / "documents" / "x.yaml"
    make(path)
    status, out, err = run("regions", "--data", str(data_copy))
    assert (status, out) == (1, "")
    assert str(path) in err


def test_a_path_with_spaces_and_other_letters(run: Run, data_copy: Path) -> None:
    folder = data_copy.rename(data_copy.with_name("дані та інше ü"))
    assert run("regions", "--data", str(folder), "-f", "jsonl").out.count("\n") == 5


def test_a_hundred_broken_files_are_capped_and_counted(run: Run, data_copy: Path) -> None:
    for number in range(150):
        (data_copy / "documents" / f"{number:03}.yaml").write_text("[")
    err = run("regions", "--data", str(data_copy)).err.splitlines()
    assert len(err) == 102
    assert err[-2] == "... and 50 more problems"
