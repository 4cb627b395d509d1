"""Random changes to a data folder, each asked of at once: `python -m tests.tools.staleness [SEED] [COUNT]`.

Half of the times the clock is put on after a change, so that a database is kept, half of the times
not, as where something changes right after it was read. Every answer is compared with that of a
process that keeps nothing. Prints how many changes of each kind were seen.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import bilat
from tests.conftest import DATA

Change = Callable[[Path, random.Random], None]


def _some_document(folder: Path, rng: random.Random) -> Path:
    return rng.choice(sorted((folder / "documents").glob("*.yaml")))


def _respell(folder: Path, rng: random.Random) -> None:
    """Another letter: the same size and, put back, the same time."""
    path = _some_document(folder, rng)
    before = path.stat()
    head, key, rest = path.read_text(encoding="utf-8").partition("    summary: ")
    path.write_text(f"{head}{key}{rng.choice('ABCDEFGH')}{rest[1:]}", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _replace(folder: Path, rng: random.Random) -> None:
    """Another file in the place of one, with its time."""
    path = _some_document(folder, rng)
    aside = folder / "aside"
    shutil.copy2(path, aside)
    _respell(folder, rng)
    aside.replace(path)


def _remove(folder: Path, rng: random.Random) -> None:
    """A document less, or all of them again."""
    if len([*(folder / "documents").iterdir()]) > 2:
        _some_document(folder, rng).unlink()
    else:
        shutil.copytree(DATA / "documents", folder / "documents", dirs_exist_ok=True)


def _switch(folder: Path, rng: random.Random) -> None:
    """The documents become a link to a copy of them, with one changed, times and all."""
    documents = folder / "documents"
    copy = folder.parent / f"documents-{rng.getrandbits(64):x}"
    shutil.copytree(documents, copy)
    if documents.is_symlink():
        documents.unlink()
    else:
        documents.rename(folder.parent / f"before-{rng.getrandbits(64):x}")
    documents.symlink_to(copy)
    _respell(folder, rng)


def _nothing(folder: Path, rng: random.Random) -> None:
    """No change at all."""


CHANGES: dict[str, Change] = {
    "respelt": _respell,
    "replaced": _replace,
    "removed": _remove,
    "switched": _switch,
    "nothing": _nothing,
}


@contextmanager
def _clock(seconds: float) -> Iterator[None]:
    """Puts the clock on."""
    now = time.time
    with mock.patch("time.time", side_effect=lambda: now() + seconds):
        yield


def _answer(folder: Path) -> list[tuple[object, ...]]:
    with bilat.connect(folder) as data:
        return [*data.sectors(scope="all"), *data.documents()]


def _uncached(folder: Path) -> list[tuple[object, ...]]:
    with mock.patch.dict(os.environ, BILAT_CACHE="off"):
        return _answer(folder)


def tries(rng: random.Random, count: int, scratch: Path) -> Counter[str]:
    """How many changes of each kind were seen; AssertionError at the first that was not."""
    folder = Path(shutil.copytree(DATA, scratch / "data"))
    seen: Counter[str] = Counter()
    for _ in range(count):
        change = rng.choice([*CHANGES])
        CHANGES[change](folder, rng)
        is_later = rng.random() < 0.5
        if is_later:
            time.sleep(0.02)  # more than a tick of the clock by which files are dated
        with _clock(10 if is_later else 0):
            assert _answer(folder) == _uncached(folder), change
        seen[f"{change}, {'asked later' if is_later else 'asked at once'}"] += 1
    return seen


def main(seed: int = 1, count: int = 300) -> None:
    """Prints how many changes of each kind were seen."""
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_CACHE_HOME"] = str(Path(scratch) / "cache")
        for kind, times in sorted(tries(random.Random(seed), count, Path(scratch)).items()):
            print(f"{kind:28} {times:5} times, each seen")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
