"""Where an export may be written: what is there stays, and nothing else is left beside it."""

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bilat.export.files import EXPORTS
from tests.cli.shell import bilat, shell
from tests.conftest import Run

pytestmark = pytest.mark.processes

REFUSED = "is there already; --force replaces it"
NOT_OURS = "is no {} export of bilat alone; it is not replaced"
NO_DATABASE = NOT_OURS.format("sqlite")
NO_PACKAGE = NOT_OURS.format("datapackage")


def left(folder: Path) -> dict[str, bytes | None]:
    """What is in a folder: the bytes of its files, None for what is something else."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder to export to."""
    path = tmp_path / "exports"
    path.mkdir()
    return path


# What is there already


def _file(path: Path) -> None:
    path.write_text("a diary")


def _folder(path: Path) -> None:
    path.mkdir()


def _full_folder(path: Path) -> None:
    path.mkdir()
    (path / "diary.txt").write_text("a diary")


def _package(path: Path) -> None:
    path.mkdir()
    (path / "datapackage.json").write_text('{"name": "bilat", "resources": []}')


def _other_package(path: Path) -> None:
    path.mkdir()
    (path / "datapackage.json").write_text('{"name": "diary", "resources": []}')


def _nameless_package(path: Path) -> None:
    path.mkdir()
    (path / "datapackage.json").write_text("{}")


def _broken_package(path: Path) -> None:
    path.mkdir()
    (path / "datapackage.json").write_text("[bilat")


def _package_and_more(path: Path) -> None:
    _package(path)
    (path / "diary.csv").write_text("a diary")


def _dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


def _other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE diary (day TEXT)")


def _link_to_an_export(path: Path) -> None:
    path.symlink_to(path.with_name("older"))
    with closing(sqlite3.connect(path.with_name("older"))) as database:
        database.execute(f"PRAGMA application_id = {int.from_bytes(b'bila', 'big')}")
        database.execute("CREATE TABLE regions (id TEXT)")


@pytest.mark.parametrize(
    ("kind", "make", "options", "reason"),
    [
        ("sqlite", _file, [], REFUSED),
        ("sqlite", _folder, [], REFUSED),
        ("sqlite", _dangling_link, [], REFUSED),
        ("sqlite", _other_database, [], REFUSED),
        ("sqlite", _file, ["--force"], NO_DATABASE),
        ("sqlite", _folder, ["--force"], NO_DATABASE),
        ("sqlite", _package, ["--force"], NO_DATABASE),
        ("sqlite", os.mkfifo, ["--force"], NO_DATABASE),
        ("sqlite", _dangling_link, ["--force"], NO_DATABASE),
        ("sqlite", _other_database, ["--force"], NO_DATABASE),
        ("sqlite", _link_to_an_export, ["--force"], NO_DATABASE),
        ("datapackage", _package, [], REFUSED),
        ("datapackage", _file, [], REFUSED),
        ("datapackage", _file, ["--force"], NO_PACKAGE),
        ("datapackage", _folder, ["--force"], NO_PACKAGE),
        ("datapackage", _full_folder, ["--force"], NO_PACKAGE),
        ("datapackage", _other_package, ["--force"], NO_PACKAGE),
        ("datapackage", _nameless_package, ["--force"], NO_PACKAGE),
        ("datapackage", _broken_package, ["--force"], NO_PACKAGE),
        ("datapackage", _package_and_more, ["--force"], NO_PACKAGE),
        ("datapackage", _dangling_link, ["--force"], NO_PACKAGE),
    ],
)
def test_what_is_there_is_not_replaced(
    run: Run,
    folder: Path,
    kind: str,
    make: Callable[[Path], None],
    options: list[str],
    reason: str,
) -> None:
    path = folder / "bilat"
    make(path)
    before = left(folder)
    assert run("export", kind, str(path), *options) == (2, "", f"bilat: {path} {reason}\n")
    assert left(folder) == before


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("name", ["", ".", "/", "./", "//"])
def test_what_is_no_name_is_refused(run: Run, kind: str, name: str) -> None:
    result = run("export", kind, name, "--force")
    assert (result.status, result.out) == (2, "")
    assert result.err.endswith("names no file or folder that could be written\n")


