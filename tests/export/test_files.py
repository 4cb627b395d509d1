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
    folder = tmp_path / "exports"
    folder.mkdir()
    return folder / "bilat"


def left(folder: Path) -> dict[str, bytes | str]:
    """Return what is in a folder: the bytes of files, else the target of a link or a word."""
    return {
        str(path.relative_to(folder)): str(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        if path.is_file()
        else "folder"
        for path in folder.rglob("*")
    }


def copy(exports: Path, kind: str, path: Path) -> None:
    """Put an earlier export at a path."""
    earlier = exports / kind
    shutil.copytree(earlier, path) if earlier.is_dir() else shutil.copy(earlier, path)


# What is in the way


def diary(path: Path) -> None:
    path.write_text("a diary")


def folder_with_diary(path: Path) -> None:
    path.mkdir()
    diary(path / "diary.txt")


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE diary (day TEXT)")


def page_of_others(path: Path) -> None:
    path.write_text('<!DOCTYPE html>\n<html lang="en">\n<p>A diary')


def foreign_package(path: Path) -> None:
    path.mkdir()
    (path / "datapackage.json").write_text('{"name": "diary", "resources": []}')


def broken_package(path: Path) -> None:
    path.mkdir()
    (path / "datapackage.json").write_text("[bilat")


def table_without_descriptor(path: Path) -> None:
    path.mkdir()
    (path / "trade.csv").write_text("a diary")


def link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere")


NO_FILE, NO_FOLDER = "it is not a regular file", "it is not a folder"


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    ("kind", "make", "reason"),
    [
        ("sqlite", diary, "it is not from bilat export sqlite"),
        ("sqlite", foreign_database, "it is not from bilat export sqlite"),
        ("sqlite", folder_with_diary, NO_FILE),
        ("sqlite", Path.mkdir, NO_FILE),
        ("sqlite", os.mkfifo, NO_FILE),
        ("sqlite", link_to_nothing, NO_FILE),
        ("html", diary, "it is not from bilat export html"),
        ("html", page_of_others, "it is not from bilat export html"),
        ("html", foreign_database, "it is not from bilat export html"),
        ("html", folder_with_diary, NO_FILE),
        ("datapackage", diary, NO_FOLDER),
        ("datapackage", link_to_nothing, NO_FOLDER),
        ("datapackage", folder_with_diary, "it is not from bilat export datapackage"),
        ("datapackage", foreign_package, "it is not from bilat export datapackage"),
        ("datapackage", broken_package, "it is not from bilat export datapackage"),
        ("datapackage", table_without_descriptor, "it is not from bilat export datapackage"),
    ],
)
def test_what_is_not_from_an_export_stays(
    database: Database,
    path: Path,
    kind: str,
    make: Callable[[Path], object],
    reason: str,
    force: bool,
) -> None:
    make(path)
    before = left(path.parent)
    with pytest.raises(UsageError) as error:
        export(database, kind, path, force)
    assert str(error.value) == f"{path} cannot be replaced: {reason}; choose another path"
    assert left(path.parent) == before


def own_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript("CREATE TABLE notes (day TEXT); CREATE VIEW mine AS SELECT 1")


def own_file(path: Path) -> None:
    diary(path / "diary.csv")


def own_file_that_is_listed(path: Path) -> None:
    diary(path / "desks.csv")
    descriptor = json.loads((path / "datapackage.json").read_text())
    descriptor["resources"].append({"name": "desks", "path": "desks.csv"})
    (path / "datapackage.json").write_text(json.dumps(descriptor))


def own_table_that_is_not_listed(path: Path) -> None:
    descriptor = json.loads((path / "datapackage.json").read_text())
    descriptor["resources"] = [each for each in descriptor["resources"] if each["name"] != "trade"]
    (path / "datapackage.json").write_text(json.dumps(descriptor))


def own_folder(path: Path) -> None:
    (path / "regions.csv").unlink()
    folder_with_diary(path / "regions.csv")


def own_link(path: Path) -> None:
    diary(path.parent / "regions.csv")
    (path / "regions.csv").unlink()
    (path / "regions.csv").symlink_to("../regions.csv")


def changes_of_a_program(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(b"changes")


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    ("kind", "add", "names"),
    [
        ("sqlite", own_table, "mine, notes"),
        ("sqlite", changes_of_a_program, "bilat-wal"),
        ("datapackage", own_file, "diary.csv"),
        ("datapackage", own_file_that_is_listed, "desks.csv"),
        ("datapackage", own_table_that_is_not_listed, "trade.csv"),
        ("datapackage", own_folder, "regions.csv"),
        ("datapackage", own_link, "regions.csv"),
    ],
)
def test_what_was_added_to_an_export_is_named_and_stays(
    database: Database,
    exports: Path,
    path: Path,
    kind: str,
    add: Callable[[Path], None],
    names: str,
    force: bool,
) -> None:
    copy(exports, kind, path)
    add(path)
    before = left(path.parent)
    with pytest.raises(UsageError) as error:
        export(database, kind, path, force)
    reason = f"it also contains {names}; choose another path"
    assert str(error.value) == f"{path} cannot be replaced: {reason}"
    assert left(path.parent) == before


# What may be replaced


@pytest.mark.parametrize("kind", EXPORTS)
def test_an_earlier_export_is_replaced_with_force_alone(
    database: Database, exports: Path, path: Path, kind: str
) -> None:
    copy(exports, kind, path)
    if kind == "sqlite":
        with closing(sqlite3.connect(path)) as earlier:
            earlier.executescript("DELETE FROM left_out; DROP TABLE trade_conflicts; VACUUM")
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
    new = left(path) if path.is_dir() else path.read_bytes()
    assert new == (left(exports / kind) if path.is_dir() else (exports / kind).read_bytes())
    assert {each.name for each in path.parent.iterdir()} == {"bilat"}


