"""A sound dataset as a filled database, each table in the order in which its listing prints it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from bilat import __version__
from bilat.database import schema, summaries
from bilat.database.rows import (
    CatalogueRow,
    CompanyRow,
    LeftOutRow,
    ParticipantRow,
    ProductRow,
    RegionRow,
    TradeRow,
)
from bilat.database.schema import SEARCHED, TABLES, VIEWS
from bilat.database.spellings import SearchedText, names, people
from bilat.database.statements import (
    document_row,
    fact_id,
    figure_row,
    sector_row,
    trade_rows,
    with_conflicts,
)
from bilat.dataset.models import Dataset, Document, Sector
from bilat.errors import Progress, silent
from bilat.text import fold
from bilat.vocabulary import STATUS

Rows = Iterable[tuple[Any, ...]]

_encode = json.JSONEncoder(ensure_ascii=False).encode


def build(dataset: Dataset, database: sqlite3.Connection, progress: Progress = silent) -> None:
    """Fill an empty database with a sound dataset.

    `progress` is called with the tables. Raises sqlite3.Error if the database cannot be written.
    """
    database.execute("BEGIN")
    schema.create(database)
    text = SearchedText(dataset)
    for name, rows in progress([*_tables(dataset)], "building the database"):
        _insert(database, name, rows, text)
    for name, query in summaries.SUMMARISED.items():
        columns = ", ".join(f'"{column.name}"' for column in TABLES[name].columns())
        counted = database.execute(f"SELECT {columns} FROM ({query}) ORDER BY listing_order")
        rows = counted.fetchall()
        database.execute(f'DELETE FROM "{name}"')
        _insert_all(database, name, rows)
        _fill_lists(database, name)
    regions = _create_matrix(database)
    facts = [
        fact
        for listing in ("sectors", "trade", "figures")
        for fact in database.execute(f"SELECT id, region FROM {listing}")
    ]
    database.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", names(dataset, facts))
    _describe(database, dataset, regions)
    schema.index(database)
    database.execute("COMMIT")


def _tables(dataset: Dataset) -> Iterator[tuple[str, Rows]]:
    """Yield the rows of every table, starting with the tables that others refer to."""
    documents = sorted(dataset.documents, key=lambda document: (document.date.value, document.id))
    regions = sorted(dataset.regions, key=lambda region: fold(region.name))
    sectors = sorted(dataset.sectors, key=lambda sector: _sector_order(dataset, sector))
    region_order = {region.id: order for order, region in enumerate(regions)}
    meetings = sorted(documents, key=lambda document: region_order[document.region])
    meeting_order = {document.id: order for order, document in enumerate(meetings)}
    sector_order = {sector.id: order for order, sector in enumerate(sectors)}
    status_order = {status: order for order, status in enumerate(STATUS)}
    uncounted: dict[str, Any] = dict.fromkeys(RegionRow._fields) | dict.fromkeys(STATUS, 0)
    uncounted |= {"wider": 0, "meetings": 0}
    yield "regions", (RegionRow(**uncounted | region.model_dump()) for region in regions)
    yield "documents", (document_row(dataset, document) for document in documents)
    yield (
        "sector_catalogue",
        (CatalogueRow(s.id, s.name, s.parents, s.isic, s.name_ru, s.aliases) for s in sectors),
    )
    yield (
        "companies",
        (
            CompanyRow(each.id, each.name, each.city, each.country, each.aliases, (), (), (), 0, 0)
            for each in sorted(dataset.companies, key=lambda company: fold(company.name))
        ),
    )
    records = [(document, fact) for document in documents for fact in document.cooperation]
    records.sort(
        key=lambda record: (
            meeting_order[record[0].id],
            sector_order[record[1].sector],
            status_order[record[1].status],
        )
    )
    yield "sectors", (sector_row(dataset, *record) for record in records)
    yield (
        "products",
        (
            ProductRow(fact_id(document, fact), position, product.name, product.hs)
            for document, fact in records
            for position, product in enumerate(fact.products, 1)
        ),
    )
    trade = [row for document in documents for row in trade_rows(dataset, document)]
    trade.sort(key=lambda row: (region_order[row.region], *_trade_order(row)))
    yield "trade", with_conflicts(trade)
    figures = [(document, fact) for document in documents for fact in document.figures]
    figures.sort(key=lambda figure: meeting_order[figure[0].id])
    yield "figures", (figure_row(dataset, *figure) for figure in figures)
    yield "participants", _participants(dataset, documents)
    yield (
        "left_out",
        (
            LeftOutRow(document.id, position, item.paragraph, item.text, item.kind)
            for document in documents
            for position, item in enumerate(document.left_out, 1)
        ),
    )


def _sector_order(dataset: Dataset, sector: Sector) -> tuple[str, str, bool, str]:
    """Return what sorts sectors by name, each below its first parent."""
    parent = dataset.sector[sector.parents[0]] if sector.parents else sector
    return fold(parent.name), parent.id, sector is not parent, fold(sector.name)


def _trade_order(row: TradeRow) -> tuple[object, ...]:
    """Return what sorts the trade rows of a region by period; rows without a period come last."""
    return (
        *(row.period is None, row.year_to or 0, row.year_from or 0, row.period or ""),
        *(row.flow, row.goods or "", row.basis, row.kind),
        row.text is None,  # an amount before the change of the same period
    )


def _participants(dataset: Dataset, documents: Iterable[Document]) -> Iterator[ParticipantRow]:
    person = people(dataset)
    for document in documents:
        for position, each in enumerate(document.participants, 1):
            name = each.name
            yield ParticipantRow(
                document.id, position, name, each.title, each.side, person[fold(name)]
            )


def _insert(database: sqlite3.Connection, name: str, rows: Rows, text: SearchedText) -> None:
    """Insert rows into a table, with their lists and their searched text."""
    lists = [index for index, _ in TABLES[name].lists()]
    searched: list[tuple[str, ...]] = []

    def records() -> Iterator[list[Any]]:
        for row in rows:
            record = list(row)
            for index in lists:
                record[index] = _encode(row[index])
            if name in SEARCHED:
                searched.append(getattr(text, name)(row))
            yield record

    _insert_all(database, name, records())
    _insert_all(database, f"{name}_text", searched)
    if name not in summaries.SUMMARISED:
        _fill_lists(database, name)


def _insert_all(database: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    rows = iter(rows)
    if first := next(rows, None):
        marks = ", ".join("?" * len(first))
        database.executemany(f'INSERT INTO "{table}" VALUES ({marks})', chain([first], rows))


def _fill_lists(database: sqlite3.Connection, name: str) -> None:
    """Fill the side tables of a table from the lists in it."""
    for _, column in TABLES[name].lists():
        database.execute(f"""
            INSERT INTO "{name}_{column.name}" SELECT {name}.id, key + 1, value
            FROM "{name}", json_each("{name}"."{column.name}") WHERE value IS NOT NULL""")


def _create_matrix(database: sqlite3.Connection) -> list[tuple[str, str]]:
    """Create the matrix and return its regions, those with records of their own."""
    query = """
        SELECT id, name FROM regions
        WHERE id IN (SELECT region FROM sectors WHERE scope IS NULL) ORDER BY rowid"""
    regions: list[tuple[str, str]] = database.execute(query).fetchall()
    columns = summaries.matrix_columns(regions)
    declared = ", ".join(
        schema.declaration(column, is_key=column.name == "sector") for column in columns
    )
    database.execute(f"CREATE TABLE matrix ({declared})")
    listed = ", ".join(f'"{column.name}"' for column in columns)
    matrix = summaries.matrix({}, [id_ for id_, _ in regions])
    database.execute(f"INSERT INTO matrix SELECT {listed} FROM ({matrix}) ORDER BY listing_order")
    return regions


def _describe(
    database: sqlite3.Connection, dataset: Dataset, regions: Iterable[tuple[str, str]]
) -> None:
    """Create the tables that say what each table and column holds and what the dataset is."""
    described = {name: table.description for name, table in (TABLES | VIEWS).items()}
    described["matrix"] = "Sectors by regions; a cell holds statuses joined with a plus sign."
    database.execute('CREATE TABLE "table_info" ("name" TEXT PRIMARY KEY, "description" TEXT)')
    _insert_all(database, "table_info", [*described.items()])
    database.execute(
        'CREATE TABLE "column_info" ("table_name" TEXT NOT NULL, "column_name" TEXT NOT NULL, '
        '"type" TEXT NOT NULL, "description" TEXT NOT NULL, '
        'PRIMARY KEY ("table_name", "column_name"))'
    )
    columns = {name: table.columns() for name, table in (TABLES | VIEWS).items()}
    columns["matrix"] = summaries.matrix_columns(regions)
    for name, listed in columns.items():
        for column in listed:
            type_ = f"JSON array of {column.type}" if column.is_list else column.type
            values = (name, column.name, type_, column.description)
            database.execute("INSERT INTO column_info VALUES (?, ?, ?, ?)", values)
    database.execute('CREATE TABLE "dataset_info" ("name" TEXT PRIMARY KEY, "value" TEXT)')
    info = dataset.info.model_dump() | {
        "bilat": __version__,
        "documents": str(len(dataset.documents)),
        "facts": str(sum(len(document.facts) for document in dataset.documents)),
    }
    _insert_all(database, "dataset_info", [*info.items()])
