"""The snapshot: used while nothing changed, rebuilt when stale or damaged, never in the way."""

import copy
import os
import pickle
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bilat
from bilat.database import snapshot
from bilat.database.loading import load
from bilat.dataset import read as reading
from bilat.dataset.models import Cooperation, Document, Model
from bilat.questions.query import STATUSES
from tests.conftest import DATA, Run
from tests.tools.synthetic import write_folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where snapshots are kept in a test."""
    return tmp_path / "cache" / "bilat"


@pytest.fixture
def yaml_reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders of which the YAML was read."""
    read, folders = reading.read, []

    def counted(folder: Path, *rest: object) -> reading.Reading:
        folders.append(folder)
        return read(folder, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read", counted)
    return folders


@pytest.fixture
def records_read(monkeypatch: pytest.MonkeyPatch) -> list[Model]:
    """The facts that are read from the snapshot."""
    load(DATA)  # makes the snapshot
    read, records = snapshot._Facts._make, []

    def counted(facts: snapshot._Facts[Model], index: int) -> Model:
        records.append(read(facts, index))
        return records[-1]

    monkeypatch.setattr(snapshot._Facts, "_make", counted)
    return records


def test_yaml_is_read_once_and_the_snapshot_is_equal(yaml_reads: list[Path], cache: Path) -> None:
    first, second = load(DATA), load(DATA)
    assert yaml_reads == [DATA]
    assert second == first
    assert [*second.documents[-1:]] == [*first.documents[-1:]]
    assert second.model_dump_json() == first.model_dump_json()
    [file] = cache.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert cache.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda folder: (folder / "regions.yaml").touch(), id="touched"),
        pytest.param(lambda folder: (folder / "documents" / ".x").write_text(""), id="added"),
        pytest.param(lambda folder: _respell(folder / "companies.yaml"), id="same size and time"),
    ],
)
def test_a_change_makes_it_stale(
    data_copy: Path, yaml_reads: list[Path], change: Callable[[Path], object]
) -> None:
    load(data_copy)
    change(data_copy)
    load(data_copy)
    assert len(yaml_reads) == 2


def _respell(path: Path) -> None:
    stat = path.stat()
    path.write_text(path.read_text().replace("city: Minsk", "city: Mensk"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def test_an_unsound_dataset_is_not_kept(data_copy: Path, cache: Path) -> None:
    (data_copy / "sectors.yaml").write_text("[]\n")
    with pytest.raises(bilat.DatasetError):
        load(data_copy)
    assert not cache.exists()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: data[: len(data) // 2], id="cut off"),
        pytest.param(lambda data: data[:-2] + b"x\n", id="last byte"),
        pytest.param(
            lambda data: data.replace(b'"status":"proposed"', b'"status":"existing"'), id="edited"
        ),
        pytest.param(lambda data: data.replace(b'"Volga"', b"17     "), id="mistyped catalogue"),
        pytest.param(
            lambda data: data.replace(b'["irkutsk","2020', b'["irkutsk","2021'), id="another date"
        ),
        pytest.param(lambda data: data.replace(b'"2020-09-25"', b"null        "), id="no date"),
        pytest.param(lambda data: data.replace(b"-09-25", b"-99-25", 1), id="no such date"),
        pytest.param(lambda data: b"\xff" * len(data), id="no text"),
        pytest.param(lambda data: b'{"key": 1}\n' + data, id="another head"),
    ],
)
def test_damage_heals(
    cache: Path, yaml_reads: list[Path], damage: Callable[[bytes], bytes]
) -> None:
    sound = load(DATA)
    [file] = cache.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert load(DATA) == sound
    assert file.read_bytes() == whole
    assert len(yaml_reads) == 2


def test_only_the_documents_asked_for_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    load(DATA)
    read: list[int] = []
    really_read = snapshot._Documents._make

    def counted(documents: snapshot._Documents, index: int) -> Document:
        read.append(index)
        return really_read(documents, index)

    monkeypatch.setattr(snapshot._Documents, "_make", counted)
    dataset = load(DATA)
    assert len(bilat.sectors(dataset, bilat.Filters(region=["RU-IRK"]))) == 13
    assert read == [2]
    assert len(bilat.sectors(dataset, bilat.Filters(year=[2015]))) == 17
    assert read == [2, 1]
    assert len(bilat.sectors(dataset)) == 81
    assert sorted(read) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        pytest.param(bilat.Filters(status=["interest"]), 10, id="status"),
        pytest.param(bilat.Filters(sector=["trams"], status=["planned", "proposed"]), 2, id="both"),
        pytest.param(bilat.Filters(company=["BelAZ"]), 4, id="company"),
    ],
)
def test_only_the_records_that_may_fit_are_read(
    records_read: list[Model], filters: bilat.Filters, count: int
) -> None:
    assert len(bilat.sectors(load(DATA), filters)) == count
    assert len(records_read) == count