def leftovers(path: Path) -> None:
    path.mkdir()
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "regions.csv~", "._regions.csv"):
        diary(path / name)


@pytest.mark.parametrize(
    ("kind", "make", "kept"),
    [
        ("sqlite", Path.touch, 0),
        ("html", Path.touch, 0),
        ("datapackage", Path.mkdir, 0),
        ("datapackage", leftovers, 5),
    ],
)
def test_what_is_empty_may_be_filled(
    database: Database,
    exports: Path,
    path: Path,
    kind: str,
    make: Callable[[Path], None],
    kept: int,
) -> None:
    make(path)
    export(database, kind, path)
    if path.is_dir():
        written = {name: content for name, content in left(path).items() if content != b"a diary"}
        assert written == left(exports / kind)
        assert len(left(path)) == len(written) + kept
    else:
        assert path.read_bytes() == (exports / kind).read_bytes()


def test_leftovers_of_file_managers_do_not_block(
    database: Database, exports: Path, path: Path
) -> None:
    copy(exports, "datapackage", path)
    diary(path / ".DS_Store")
    export(database, "datapackage", path, force=True)
    assert left(path) == {**left(exports / "datapackage"), ".DS_Store": b"a diary"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may chown")
@pytest.mark.parametrize("kind", EXPORTS)
def test_mode_and_owner_stay(database: Database, exports: Path, path: Path, kind: str) -> None:
    copy(exports, kind, path)
    changed = [path, path / "regions.csv"] if path.is_dir() else [path]
    for each in changed:
        each.chmod(0o740)
        os.chown(each, 12, 34)
    export(database, kind, path, force=True)
    for each in changed:
        found = each.stat()
        assert (stat.S_IMODE(found.st_mode), found.st_uid, found.st_gid) == (0o740, 12, 34)


def test_a_new_file_has_the_usual_mode(database: Database, path: Path) -> None:
    usual = path.with_name("usual")
    usual.touch()
    for kind in ("sqlite", "html"):
        export(database, kind, path.with_name(kind))
        assert path.with_name(kind).stat().st_mode == usual.stat().st_mode


# What cannot be written


def test_an_unknown_kind_lists_the_kinds(database: Database, path: Path) -> None:
    with pytest.raises(UsageError) as error:
        export(database, "sqlit", path)
    assert str(error.value) == (
        "unknown export 'sqlit'\n"
        "Exports: sqlite (one SQLite database), datapackage (a folder of CSV files with a "
        "descriptor), html (one page to read in a browser, offline)"
    )


@pytest.mark.parametrize("kind", ["sqlite", "datapackage"])
def test_standard_output_takes_only_the_page(database: Database, kind: str) -> None:
    with pytest.raises(UsageError, match=f"{kind} cannot be written to standard output"):
        files.text(database, kind)
    assert "".join(files.text(database, "html")).startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("name", ["", ".", "/"])
def test_what_is_no_name_is_refused(database: Database, kind: str, name: str) -> None:
    with pytest.raises(UsageError, match="does not name a file or folder to write"):
        export(database, kind, Path(name), force=True)


def test_a_file_may_be_called_minus(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    export(database, "sqlite", Path("./-"))
    assert [each.name for each in path.parent.iterdir()] == ["-"]


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("parent", ["nowhere", "file"])
def test_a_missing_folder_is_named(database: Database, path: Path, kind: str, parent: str) -> None:
    diary(path.with_name("file"))
    target = path.with_name(parent) / "bilat"
    with pytest.raises(FileError) as error:
        export(database, kind, target)
    assert str(error.value) == f"{target}: there is no folder {target.parent}"


@pytest.mark.parametrize("kind", EXPORTS)
def test_a_folder_that_cannot_be_written_is_named(database: Database, kind: str) -> None:
    with pytest.raises(FileError, match=r"^/sys/bilat: cannot be written: "):  # not even by root
        export(database, kind, Path("/sys/bilat"))


@pytest.mark.parametrize("kind", EXPORTS)
def test_a_file_that_is_open_elsewhere_is_named_and_stays(
    database: Database, exports: Path, path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Access is denied")  # as Windows says

    copy(exports, kind, path)
    before = left(path.parent)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileError) as error:
        export(database, kind, path, force=True)
    reason = "Access is denied; is it open in another program?"
    assert str(error.value) == f"{path}: cannot be written: {reason}"
    assert left(path.parent) == before


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("make", [diary, folder_with_diary])
def test_what_comes_there_meanwhile_stays(
    database: Database,
    path: Path,
    kind: str,
    make: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write = files._write

    def slowly(*arguments: Any) -> None:
        write(*arguments)
        make(path)

    monkeypatch.setattr(files, "_write", slowly)
    with pytest.raises(UsageError, match=re.escape(f"{path} cannot be replaced: ")):
        export(database, kind, path, force=True)
    found = left(path.parent)
    shutil.rmtree(path.parent)
    path.parent.mkdir()
    make(path)
    assert found == left(path.parent)


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_an_export_that_fails_leaves_nothing(
    database: Database,
    path: Path,
    kind: str,
    error: BaseException,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(new: Path, _: Path) -> None:
        assert new.exists()
        raise error

    monkeypatch.setattr(files, "_put", fail)
    with pytest.raises((FileError, KeyboardInterrupt), match=r"^$|No space left on device"):
        export(database, kind, path)
    assert left(path.parent) == {}
