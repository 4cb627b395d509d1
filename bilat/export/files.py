"""Exports of the whole dataset, which replace earlier exports and nothing else.

An export is written under a temporary name and renamed once it is whole, so that an earlier export
stays if anything fails.
"""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from bilat.database.schema import APPLICATION_ID
from bilat.database.store import Database
from bilat.dataset.folder import is_leftover
from bilat.errors import FileError, UsageError
from bilat.export import datapackage


class Export(NamedTuple):
    """A kind of export."""

    about: str  # what it is, for the help
    # Writes the export to a path where nothing is.
    write: Callable[[Database, Path], None]
    # Returns the names in a file or folder that the export does not write, so that they are kept;
    # None if the file or folder is not from an export of this kind.
    others: Callable[[Database, Path], list[str] | None]
    is_folder: bool = False


def export(database: Database, kind: str, path: Path, force: bool = False) -> None:
    """Write the dataset to a path.

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
        EXPORTS[kind].write(database, new)
        _check(database, kind, path, force)  # something may have come there meanwhile
        _put(new, path)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        hint = "; is it open in another program?" if isinstance(error, PermissionError) else ""
        raise FileError(f"{path}: cannot be written: {reason}{hint}") from None
    finally:
        with suppress(OSError):
            shutil.rmtree(new) if new.is_dir() else new.unlink()


def _check(database: Database, kind: str, path: Path, force: bool) -> None:
    """Raise UsageError if something at a path may not be replaced."""
    if not os.path.lexists(path):
        return
    is_folder = EXPORTS[kind].is_folder
    if path.is_symlink() or not (path.is_dir() if is_folder else path.is_file()):
        obstacle = f"it is not a {'folder' if is_folder else 'regular file'}"
    elif _is_empty(path):
        return
    elif (others := EXPORTS[kind].others(database, path)) is None:
        obstacle = f"it is not from bilat export {kind}"
    elif others:
        obstacle = f"it also contains {', '.join(sorted(others))}"
    elif force:
        return
    else:
        raise UsageError(f"{path} already exists; use --force to replace it")
    raise UsageError(f"{path} cannot be replaced: {obstacle}; choose another path")


def _is_empty(path: Path) -> bool:
    if path.is_dir():
        return all(is_leftover(file.name) for file in path.iterdir())
    return path.stat().st_size == 0


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


def text(database: Database, kind: str) -> str:
    """Return the text of an export; UsageError if it is not a text."""
    if kind != "html":
        raise UsageError(f"{kind} cannot be written to standard output; for a file, write ./-")
    from bilat.export.page.page import render

    return render(database)


def _write_page(database: Database, path: Path) -> None:
    path.write_text(text(database, "html"), encoding="utf-8", newline="\n")


def _others_in_page(_: Database, path: Path) -> list[str] | None:
    from bilat.export.page.page import BEGINNING

    with path.open("rb") as file:
        return [] if file.read(len(BEGINNING)) == BEGINNING.encode() else None


def _write_database(database: Database, path: Path) -> None:
    # Unlike a backup, this reads every row, so that damage in a kept database is noticed.
    database.query("VACUUM INTO CAST(:path AS TEXT)", {"path": os.fsencode(path)})


# The tables, columns and so on; the columns of the matrix differ from dataset to dataset.
_OBJECTS = """
    SELECT DISTINCT objects.name || coalesce('.' || columns.name, '')
    FROM sqlite_master AS objects LEFT JOIN pragma_table_info(objects.name) AS columns
    ON objects.name <> 'matrix' WHERE objects.name NOT LIKE 'sqlite_%'"""


def _others_in_database(database: Database, path: Path) -> list[str] | None:
    """Return the tables, columns and so on that an export does not have.

    They include files with changes that SQLite has not put into the database yet.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as old:
            if old.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
                return None
            names = {name for (name,) in old.execute(_OBJECTS)}
    except sqlite3.Error:
        return None
    names -= {name for (name,) in database.rows(_OBJECTS)}
    companions = [path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")]
    return [*names, *(file.name for file in companions if file.exists())]


EXPORTS = {
    "sqlite": Export("one SQLite database", _write_database, _others_in_database),
    "datapackage": Export(
        "a folder of CSV files with a descriptor", datapackage.write, datapackage.others, True
    ),
    "html": Export("one page to read in a browser, offline", _write_page, _others_in_page),
}
