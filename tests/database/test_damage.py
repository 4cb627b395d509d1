"""A damaged, foreign, full or forbidden cache: the right answer, and the next command is well."""

import json
import os
import resource
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import bilat
from bilat.database.store import Database
from bilat.dataset.models import Dataset
from tests.conftest import DATA
from tests.tools.synthetic import write_synthetic
from tests.tools.terminal import on_terminal

pytestmark = pytest.mark.processes

LATER = """
import sys, time
now = time.time
time.time = lambda: now() + 10
sys.argv = ["bilat", *sys.argv[1:]]
from bilat.__main__ import main
main()
"""


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where databases are kept in a test."""
    return tmp_path / "cache" / "bilat"


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, cache: Path) -> Path:
    """The kept database of the real dataset."""
    now = time.time
    monkeypatch.setattr("time.time", lambda: now() + 10)
    database = Database(DATA)
    assert database.path is not None
    database.close()
    return database.path


def answers() -> list[list[tuple[object, ...]]]:
    """What the real dataset answers."""
    with bilat.connect(DATA) as data:
        return [data.regions(), data.sectors("tram"), data.trade(), data.companies()]  # type: ignore[list-item]


@pytest.fixture(scope="module")
def right() -> list[list[tuple[object, ...]]]:
    """What it answers without a cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_CACHE", "off")
        return answers()


def foreign(path: Path) -> None:
    """Puts somebody else's database in the place of a kept one."""
    path.unlink()
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE regions (id)")
    database.close()


