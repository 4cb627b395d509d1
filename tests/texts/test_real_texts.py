"""The real dataset against its real texts."""

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bilat.curation import check
from tests.conftest import DATA


def test_real_data_agree_with_saved_copies_of_the_texts(
    data_copy: Path, texts: Path, tmp_path: Path
) -> None:
    copies = Path(shutil.copytree(texts, tmp_path / "copies"))
    for path in copies.glob("*.txt"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        path.rename(path.with_suffix(".copy"))
    report = check.check(data_copy, copies)
    assert report.problems == []
    assert len(report.verified) == report.documents == 5


class Digit(NamedTuple):
    """A digit of a document file that a text bears out, and a wrong one for its place."""

    file: str
    line: int
    column: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column} {self.old}>{self.new}"


NUMBER = re.compile(r"-?\d[\d.]*")


def digits(path: Path, field: str) -> Iterator[Digit]:
    """Every digit of a field of the facts with every other digit that makes it wrong.

    Inferred years stand in no text, and a year or bound that the file has elsewhere may be right.
    """
    lines = path.read_text("utf-8").splitlines()
    known = {number[0] for line in lines for number in NUMBER.finditer(line)}
    for row, line in enumerate(lines, 1):
        if not line.startswith(f"    {field}:") or "basis: inferred" in line:
            continue
        for number in NUMBER.finditer(line.partition("compared_to")[0]):
            for index, old in enumerate(number[0]):
                for new in "0123456789".replace(old, "") if old.isdigit() else "":
                    changed = number[0][:index] + new + number[0][index + 1 :]
                    if field in ("paragraphs", "evidence") or changed not in known:
                        yield Digit(path.name, row, number.start() + index + 1, old, new)


def sample(size: int) -> Iterator[Digit]:
    chance = random.Random(2025)
    paths = sorted((DATA / "documents").glob("*.yaml"))
    for field in ("paragraphs", "evidence", "amount", "change", "period"):
        candidates = [digit for path in paths for digit in digits(path, field)]
        yield from chance.sample(candidates, min(size, len(candidates)))


@pytest.mark.parametrize("digit", sample(7), ids=str)
def test_a_wrong_digit_is_noticed(data_copy: Path, texts: Path, digit: Digit) -> None:
    path = data_copy / "documents" / digit.file
    lines = path.read_text("utf-8").splitlines(keepends=True)
    line = lines[digit.line - 1]
    assert line[digit.column - 1] == digit.old
    lines[digit.line - 1] = line[: digit.column - 1] + digit.new + line[digit.column :]
    path.write_text("".join(lines), "utf-8")
    record = max(row for row in range(digit.line) if lines[row].startswith("  - id:")) + 1
    found = [each for each in check.check(data_copy, texts).problems if each.path == str(path)]
    assert any(record <= each.line <= digit.line + 1 for each in found), found
