"""Where an export may be written: nothing of the user's is lost, and no temporary file remains."""

import json
import os
import re
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from bilat.database.store import Database
from bilat.errors import FileError, UsageError
from bilat.export.files import EXPORTS, export


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where an export goes, in a folder that is otherwise empty."""
    (tmp_path / "exports").mkdir()
    return tmp_path / "exports" / "bilat"


@pytest.fixture(params=EXPORTS)
def kind(request: pytest.FixtureRequest) -> str:
    """Every kind of export in turn, unless a test names those that it is about."""
    return str(request.param)


@pytest.fixture
def earlier(exports: Path, path: Path, kind: str) -> Path:
    """A path with an earlier export of the kind."""
    put(path, exports / kind)
    return path


def put(path: Path, content: Any) -> None:
    """Put something at a path: text, a folder of parts, a copy, or what a function makes."""
    if isinstance(content, str):
        path.write_text(content)
    elif isinstance(content, dict):
        path.mkdir(exist_ok=True)
        for name, part in content.items():
            put(path / name, part)
    elif isinstance(content, Path):
        (shutil.copytree if content.is_dir() else shutil.copy)(content, path)
    else:
        content(path)


def left(path: Path) -> Any:
    """Return what is at a path: the bytes of a file, the target of a link, a folder as a dict."""
    if path.is_symlink():
        return str(path.readlink())
    if path.is_dir():
        return {part.name: left(part) for part in path.iterdir()}
    return path.read_bytes() if path.is_file() else "no file"


def execute(script: str) -> Callable[[Path], None]:
    def executed(path: Path) -> None:
        with closing(sqlite3.connect(path)) as database:
            database.executescript(script)

    return executed


def refused(database: Database, kind: str, path: Path) -> str:
    """Return why an export is refused, with force and without it; it changes nothing."""
    before = left(path.parent)
    messages = set()
    for force in (False, True):
        with pytest.raises(UsageError) as error:
            export(database, kind, path, force)
        messages.add(str(error.value))
    assert left(path.parent) == before
    [message] = messages  # without force, it must not promise what force refuses
    return message


# What is in the way

DIARY = {"diary.txt": "a diary"}
DIARY_DATABASE = execute("CREATE TABLE diary (day)")
BROKEN_PACKAGE = {"datapackage.json": "[bilat"}
OWN_PACKAGE = {"datapackage.json": '{"name": "diary", "resources": []}', "trade.csv": "a diary"}


def broken_link(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.parametrize(
    ("kind", "content", "reason"),
    [
        ("sqlite", "a diary", "it is not from bilat export sqlite"),
        ("sqlite", DIARY_DATABASE, "it is not from bilat export sqlite"),
        ("sqlite", DIARY, "it is not a regular file"),
        ("sqlite", os.mkfifo, "it is not a regular file"),
        ("sqlite", broken_link, "it is not a regular file"),
        ("html", '<!DOCTYPE html>\n<html lang="en">\n<p>A', "it is not from bilat export html"),
        ("html", DIARY, "it is not a regular file"),
        ("datapackage", "a diary", "it is not a folder"),
        ("datapackage", broken_link, "it is not a folder"),
        ("datapackage", DIARY, "it is not from bilat export datapackage"),
        ("datapackage", BROKEN_PACKAGE, "it is not from bilat export datapackage"),
        ("datapackage", OWN_PACKAGE, "it is not from bilat export datapackage"),
    ],
)
def test_what_is_not_from_an_export_stays(
    database: Database, path: Path, kind: str, content: Any, reason: str
) -> None:
    put(path, content)
    message = f"{path} cannot be replaced: {reason}; choose another path"
    assert refused(database, kind, path) == message


def relisted(change: Callable[[list[Any]], Any]) -> Callable[[Path], None]:
    """Change what the descriptor of a package lists, and add a file of the user's."""

    def changed(path: Path) -> None:
        descriptor = json.loads((path / "datapackage.json").read_text())
        change(descriptor["resources"])
        put(path, {"desks.csv": "a diary", "datapackage.json": json.dumps(descriptor)})

    return changed


def own_folder(path: Path) -> None:
    (path / "regions.csv").unlink()
    put(path / "regions.csv", DIARY)


def own_link(path: Path) -> None:
    (path / "regions.csv").rename(path.parent / "regions.csv")
    (path / "regions.csv").symlink_to("../regions.csv")


OWN_TABLES = execute("CREATE TABLE notes (x); CREATE VIEW mine AS SELECT 1 AS y")


