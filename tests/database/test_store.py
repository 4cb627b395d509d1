"""The kept database: never stale, and a cache that fails costs nothing but time."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from bilat.database.store import KEPT, Database, Row
from bilat.dataset import load
from bilat.errors import BilatError, DatasetError
from tests.conftest import CHECKOUT, DATA

ALL = "SELECT id, sector_name, sector, evidence FROM sectors ORDER BY rowid"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where a test keeps databases."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "bilat"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders whose files were parsed."""
    read, folders = load.read, []

    def counted(files: Any, folder: Path, *rest: Any) -> load.Reading:
        folders.append(folder)
        return read(files, folder, *rest)

    monkeypatch.setattr(load, "read", counted)
    return folders


def answer(folder: Path = DATA) -> list[Row]:
    """Return what a database answers that is opened and closed."""
    with closing(Database(folder)) as database:
        return [*database.rows(ALL)]


@pytest.fixture(scope="session")
def right() -> list[Row]:
    """What the real dataset answers without a cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_CACHE", "off")
        return answer()


# Kept


def test_files_are_parsed_once(
    reads: list[Path], cache: Path, data_copy: Path, right: list[Row]
) -> None:
    assert answer() == answer(data_copy) == right != []
    assert reads == [DATA]
    [file] = cache.iterdir()
    assert (file.stat().st_mode & 0o777, cache.stat().st_mode & 0o777) == (0o600, 0o700)


def respell(path: Path, old: str, new: str) -> None:
    """Change a file but neither its size nor its times."""
    before = path.stat()
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


def test_a_change_with_the_same_size_and_times_is_seen(data_copy: Path, reads: list[Path]) -> None:
    cities: list[Row] = []
    for old, new in (("Minsk", "Mensk"), ("Mensk", "Mansk"), ("Mansk", "Minsk")):
        respell(data_copy / "companies.yaml", f"city: {old}", f"city: {new}")
        with closing(Database(data_copy)) as database:
            cities += database.rows("SELECT city FROM companies WHERE id = 'mzor'")
    assert cities == [("Mensk",), ("Mansk",), ("Minsk",)]
    everything = answer()  # these are the original files again
    assert len(reads) == 3
    (data_copy / "documents" / "irkutsk-2020-09-25.yaml").unlink()
    assert answer(data_copy) == [row for row in everything if not row[0].startswith("irkutsk")]


# Bytecode may be taken for that of a source with the same size and time.
NO_BYTECODE = shutil.ignore_patterns("__pycache__")
_ASK = """
import sys
sys.path.insert(0, sys.argv[1])
from bilat.database.store import Database
print(*(row[0] for row in Database().rows("SELECT sector_name FROM sectors ORDER BY rowid")))
"""


def test_two_versions_of_bilat_share_a_cache(tmp_path: Path, cache: Path, right: list[Row]) -> None:
    shutil.copytree(CHECKOUT / "bilat", tmp_path / "bilat", ignore=NO_BYTECODE)
    shutil.copytree(DATA, tmp_path / "data")
    source = tmp_path / "bilat" / "database" / "build.py"
    respell(source, '"sector_name": sector.name,', '"sector_name": sector.id  ,')

    def ask(version: Path) -> str:
        command = [sys.executable, "-P", "-c", _ASK, str(version)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    first, second = map(ask, (CHECKOUT, tmp_path))
    assert first.split() == " ".join(row[1] for row in right).split()
    assert second.split() == [row[2] for row in right]
    kept = {path: path.stat().st_ino for path in cache.iterdir()}
    assert len(kept) == 2
    assert [*map(ask, (CHECKOUT, tmp_path))] == [first, second]
    assert {path: path.stat().st_ino for path in cache.iterdir()} == kept


def test_the_most_recently_used_files_stay(data_copy: Path, cache: Path) -> None:
    cache.mkdir(parents=True)
    strangers = [cache / name for name in ("notes.txt", "precious.db", f"{'0' * 63}.db")]
    abandoned = cache / f"{'0' * 64}.abcdefgh.new"
    for age, path in enumerate([*strangers, abandoned], 1):
        path.write_text("")
        os.utime(path, (age, age))
    kept: list[Path] = []
    for number in range(KEPT + 3):
        with (data_copy / "regions.yaml").open("a") as file:
            file.write(f"# {number}\n")
        answer(data_copy)
        [new] = {*cache.glob(f"{'?' * 64}.db")} - {*kept}
        kept.append(new)
        os.utime(new, (1000 + number, 1000 + number))
        os.utime(kept[0], (2000, 2000))  # it is used again and again
    assert {*cache.iterdir()} == {*strangers, kept[0], *kept[1 - KEPT :]}


def test_an_unsound_dataset_is_not_kept(data_copy: Path, cache: Path) -> None:
    (data_copy / "sectors.yaml").write_text("[]\n")
    with pytest.raises(DatasetError, match="unknown sector"):
        Database(data_copy)
    assert not cache.exists()


# Where


@pytest.mark.parametrize("word", ["off", "OFF", "0"])
def test_it_can_be_turned_off(monkeypatch: pytest.MonkeyPatch, cache: Path, word: str) -> None:
    monkeypatch.setenv("BILAT_CACHE", word)
    assert answer() != []
    assert not cache.exists()


@pytest.mark.parametrize(
    ("variables", "platform", "expected"),
    [
        ({"XDG_CACHE_HOME": "{}/xdg", "LOCALAPPDATA": "{}/local"}, "win32", ["xdg/bilat"]),
        ({"LOCALAPPDATA": "{}/local"}, "win32", ["local/bilat"]),
        ({"HOME": "{}/home"}, "darwin", ["home/Library/Caches/bilat"]),
        ({"HOME": "{}/home", "XDG_CACHE_HOME": "relative"}, "linux", ["home/.cache/bilat"]),
        ({}, "linux", []),
    ],
)
def test_it_is_in_the_cache_folder_of_the_platform(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    variables: dict[str, str],
    platform: str,
    expected: list[str],
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    for name, value in variables.items():
        monkeypatch.setenv(name, value.format(tmp_path))
    if not variables:  # some users have no home
        monkeypatch.setattr(Path, "home", Mock(side_effect=RuntimeError))
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.chdir(tmp_path)
    answer()
    assert [str(path.parent.relative_to(tmp_path)) for path in tmp_path.rglob("*.db")] == expected


# A cache that fails


refuse = Mock(side_effect=PermissionError(13, "Permission denied"))


@pytest.mark.parametrize("call", ["tempfile.mkstemp", "pathlib.Path.replace", "pathlib.Path.mkdir"])
def test_a_folder_that_cannot_be_written_is_no_error(
    monkeypatch: pytest.MonkeyPatch, cache: Path, right: list[Row], call: str
) -> None:
    monkeypatch.setattr(call, refuse)
    assert answer() == answer() == right
    assert [*cache.glob("*")] == []


def test_a_file_in_the_place_of_the_folder_is_no_error(cache: Path, right: list[Row]) -> None:
    cache.parent.mkdir()
    cache.touch()
    assert answer() == right
    assert cache.is_file()


def test_a_kept_file_is_used_where_nothing_can_be_written(
    monkeypatch: pytest.MonkeyPatch, kept: Path, reads: list[Path], right: list[Row]
) -> None:
    monkeypatch.setattr("os.utime", refuse)
    assert answer() == right
    assert reads == []


def test_a_full_disk_is_no_error(cache: Path, right: list[Row]) -> None:
    script = f"ulimit -f 30; exec {sys.executable} -c '{_ASK}' {CHECKOUT}"
    ended = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == " ".join(row[1] for row in right)
    assert [*cache.iterdir()] == []


# Damage


@pytest.fixture
def kept(cache: Path) -> Path:
    """The kept database of the real dataset."""
    answer()
    [file] = cache.iterdir()
    return file


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE regions (id)")


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut off": lambda path: os.truncate(path, path.stat().st_size // 2),
    "one page": lambda path: os.truncate(path, 4096),
    "reversed": lambda path: path.write_bytes(path.read_bytes()[::-1]),
    "another database": foreign,
}


@pytest.mark.parametrize("case", DAMAGE)
def test_damage_does_not_show(kept: Path, case: str, right: list[Row], reads: list[Path]) -> None:
    DAMAGE[case](kept)
    assert answer() == right
    assert answer() == right
    assert len(reads) == 1


def broken_late(path: Path) -> int:
    """Zero a page of a database so that reading all records fails late; return how late."""
    whole = path.read_bytes()
    for page in range(2, len(whole) // 4096):
        path.write_bytes(whole[: page * 4096] + bytes(4096) + whole[(page + 1) * 4096 :])
        given = 0
        try:
            with closing(sqlite3.connect(path)) as database:
                for given, _ in enumerate(database.execute(ALL), 1):  # noqa: B007
                    pass
        except sqlite3.DatabaseError:
            if given > 20:
                return given
    raise AssertionError("no page is read late")


def test_damage_that_is_noticed_late_does_not_show(
    kept: Path, right: list[Row], reads: list[Path]
) -> None:
    late = broken_late(kept)
    with closing(Database(DATA)) as database:
        one, other = database.rows(ALL), database.rows(ALL)
        beginning = [next(one) for _ in range(late)]
        assert [*other] == right
        assert [*beginning, *one] == right
        assert [*database.rows(ALL)] == right
    assert answer() == right
    assert len(reads) == 1


# Use


def test_a_kept_database_is_only_read(kept: Path, reads: list[Path]) -> None:
    with closing(Database(DATA)) as database:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            database.query("DELETE FROM regions")
        with pytest.raises(BilatError, match="no such table"):
            list(database.rows("SELECT * FROM nowhere"))
        assert [*database.rows("PRAGMA integrity_check")] == [("ok",)]
    assert reads == []  # neither error is taken for damage


def test_a_sqlite_that_cannot_hold_the_dataset_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    error = sqlite3.OperationalError("no such module: fts5")
    monkeypatch.setattr("bilat.database.build.build", Mock(side_effect=error))
    with pytest.raises(BilatError, match="SQLite cannot hold the dataset: no such module: fts5"):
        Database(DATA)
