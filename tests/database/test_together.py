"""Many at once: processes that share a cache, threads that share a connection, a moving folder."""

import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

import bilat
from bilat.database.store import TRIES, Database
from bilat.dataset.models import Dataset
from tests.conftest import DATA, Run
from tests.tools.folders import write_folder

pytestmark = pytest.mark.processes

T = TypeVar("T")

_TOGETHER = """
import os, sys, time
now = time.time
time.time = lambda: now() + 10
from bilat.__main__ import main
import bilat.cli.app, bilat.database.build, bilat.dataset.read
folder, count = sys.argv[1], int(sys.argv[2])
waiting, go = os.pipe()
processes = []
for number in range(count):
    process = os.fork()
    if process == 0:
        os.close(go)
        os.read(waiting, 1)  # ends for all at once
        output = os.open(f"{folder}/{number}", os.O_WRONLY | os.O_CREAT)
        os.dup2(output, 1)
        os.dup2(output, 2)
        sys.argv = ["bilat", "trade", "-f", "csv"]
        main()
    processes.append(process)
os.close(go)
print(sum(os.waitpid(process, 0)[1] for process in processes))
"""


def test_many_processes_share_one_cache(run: Run, tmp_path: Path) -> None:
    outputs = tmp_path / "outputs"
    outputs.mkdir()
    command = [sys.executable, "-c", _TOGETHER, str(outputs), "200"]
    ended = subprocess.run(
        command, env={**os.environ, "BILAT_DATA": str(DATA)}, capture_output=True, check=True
    )
    assert (ended.stdout, ended.stderr) == (b"0\n", b"")
    written = {path.read_text() for path in outputs.iterdir()}
    assert written == {run("trade", "-f", "csv").out}
    assert len([*outputs.iterdir()]) == 200
    [file] = (tmp_path / "cache" / "bilat").iterdir()
    assert file.suffix == ".db"


def test_threads_share_one_connection(dataset: Dataset) -> None:
    with bilat.connect(DATA) as data:
        regions = [region.id for region in dataset.regions] * 40
        alone = {id_: (data.sectors(region=id_), data.trade(region=id_)) for id_ in regions}

        def ask(id_: str) -> bool:
            return (data.sectors(region=id_), data.trade(region=id_)) == alone[id_]

        def ask_sql(id_: str) -> bool:
            query = f"SELECT count(*) FROM sectors WHERE region = '{id_}' AND scope IS NULL"
            return data.sql(query) == [(len(alone[id_][0]),)]

        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(ask, regions))
            assert all(pool.map(ask_sql, regions))


def test_threads_open_connections_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time
    monkeypatch.setattr("time.time", lambda: now() + 10)

    def ask(_: int) -> int:
        with bilat.connect(DATA) as data:
            return len(data.sectors())

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(40))) == {64}


# A folder that changes while it is read


def respelt(dataset: Dataset, name: str, folder: Path) -> Path:
    """A folder in which every summary is one word."""
    documents = tuple(
        document.model_copy(
            update={
                "cooperation": tuple(
                    fact.model_copy(update={"summary": name}) for fact in document.cooperation
                )
            }
        )
        for document in dataset.documents
    )
    return write_folder(dataset.model_copy(update={"documents": documents}), folder)


def point(link: Path, target: Path) -> None:
    """Switches a link at once."""
    aside = link.with_name(f".{link.name}")
    aside.symlink_to(target)
    aside.replace(link)


class Meddler:
    """Does something once some documents have been read, again at each reading if need be."""

    def __init__(self, *changes: tuple[Path, Path]) -> None:
        self.changes = [*changes]
        self.readings = 0

    def __call__(self, items: Sequence[T], what: str) -> Iterable[T]:
        self.readings += what == "reading"
        for number, item in enumerate(items):
            if number == 2 and self.changes and what == "reading":
                point(*self.changes.pop(0))
            yield item


@pytest.fixture
def versions(dataset: Dataset, tmp_path: Path) -> tuple[Path, Path, Path]:
    """A folder whose documents are a link, and the two folders it may point to."""
    first = respelt(dataset, "First.", tmp_path / "first") / "documents"
    second = respelt(dataset, "Second.", tmp_path / "second") / "documents"
    folder = Path(shutil.copytree(tmp_path / "first", tmp_path / "data"))
    shutil.rmtree(folder / "documents")
    (folder / "documents").symlink_to(first)
    return folder, first, second


def summaries(database: Database) -> set[str]:
    return {summary for (summary,) in database.rows("SELECT DISTINCT summary FROM sectors")}


def test_a_folder_that_changes_while_it_is_read_is_read_again(
    versions: tuple[Path, Path, Path],
) -> None:
    folder, _, second = versions
    meddler = Meddler((folder / "documents", second))
    database = Database(folder, meddler)
    assert summaries(database) == {"Second."}
    assert meddler.readings == 2


def test_a_folder_that_is_never_at_rest_is_an_error(versions: tuple[Path, Path, Path]) -> None:
    folder, first, second = versions
    link = folder / "documents"
    meddler = Meddler(*[(link, second), (link, first)] * TRIES)
    with pytest.raises(bilat.FileError, match="changes while it is read"):
        Database(folder, meddler)
    assert meddler.readings == TRIES


def test_a_link_that_is_switched_there_and_back_leaves_no_mixture(
    versions: tuple[Path, Path, Path],
) -> None:
    folder, first, second = versions

    class ThereAndBack(Meddler):
        def __call__(self, items: Sequence[T], what: str) -> Iterable[T]:
            self.readings += what == "reading"
            for number, item in enumerate(items):
                if what == "reading" and self.readings == 1 and number in (2, 4):
                    point(folder / "documents", second if number == 2 else first)
                yield item

    database = Database(folder, ThereAndBack())
    assert summaries(database) == {"First."}


def test_a_folder_swapped_by_a_thread_gives_one_state_or_an_error(
    versions: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, first, second = versions
    now = time.time
    monkeypatch.setattr("time.time", lambda: now() + 10)
    ended = threading.Event()

    def swap() -> None:
        rng = random.Random(1)
        target = first
        while not ended.wait(rng.uniform(0.01, 0.2)):
            target = second if target is first else first
            point(folder / "documents", target)

    thread = threading.Thread(target=swap)
    thread.start()
    seen = set()
    try:
        for _ in range(40):
            try:
                database = Database(folder)
            except bilat.FileError as error:
                assert "changes while it is read" in str(error)  # noqa: PT017
            else:
                seen.add(frozenset(summaries(database)))
                database.close()
    finally:
        ended.set()
        thread.join()
    assert seen <= {frozenset(["First."]), frozenset(["Second."])}
    assert seen
