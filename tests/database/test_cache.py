"""The database in the cache: used while nothing changed, built anew when something did."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import bilat
from bilat.database.store import KEPT, Database
from bilat.dataset import read as reading
from tests.conftest import CHECKOUT, DATA
from tests.tools.staleness import tries


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where databases are kept in a test."""
    return tmp_path / "cache" / "bilat"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten seconds later than it is: nothing has changed just now."""
    now = time.time
    monkeypatch.setattr("time.time", lambda: now() + 10)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch, later: None) -> list[Path]:
    """The folders of which the YAML was read."""
    read, folders = reading.read, []

    def counted(folder: Path, *rest: object) -> reading.Reading:
        folders.append(folder)
        return read(folder, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read", counted)
    return folders


def ids(folder: Path) -> list[str]:
    """The ids of the documents, through a database that is opened and closed."""
    with bilat.connect(folder) as data:
        return [row.id for row in data.documents()]


# Kept


def test_yaml_is_read_once(reads: list[Path], cache: Path) -> None:
    assert ids(DATA) == ids(DATA) != []
    assert reads == [DATA]
    [file] = cache.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert cache.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("listing", "regions sectors trade companies figures documents".split())
def test_a_kept_database_answers_as_a_new_one(later: None, listing: str) -> None:
    with bilat.connect(DATA) as new, bilat.connect(DATA) as kept:
        assert getattr(new, listing)() == getattr(kept, listing)() != []


def test_what_was_changed_just_now_is_not_kept(
    data_copy: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = (data_copy / "regions.yaml").stat().st_ctime
    for seconds in (0, 1.9, -1.9):
        monkeypatch.setattr("time.time", lambda seconds=seconds: changed + seconds)
        assert Database(data_copy).path is None
    assert not cache.exists()
    monkeypatch.setattr("time.time", lambda: changed + 10**9)
    assert Database(data_copy).path is not None


def test_the_same_folder_by_another_path_is_the_same(
    data_copy: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch, cache: Path
) -> None:
    monkeypatch.chdir(data_copy.parent)
    for folder in (data_copy, Path("data"), Path("data/../data"), Path("./data/")):
        ids(folder)
    assert reads == [data_copy]
    assert len([*cache.iterdir()]) == 1


# Stale


def respell(path: Path, old: str, new: str) -> None:
    """Changes a file but neither its size nor its time."""
    before = path.stat()
    text = path.read_text()
    assert old in text
    assert len(old) == len(new)
    path.write_text(text.replace(old, new))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace(path: Path) -> None:
    """Puts a copy, with the same time, in the place of a file."""
    copy = path.with_name("copy")
    shutil.copy2(path, copy)
    copy.replace(path)


def switch(folder: Path) -> None:
    """Makes the documents a link to a copy of them, times and all."""
    documents = folder / "documents"
    documents.rename(folder.parent / "elsewhere")
    shutil.copytree(folder.parent / "elsewhere", folder.parent / "copies")
    documents.symlink_to(folder.parent / "copies")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda folder: (folder / "regions.yaml").touch(), id="touched"),
        pytest.param(lambda folder: (folder / "documents" / ".x").write_text(""), id="added"),
        pytest.param(
            lambda folder: respell(folder / "companies.yaml", "city: Minsk", "city: Mensk"),
            id="same size and time",
        ),
        pytest.param(lambda folder: replace(folder / "sectors.yaml"), id="another file"),
        pytest.param(switch, id="documents switched to copies"),
        pytest.param(
            lambda folder: (folder / "documents" / "irkutsk-2020-09-25.yaml").unlink(), id="removed"
        ),
    ],
)
def test_a_change_is_seen(
    data_copy: Path, reads: list[Path], change: Callable[[Path], object]
) -> None:
    ids(data_copy)
    change(data_copy)
    time.sleep(0.01)
    ids(data_copy)
    assert len(reads) == 2


def test_a_change_within_a_tick_of_the_clock_is_seen(data_copy: Path) -> None:
    # The clock as it is: what is written now is not kept, so that nothing can be mistaken for it.
    path = data_copy / "companies.yaml"
    for old, new in (("Minsk", "Mensk"), ("Mensk", "Minsk"), ("Minsk", "Mansk")):
        respell(path, f"city: {old}", f"city: {new}")
        with bilat.connect(data_copy) as data:
            assert [row.city for row in data.companies(company="mzor")] == [new]


def test_a_link_that_is_switched_is_seen(data_copy: Path, later: None) -> None:
    fewer = data_copy.parent / "fewer"
    documents = data_copy / "documents"
    everything = documents.rename(data_copy.parent / "all")
    shutil.copytree(everything, fewer)
    (fewer / "irkutsk-2020-09-25.yaml").unlink()
    for target, count in ((everything, 5), (fewer, 4), (everything, 5)):
        documents.unlink(missing_ok=True)
        documents.symlink_to(target)
        assert len(ids(data_copy)) == count


def test_a_link_to_nothing_hides_no_change(data_copy: Path, reads: list[Path]) -> None:
    # Editors mark a file as theirs so; the link may come before or after any file.
    (data_copy / "documents" / ".#irkutsk.yaml").symlink_to("someone@host.1234")
    for path in sorted((data_copy / "documents").glob("[a-z]*.yaml")):
        ids(data_copy)
        path.touch()
    ids(data_copy)
    assert len(reads) == 6


_ASK = """
import sys, time
now = time.time
time.time = lambda: now() + 10
sys.path.insert(0, sys.argv[1])
import bilat
with bilat.connect(sys.argv[2]) as data:
    print(bilat.__file__, *(row.summary for row in data.sectors("innoprom", scope="wider")))