def test_companies_read_only_the_records_that_name_one(records_read: list[Model]) -> None:
    bilat.companies(load(DATA))
    naming = [fact for fact in records_read if isinstance(fact, Cooperation) and fact.companies]
    assert naming == records_read != []


@given(
    region=st.lists(st.sampled_from(["irkutsk", "chelyabinsk"]), max_size=2),
    sector=st.lists(st.sampled_from(["electric-transport", "trams", "elevators"]), max_size=2),
    status=st.lists(st.sampled_from(STATUSES), max_size=2),
    form=st.lists(st.sampled_from(["supply", "repair", "assembly"]), max_size=2),
    company=st.lists(st.sampled_from(["belaz", "maz"]), max_size=1),
    proposed_by=st.lists(st.sampled_from(["belarus", "region"]), max_size=1),
    text=st.sampled_from(["", "tram", "plant", "zzz"]),
)
@settings(
    derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_snapshot_answers_as_the_yaml_does(dataset: bilat.Dataset, **given: Any) -> None:
    load(DATA)  # makes the snapshot
    filters = bilat.Filters(**given)
    for query in (bilat.sectors, bilat.companies, bilat.matrix):
        assert query(load(DATA), filters) == query(dataset, filters)


def test_a_record_is_validated_as_it_is_read(
    cache: Path, yaml_reads: list[Path], dataset: bilat.Dataset
) -> None:
    first, *others = dataset.documents
    fact, *facts = first.cooperation
    wrong = fact.model_copy(update={"sector": "Trams!"})
    document = first.model_copy(update={"cooperation": (wrong, *facts)})
    broken = dataset.model_copy(update={"documents": (document, *others)})
    snapshot.write(DATA, snapshot.key(DATA), broken)
    assert bilat.sectors(load(DATA)) == bilat.sectors(dataset)
    assert yaml_reads == [DATA]
    assert bilat.sectors(load(DATA)) == bilat.sectors(dataset)
    assert yaml_reads == [DATA]


def test_however_much_is_damaged_the_yaml_is_read_once(
    cache: Path, yaml_reads: list[Path], dataset: bilat.Dataset
) -> None:
    load(DATA)
    [file] = cache.iterdir()
    head, newline, blocks = file.read_bytes().partition(b"\n")
    file.write_bytes(head + newline + blocks.replace(b"stated_by", b"stated-by"))
    assert bilat.sectors(load(DATA)) == bilat.sectors(dataset)
    assert yaml_reads == [DATA, DATA]


def test_no_damage_to_the_head_changes_an_answer(cache: Path, dataset: bilat.Dataset) -> None:
    load(DATA)
    [file] = cache.iterdir()
    whole = file.read_bytes()
    for place in range(0, whole.index(b"\n") + 1, 61):
        damaged = bytearray(whole)
        damaged[place] ^= 1
        file.write_bytes(damaged)
        assert load(DATA) == dataset


def test_a_length_beyond_the_file_is_damage(cache: Path, dataset: bilat.Dataset) -> None:
    load(DATA)
    entries = [snapshot.Entry(d.region, d.date.value, 10**15, 0) for d in dataset.documents]
    head = snapshot.Head(key=snapshot.key(DATA), catalogues=dataset, documents=tuple(entries))
    text = head.model_dump_json().encode() + b"\n"
    [file] = cache.iterdir()
    file.write_bytes(b"%08x %b" % (zlib.crc32(text), text))
    assert load(DATA) == dataset


def test_data_that_change_while_damage_is_mended_are_no_answer(
    cache: Path, data_copy: Path
) -> None:
    load(data_copy)
    [file] = cache.iterdir()
    damaged = file.read_bytes()[:-2] + b"x\n"
    file.write_bytes(damaged)
    dataset = load(data_copy)
    (data_copy / "documents" / "irkutsk-2020-09-25.yaml").unlink()
    with pytest.raises(bilat.FileError, match="has changed while it was read; load it again"):
        bilat.sectors(dataset)


def test_another_version_reads_the_yaml(
    monkeypatch: pytest.MonkeyPatch, yaml_reads: list[Path]
) -> None:
    load(DATA)
    monkeypatch.setattr(snapshot, "__version__", "0.0.1")
    load(DATA)
    assert yaml_reads == [DATA, DATA]


def test_a_link_to_nothing_hides_no_change(data_copy: Path, yaml_reads: list[Path]) -> None:
    # Editors mark a file as theirs so; the link may come before or after any file.
    (data_copy / "documents" / ".#irkutsk.yaml").symlink_to("someone@host.1234")
    for path in sorted((data_copy / "documents").glob("[a-z]*.yaml")):
        load(data_copy)
        path.touch()
    load(data_copy)
    assert len(yaml_reads) == 6


@pytest.mark.parametrize("kind", ["pipe", "folder", "device"])
def test_what_is_no_file_is_no_snapshot(cache: Path, dataset: bilat.Dataset, kind: str) -> None:
    load(DATA)
    [file] = cache.iterdir()
    file.unlink()
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    else:
        file.symlink_to("/dev/zero")
    assert load(DATA) == dataset


def test_a_snapshot_can_be_copied_and_pickled(dataset: bilat.Dataset) -> None:
    load(DATA)
    assert pickle.loads(pickle.dumps(load(DATA))) == dataset
    assert copy.deepcopy(load(DATA)) == dataset
    assert hash(load(DATA).documents) == hash(dataset.documents)


def test_a_snapshot_that_cannot_be_put_in_place_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, cache: Path
) -> None:
    def fail(self: Path, target: Path) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    load(DATA)
    assert [*cache.iterdir()] == []


