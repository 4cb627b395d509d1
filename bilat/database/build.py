"""A Dataset → a filled database: every row in the order in which its listing prints it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bilat.database import facts, schema, summaries
from bilat.database.rows import (
    CatalogueRow,
    CompanyRow,
    LeftOutRow,
    ParticipantRow,
    ProductRow,
    RegionRow,
)
from bilat.database.tables import TABLES, VIEWS, ColumnInfo
from bilat.database.words import Words
from bilat.dataset.models import Dataset
from bilat.dataset.naming import district_names, record_names, region_names
from bilat.progress import Progress, silent
from bilat.text import fold
from bilat.version import __version__
from bilat.vocabulary import STATUS

Rows = Iterable[tuple[Any, ...]]

_encode = json.JSONEncoder(ensure_ascii=False).encode


def build(dataset: Dataset, database: sqlite3.Connection, progress: Progress = silent) -> None:
    """Fills an empty database with a sound dataset, in one transaction.

    `progress` is told of the tables. Raises sqlite3.Error where the database cannot be written.
    """
    # The file is renamed when it is whole: one that a crash leaves behind is never read.
    database.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; BEGIN")
    schema.create(database)
    words = Words(dataset)
    for name, rows in progress([*_tables(dataset)], "writing"):
        _insert(database, name, rows, words)
    _summarise(database, words)
    database.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", _names(dataset, database))
    _describe(database, dataset)
    schema.index(database)
    database.execute("COMMIT")


def _tables(dataset: Dataset) -> Iterator[tuple[str, Rows]]:
    """The rows of every table, those that others refer to first."""
    documents = sorted(dataset.documents, key=lambda document: document.date.value)
    places = {region.id: place for place, region in enumerate(dataset.regions)}
    sectors = {sector.id: place for place, sector in enumerate(dataset.sectors)}
    statuses = {status: place for place, status in enumerate(STATUS)}
    uncounted: dict[str, Any] = dict.fromkeys(RegionRow._fields) | dict.fromkeys(STATUS, 0)
    uncounted["wider"] = uncounted["meetings"] = 0
    yield (
        "regions",
        (RegionRow(**uncounted | region.model_dump()) for region in dataset.regions),
    )
    yield "documents", (facts.document_row(dataset, each) for each in documents)
    yield (
        "sector_catalogue",
        (
            CatalogueRow(s.id, s.name, s.parents, s.isic, s.name_ru, s.aliases)
            for s in dataset.sectors
        ),
    )
    yield (
        "companies",
        (
            CompanyRow(each.id, each.name, each.city, each.country, each.aliases, (), (), (), 0, 0)
            for each in dataset.companies
        ),
    )
    records = [(document, fact) for document in dataset.documents for fact in document.cooperation]
    records.sort(
        key=lambda pair: (
            places[pair[0].region],
            sectors[pair[1].sector],
            statuses[pair[1].status],
            pair[0].date.value,
        )
    )
    yield "sectors", (facts.sector_row(dataset, *pair) for pair in records)
    yield (
        "products",
        (
            ProductRow(facts.fact_id(document, fact), position, product.name, product.hs)
            for document, fact in records
            for position, product in enumerate(fact.products, 1)
        ),
    )
    trade = [row for document in dataset.documents for row in facts.trade_rows(dataset, document)]
    trade.sort(
        key=lambda row: (
            *(places[row.region], row.year_to or 0, row.year_from or 0, row.basis, row.kind),
            row.text is None,  # an amount before the change of the same year
        )
    )
    yield "trade", trade
    figures = [
        facts.figure_row(dataset, document, fact)
        for document in dataset.documents
        for fact in document.figures
    ]
    figures.sort(key=lambda row: places[row.region])
    yield "figures", figures
    yield (
        "participants",
        (
            ParticipantRow(document.id, position, person.name, person.title, person.side)
            for document in documents
            for position, person in enumerate(document.participants, 1)
        ),
    )
    yield (
        "left_out",
        (
            LeftOutRow(document.id, position, item.paragraph, item.text, item.kind)
            for document in documents
            for position, item in enumerate(document.left_out, 1)
        ),
    )


def _insert(database: sqlite3.Connection, name: str, rows: Rows, words: Words) -> None:
    """The rows of a table with their words for TEXT, and those of the tables of its lists."""
    lists = [*schema.lists(TABLES[name])]
    searched = getattr(words, name, None)
    values: dict[str, list[tuple[str, int, Any]]] = {column.name: [] for _, column in lists}

    def records() -> Iterator[Sequence[Any]]:
        for row in rows:
            record = list(row)
            for place, column in lists:
                record[place] = _encode(row[place])
                values[column.name] += (
                    (row[0], position, value)
                    for position, value in enumerate(row[place], 1)
                    if value is not None
                )
            yield (*record, *searched(row)) if searched else record

    width = len(TABLES[name].columns()) + len(schema.SEARCHED.get(name, ()))
    marks = ", ".join("?" * width)
    database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', records())
    for list_name, items in values.items():
        database.executemany(f'INSERT INTO "{name}_{list_name}" VALUES (?, ?, ?)', items)


def _summarise(database: sqlite3.Connection, words: Words) -> None:
    """What the regions and companies are counted for without a filter, and the matrix."""
    for name, query in (
        ("regions", summaries.regions(summaries.OF_THE_REGION)),
        ("companies", summaries.companies(summaries.OF_THE_REGION)),
    ):
        table = TABLES[name]
        lists = {place for place, _ in schema.lists(table)}
        rows = [
            table.row(
                *(
                    tuple(json.loads(value)) if place in lists else value
                    for place, value in enumerate(record[:-1])
                )
            )
            for record in database.execute(f"{query} ORDER BY listing_order")
        ]
        database.execute(f'DELETE FROM "{name}"')
        for _, column in schema.lists(table):
            database.execute(f'DELETE FROM "{name}_{column.name}"')
        _insert(database, name, rows, words)
    regions = [id_ for (id_,) in database.execute("SELECT id FROM regions ORDER BY rowid")]
    matrix = summaries.matrix(summaries.OF_THE_REGION, regions, every=True)
    cells = "".join(f', "{id_}" TEXT' for id_ in regions)
    database.execute(
        'CREATE TABLE matrix ("sector" TEXT PRIMARY KEY REFERENCES "sector_catalogue"("id"), '
        f'"sector_name" TEXT NOT NULL, "isic" TEXT NOT NULL, "parents" TEXT NOT NULL{cells})'
    )
    columns = ", ".join(f'"{name}"' for name in (*(c.name for c in summaries.MATRIX), *regions))
    database.execute(f"INSERT INTO matrix SELECT {columns} FROM ({matrix}) ORDER BY listing_order")


def _names(dataset: Dataset, database: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """What everything is called: its kind, a folded name and the id that goes by it."""
    for region in dataset.regions:
        for name in region_names(region):
            yield "region", fold(name), region.id
        for name in district_names(region.federal_district):
            yield "district", fold(name), region.federal_district
    for kind, records in (("sector", dataset.sectors), ("company", dataset.companies)):
        for record in records:
            for name in record_names(record):
                yield kind, fold(name), record.id
    for document in dataset.documents:
        yield "document", fold(document.id), document.id
    for listing in ("sectors", "trade", "figures"):
        for id_, region in database.execute(f"SELECT id, region FROM {listing}"):
            short = id_.rpartition("/")[2]
            yield "fact", fold(id_), id_
            yield "short fact", fold(short), id_
            yield "short fact", fold(f"{region}/{short}"), id_
    for kind in ("place", "project", "product"):
        for (value,) in database.execute(f"SELECT DISTINCT value FROM sectors_{kind}s"):
            yield kind, fold(value), value


def _describe(database: sqlite3.Connection, dataset: Dataset) -> None:
    """What each table and column means, and what the dataset is."""
    matrix = "Sectors by regions; a cell holds statuses joined with a plus sign."
    described = {name: table.description for name, table in (TABLES | VIEWS).items()}
    database.execute('CREATE TABLE "table_info" ("name" TEXT PRIMARY KEY, "description" TEXT)')
    database.executemany(
        "INSERT INTO table_info VALUES (?, ?)", (described | {"matrix": matrix}).items()
    )
    database.execute(
        'CREATE TABLE "column_info" ("table_name" TEXT NOT NULL, "column_name" TEXT NOT NULL, '
        '"type" TEXT NOT NULL, "description" TEXT NOT NULL, '
        'PRIMARY KEY ("table_name", "column_name"))'
    )
    database.executemany("INSERT INTO column_info VALUES (?, ?, ?, ?)", _column_info(dataset))
    database.execute('CREATE TABLE "dataset_info" ("name" TEXT PRIMARY KEY, "value" TEXT)')
    database.executemany(
        "INSERT INTO dataset_info VALUES (?, ?)",
        {
            "title": dataset.info.title,
            "description": dataset.info.description,
            "version": dataset.info.version,
            "bilat": __version__,
            "documents": str(len(dataset.documents)),
            "facts": str(sum(len(document.facts) for document in dataset.documents)),
        }.items(),
    )


def _type(column: ColumnInfo) -> str:
    return f"JSON array of {column.type}" if column.is_list else column.type


def _column_info(dataset: Dataset) -> Iterator[tuple[str, str, str, str]]:
    for name, table in (TABLES | VIEWS).items():
        for column in table.columns():
            yield name, column.name, _type(column), column.description
        for searched in schema.SEARCHED.get(name, ()):
            yield name, searched, "string", schema.WORDS[searched]
    for column in summaries.MATRIX:
        yield "matrix", column.name, _type(column), column.description
    for region in dataset.regions:
        yield "matrix", region.id, "string", f"The statuses in {region.id}."
