"""Exports of the whole dataset, which replace earlier exports and nothing else.

An export is written beside its place and put there once it is whole, so that what was there before
stays if anything fails.
"""

import os
import re
import secrets
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

from bilat.database.store import Database
from bilat.errors import FileError, UsageError

EXPORTS = {
    "sqlite": "one SQLite database",
    "datapackage": "a folder of CSV files with a descriptor",
    "html": "one page to read in a browser, offline",
}

# What file managers and editors leave in a folder.
_LEFTOVER = re.compile(r"\..*|.*~|desktop\.ini|Thumbs\.db", re.IGNORECASE)


def text(database: Database, kind: str) -> str:
    """Return the text of an export; UsageError if it is not a text."""
    if kind != "html":
        raise UsageError(f"{kind} cannot be written to standard output; for a file, write ./-")
    from bilat.export.page.page import render

    return render(database)


def export(database: Database, kind: str, path: Path, force: bool = False) -> dict[str, int]:
    """Write the dataset to a path and return the number of rows of each table.

    With `force`, an earlier export is replaced. Raises UsageError if something else is in the way,
    and FileError if the path cannot be written.
    """
    if not path.name:
        raise UsageError(f"{str(path)!r} does not name a file or folder to write")
    new = path.with_name(f".bilat-{secrets.token_hex(8)}.new")
    try:
        if not path.parent.is_dir():
            raise FileError(f"{path}: there is no folder {path.parent}")
        _check(database, kind, path, force)
        _write(database, kind, new)
        _check(database, kind, path, force)  # something may have come there meanwhile
        _put(new, path)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        hint = "; is it open in another program?" if isinstance(error, PermissionError) else ""
        raise FileError(f"{path}: cannot be written: {reason}{hint}") from None
    finally:
        with suppress(OSError):
            shutil.rmtree(new) if new.is_dir() else new.unlink()
    tables = [name for (name,) in database.rows("SELECT name FROM table_info ORDER BY rowid")]
    return {name: next(database.rows(f"SELECT count(*) FROM {name}"))[0] for name in tables}


def _check(database: Database, kind: str, path: Path, force: bool) -> None:
    """Raise UsageError if something at a path may not be replaced."""
    if not os.path.lexists(path):
        return
    if obstacle := _obstacle(database, kind, path):
        raise UsageError(f"{path} cannot be replaced: {obstacle}; choose another path")
    if not force and not _is_empty(path):
        raise UsageError(f"{path} already exists; use --force to replace it")


def _obstacle(database: Database, kind: str, path: Path) -> str | None:
    """Return what at a path is not from an earlier export; None if everything is."""
    from bilat.export import datapackage, sqlite
    from bilat.export.page.page import BEGINNING

    is_folder = kind == "datapackage"
    if path.is_symlink() or not (path.is_dir() if is_folder else path.is_file()):
        return f"it is not a {'folder' if is_folder else 'regular file'}"
    if _is_empty(path):
        return None
    if kind == "sqlite":
        others = sqlite.others(database, path)
    elif kind == "datapackage":
        others = datapackage.others(path, _contents(path))
    else:
        with path.open("rb") as file:
            others = [] if file.read(len(BEGINNING)) == BEGINNING.encode() else None
    if others is None:
        return f"it is not from bilat export {kind}"
    return f"it also contains {', '.join(sorted(others))}" if others else None


def _is_empty(path: Path) -> bool:
    return not (_contents(path) if path.is_dir() else path.stat().st_size)


def _contents(folder: Path) -> list[Path]:
    """Return what is in a folder, without what file managers and editors leave there."""
    return [path for path in folder.iterdir() if not _LEFTOVER.fullmatch(path.name)]


def _write(database: Database, kind: str, path: Path) -> None:
    """Write an export to a path that does not exist."""
    from bilat.export import datapackage, sqlite

    if kind == "html":
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text(database, kind))
    elif kind == "sqlite":
        sqlite.write(database, path)
    else:
        datapackage.write(database, path)


def _put(new: Path, path: Path) -> None:
    """Move a new file, or the files of a new folder, to a path; mode and owner stay."""
    if new.is_dir() and path.is_dir():
        for file in new.iterdir():
            _put(file, path / file.name)
        return
    if path.exists():
        old, mine = path.stat(), new.stat()
        if (old.st_uid, old.st_gid) != (mine.st_uid, mine.st_gid):
            os.chown(new, old.st_uid, old.st_gid)
        shutil.copymode(path, new)
    new.replace(path)
