"""Exports: the tables, what may be replaced, an interrupted write, and what other tools read."""

import csv
import io
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn, TypeVar, get_args

import pytest

from bilat import Dataset, FileError, Filters
from bilat.export import files as export
from bilat.export.files import ExportKind
from bilat.questions.listings import LISTINGS
from tests.conftest import Run
from tests.interop.test_recipes import get, output, require, serving

T = TypeVar("T")

KINDS: tuple[ExportKind, ...] = get_args(ExportKind)
COUNTS = (
    "5 regions, 5 documents, 39 sector_catalogue, 10 companies, 81 sectors, 9 trade, 5 figures,"
    " 39 matrix\n"
)
TABLES = "regions documents sector_catalogue companies sectors trade figures matrix".split()


@pytest.fixture(scope="module")
def exports(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the real dataset in `sqlite` and `datapackage`, to be copied or read."""
    folder = tmp_path_factory.mktemp("exports")
    for kind in KINDS:
        export.export(dataset, kind, folder / kind)
    return folder


@pytest.fixture(scope="module")
def database(exports: Path) -> Iterator[sqlite3.Connection]:
    """The real dataset as SQLite, open."""
    with closing(sqlite3.connect(exports / "sqlite")) as connection:
        yield connection


@pytest.fixture
def package(exports: Path, tmp_path: Path) -> Path:
    """The real dataset as a Data Package, to be changed."""
    return Path(shutil.copytree(exports / "datapackage", tmp_path / "exports" / "bilat"))


def select(database: sqlite3.Connection, query: str, *values: object) -> list[Any]:
    """The rows of a query; those of one column as plain values."""
    rows = database.execute(query, values).fetchall()
    return [row[0] if len(row) == 1 else row for row in rows]


def left(folder: Path) -> dict[str, bytes | None]:
    """What is in a folder: the bytes of its files, None for what is something else."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


# SQLite


def test_sqlite_is_whole(database: sqlite3.Connection) -> None:
    assert select(database, "PRAGMA integrity_check") == ["ok"]
    assert select(database, "PRAGMA foreign_key_check") == []


@pytest.mark.parametrize("listing", LISTINGS)
def test_sqlite_has_a_table_a_listing(
    run: Run, dataset: Dataset, database: sqlite3.Connection, listing: str
) -> None:
    columns = LISTINGS[listing].columns(dataset, Filters())
    cursor = database.execute(f'SELECT * FROM "{listing}"')
    assert tuple(column[0] for column in cursor.description) == columns
    rows = [dict(zip(columns, row, strict=True)) for row in cursor]
    expected = json.loads(run(listing, "-f", "json").out)
    lists = [column for column in columns if isinstance(expected[0][column], list)]
    assert [
        {name: json.loads(value) if name in lists else value for name, value in row.items()}
        for row in rows
    ] == expected
    for column in lists:
        linked = f'SELECT value FROM "{listing}_{column}" WHERE id = ? ORDER BY position'
        for row in expected:
            assert select(database, linked, row["id"]) == row[column]


def test_sqlite_has_the_sectors_with_their_parents(database: sqlite3.Connection) -> None:
    catalogue = "SELECT * FROM sector_catalogue WHERE id IN ('public-transport', 'trams')"
    aliases = '["urban transport", "passenger transport"]', '["tram", "tramcars", "streetcars"]'
    assert select(database, catalogue) == [
        ("public-transport", "Public transport", None, None, aliases[0]),
        ("trams", "Trams", "public-transport", "3020", aliases[1]),
    ]


@pytest.mark.parametrize(
    ("table", "references"),
    [
        ("regions", "document:documents"),
        ("documents", "region:regions"),
        ("sector_catalogue", "parent:sector_catalogue"),
        ("sectors", "document:documents region:regions sector:sector_catalogue"),
        ("trade", "document:documents region:regions"),
        ("figures", "document:documents region:regions"),
        ("companies", ""),
        ("matrix", ""),
        ("companies_regions", "id:companies value:regions"),
        ("companies_sectors", "id:companies value:sector_catalogue"),
        ("sectors_companies", "id:sectors value:companies"),
        ("sectors_hs", "id:sectors"),
        ("trade_paragraphs", "id:trade"),
    ],
)
def test_references_are_declared_and_indexed(
    database: sqlite3.Connection, table: str, references: str
) -> None:
    declared = select(database, 'SELECT "from", "table" FROM pragma_foreign_key_list(?)', table)
    assert sorted(f"{column}:{target}" for column, target in declared) == references.split()
    for column, _ in declared:
        [plan] = database.execute(
            f'EXPLAIN QUERY PLAN SELECT * FROM "{table}" WHERE "{column}" = 1'
        )
        assert plan[-1].startswith(f"SEARCH {table} USING INDEX ")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("sectors", "status"),
        ("sectors", "proposed_by"),
        ("trade", "basis"),
        ("trade", "kind"),
        ("figures", "hedge"),
    ],
)
def test_vocabularies_are_enforced_and_indexed(
    database: sqlite3.Connection, table: str, column: str
) -> None:
    [plan] = database.execute(f'EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE "{column}" = 1')
    assert plan[-1].startswith(f"SEARCH {table} USING INDEX {table}_{column}")
    with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed"):
        database.execute(f'UPDATE {table} SET "{column}" = ?', ["maybe"])