def shuffled(path: Path) -> None:
    """Swaps two halves of a file."""
    data = path.read_bytes()
    path.write_bytes(data[len(data) // 2 :] + data[: len(data) // 2])


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "a byte": lambda path: path.write_bytes(b"x"),
    "cut off": lambda path: os.truncate(path, path.stat().st_size // 2),
    "cut off at a page": lambda path: os.truncate(path, 4096),
    "the last page": lambda path: os.truncate(path, path.stat().st_size - 4096),
    "zeros": lambda path: path.write_bytes(b"\0" * path.stat().st_size),
    "zeros after the head": lambda path: path.write_bytes(
        path.read_bytes()[:8192] + b"\0" * (path.stat().st_size - 8192)
    ),
    "noise": lambda path: path.write_bytes(b"\xff" * path.stat().st_size),
    "shuffled": shuffled,
    "no database": lambda path: path.write_text("regions: []\n"),
    "foreign": foreign,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_heals(kept: Path, right: object, damage: str) -> None:
    whole = kept.stat().st_size
    DAMAGES[damage](kept)
    assert answers() == right
    assert abs(kept.stat().st_size - whole) < 8192
    before = kept.stat().st_ino
    assert answers() == right
    assert kept.stat().st_ino == before


def _as_link_to_zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _as_link_to_text(path: Path) -> None:
    text = path.parents[2] / "precious"
    text.write_text("precious")
    path.symlink_to(text)


@pytest.mark.parametrize(
    "put",
    [
        pytest.param(os.mkfifo, id="pipe"),
        pytest.param(Path.mkdir, id="folder"),
        pytest.param(_as_link_to_zeros, id="link to a device"),
        pytest.param(_as_link_to_text, id="link to a file"),
        pytest.param(lambda path: path.symlink_to(path), id="link to itself"),
        pytest.param(lambda path: path.symlink_to("nothing"), id="link to nothing"),
    ],
)
def test_what_is_no_file_is_not_read(
    kept: Path, right: object, tmp_path: Path, put: Callable[[Path], object]
) -> None:
    kept.unlink()
    put(kept)
    assert answers() == right
    assert answers() == right
    precious = tmp_path / "precious"
    assert not precious.exists() or precious.read_text() == "precious"


def test_a_link_to_a_database_is_not_trusted(kept: Path, right: object, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    shutil.copy(kept, other)
    database = sqlite3.connect(other)
    database.execute("UPDATE regions SET name = 'Nowhere'")
    database.commit()
    database.close()
    kept.unlink()
    kept.symlink_to(other)
    assert answers() == right
    assert not kept.is_symlink()
    assert other.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_the_file_of_another_owner_is_not_trusted(kept: Path, right: object) -> None:
    database = sqlite3.connect(kept)
    database.execute("UPDATE trade SET text = '$999 million'")
    database.commit()
    database.close()
    os.chown(kept, 12345, 12345)
    assert answers() == right
    assert kept.stat().st_uid == 0


# Full, read-only, killed


def ask(*arguments: str, limit: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command ten seconds later, perhaps with a limit to the size of files."""

    def limited() -> None:
        if limit:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-c", LATER, *arguments, "--data", str(DATA)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
        preexec_fn=limited,
    )


@pytest.fixture(scope="module")
def trade() -> str:
    """What `bilat trade` prints without a cache."""
    return ask("trade", BILAT_CACHE="off").stdout


@pytest.mark.parametrize("limit", [0, 1, 4096, 50_000, 400_000])
def test_a_full_disk_is_no_trouble(cache: Path, trade: str, limit: int) -> None:
    full = ask("trade", limit=limit)
    assert (full.returncode, full.stdout, full.stderr) == (0, trade, "")
    assert [*cache.iterdir()] == [] or limit == 0
    assert ask("trade").stdout == trade
    assert [path.suffix for path in cache.iterdir()] == [".db"]


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KiB."""
    place = tmp_path / "tiny"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_file_system_without_room_is_no_trouble(tiny_disk: Path, trade: str) -> None:
    for _ in range(2):
        ended = ask("trade", XDG_CACHE_HOME=str(tiny_disk))
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, trade, "")
    assert [*(tiny_disk / "bilat").iterdir()] == []


def test_a_home_that_cannot_be_written_is_no_trouble(tmp_path: Path, trade: str) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    # Root without the right to write everywhere: another user might not read the checkout.
    weaker = ["setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search"]
    user = [] if os.geteuid() else weaker
    if user and not shutil.which(user[0]):
        pytest.skip("root can write everywhere")
    for place in (home, Path("/proc")):
        ended = subprocess.run(
            [*user, sys.executable, "-c", LATER, "trade", "--data", str(DATA)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "XDG_CACHE_HOME": str(place), "PYTHONDONTWRITEBYTECODE": "1"},
            cwd="/",
        )
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, trade, "")
    assert [*home.iterdir()] == []


def test_a_cache_that_can_be_read_only_is_used(cache: Path, trade: str, kept: Path) -> None:
    before = kept.stat().st_ino
    cache.chmod(0o500)
    kept.chmod(0o400)
    assert ask("trade").stdout == trade
    assert [path.stat().st_ino for path in cache.iterdir()] == [before]
    cache.chmod(0o700)


_SLOW = """
import os, sqlite3, sys
from bilat.database import build
really_build = build.build
def slow(dataset, database, *rest):
    really_build(dataset, database, *rest)
    print("built", flush=True)
    sys.stdin.read()
build.build = slow
"""


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_process_that_is_ended_while_it_builds_spoils_nothing(
    cache: Path, trade: str, sent: signal.Signals
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _SLOW + LATER, "trade", "--data", str(DATA)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "built\n"
    assert [path.suffix for path in cache.iterdir()] == [".new"]
    process.send_signal(sent)
    process.communicate()
    left = [*cache.iterdir()]
    assert [path.suffix for path in left] == ([] if sent == signal.SIGINT else [".new"])
    assert ask("trade").stdout == trade
    [written] = {*cache.iterdir()} - {*left}
    assert written.suffix == ".db"
    for path in left:
        long_ago = time.time() - 2 * 3600
        os.utime(path, (long_ago, long_ago))
    written.unlink()
    assert ask("trade").stdout == trade
    assert [path.suffix for path in cache.iterdir()] == [".db"]


@pytest.mark.parametrize("damage", ["zeros after the head", "cut off", "foreign"])
def test_damage_heals_before_a_table_is_drawn(kept: Path, right: object, damage: str) -> None:
    DAMAGES[damage](kept)
    drawn = on_terminal(
        shlex.join([sys.executable, "-c", LATER, "regions", "--data", str(DATA)]),
    )
    assert "Khabarovsk" in drawn
    assert "Traceback" not in drawn
    assert answers() == right


def test_damage_that_shows_late_is_told_and_the_next_command_is_well(
    cache: Path, tmp_path: Path, dataset: Dataset
) -> None:
    folder = write_synthetic(dataset, 60, tmp_path / "data")
    command = [sys.executable, "-c", LATER, "sectors", "-f", "jsonl", "--data", str(folder)]

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, capture_output=True, text=True, check=False)

    right = run().stdout
    [path] = cache.iterdir()
    whole = path.read_bytes()
    last = json.loads(right.splitlines()[-1])
    row = "".join((last["id"], last["region"], last["region_name"]))  # as it lies in the table
    page = whole.index(row.encode()) // 4096 * 4096
    path.write_bytes(whole[:page] + b"\xff" * 4096 + whole[page + 4096 :])
    damaged = run()
    assert "Traceback" not in damaged.stderr
    assert (damaged.returncode, damaged.stdout) == (0, right) or (
        damaged.returncode == 1 and damaged.stderr.startswith("bilat: ")
    )
    healed = run()
    assert (healed.returncode, healed.stdout, healed.stderr) == (0, right, "")