def test_an_unknown_kind_comes_with_those_there_are(run: Run, folder: Path) -> None:
    result = run("export", "sqlit", str(folder / "x"))
    assert (result.status, result.out) == (2, "")
    for kind, meaning in EXPORTS.items():
        assert f"{kind} ({meaning})" in result.err
    assert left(folder) == {}


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("parent", ["nowhere", "file"])
def test_a_missing_folder_is_named(run: Run, folder: Path, kind: str, parent: str) -> None:
    (folder / "file").write_text("a diary")
    path = folder / parent / "bilat"
    message = f"bilat: {path}: there is no folder {path.parent}\n"
    assert run("export", kind, str(path), "--force") == (1, "", message)
    assert not (folder / "nowhere").exists()


@pytest.mark.parametrize("kind", EXPORTS)
def test_a_folder_that_takes_no_file_is_named(run: Run, kind: str) -> None:
    result = run("export", kind, "/sys/bilat")  # not even root may write there
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith("bilat: /sys/bilat: cannot be written: ")


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_what_sqlite_left_of_another_database_is_not_taken_up(
    run: Run, folder: Path, end: str
) -> None:
    path, other = folder / "b.db", folder / f"b.db{end}"
    other.write_bytes(b"unfinished")
    message = f"bilat: {other} is there: some program has {path} open or left that\n"
    assert run("export", "sqlite", str(path), "--force") == (2, "", message)
    assert left(folder) == {other.name: b"unfinished"}


@pytest.mark.parametrize("kind", EXPORTS)
def test_the_note_counts_the_rows_of_each_table(run: Run, folder: Path, kind: str) -> None:
    path = folder / kind
    status, out, err = run("export", kind, str(path))
    assert (status, out) == (0, "")
    assert err.startswith(f"wrote {path}: 5 regions, 5 documents, 34 sector_catalogue, ")
    assert err.endswith(", 34 matrix\n")


@pytest.mark.parametrize("kind", EXPORTS)
def test_force_replaces_an_older_export(run: Run, folder: Path, exports: Path, kind: str) -> None:
    path = folder / "bilat"
    _copy(exports / kind, path)
    if kind == "sqlite":
        with closing(sqlite3.connect(path)) as database:
            database.executescript("DELETE FROM left_out; VACUUM")
    else:
        older = path / "regions.csv" if path.is_dir() else path
        with older.open("a") as file:
            file.write("older")
    status, _, err = run("export", kind, str(path), "--force")
    assert (status, err[:6]) == (0, "wrote ")
    assert [each.name for each in folder.iterdir()] == ["bilat"]
    if kind == "sqlite":
        with closing(sqlite3.connect(path)) as database:
            assert database.execute("SELECT count(*) FROM left_out").fetchone()[0] > 0
    elif path.is_dir():
        assert left(path) == left(exports / kind)
    else:
        assert path.read_bytes() == (exports / kind).read_bytes()


def _copy(export: Path, path: Path) -> None:
    if export.is_dir():
        shutil.copytree(export, path)
    else:
        shutil.copy(export, path)


# At the same time


@pytest.mark.parametrize("kind", EXPORTS)
def test_of_fifty_at_once_one_writes(run: Run, folder: Path, kind: str) -> None:
    """None of the others replaces it, or takes away what another is writing."""
    assert run("regions").status == 0
    started = [
        subprocess.Popen(bilat("export", kind, str(folder / "bilat")), stderr=subprocess.PIPE)
        for _ in range(50)
    ]
    ended = [(process.communicate()[1], process.returncode) for process in started]
    assert sorted(status for _, status in ended) == [0, *[2] * 49]
    refused = f"bilat: {folder / 'bilat'} {REFUSED}\n".encode()
    assert [err for err, status in ended if status] == [refused] * 49
    assert [path.name for path in folder.iterdir()] == ["bilat"]


WAITS = """
import os, signal, time
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # which nohup ignores
from bilat.export import {kind} as writer
from bilat.__main__ import main
write = writer.write
def waits(database, path):
    write(database, path)
    open({begun!r}, "w").close()
    while not os.path.exists({go_on!r}):
        time.sleep(0.01)
writer.write = waits
main()
"""