@pytest.mark.parametrize(
    ("table", "words", "found"),
    [
        (
            "sectors",
            "lifts",
            ["irkutsk-2020-09-25/elevators", "sverdlovsk-2025-02-24/elevators"],
        ),
        ("sectors", "SVERDLOVSK lífts", ["sverdlovsk-2025-02-24/elevators"]),
        ("sectors", "lifts tractors", []),
        ("companies", "маз", ["maz"]),
        ("figures", "market share", ["khabarovsk-2025-02-03/belaz-market-share"]),
    ],
)
def test_full_text_search_finds(
    database: sqlite3.Connection, table: str, words: str, found: list[str]
) -> None:
    query = (
        f"SELECT id FROM {table} JOIN {table}_fts ON {table}_fts.rowid = {table}.rowid"
        f" WHERE {table}_fts MATCH ? ORDER BY id"
    )
    assert select(database, query, words) == found


def test_sqlite_says_what_it_holds(database: sqlite3.Connection) -> None:
    assert select(database, "SELECT name FROM table_info WHERE description <> ''") == TABLES
    for table in TABLES:
        described = select(
            database,
            "SELECT column_name FROM column_info"
            " WHERE table_name = ? AND type <> '' AND description <> '' ORDER BY rowid",
            table,
        )
        assert described == select(database, "SELECT name FROM pragma_table_info(?)", table)
    assert select(
        database,
        "SELECT type, description FROM column_info WHERE table_name || '.' || column_name"
        " IN ('regions.iso_3166_2', 'sectors.hs', 'trade.upper', 'trade.change_upper')",
    ) == [
        ("string", "ISO 3166-2 code."),
        ("JSON array of string", "HS 2022 codes of the products that have one."),
        ("integer", "Upper bound, whole currency units."),
        ("number", "Upper bound of the change, a fraction of the earlier year."),
    ]
    assert dict(select(database, "SELECT * FROM dataset_info")) == {
        "title": "Trade and cooperation of Belarus with regions of Russia",
        "version": "0.1.0",
        "documents": "5",
        "facts": "93",
    }


# Data Package


def test_a_data_package_holds_what_the_listings_print(run: Run, package: Path) -> None:
    files = {path.name: path.read_bytes().decode() for path in package.iterdir()}
    assert sorted(files) == sorted(["datapackage.json", *(f"{name}.csv" for name in TABLES)])
    for listing in LISTINGS:
        assert files[f"{listing}.csv"] == run(listing, "-f", "csv").out
    assert files["sector_catalogue.csv"].startswith(
        "id,name,parent,isic,aliases\nmechanical-engineering,Mechanical engineering,,28,"
    )