"""


def test_changed_code_of_the_same_version_is_seen(tmp_path: Path, cache: Path) -> None:
    package = Path(shutil.copytree(CHECKOUT / "bilat", tmp_path / "code" / "bilat"))

    def ask() -> str:
        command = [sys.executable, "-P", "-c", _ASK, str(package.parent), str(DATA)]
        ended = subprocess.run(command, capture_output=True, text=True, check=True)
        assert ended.stdout.startswith(str(package))
        return ended.stdout

    before = ask()
    assert "frequent participants" in before
    facts = package / "database" / "facts.py"
    facts.write_text(
        facts.read_text().replace("summary=fact.summary", "summary=fact.summary.upper()")
    )
    assert ask().count("FREQUENT PARTICIPANTS") == 1
    facts.write_text(
        facts.read_text().replace("summary=fact.summary.upper()", "summary=fact.summary")
    )
    assert ask() == before
    assert len([*cache.iterdir()]) == 3


def test_random_changes_are_seen(tmp_path: Path) -> None:
    seen = tries(random.Random(2), 12, tmp_path)
    assert seen.total() == 12


def test_another_folder_has_a_database_of_its_own(data_copy: Path, reads: list[Path]) -> None:
    (data_copy / "documents" / "irkutsk-2020-09-25.yaml").unlink()
    for folder, count in ((DATA, 5), (data_copy, 4), (DATA, 5), (data_copy, 4)):
        assert len(ids(folder)) == count
    assert len(reads) == 2


def test_an_unsound_dataset_is_not_kept(data_copy: Path, cache: Path, later: None) -> None:
    (data_copy / "sectors.yaml").write_text("[]\n")
    for _ in range(2):
        with pytest.raises(bilat.DatasetError):
            bilat.connect(data_copy)
    assert not cache.exists()


# Where


@pytest.mark.parametrize("word", ["off", "OFF", "0", "no", "No", "false"])
def test_it_can_be_turned_off(
    monkeypatch: pytest.MonkeyPatch, cache: Path, later: None, word: str
) -> None:
    monkeypatch.setenv("BILAT_CACHE", word)
    assert len(ids(DATA)) == 5
    assert Database(DATA).path is None
    assert not cache.exists()


@pytest.mark.parametrize("word", ["", "on", "1", "yes"])
def test_other_words_leave_it_on(
    monkeypatch: pytest.MonkeyPatch, cache: Path, later: None, word: str
) -> None:
    monkeypatch.setenv("BILAT_CACHE", word)
    assert len(ids(DATA)) == 5
    assert len([*cache.iterdir()]) == 1


@pytest.mark.parametrize("place", ["", ".", "cache", "./cache"])
def test_a_relative_place_is_ignored(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, later: None, place: str
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", place)
    assert len(ids(DATA)) == 5
    assert [*(tmp_path / "here").iterdir()] == []
    assert len([*(tmp_path / "home" / ".cache" / "bilat").iterdir()]) == 1


def test_a_place_that_cannot_be_made_is_no_trouble(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, later: None
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file" / "below"))
    assert len(ids(DATA)) == len(ids(DATA)) == 5


def test_no_home_is_no_trouble(monkeypatch: pytest.MonkeyPatch, later: None) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")

    def homeless() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", homeless)
    assert len(ids(DATA)) == 5


# How many


def test_the_last_used_stay(data_copy: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    kept: list[Path] = []
    for number in range(KEPT + 3):
        monkeypatch.setattr("time.time", lambda number=number: now + 1000 + number)
        (data_copy / "regions.yaml").touch()
        path = Database(data_copy).path
        assert path is not None
        kept.append(path)
        for age, each in enumerate([*reversed(kept[1:]), kept[0]], 1):  # the first is used again
            if each.exists():
                os.utime(each, (now - 100 * age, now - 100 * age))
        if kept[0].exists():
            os.utime(kept[0], (now, now))
    assert len(kept) == len(set(kept))
    assert {*cache.iterdir()} == {kept[0], *kept[-KEPT + 1 :]}


def test_only_its_own_files_are_removed(
    data_copy: Path, cache: Path, later: None, tmp_path: Path
) -> None:
    [mine] = [path for path in (Database(data_copy).path,) if path]
    old = time.time() - 40 * 86_400
    other = tmp_path / "precious"
    other.mkdir()
    (other / "file").write_text("precious")
    strangers = [
        cache / name
        for name in (
            *("notes.txt", "__init__.py", "a.db", "precious.db", ".hidden", f"{mine.stem}.bak"),
            *(f"x{mine.name}", f"{mine.name}.old", mine.name.upper(), "0" * 39 + ".db"),
        )
    ]
    for number, stranger in enumerate(strangers):
        stranger.write_text(f"{number}")
    link = mine.with_name(f"{mine.stem[:-4]}0000.db")
    link.symlink_to(other / "file")
    folder = mine.with_name(f"{mine.stem[:-4]}1111.db")
    folder.mkdir()
    lookalikes = [mine.with_name(f"{mine.stem[:-4]}{number:04x}.db") for number in range(32, 60)]
    for path in lookalikes:
        path.write_text("")
    abandoned = mine.with_name(f"{mine.stem}.abcdefgh.new")
    in_writing = mine.with_name(f"{mine.stem}.12345678.new")
    for path in (abandoned, in_writing):
        path.write_text("")
    for path in (*strangers, *lookalikes, abandoned):
        os.utime(path, (old, old))
    (data_copy / "regions.yaml").touch()
    written = Database(data_copy).path
    left = {*cache.iterdir()}
    assert left >= {*strangers, link, folder, in_writing, mine, written}
    assert abandoned not in left
    assert len(left & {*lookalikes}) == KEPT - 2
    assert (other / "file").read_text() == "precious"


# As a database


def test_it_is_read_only(later: None) -> None:
    for _ in range(2):
        database = Database(DATA)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            database.connection.execute("DELETE FROM regions")


def test_it_is_sound(later: None) -> None:
    database = Database(DATA)
    assert database.one("PRAGMA integrity_check") == ("ok",)
    assert [*database.rows("PRAGMA foreign_key_check")] == []
    for table in ("sectors", "trade", "regions"):
        for suffix in ("fts", "fts_exact"):
            assert database.count(f"{table}_{suffix}") == database.count(table)