class Waiting:
    """An export in another process that has written everything and has not put it in its place."""

    def __init__(self, folder: Path, scratch: Path, kind: str, *options: str) -> None:
        self.target = folder / "bilat"
        self._go_on = scratch / "go on"
        begun = scratch / "begun"
        code = WAITS.format(kind=kind, begun=str(begun), go_on=str(self._go_on))
        (scratch / "waits.py").write_text(code)
        command = [*bilat()[:1], str(scratch / "waits.py"), "export", kind, str(self.target)]
        self.process = subprocess.Popen([*command, *options], stderr=subprocess.PIPE)
        while not begun.exists():
            assert self.process.poll() is None
            time.sleep(0.01)

    def end(self, number: int | None = None) -> tuple[int, bytes]:
        """Sends a signal, or lets it go on; its status and what it said."""
        if number is None:
            self._go_on.touch()
        else:
            self.process.send_signal(number)
        _, err = self.process.communicate()
        return self.process.returncode, err


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("make", [_file, _folder, _full_folder])
@pytest.mark.parametrize("options", [[], ["--force"]])
def test_what_was_made_meanwhile_stays(
    tmp_path: Path, folder: Path, kind: str, make: Callable[[Path], None], options: list[str]
) -> None:
    export = Waiting(folder, tmp_path, kind, *options)
    make(folder / "bilat")
    status, err = export.end()
    reason = NOT_OURS.format(kind) if options else REFUSED
    assert (status, err.decode()) == (2, f"bilat: {export.target} {reason}\n")
    found = left(folder)
    shutil.rmtree(folder)
    folder.mkdir()
    make(folder / "bilat")
    assert found == left(folder)


# Ended early


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("there_before", [False, True])
def test_a_signal_leaves_everything_as_it_was(
    tmp_path: Path,
    folder: Path,
    exports: Path,
    kind: str,
    number: signal.Signals,
    there_before: bool,
) -> None:
    if there_before:
        _copy(exports / kind, folder / "bilat")
    before = left(folder)
    export = Waiting(folder, tmp_path, kind, *(["--force"] if there_before else []))
    assert len(left(folder)) > len(before)
    assert export.end(number) == (128 + number, b"")
    assert left(folder) == before


@pytest.mark.parametrize("kind", EXPORTS)
def test_what_a_killed_one_left_goes_with_the_next_and_not_of_a_living_one(
    run: Run, tmp_path: Path, folder: Path, kind: str
) -> None:
    (tmp_path / "killed").mkdir()
    (tmp_path / "living").mkdir()
    killed = Waiting(folder, tmp_path / "killed", kind)
    killed.end(signal.SIGKILL)
    [leavings] = folder.iterdir()
    living = Waiting(folder, tmp_path / "living", kind)
    [working] = folder.iterdir()
    assert working != leavings
    assert run("export", kind, str(folder / "other")).status == 0
    assert {path.name for path in folder.iterdir()} == {working.name, "other"}
    assert living.end()[0] == 0
    assert {path.name for path in folder.iterdir()} == {"bilat", "other"}


def test_folders_of_other_people_are_not_taken_for_leavings(run: Run, folder: Path) -> None:
    for name in (".bilat.old.new", ".bilat-notes.new", ".b.db.x.new"):
        (folder / name).mkdir()
        (folder / name / "lock").write_text("")
    assert run("export", "sqlite", str(folder / "b.db")).status == 0
    assert len([*folder.iterdir()]) == 4


@pytest.mark.parametrize("kind", EXPORTS)
def test_a_full_disk_leaves_nothing(run: Run, folder: Path, kind: str) -> None:
    """Here a file may have 30 kB; the database of the cache is there already."""
    assert run("regions").status == 0
    result = shell(f"ulimit -f 30; bilat export {kind} '{folder}/bilat'")
    assert result.returncode == 1
    assert result.stderr.startswith(f"bilat: {folder}/bilat: cannot be written: ".encode())
    assert left(folder) == {}
