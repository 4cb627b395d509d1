"""Where an export may be written: nothing of the user's is lost, and nothing is left beside it."""

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
from unittest.mock import Mock

import pytest

from bilat.database.store import Database
from bilat.errors import FileError, UsageError
from bilat.export.files import EXPORTS, export


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where an export goes, in a folder that is otherwise empty."""
    (tmp_path / "exports").mkdir()
    return tmp_path / "exports" / "bilat"


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


def left(folder: Path) -> dict[str, bytes | str]:
    """Return what is in a folder: the bytes of files, else the target of a link or a word."""

    def content(path: Path) -> bytes | str:
        if path.is_symlink():
            return str(path.readlink())
        return path.read_bytes() if path.is_file() else "no file"

    return {str(path.relative_to(folder)): content(path) for path in folder.rglob("*")}


def execute(script: str) -> Callable[[Path], None]:
    def executed(path: Path) -> None:
        with closing(sqlite3.connect(path)) as database:
            database.executescript(script)

    return executed


# What is in the way

DIARY = {"diary.txt": "a diary"}
DIARY_DATABASE = execute("CREATE TABLE diary (day)")
NO_FILE, NO_FOLDER = "it is not a regular file", "it is not a folder"
NOT_OURS = "it is not from bilat export {}"
IN_THE_WAY: list[tuple[str, Any, str]] = [
    ("sqlite", "a diary", NOT_OURS),
    ("sqlite", DIARY_DATABASE, NOT_OURS),
    ("sqlite", DIARY, NO_FILE),
    ("sqlite", {}, NO_FILE),
    ("sqlite", os.mkfifo, NO_FILE),
    ("sqlite", lambda path: path.symlink_to("nowhere"), NO_FILE),
    ("html", '<!DOCTYPE html>\n<html lang="en">\n<p>A diary', NOT_OURS),
    ("html", DIARY_DATABASE, NOT_OURS),
    ("html", DIARY, NO_FILE),
    ("datapackage", "a diary", NO_FOLDER),
    ("datapackage", lambda path: path.symlink_to("nowhere"), NO_FOLDER),
    ("datapackage", DIARY, NOT_OURS),
    ("datapackage", {"trade.csv": "a diary"}, NOT_OURS),
    ("datapackage", {"datapackage.json": "[bilat"}, NOT_OURS),
    ("datapackage", {"datapackage.json": '{"name": "diary", "resources": []}'}, NOT_OURS),
]


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(("kind", "content", "reason"), IN_THE_WAY)
def test_what_is_not_from_an_export_stays(
    database: Database, path: Path, kind: str, content: Any, reason: str, force: bool
) -> None:
    put(path, content)
    before = left(path.parent)
    with pytest.raises(UsageError) as error:
        export(database, kind, path, force)
    reason = reason.format(kind)
    assert str(error.value) == f"{path} cannot be replaced: {reason}; choose another path"
    assert left(path.parent) == before


def listed(change: Callable[[list[Any]], Any]) -> Callable[[Path], None]:
    """Change what the descriptor of a package lists."""

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


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    ("kind", "content", "names"),
    [
        (
            "sqlite",
            execute("CREATE TABLE notes (x); CREATE VIEW mine AS SELECT 1 AS y"),
            "mine.y, notes.x",
        ),
        ("sqlite", execute("ALTER TABLE regions ADD COLUMN note"), "regions.note"),
        ("sqlite", lambda path: put(path.with_name("bilat-wal"), "changes"), "bilat-wal"),
        ("datapackage", DIARY, "diary.txt"),
        ("datapackage", listed(lambda all_: all_.append({"path": "desks.csv"})), "desks.csv"),
        ("datapackage", listed(lambda all_: all_.pop(0)), "desks.csv, regions.csv"),
        ("datapackage", own_folder, "regions.csv"),
        ("datapackage", own_link, "regions.csv"),
    ],
)
def test_what_was_added_to_an_export_is_named_and_stays(
    database: Database, exports: Path, path: Path, kind: str, content: Any, names: str, force: bool
) -> None:
    put(path, exports / kind)
    put(path, content)
    before = left(path.parent)
    with pytest.raises(UsageError) as error:
        export(database, kind, path, force)
    reason = f"it also contains {names}; choose another path"
    assert str(error.value) == f"{path} cannot be replaced: {reason}"
    assert left(path.parent) == before


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("content", ["a diary", DIARY])
def test_what_comes_there_meanwhile_stays(
    database: Database, path: Path, kind: str, content: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = Database.query
    put(path.with_name("expected"), content)

    def slowly(*arguments: Any) -> Any:
        if not path.exists():  # the export is being written beside it
            put(path, content)
        return query(*arguments)

    monkeypatch.setattr(Database, "query", slowly)
    with pytest.raises(UsageError, match=re.escape(f"{path} cannot be replaced: ")):
        export(database, kind, path, force=True)
    found = left(path.parent)
    assert found == {name: found[name.replace("bilat", "expected")] for name in found}


# What may be replaced


@pytest.mark.parametrize("kind", EXPORTS)
def test_an_earlier_export_is_replaced_with_force_alone(
    database: Database, exports: Path, path: Path, kind: str
) -> None:
    put(path, exports / kind)
    if kind == "sqlite":
        put(path, execute("DELETE FROM left_out; DROP TABLE trade_conflicts; VACUUM"))
    else:
        with (path / "regions.csv" if path.is_dir() else path).open("a") as file:
            file.write("changed")
    before = left(path.parent)
    with pytest.raises(UsageError) as error:
        export(database, kind, path)
    assert str(error.value) == f"{path} already exists; use --force to replace it"
    assert left(path.parent) == before
    export(database, kind, path, force=True)
    put(path.with_name("expected"), exports / kind)
    shutil.move(path, path.with_name("found"))
    after = left(path.parent)
    assert after.pop("found") == after.pop("expected")


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
        if path.is_dir():
            kept = {name: text.encode() for name, text in content.items()}
            assert left(path) == {**left(exports / kind), **kept}
        else:
            assert path.read_bytes() == (exports / kind).read_bytes()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may chown")
@pytest.mark.parametrize("kind", EXPORTS)
def test_mode_and_owner_stay(database: Database, exports: Path, path: Path, kind: str) -> None:
    put(path, exports / kind)
    changed = [path, path / "regions.csv"] if path.is_dir() else [path]
    for each in changed:
        each.chmod(0o740)
        os.chown(each, 12, 34)
    export(database, kind, path, force=True)
    for each in changed:
        found = each.stat()
        assert (stat.S_IMODE(found.st_mode), found.st_uid, found.st_gid) == (0o740, 12, 34)


@pytest.mark.parametrize("kind", EXPORTS)
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
    ("kind", "name", "message"),
    [
        ("html", "", "'.' does not name a file or folder to write"),
        ("datapackage", "/", "'/' does not name a file or folder to write"),
        ("html", "nowhere/bilat", "nowhere/bilat: there is no folder nowhere"),
        ("html", f"{__file__}/bilat", f"{__file__}/bilat: there is no folder {__file__}"),
    ],
)  # fmt: skip
def test_a_path_that_cannot_be_written_is_named(
    database: Database, kind: str, name: str, message: str
) -> None:
    with pytest.raises((FileError, UsageError)) as error:
        export(database, kind, Path(name), force=True)
    assert str(error.value) == message


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PermissionError(13, "Access is denied"), "Access is denied; is it open in another program?"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (KeyboardInterrupt(), None),
    ],
)  # fmt: skip
def test_an_export_that_fails_changes_nothing(
    database: Database, exports: Path, path: Path, kind: str, error: Any, message: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    put(path, exports / kind)
    before = left(path.parent)
    monkeypatch.setattr(Path, "replace", Mock(side_effect=error))
    with pytest.raises((FileError, KeyboardInterrupt)) as raised:
        export(database, kind, path, force=True)
    assert not message or str(raised.value) == f"{path}: cannot be written: {message}"
    assert left(path.parent) == before
