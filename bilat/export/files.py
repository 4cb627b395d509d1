"""Where an export may be written, and how it gets there whole.

It is written aside and put in its place at the very end, so that what was there before stays until
the new one is whole, and nobody else's file is ever replaced.
"""

import fcntl
import os
import re
import secrets
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from bilat.database.store import Database
from bilat.errors import FileError, UsageError
from bilat.export.kinds import EXPORTS

_OURS = re.compile(r"\.bilat-[0-9a-f]{16}\.new")
_LOCK = "lock"


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
        with _cleaning_up(), _aside(path.parent) as scratch:
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
        if os.path.lexists(path):
            _replace(path, new)
        elif new.is_file():
            _add_file(new, path)
        else:
            _add_folder(new, path)
    except FileExistsError:
        raise UsageError(f"{path} is there already; --force replaces it") from None


def _replace(path: Path, new: Path) -> None:
    """Puts an export in the place of an older one, which comes back if that fails."""
    if new.is_file():
        new.replace(path)
        return
    old = new.with_name("old")
    path.rename(old)
    try:
        new.rename(path)
    except BaseException:
        old.rename(path)
        raise


def _add_file(new: Path, path: Path) -> None:
    """Gives a file its name; FileExistsError where something has it."""
    try:
        os.link(new, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        path.touch(exist_ok=False)
        new.replace(path)


def _add_folder(new: Path, path: Path) -> None:
    """Gives a folder its name; FileExistsError where something has it."""
    path.mkdir()
    try:
        for part in sorted(new.iterdir(), key=lambda each: each.suffix == ".json"):
            part.rename(path / part.name)  # the descriptor last
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise


@contextmanager
def _cleaning_up() -> Iterator[None]:
    """Lets HUP and TERM end the program as Ctrl-C does: what was begun is removed."""

    def end(number: int, _: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    caught = [  # under nohup HUP is ignored
        each for each in (signal.SIGHUP, signal.SIGTERM) if signal.getsignal(each) == signal.SIG_DFL
    ]
    for each in caught:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each in caught:
            signal.signal(each, signal.SIG_DFL)


@contextmanager
def _aside(parent: Path) -> Iterator[Path]:
    """A folder beside a path for what is to be put there; those of killed exports are removed.

    A lock in it, which a killed process holds no longer, tells that it is in use.
    """
    for other in parent.iterdir():
        if _OURS.fullmatch(other.name):
            with suppress(OSError), (other / _LOCK).open("r+") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(other, ignore_errors=True)
    scratch = parent / f".bilat-{secrets.token_hex(8)}.new"
    try:
        scratch.mkdir(mode=0o700)
        with (scratch / f"{_LOCK}.new").open("w") as lock:
            with suppress(OSError):  # a file system without locks
                fcntl.flock(lock, fcntl.LOCK_EX)
            (scratch / f"{_LOCK}.new").rename(scratch / _LOCK)  # nobody sees it unlocked
            yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