def test_it_can_be_turned_off(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.setenv("BILAT_CACHE", "off")
    load(DATA)
    assert not cache.exists()


def test_a_place_that_cannot_be_written_is_no_trouble(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file" / "below"))
    assert load(DATA) == load(DATA)


def test_no_home_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")

    def homeless() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", homeless)
    assert load(DATA) == load(DATA)


def test_old_snapshots_do_not_pile_up(cache: Path) -> None:
    cache.mkdir(parents=True)
    now = time.time()
    ages = {"left-by-kill.new": 2 * 3600, "in-writing.new": 60, "ancient.snapshot": 40 * 86_400}
    ages |= {f"{number:02}.snapshot": 100 + number for number in range(12)}
    for name, age in ages.items():
        (cache / name).write_text("")
        os.utime(cache / name, (now - age, now - age))
    load(DATA)
    left = {path.name for path in cache.iterdir()} & set(ages)
    assert left == {"in-writing.new", *(f"{number:02}.snapshot" for number in range(12))}
    for number in range(30):
        (cache / f"{number:02}.snapshot").touch()
        os.utime(cache / f"{number:02}.snapshot", (now - 100 - number, now - 100 - number))
    file = next(path for path in cache.iterdir() if path.name not in ages and len(path.stem) > 2)
    file.unlink()
    load(DATA)
    left = {path.name for path in cache.glob("??.snapshot")}
    assert left == {f"{number:02}.snapshot" for number in range(15)}


_TOGETHER = """
import os, sys
from bilat.__main__ import main
import bilat.cli.app, bilat.dataset.read
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


def test_many_processes_share_one_cache(run: Run, tmp_path: Path, cache: Path) -> None:
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
    [file] = cache.iterdir()
    assert file.suffix == ".snapshot"


def test_a_synthetic_folder_is_sound(tmp_path: Path, dataset: bilat.Dataset) -> None:
    write_folder(dataset, 300, tmp_path / "data")
    made = load(tmp_path / "data")
    assert len(made.documents) == 300
    assert load(tmp_path / "data") == made


_BUILT = """
import sys
sys.argv = ["bilat", *sys.argv[1:]]
from bilat.__main__ import run
try:
    run()
except SystemExit:
    from bilat.dataset import models
    built = (n for n, m in vars(models).items() if getattr(m, "__pydantic_complete__", False))
    print(*sorted(built), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("listing", "built"),
    [("sectors", "Cooperation Meeting"), ("trade", "Meeting Trade")],
)
def test_only_the_models_needed_are_built(run: Run, listing: str, built: str) -> None:
    run("regions")  # makes the snapshot
    command = [sys.executable, "-c", _BUILT, listing]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ended.stderr.split() == built.split()


_SCHEMAS = """
import sys
from collections import Counter
from pydantic._internal._generate_schema import GenerateSchema
made, really_make = Counter(), GenerateSchema._model_schema
def make(self, model):
    made[model.__name__] += not isinstance(vars(model).get("__pydantic_core_schema__"), dict)
    return really_make(self, model)
GenerateSchema._model_schema = make
sys.argv = ["bilat", "sectors"]
from bilat.__main__ import run
try:
    run()
except SystemExit:
    print(made["Cooperation"], {*made.values()}, file=sys.stderr)
"""


def test_no_schema_is_built_twice() -> None:
    for _ in range(2):  # from YAML, then from the snapshot
        command = [sys.executable, "-c", _SCHEMAS]
        ended = subprocess.run(command, capture_output=True, text=True, check=True)
        assert ended.stderr == "1 {1}\n"


_LOADED = """
import sys
sys.argv = ["bilat", *sys.argv[1:]]
from bilat.__main__ import run
try:
    run()
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "environment", "unwanted"),
    [
        (("sectors", "-f", "json"), {}, {"rich", "yaml", "importlib.metadata", "sqlite3"}),
        (("trade", "-r", "irkutsk"), {}, {"rich", "yaml", "importlib.metadata", "sqlite3"}),
        (("--version",), {}, {"rich", "yaml", "importlib.metadata", "sqlite3"}),
        (("show", "irkutsk", "-f", "json"), {}, {"rich", "yaml", "importlib.metadata"}),
        (
            (),
            {"_BILAT_COMPLETE": "complete_bash", "COMP_WORDS": "bilat show i", "COMP_CWORD": "2"},
            {"rich", "yaml", "importlib.metadata", "sqlite3"},
        ),
        (("regions", "-f", "table"), {}, {"yaml", "importlib.metadata", "sqlite3"}),
    ],
    ids=["listing", "pipe", "version", "show", "completion", "table"],
)
def test_nothing_is_imported_that_is_not_needed(
    arguments: tuple[str, ...], environment: dict[str, str], unwanted: set[str]
) -> None:
    for _ in range(2):  # the first run makes the snapshot
        ended = subprocess.run(
            [sys.executable, "-c", _LOADED, *arguments],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "BILAT_DATA": str(DATA), **environment},
        )
    assert "typer" in ended.stderr.split()
    assert unwanted.isdisjoint(ended.stderr.split())
