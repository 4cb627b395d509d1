"""The real dataset and its real texts: what is false in one place is noticed."""

import random
import re
import shutil
from pathlib import Path

import pytest
import yaml

from bilat.curation.check import check
from bilat.curation.draft import draft
from bilat.text import read_text
from tests.conftest import DATA

NUMBER = re.compile(r"-?\d[\d.]*")


def test_real_data_agree_with_saved_copies_of_the_texts(texts: Path, tmp_path: Path) -> None:
    copies = Path(shutil.copytree(texts, tmp_path / "copies"))
    for path in copies.glob("*.txt"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        path.rename(path.with_suffix(".copy"))
    report = check(DATA, copies)
    assert (report.problems, report.notes) == ([], [])
    assert len(report.verified) == report.documents == 5


def wrong_digits() -> list[tuple[str, int, int, str]]:
    """Return some digits of quotations, bounds and paragraphs, each with one that makes it wrong.

    They are given as file, line, column and digit.
    """
    found = []
    chance = random.Random(2025)
    for path in sorted((DATA / "documents").glob("*.yaml")):
        lines = path.read_text("utf-8").splitlines()
        known = {number[0] for line in lines for number in NUMBER.finditer(line)}
        for row, line in enumerate(lines):
            if not re.match("    (paragraphs|evidence|amount):", line) or "hedge: about" in line:
                continue
            for number in NUMBER.finditer(line):
                column = chance.randrange(*number.span())
                digit = chance.choice("123456789".replace(line[column], ""))
                changed = f"{line[number.start() : column]}{digit}{line[column + 1 : number.end()]}"
                if line[column].isdigit() and ("amount" not in line or changed not in known):
                    found.append((path.name, row, column, digit))
    return chance.sample(found, 25)


@pytest.mark.parametrize(("name", "row", "column", "digit"), wrong_digits())
def test_a_wrong_digit_is_noticed(
    data_copy: Path, texts: Path, name: str, row: int, column: int, digit: str
) -> None:
    path = data_copy / "documents" / name
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[row] = f"{lines[row][:column]}{digit}{lines[row][column + 1 :]}"
    path.write_text("".join(lines), "utf-8")
    ids = [line for line, words in enumerate(lines, 1) if words.startswith("  - id:")]
    first = max(line for line in ids if line <= row)
    last = min((line for line in ids if line > row + 1), default=len(lines))
    found = [each for each in check(data_copy, texts).problems if each.path == str(path)]
    assert any(first <= each.line < last for each in found), found


@pytest.mark.parametrize(
    "url", [None, "https://example.org/talks-1740395378"], ids=["no address", "address"]
)
def test_drafts_of_the_real_texts_name_the_heads(
    texts: Path, tmp_path: Path, url: str | None
) -> None:
    known = {
        document["source"]["sha256"]: document
        for path in (DATA / "documents").glob("*.yaml")
        for document in [yaml.load(path.read_text("utf-8"), yaml.BaseLoader)]
    }
    for path in sorted(texts.glob("0*.txt")):
        drafted = yaml.load(draft(tmp_path, read_text(path), url), yaml.BaseLoader)
        real = known[drafted["source"]["sha256"]]
        people = [(each["name"], each["side"]) for each in real["participants"]]
        assert [(each["name"], each["side"]) for each in drafted["participants"]] == people
        assert drafted["region"] == real["region"]
        if drafted["date"]["basis"] == "stated":
            assert drafted["date"]["value"] == real["date"]["value"]
        else:
            assert "TODO" in drafted["date"]["note"]