@pytest.mark.parametrize(
    ("kind", "content", "names"),
    [
        ("sqlite", OWN_TABLES, "mine.y, notes.x"),
        ("sqlite", execute("ALTER TABLE regions ADD COLUMN bak"), "regions.bak"),
        ("sqlite", lambda path: put(path.with_name("bilat-wal"), "changes"), "bilat-wal"),
        ("datapackage", DIARY, "diary.txt"),
        ("datapackage", relisted(lambda all_: all_.append({"path": "desks.csv"})), "desks.csv"),
        ("datapackage", relisted(lambda all_: all_.pop(0)), "desks.csv, regions.csv"),
        ("datapackage", own_folder, "regions.csv"),
        ("datapackage", own_link, "regions.csv"),
    ],
)
def test_what_was_added_to_an_export_is_named_and_stays(
    database: Database, earlier: Path, kind: str, content: Any, names: str
) -> None:
    put(earlier, content)
    reason = f"it also contains {names}; choose another path"
    assert refused(database, kind, earlier) == f"{earlier} cannot be replaced: {reason}"


@pytest.mark.parametrize("content", ["a diary", DIARY])
def test_what_comes_there_meanwhile_stays(
    database: Database, path: Path, kind: str, content: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = Database.query

    def slowly(*arguments: Any) -> Any:
        if not path.exists():  # the export is being written
            put(path, content)
        return query(*arguments)

    monkeypatch.setattr(Database, "query", slowly)
    with pytest.raises(UsageError, match=re.escape(f"{path} cannot be replaced: ")):
        export(database, kind, path, force=True)
    put(path.with_name("expected"), content)
    after = left(path.parent)
    assert after == {"bilat": after["expected"], "expected": after["expected"]}


# What may be replaced


def test_an_earlier_export_is_replaced_with_force_alone(
    database: Database, exports: Path, earlier: Path, kind: str
) -> None:
    if kind == "sqlite":
        put(earlier, execute("DELETE FROM left_out; DROP TABLE trade_conflicts; VACUUM"))
    else:
        with (earlier / "regions.csv" if earlier.is_dir() else earlier).open("a") as file:
            file.write("changed")
    before = left(earlier.parent)
    with pytest.raises(UsageError) as error:
        export(database, kind, earlier)
    assert str(error.value) == f"{earlier} already exists; use --force to replace it"
    assert left(earlier.parent) == before
    export(database, kind, earlier, force=True)
    assert left(earlier.parent) == {"bilat": left(exports / kind)}


LEFTOVERS = dict.fromkeys((".DS_Store", "Thumbs.db", "desktop.ini", "regions.csv~"), "left over")


@pytest.mark.parametrize(
    ("kind", "content"),
    [("sqlite", ""), ("html", ""), ("datapackage", {}), ("datapackage", LEFTOVERS)],
)
def test_what_is_empty_may_be_filled(
    database: Database, exports: Path, path: Path, kind: str, content: Any
) -> None:
    put(path, content)
    for force in (False, True):
        export(database, kind, path, force)
        after = left(path)
        for name in content:
            assert after.pop(name) == b"left over"
        assert after == left(exports / kind)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may chown")
def test_mode_and_owner_stay(database: Database, earlier: Path, kind: str) -> None:
    changed = [earlier, earlier / "regions.csv"] if earlier.is_dir() else [earlier]
    for file in changed:
        file.chmod(0o740)
        os.chown(file, 12, 34)
    export(database, kind, earlier, force=True)
    for file in changed:
        after = file.stat()
        assert (stat.S_IMODE(after.st_mode), after.st_uid, after.st_gid) == (0o740, 12, 34)


def test_any_name_will_do_and_a_new_file_has_the_usual_mode(
    database: Database, path: Path, kind: str
) -> None:
    strange = path.with_name(os.fsdecode(b"a?#%20 \xe9'-"))
    export(database, kind, strange)
    export(database, kind, strange, force=True)
    assert [*path.parent.iterdir()] == [strange]
    path.mkdir() if strange.is_dir() else path.touch()
    assert strange.stat().st_mode == path.stat().st_mode


# What cannot be written


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "'.' does not name a file or folder to write"),
        ("/", "'/' does not name a file or folder to write"),
        ("nowhere/bilat", "nowhere/bilat: there is no folder nowhere"),
        (f"{__file__}/bilat", f"{__file__}/bilat: there is no folder {__file__}"),
    ],
    ids=["nothing", "root", "no folder", "file"],
)
def test_a_path_that_cannot_be_written_is_named(
    database: Database, kind: str, name: str, message: str
) -> None:
    with pytest.raises((FileError, UsageError)) as error:
        export(database, kind, Path(name), force=True)
    assert str(error.value) == message


FAILURES = {
    "Access is denied; is it open in another program?": PermissionError(13, "Access is denied"),
    "No space left on device": OSError(28, "No space left on device"),
    "": KeyboardInterrupt(),
}


@pytest.mark.parametrize("reason", FAILURES)
def test_an_export_that_fails_changes_nothing(
    database: Database, earlier: Path, kind: str, reason: str
) -> None:
    before = left(earlier.parent)
    expected = f"{earlier}: cannot be written: {reason}" if reason else ""
    with (
        patch.object(Path, "replace", side_effect=FAILURES[reason]),
        pytest.raises((FileError, KeyboardInterrupt)) as error,
    ):
        export(database, kind, earlier, force=True)
    assert str(error.value) == expected
    assert left(earlier.parent) == before
