"""Small accidents to the real files; for many, `python -m tests.tools.mutations COUNT [SEED]`."""

import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bilat.dataset import read
from bilat.dataset.models import Dataset
from tests.conftest import DATA


def _drop(lines: list[str], at: int, rng: random.Random) -> None:
    del lines[at]


def _double(lines: list[str], at: int, rng: random.Random) -> None:
    lines.insert(at, lines[at])


def _swap(lines: list[str], at: int, rng: random.Random) -> None:
    other = rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _cut_off(lines: list[str], at: int, rng: random.Random) -> None:
    lines[at:] = [lines[at][: rng.randrange(len(lines[at]))]]


def _retype(lines: list[str], at: int, rng: random.Random) -> None:
    line = lines[at]
    place = rng.randrange(len(line))
    lines[at] = line[:place] + rng.choice("0a-:#'\"[]{},& \t*é") + line[place + 1 :]


def _indent(lines: list[str], at: int, rng: random.Random) -> None:
    lines[at] = "  " + lines[at] if rng.random() < 0.5 else lines[at].removeprefix("  ")


ACCIDENTS: dict[str, Callable[[list[str], int, random.Random], None]] = {
    "drop": _drop,
    "double": _double,
    "swap": _swap,
    "cut off": _cut_off,
    "retype": _retype,
    "indent": _indent,
}


def records(dataset: Dataset) -> Counter[str]:
    """How many records of each kind there are."""
    counts = Counter(
        {
            "regions": len(dataset.regions),
            "sectors": len(dataset.sectors),
            "companies": len(dataset.companies),
            "documents": len(dataset.documents),
        }
    )
    for document in dataset.documents:
        counts["cooperation"] += len(document.cooperation)
        counts["trade"] += len(document.trade)
        counts["figures"] += len(document.figures)
    return counts


def suffer(folder: Path, accident: str, rng: random.Random) -> str:
    """One accident to one file of a folder, which is put right again: how reading it ended.

    AssertionError where a problem has no file or no line, or where a record disappeared though
    nothing was found wrong.
    """
    whole = records(_sound(DATA))
    path = rng.choice(sorted(folder.rglob("*.yaml")))
    before = path.read_bytes()
    lines = before.decode().splitlines(keepends=True)
    ACCIDENTS[accident](lines, rng.randrange(len(lines)), rng)
    path.write_text("".join(lines), encoding="utf-8")
    try:
        reading = read.read(folder)
    finally:
        path.write_bytes(before)
    if reading.dataset is None:
        assert reading.problems
        for problem in reading.problems:
            assert Path(problem.path).is_file(), problem
            assert problem.line >= 1, problem
            assert problem.column >= 1, problem
            assert problem.message, problem
        return "refused"
    lost = whole - records(reading.dataset)
    assert not lost, f"{accident} in {path.name}: {dict(lost)} disappeared"
    return "sound"


_SOUND: dict[Path, Dataset] = {}


def _sound(folder: Path) -> Dataset:
    if folder not in _SOUND:
        dataset = read.read(folder).dataset
        assert dataset is not None
        _SOUND[folder] = dataset
    return _SOUND[folder]


def main(count: int, seed: int = 1) -> None:
    """Prints how many accidents of each kind ended how."""
    rng = random.Random(seed)
    ends: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(shutil.copytree(DATA, Path(scratch) / "data"))
        for number in range(count):
            accident = list(ACCIDENTS)[number % len(ACCIDENTS)]
            ends[accident, suffer(folder, accident, rng)] += 1
    for (accident, end), times in sorted(ends.items()):
        print(f"{accident:8} {end:8} {times}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
