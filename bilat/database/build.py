"""A sound dataset as a filled database, each table in the order in which its listing prints it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
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
from bilat.database.schema import SEARCHED, TABLES, VIEWS, ColumnInfo
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
        if name in summaries.SUMMARISED:
            _insert(database, name, rows)  # without text: it follows once they are counted
        else:
            _insert(database, name, rows, text)
    for name, summary in summaries.SUMMARISED.items():
        _summarise(database, name, summary, text)
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


def _insert(
    database: sqlite3.Connection, name: str, rows: Rows, text: SearchedText | None = None
) -> None:
    """Insert rows into a table, their lists into its side tables, and their searched text."""
    lists = TABLES[name].lists()
    items: dict[str, list[tuple[str, int, Any]]] = {column.name: [] for _, column in lists}
    searched: list[tuple[str, ...]] = []
    fields = getattr(text, name, None) if name in SEARCHED else None

    def records() -> Iterator[list[Any]]:
        for row in rows:
            record = list(row)
            for index, column in lists:
                record[index] = _encode(row[index])
                items[column.name] += (
                    (row[0], position, value)
                    for position, value in enumerate(row[index], 1)
                    if value is not None
                )
            if fields:
                searched.append(tuple(fields(row)))
            yield record

    _insert_all(database, name, len(TABLES[name].columns()), records())
    for list_name, values in items.items():
        _insert_all(database, f"{name}_{list_name}", 3, values)
    if fields:
        _insert_all(database, f"{name}_text", len(SEARCHED[name]), searched)


def _insert_all(database: sqlite3.Connection, table: str, width: int, rows: Iterable[Any]) -> None:
    marks = ", ".join("?" * width)
    database.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)


def _summarise(database: sqlite3.Connection, name: str, summary: str, text: SearchedText) -> None:
    """Replace the rows of a table by what they are counted to be."""
    table = TABLES[name]
    lists = {index for index, _ in table.lists()}
    rows = [
        table.row(
            *(
                tuple(json.loads(value)) if index in lists else value
                for index, value in enumerate(record[:-1])  # the last value is the order
            )
        )
        for record in database.execute(f"{summary} ORDER BY listing_order")
    ]
    database.execute(f'DELETE FROM "{name}"')
    for _, column in table.lists():
        database.execute(f'DELETE FROM "{name}_{column.name}"')
    _insert(database, name, rows, text)


def _create_matrix(database: sqlite3.Connection) -> list[str]:
    """Create the matrix and return its regions, which are those with records of their own."""
    query = """
        SELECT id FROM regions
        WHERE id IN (SELECT region FROM sectors WHERE scope IS NULL) ORDER BY rowid"""
    regions = [id_ for (id_,) in database.execute(query)]
    cells = "".join(f'"{id_}" TEXT, ' for id_ in regions)
    database.execute(
        'CREATE TABLE matrix ("sector" TEXT PRIMARY KEY REFERENCES "sector_catalogue"("id"), '
        '"sector_name" TEXT NOT NULL, "isic" TEXT NOT NULL, "parents" TEXT NOT NULL, '
        f'{cells}"total" INTEGER NOT NULL)'
    )
    before = (column.name for column in summaries.MATRIX)
    columns = ", ".join(f'"{name}"' for name in (*before, *regions, summaries.TOTAL.name))
    matrix = summaries.matrix({}, regions)
    database.execute(f"INSERT INTO matrix SELECT {columns} FROM ({matrix}) ORDER BY listing_order")
    return regions


def _describe(database: sqlite3.Connection, dataset: Dataset, regions: Iterable[str]) -> None:
    """Create the tables that say what each table and column holds and what the dataset is."""
    described = {name: table.description for name, table in (TABLES | VIEWS).items()}
    described["matrix"] = "Sectors by regions; a cell holds statuses joined with a plus sign."
    database.execute('CREATE TABLE "table_info" ("name" TEXT PRIMARY KEY, "description" TEXT)')
    _insert_all(database, "table_info", 2, described.items())
    database.execute(
        'CREATE TABLE "column_info" ("table_name" TEXT NOT NULL, "column_name" TEXT NOT NULL, '
        '"type" TEXT NOT NULL, "description" TEXT NOT NULL, '
        'PRIMARY KEY ("table_name", "column_name"))'
    )
    columns = [
        (name, column) for name, table in (TABLES | VIEWS).items() for column in table.columns()
    ]
    cells = (ColumnInfo(id_, f"The statuses in {dataset.region[id_].name}.") for id_ in regions)
    columns += (("matrix", column) for column in (*summaries.MATRIX, *cells, summaries.TOTAL))
    _insert_all(
        database,
        "column_info",
        4,
        (
            (name, column.name, _described_type(column), column.description)
            for name, column in columns
        ),
    )
    database.execute('CREATE TABLE "dataset_info" ("name" TEXT PRIMARY KEY, "value" TEXT)')
    facts = sum(len(document.facts) for document in dataset.documents)
    info = dataset.info.model_dump() | {
        "bilat": __version__,
        "documents": str(len(dataset.documents)),
        "facts": str(facts),
    }
    _insert_all(database, "dataset_info", 2, info.items())


def _described_type(column: ColumnInfo) -> str:
    return f"JSON array of {column.type}" if column.is_list else column.type
