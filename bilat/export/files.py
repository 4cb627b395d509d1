"""Where an export may be written, and how it gets there whole.

It is written aside and put in its place at the very end, so that what was there before stays until
the new one is whole, and nobody else's file is ever replaced.
"""

import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from bilat.database.cache import Database
from bilat.errors import FileError, UsageError
from bilat.export.kinds import EXPORTS


def export(database: Database, kind: str, path: Path, force: bool = False) -> dict[str, int]:
    """Writes the dataset to a path and says how many rows each table has.

    Raises UsageError where there is no such kind, where something is there already and `force` is
    false, or where what is there is no export of that kind, and FileError where the path cannot be
    written.
    """
    if kind not in EXPORTS:
        known = ", ".join(f"{name} ({meaning})" for name, meaning in EXPORTS.items())
        raise UsageError(f"there is no export {kind!r}\nExports: {known}")
    if not path.name:
        raise UsageError(f"{str(path)!r} names no file or folder that could be written")
    writer = import_module(f"bilat.export.{kind}")
    try:
        _check(path, kind, writer, force)
        with _aside(path) as scratch:
            new = scratch / "new"
            writer.write(database, new)
            _put(new, path, kind, writer, force)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(f"{path}: cannot be written: {reason}") from None
    tables = [name for (name,) in database.rows("SELECT name FROM table_info ORDER BY rowid")]
    return {name: database.count(name) for name in tables}


def _check(path: Path, kind: str, writer: Any, force: bool) -> None:
    """Raises UsageError where something is in the way that may not be replaced."""
    if not path.parent.is_dir():
        raise FileError(f"{path}: there is no folder {path.parent}")
    if kind == "sqlite":
        for other in (path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm", "-journal")):
            if os.path.lexists(other):  # SQLite would take it for a part of the new database
                raise UsageError(f"{other} is there: some program has {path} open or left that")
    if not os.path.lexists(path):
        return
    if not force:
        raise UsageError(f"{path} is there already; --force replaces it")
    if not writer.is_ours(path):
        raise UsageError(f"{path} is no {kind} export of bilat alone; it is not replaced")


def _put(new: Path, path: Path, kind: str, writer: Any, force: bool) -> None:
    """Puts a whole export in its place; what came there meanwhile stays."""
    _check(path, kind, writer, force)
    try:
        if new.is_file():
            if force:
                new.replace(path)
            else:
                os.link(new, path)
        elif os.path.lexists(path):
            path.rename(new.with_name("old"))
            new.rename(path)
        else:
            path.mkdir()
            for part in sorted(new.iterdir(), key=lambda each: each.suffix == ".json"):
                part.rename(path / part.name)  # the descriptor last
    except FileExistsError:
        raise UsageError(f"{path} is there already; --force replaces it") from None


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    """A folder beside a path for what is to be put there; those of killed exports are removed."""
    prefix, suffix = f".{path.name}.", ".new"
    for other in path.parent.iterdir():
        if other.name.startswith(prefix) and other.name.endswith(suffix):
            with suppress(OSError), _locked(other):
                shutil.rmtree(other, ignore_errors=True)
    scratch = Path(tempfile.mkdtemp(prefix=prefix, suffix=suffix, dir=path.parent))
    try:
        with _locked(scratch):
            yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Holds a folder; OSError where another process does. A killed process holds nothing."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)