def test_the_descriptor_says_what_the_package_holds(package: Path) -> None:
    text = (package / "datapackage.json").read_text()
    assert text.startswith(
        '{\n  "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",\n'
        '  "name": "bilat",\n'
    )
    descriptor = json.loads(text)
    assert [source["title"].rsplit(", ")[1] for source in descriptor["sources"]] == [
        "2025-02-07",
        "2015-04-27",
        "2020-09-25",
        "2025-02-03",
        "2025-02-24",
    ]
    resources = {resource["name"]: resource for resource in descriptor["resources"]}
    assert list(resources) == TABLES
    assert [resource["title"] for resource in resources.values()] == [
        "Regions",
        "Documents",
        "Sector catalogue",
        "Companies",
        "Sectors",
        "Trade",
        "Figures",
        "Matrix",
    ]
    assert [resource["path"] for resource in resources.values()] == [f"{n}.csv" for n in TABLES]
    for name in TABLES:
        header = next(csv.reader(io.StringIO((package / f"{name}.csv").read_text())))
        fields = resources[name]["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        assert all(field["description"] for field in fields)
    sectors = resources["sectors"]
    assert sectors["encoding"] == "utf-8"
    assert sectors["schema"]["missingValues"] == [""]
    assert sectors["schema"]["primaryKey"] == ["id"]
    assert sectors["schema"]["foreignKeys"] == [
        {"fields": ["region"], "reference": {"resource": "regions", "fields": ["id"]}},
        {"fields": ["sector"], "reference": {"resource": "sector_catalogue", "fields": ["id"]}},
        {"fields": ["document"], "reference": {"resource": "documents", "fields": ["id"]}},
    ]
    fields = {field["name"]: field for field in sectors["schema"]["fields"]}
    del fields["hs"]["description"], fields["status"]["description"], fields["date"]["description"]
    assert fields["hs"] == {"name": "hs", "type": "list", "delimiter": "; ", "itemType": "string"}
    assert fields["date"] == {"name": "date", "type": "date", "constraints": {"required": True}}
    assert fields["status"]["constraints"] == {
        "required": True,
        "enum": ["existing", "planned", "proposed", "interest"],
    }
    [parent] = resources["sector_catalogue"]["schema"]["foreignKeys"]
    assert parent == {"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}}


def problems(package: Path) -> list[tuple[str, str]]:
    """What frictionless finds wrong with a package: in which table, what kind of error."""
    report = json.loads(output("frictionless validate datapackage.json --json || true", package))
    assert [task["name"] for task in report["tasks"]] == TABLES
    return [(task["name"], error["type"]) for task in report["tasks"] for error in task["errors"]]


def test_frictionless_accepts_the_package(package: Path) -> None:
    require("frictionless")
    assert problems(package) == []


def test_frictionless_sees_what_is_broken(package: Path) -> None:
    require("frictionless")
    for name, right, wrong in (
        ("regions", "Bashkortostan,", ","),
        ("documents", ",2025-02-07,", ",yesterday,"),
        ("companies", ",1\n", ",some\n"),
        ("sectors", ",existing,", ",exists,"),
        ("trade", ",bashkortostan,", ",moscow,"),
        ("matrix", "\ntractors,", "\nelevators,"),
    ):
        path = package / f"{name}.csv"
        text = path.read_text()
        assert right in text
        path.write_text(text.replace(right, wrong, 1))
    assert problems(package) == [
        ("regions", "constraint-error"),
        ("documents", "type-error"),
        ("companies", "type-error"),
        ("sectors", "constraint-error"),
        ("trade", "foreign-key"),
        ("matrix", "primary-key"),
    ]


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
    (path / "datapackage.json").write_text('{"name": "bilat"}')


def _other_package(path: Path) -> None:
    path.mkdir()
    (path / "datapackage.json").write_text('{"name": "diary"}')


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


OLDER = b"SQLite format 3\0an older export"
REFUSED = "is there already; --force replaces it"
NO_DATABASE = "is no SQLite database; it is not replaced"
NO_PACKAGE = "is no data package of bilat alone; it is not replaced"


@pytest.mark.parametrize(
    ("kind", "make", "options", "reason"),
    [
        ("sqlite", _file, [], REFUSED),
        ("sqlite", _folder, [], REFUSED),
        ("sqlite", _dangling_link, [], REFUSED),
        ("sqlite", _file, ["--force"], NO_DATABASE),
        ("sqlite", _folder, ["--force"], NO_DATABASE),
        ("sqlite", _package, ["--force"], NO_DATABASE),
        ("sqlite", os.mkfifo, ["--force"], NO_DATABASE),
        ("sqlite", _dangling_link, ["--force"], NO_DATABASE),
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
    tmp_path: Path,
    kind: str,
    make: Callable[[Path], None],
    options: list[str],
    reason: str,
) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    path = folder / "bilat"
    make(path)
    before = left(folder)
    assert run("export", kind, str(path), *options) == (2, "", f"bilat: {path} {reason}\n")
    assert left(folder) == before


@pytest.mark.parametrize("kind", ["sqlite", "datapackage"])
@pytest.mark.parametrize("parent", ["nowhere", "file"])
def test_a_missing_folder_is_named(run: Run, tmp_path: Path, kind: str, parent: str) -> None:
    (tmp_path / "file").write_text("a diary")
    path = tmp_path / parent / "bilat"
    message = f"bilat: {path}: there is no folder {path.parent}\n"
    assert run("export", kind, str(path), "--force") == (1, "", message)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_what_sqlite_left_of_another_database_is_not_taken_up(
    run: Run, tmp_path: Path, end: str
) -> None:
    path, other = tmp_path / "b.db", tmp_path / f"b.db{end}"
    other.write_bytes(b"unfinished")
    message = f"bilat: {other} is there: some program has {path} open or left that\n"
    assert run("export", "sqlite", str(path), "--force") == (2, "", message)
    assert [*tmp_path.glob("b.db*")] == [other]


def test_the_note_counts_the_rows_of_each_table(run: Run, tmp_path: Path) -> None:
    for kind in KINDS:
        path = tmp_path / kind
        assert run("export", kind, str(path)) == (0, "", f"wrote {path}: {COUNTS}")


@pytest.mark.parametrize(
    "content", [pytest.param(OLDER, id="a database"), pytest.param(b"", id="an empty file")]
)
def test_force_replaces_a_database(run: Run, tmp_path: Path, exports: Path, content: bytes) -> None:
    path = tmp_path / "bilat.db"
    path.write_bytes(content)
    assert run("export", "sqlite", str(path), "--force") == (0, "", f"wrote {path}: {COUNTS}")
    assert path.read_bytes() == (exports / "sqlite").read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_force_replaces_a_link_and_not_what_it_leads_to(
    dataset: Dataset, tmp_path: Path, exports: Path, kind: ExportKind
) -> None:
    older, link = tmp_path / "older", tmp_path / "links" / "bilat"
    if kind == "sqlite":
        older.write_bytes(OLDER)
    else:
        _package(older)
    before = left(older.parent)
    link.parent.mkdir()
    link.symlink_to(older)
    export.export(dataset, kind, link, force=True)
    assert not link.is_symlink()
    assert link.is_dir() == (exports / kind).is_dir()
    assert [path.name for path in link.parent.iterdir()] == ["bilat"]
    assert {name: left(tmp_path)[name] for name in before} == before


def test_force_replaces_a_package(run: Run, package: Path) -> None:
    before = left(package.parent)
    (package / "regions.csv").write_text("id\n")
    result = run("export", "datapackage", str(package), "--force")
    assert result == (0, "", f"wrote {package}: {COUNTS}")
    assert left(package.parent) == before


# An interrupted write


def _raise(error: BaseException) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


NO_SPACE = OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("kind", "step", "error", "reason"),
    [
        ("sqlite", "bilat.export.files._fill", NO_SPACE, "No space left on device"),
        (
            "sqlite",
            "bilat.export.files._describe",
            sqlite3.OperationalError("disk full"),
            "disk full",
        ),
        ("sqlite", "bilat.export.files._describe", KeyboardInterrupt(), None),
        ("sqlite", "pathlib.Path.replace", NO_SPACE, "No space left on device"),
        ("datapackage", "bilat.export.files.render", NO_SPACE, "No space left on device"),
        ("datapackage", "bilat.export.files._descriptor", KeyboardInterrupt(), None),
        ("datapackage", "bilat.export.files._replace_folder", NO_SPACE, "No space left on device"),
    ],
)
@pytest.mark.parametrize("there_before", [True, False], ids=["replacing", "new"])
def test_an_interrupted_write_leaves_everything_as_it_was(
    dataset: Dataset,
    tmp_path: Path,
    package: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: ExportKind,
    step: str,
    error: BaseException,
    reason: str | None,
    there_before: bool,
) -> None:
    path = package
    if not there_before:
        path = path.with_name("new")
    elif kind == "sqlite":
        path = path.with_name("old.db")
        path.write_bytes(OLDER)
    before = left(tmp_path)
    monkeypatch.setattr(step, _raise(error))
    with pytest.raises(FileError if reason else KeyboardInterrupt) as raised:
        export.export(dataset, kind, path, force=True)
    assert str(raised.value) == (f"{path}: cannot be written: {reason}" if reason else "")
    assert left(tmp_path) == before


def test_a_package_that_cannot_be_put_in_place_leaves_the_old_one(
    dataset: Dataset, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (package / "regions.csv").write_text("an older export")
    before = left(package.parent)
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise NO_SPACE
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(FileError, match="cannot be written: No space left on device"):
        export.export(dataset, "datapackage", package, force=True)
    assert left(package.parent) == before


# Datasette


def test_datasette_serves_facets_and_search(dataset: Dataset, tmp_path: Path) -> None:
    require("datasette")
    export.export(dataset, "sqlite", tmp_path / "x.db")
    with serving("datasette x.db --host 127.0.0.1 --port 0", tmp_path) as address:
        page = json.loads(get(f"{address}/x/sectors.json?_facet=status&_facet_array=forms"))
        facets = {
            name: {each["value"]: each["count"] for each in facet["results"]}
            for name, facet in page["facet_results"].items()
        }
        assert facets["status"] == {"proposed": 34, "existing": 30, "interest": 10, "planned": 7}
        assert facets["forms"]["supply"] == 25
        found = json.loads(get(f"{address}/x/sectors.json?_search=lifts&_shape=array"))
        assert [row["id"] for row in found] == [
            "irkutsk-2020-09-25/elevators",
            "sverdlovsk-2025-02-24/elevators",
        ]
        assert json.loads(found[0]["companies"]) == ["mogilevliftmash-usolye"]


@pytest.mark.parametrize(
    ("kind", "last"), [("sqlite", "indexing"), ("datapackage", "writing matrix")]
)
def test_progress_is_told_of_what_takes_long(
    dataset: Dataset, tmp_path: Path, kind: ExportKind, last: str
) -> None:
    told: dict[str, int] = {}

    def progress(items: Sequence[T], what: str) -> Iterable[T]:
        told[what] = len(items)
        return items

    export.export(dataset, kind, tmp_path / "out", progress=progress)
    assert list(told)[:2] == ["reading", "preparing"]
    assert list(told)[-1] == last
    assert (told["reading"], told["writing sectors"], told["writing figures"]) == (5, 81, 5)
