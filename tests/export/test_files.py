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

import pytest

from bilat.database.store import Database
from bilat.errors import FileError, UsageError
from bilat.export import files
from bilat.export.files import EXPORTS, export


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where an export goes, in a folder that is otherwise empty."""
    (tmp_path / "exports").mkdir()
    return tmp_path / "exports" / "bilat"


@pytest.fixture
def earlier(exports: Path, path: Path) -> Callable[[str], object]:
    """Puts an earlier export of a kind in its place."""
    return lambda kind: put(path, exports / kind)


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


def link(path: Path) -> None:
    path.symlink_to("nowhere")


# What is in the way

DIARY = {"diary.txt": "a diary"}
NO_FILE, NO_FOLDER = "it is not a regular file", "it is not a folder"
IN_THE_WAY: list[tuple[str, Any, str]] = [
    ("sqlite", "a diary", "it is not from bilat export sqlite"),
    ("sqlite", execute("CREATE TABLE diary (day)"), "it is not from bilat export sqlite"),
    ("sqlite", DIARY, NO_FILE),
    ("sqlite", {}, NO_FILE),
    ("sqlite", os.mkfifo, NO_FILE),
    ("sqlite", link, NO_FILE),
    ("html", '<!DOCTYPE html>\n<html lang="en">\n<p>A diary', "it is not from bilat export html"),
    ("html", execute("CREATE TABLE diary (day)"), "it is not from bilat export html"),
    ("html", DIARY, NO_FILE),
    ("datapackage", "a diary", NO_FOLDER),
    ("datapackage", link, NO_FOLDER),
    ("datapackage", DIARY, "it is not from bilat export datapackage"),
    ("datapackage", {"trade.csv": "a diary"}, "it is not from bilat export datapackage"),
    ("datapackage", {"datapackage.json": "[bilat"}, "it is not from bilat export datapackage"),
    ("datapackage", {"datapackage.json": '{"name": "diary", "resources": []}'}, "it is not from bilat export datapackage"),
]  # fmt: skip


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(("kind", "content", "reason"), IN_THE_WAY)
def test_what_is_not_from_an_export_stays(
    database: Database, path: Path, kind: str, content: Any, reason: str, force: bool
) -> None:
    put(path, content)
    before = left(path.parent)
    with pytest.raises(UsageError) as error:
        export(database, kind, path, force)
    assert str(error.value) == f"{path} cannot be replaced: {reason}; choose another path"
    assert left(path.parent) == before


def changes_of_a_program(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(b"changes")


def own_file_that_is_listed(path: Path) -> None:
    put(path, {"desks.csv": "a diary"})
    descriptor = json.loads((path / "datapackage.json").read_text())
    descriptor["resources"].append({"name": "desks", "path": "desks.csv"})
    (path / "datapackage.json").write_text(json.dumps(descriptor))


def own_file_with_the_name_of_a_table(path: Path) -> None:
    descriptor = json.loads((path / "datapackage.json").read_text())
    descriptor["resources"] = [each for each in descriptor["resources"] if each["name"] != "trade"]
    (path / "datapackage.json").write_text(json.dumps(descriptor))


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
        ("sqlite", execute("CREATE TABLE notes (x); CREATE VIEW mine AS SELECT 1"), "mine, notes"),
        ("sqlite", changes_of_a_program, "bilat-wal"),
        ("datapackage", DIARY, "diary.txt"),
        ("datapackage", own_file_that_is_listed, "desks.csv"),
        ("datapackage", own_file_with_the_name_of_a_table, "trade.csv"),
        ("datapackage", own_folder, "regions.csv"),
        ("datapackage", own_link, "regions.csv"),
    ],
)
def test_what_was_added_to_an_export_is_named_and_stays(
    database: Database, earlier: Any, path: Path, kind: str, content: Any, names: str, force: bool
) -> None:
    earlier(kind)
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
    write = files._write

    def slowly(*arguments: Any) -> None:
        write(*arguments)
        put(path, content)

    monkeypatch.setattr(files, "_write", slowly)
    with pytest.raises(UsageError, match=re.escape(f"{path} cannot be replaced: ")):
        export(database, kind, path, force=True)
    found = left(path.parent)
    shutil.rmtree(path.parent)
    path.parent.mkdir()
    put(path, content)
    assert found == left(path.parent)


# What may be replaced


@pytest.mark.parametrize("kind", EXPORTS)
def test_an_earlier_export_is_replaced_with_force_alone(
    database: Database, earlier: Any, exports: Path, path: Path, kind: str
) -> None:
    earlier(kind)
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
    counts = export(database, kind, path, force=True)
    assert counts["documents"] == database.count("documents")
    after = left(path.parent)
    shutil.rmtree(path.parent)
    path.parent.mkdir()
    earlier(kind)
    assert after == left(path.parent)


LEFTOVERS = dict.fromkeys((".DS_Store", "Thumbs.db", "desktop.ini", "regions.csv~"), "left over")


@pytest.mark.parametrize(
    ("kind", "content"),
    [("sqlite", ""), ("html", ""), ("datapackage", {}), ("datapackage", LEFTOVERS)],
)
def test_what_is_empty_may_be_filled(
    database: Database, exports: Path, path: Path, kind: str, content: Any
) -> None:
    put(path, content)
    export(database, kind, path)
    if path.is_dir():
        kept = {name: text.encode() for name, text in content.items()}
        assert left(path) == {**left(exports / kind), **kept}
    else:
        assert path.read_bytes() == (exports / kind).read_bytes()


def test_leftovers_of_file_managers_do_not_block(
    database: Database, earlier: Any, exports: Path, path: Path
) -> None:
    earlier("datapackage")
    put(path, LEFTOVERS)
    export(database, "datapackage", path, force=True)
    assert {*left(path)} == {*left(exports / "datapackage"), *LEFTOVERS}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may chown")
@pytest.mark.parametrize("kind", EXPORTS)
def test_mode_and_owner_stay(database: Database, earlier: Any, path: Path, kind: str) -> None:
    earlier(kind)
    changed = [path, path / "regions.csv"] if path.is_dir() else [path]
    for each in changed:
        each.chmod(0o740)
        os.chown(each, 12, 34)
    export(database, kind, path, force=True)
    for each in changed:
        found = each.stat()
        assert (stat.S_IMODE(found.st_mode), found.st_uid, found.st_gid) == (0o740, 12, 34)


@pytest.mark.parametrize("kind", ["sqlite", "html"])
def test_a_new_file_has_the_usual_mode(database: Database, path: Path, kind: str) -> None:
    export(database, kind, path)
    path.with_name("usual").touch()
    assert path.stat().st_mode == path.with_name("usual").stat().st_mode


@pytest.mark.parametrize("kind", EXPORTS)
def test_any_name_will_do(database: Database, path: Path, kind: str) -> None:
    strange = path.with_name(os.fsdecode(b"a?#%20 \xe9'-"))
    export(database, kind, strange)
    export(database, kind, strange, force=True)
    assert [*path.parent.iterdir()] == [strange]


# What cannot be written


def test_an_unknown_kind_lists_the_kinds(database: Database, path: Path) -> None:
    with pytest.raises(UsageError) as error:
        export(database, "sqlit", path)
    assert str(error.value) == (
        "unknown export 'sqlit'\n"
        "Exports: sqlite (one SQLite database), datapackage (a folder of CSV files with a "
        "descriptor), html (one page to read in a browser, offline)"
    )


def test_standard_output_takes_only_the_page(database: Database) -> None:
    for kind in ("sqlite", "datapackage"):
        with pytest.raises(UsageError, match=f"{kind} cannot be written to standard output"):
            files.text(database, kind)
    assert "".join(files.text(database, "html")).startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_what_is_no_name_is_refused(database: Database, name: str) -> None:
    with pytest.raises(UsageError, match="does not name a file or folder to write"):
        export(database, "datapackage", Path(name), force=True)


@pytest.mark.parametrize("parent", ["nowhere", "file"])
def test_a_missing_folder_is_named(database: Database, path: Path, parent: str) -> None:
    put(path.with_name("file"), "a diary")
    target = path.with_name(parent) / "bilat"
    with pytest.raises(FileError) as error:
        export(database, "html", target)
    assert str(error.value) == f"{target}: there is no folder {target.parent}"


@pytest.mark.parametrize("kind", EXPORTS)
def test_a_folder_that_cannot_be_written_is_named(database: Database, kind: str) -> None:
    with pytest.raises(FileError, match=r"^/sys/bilat: cannot be written: "):  # not even by root
        export(database, kind, Path("/sys/bilat"))


@pytest.mark.parametrize("kind", EXPORTS)
def test_a_file_that_is_open_elsewhere_is_named_and_stays(
    database: Database, earlier: Any, path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Access is denied")  # as Windows says

    earlier(kind)
    before = left(path.parent)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileError) as error:
        export(database, kind, path, force=True)
    reason = "Access is denied; is it open in another program?"
    assert str(error.value) == f"{path}: cannot be written: {reason}"
    assert left(path.parent) == before


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_an_export_that_fails_leaves_nothing(
    database: Database, path: Path, kind: str, error: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(new: Path, _: Path) -> None:
        assert new.exists()
        raise error

    monkeypatch.setattr(files, "_put", fail)
    with pytest.raises((FileError, KeyboardInterrupt), match=r"^$|No space left on device"):
        export(database, kind, path)
    assert left(path.parent) == {}
