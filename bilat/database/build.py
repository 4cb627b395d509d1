"""A sound dataset as a filled database, each table in the order in which its listing prints it."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar
from urllib.parse import quote

from bilat import __version__
from bilat.database import rows, schema, summaries
from bilat.database.derive import Derived, derived_amounts
from bilat.database.schema import SEARCHED_COLUMNS, TABLES, ColumnInfo
from bilat.database.spellings import names, people, searched_words
from bilat.dataset.fields import TimeSpan
from bilat.dataset.models import Cooperation, Dataset, Document, Fact, Sector, Statement, Trade
from bilat.errors import Progress, silent
from bilat.text import fold
from bilat.vocabulary import DATE_BASIS, FLOW, STATUS

Row = TypeVar("Row")

_encode = json.JSONEncoder(ensure_ascii=False).encode


def build(dataset: Dataset, database: sqlite3.Connection, progress: Progress = silent) -> None:
    """Fill an empty database with a sound dataset.

    `progress` is called with the tables. Raises sqlite3.Error if the database cannot be written.
    """
    database.execute("BEGIN")
    schema.create(database)
    words = searched_words(dataset)
    for table, table_rows in progress([*_tables(dataset).items()], "building the database"):
        for row in table_rows:
            _insert(database, table, row)
            if table in SEARCHED_COLUMNS:
                _insert(database, f"{table}_text", [*_searched_text(table, row, words)])
    schema.index(database)
    database.execute(summaries.CONFLICTS)
    for table in reversed(TABLES):  # companies are counted over the lists of sectors
        if table in summaries.SUMMARISED:
            columns = ", ".join(column.name for column in TABLES[table].columns())
            database.execute(f"""
                REPLACE INTO {table} (rowid, {columns})
                SELECT listing_order, {columns} FROM ({summaries.SUMMARISED[table]})""")
        for column in TABLES[table].columns():
            if column.is_list:
                schema.add_list(database, table, column)
    matrix_columns = _add_matrix(database)
    _add_names(database, dataset)
    _describe(database, dataset, matrix_columns)
    database.execute("ANALYZE")  # without it, SQLite chooses the wrong index of a list
    database.execute("COMMIT")


def _insert(database: sqlite3.Connection, table: str, row: Sequence[Any]) -> None:
    values = [_encode(value) if isinstance(value, tuple) else value for value in row]
    database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)


def _searched_text(listing: str, row: Any, words: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Yield the searched text of each field of a row, with words in the place of ids."""
    for field, columns in SEARCHED_COLUMNS[listing].items():
        items: list[str] = []
        for value in (getattr(row, column) for column in columns):
            items += value if isinstance(value, tuple) else [value] if value else []
        yield "\n".join([words.get((field, item), item) for item in items])


def _add_matrix(database: sqlite3.Connection) -> Sequence[ColumnInfo]:
    """Add the matrix, of the regions that have records of their own, and return its columns."""
    regions = database.execute("""
        SELECT id, name FROM regions
        WHERE id IN (SELECT region FROM sectors WHERE scope IS NULL) ORDER BY rowid""").fetchall()
    columns = summaries.matrix_columns(regions)
    schema.create_table(database, "matrix", columns)
    listed = ", ".join(f'"{column.name}"' for column in columns)
    matrix = summaries.matrix({}, [id_ for id_, _ in regions])
    database.execute(f"INSERT INTO matrix SELECT {listed} FROM ({matrix}) ORDER BY listing_order")
    return columns


def _add_names(database: sqlite3.Connection, dataset: Dataset) -> None:
    facts = database.execute("""
        SELECT id, region FROM sectors UNION ALL SELECT id, region FROM trade
        UNION ALL SELECT id, region FROM figures""").fetchall()
    every = ((kind, fold(name), id_) for kind, of, id_ in names(dataset, facts) for name in of)
    database.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", every)


def _describe(
    database: sqlite3.Connection, dataset: Dataset, matrix_columns: Sequence[ColumnInfo]
) -> None:
    """Add what each table and column holds and what the dataset is."""
    matrix = "Sectors by regions; a cell holds statuses joined with a plus sign."
    described = {name: (table.description, table.columns()) for name, table in TABLES.items()}
    for table, (description, columns) in {**described, "matrix": (matrix, matrix_columns)}.items():
        _insert(database, "table_info", [table, description])
        for column in columns:
            type_ = f"JSON array of {column.type}" if column.is_list else column.type
            _insert(database, "column_info", [table, column.name, type_, column.description])
    info = dataset.info.model_dump() | {
        "bilat": __version__,
        "documents": str(len(dataset.documents)),
        "facts": str(sum(len(document.facts) for document in dataset.documents)),
    }
    for item in info.items():
        _insert(database, "dataset_info", [*item])


def _tables(dataset: Dataset) -> dict[str, Iterable[Any]]:
    """Return the rows of every table, starting with the tables that others refer to."""
    regions = sorted(dataset.regions, key=lambda region: fold(region.name))
    region_order = {region.id: order for order, region in enumerate(regions)}
    documents = sorted(dataset.documents, key=lambda document: (document.date.value, document.id))
    meetings = sorted(documents, key=lambda document: region_order[document.region])
    sectors = sorted(dataset.sectors, key=lambda sector: _sector_order(dataset, sector))
    sector_order = {sector.id: order for order, sector in enumerate(sectors)}
    companies = sorted(dataset.companies, key=lambda company: fold(company.name))
    records = [
        (document, fact)
        for document in meetings
        for fact in sorted(
            document.cooperation,
            key=lambda fact: (sector_order[fact.sector], [*STATUS].index(fact.status)),
        )
    ]
    named_in = defaultdict(list)
    for document, fact in records:
        for company_id in fact.companies:
            named_in[company_id].append((document.region, fact.sector))
    trade = [row for document in meetings for row in _trade_rows(dataset, document)]
    trade.sort(key=lambda row: (region_order[row.region], *_trade_order(row)))
    person = people(dataset)
    return {
        "regions": (_row(rows.RegionRow, vars(region)) for region in regions),
        "documents": (_document_row(dataset, document) for document in documents),
        "sector_catalogue": (_row(rows.CatalogueRow, vars(sector)) for sector in sectors),
        "companies": (
            _row(
                rows.CompanyRow,
                vars(company),
                regions=tuple(dict.fromkeys(region for region, _ in named_in[company.id])),
                sectors=tuple(dict.fromkeys(sector for _, sector in named_in[company.id])),
            )
            for company in companies
        ),
        "sectors": (_sector_row(dataset, document, fact) for document, fact in records),
        "trade": trade,
        "figures": (
            _row(rows.FigureRow, _fact(dataset, document, fact) | _numbers(fact))
            for document in meetings
            for fact in document.figures
        ),
        "products": (
            _row(rows.ProductRow, vars(product), id=_fact_id(document, fact), position=position)
            for document, fact in records
            for position, product in enumerate(fact.products, 1)
        ),
        "participants": (
            _row(
                rows.ParticipantRow,
                vars(participant) | {"document": document.id, "position": position},
                person=person[fold(participant.name)],
            )
            for document in documents
            for position, participant in enumerate(document.participants, 1)
        ),
        "left_out": (
            _row(rows.LeftOutRow, vars(passage), document=document.id, position=position)
            for document in documents
            for position, passage in enumerate(document.left_out, 1)
        ),
    }


def _sector_order(dataset: Dataset, sector: Sector) -> tuple[str, str, bool, str]:
    """Return what sorts sectors by name, each below its first parent."""
    parent = dataset.sector[sector.parents[0]] if sector.parents else sector
    return fold(parent.name), parent.id, sector is not parent, fold(sector.name)


def _trade_order(row: rows.TradeRow) -> tuple[object, ...]:
    """Return what sorts the trade rows of a region by period; rows without a period come last."""
    return (
        *(row.period is None, row.year_to or 0, row.year_from or 0, row.period or ""),
        *([*FLOW].index(row.flow), row.goods or "", row.basis, row.kind),
        row.text is None,  # an amount before the change of the same period
    )


# Rows


def _row(row_type: Callable[..., Row], record: Mapping[str, Any], **values: Any) -> Row:
    """Return a row with what a record and some values have for its columns, else with nothing."""
    empty = _empty(row_type)
    known = {**empty, **record, **values}
    return row_type(*(known[name] for name in empty))


@cache
def _empty(row_type: Any) -> dict[str, Any]:
    """Return no items for each list of a row, 0 for each count and None for what may be null."""
    columns = schema.describe(row_type)
    return {each.name: () if each.is_list else 0 if each.required else None for each in columns}


def _document_row(dataset: Dataset, document: Document) -> rows.DocumentRow:
    head, date = document.head("region"), document.date
    return _row(
        rows.DocumentRow,
        vars(document) | vars(document.source),
        region_name=dataset.region[document.region].name,
        date=date.value,
        date_stated=date.stated,
        date_basis=date.basis,
        date_note=date.note,
        head=head.name,
        head_title=head.title,
        cooperation=len(document.cooperation),
        trade=len(document.trade),
        figures=len(document.figures),
        wider=sum(fact.scope is not None for fact in document.cooperation),
    )


def _sector_row(dataset: Dataset, document: Document, fact: Cooperation) -> rows.SectorRow:
    sector = dataset.sector[fact.sector]
    return _row(
        rows.SectorRow,
        _fact(dataset, document, fact),
        sector_name=sector.name,
        isic=sector.isic,
        products=tuple(product.name for product in fact.products),
        hs=tuple(product.hs for product in fact.products),
        date=document.date.value,
        date_basis=document.date.basis,
    )


def _trade_rows(dataset: Dataset, document: Document) -> Iterator[rows.TradeRow]:
    """Yield the rows of what a document states on trade, then of what is derived from it."""
    for fact in document.trade:
        values = _fact(dataset, document, fact) | _numbers(fact)
        yield _row(rows.TradeRow, values, basis="stated", **_notes([fact]))
    for derived in derived_amounts(document):
        yield _derived_row(dataset, document, derived)


def _derived_row(dataset: Dataset, document: Document, derived: Derived) -> rows.TradeRow:
    facts = [*dict.fromkeys((derived.amount, derived.change))]
    sources = tuple(_fact_id(document, fact) for fact in facts)
    evidence = tuple(dict.fromkeys(phrase for fact in facts for phrase in fact.evidence))
    period = derived.period.text.replace("/", "--")
    return _row(
        rows.TradeRow,
        derived._asdict() | _report(dataset, document, evidence),
        id=f"{document.id}/{'+'.join(fact.id for fact in facts)}/derived-{period}",
        **_period(derived.period),
        year_basis=max((f.period.basis for f in facts if f.period), key=[*DATE_BASIS].index),
        kind="actual",
        basis="derived",
        flow=derived.amount.flow,
        goods=derived.amount.goods,
        factor=derived.change.change and derived.change.change.factor,
        derivation=f"{derived.formula} from {' and '.join(sources)}",
        **_notes(facts),
        doubt=next((fact.doubt for fact in facts if fact.doubt), None),
        paragraphs=tuple(sorted({number for fact in facts for number in fact.paragraphs})),
        sources=sources,
    )


def _fact_id(document: Document, fact: Fact) -> str:
    """Return the id that a fact has among all facts."""
    return f"{document.id}/{fact.id}"


def _fact(dataset: Dataset, document: Document, fact: Fact) -> dict[str, Any]:
    """Return the columns that every fact has, with its fields."""
    identity = {"id": _fact_id(document, fact), "speaker": document.speaker(fact)}
    return vars(fact) | _report(dataset, document, fact.evidence) | identity


def _report(dataset: Dataset, document: Document, evidence: Sequence[str]) -> dict[str, Any]:
    """Return the columns for the report that a row is from, which opens at the evidence.

    See https://wicg.github.io/scroll-to-text-fragment: there is one `text=` for each phrase, and
    `-`, `,` and `&` are encoded because they have a meaning there.
    """
    phrases = quote("\n".join(evidence), safe="").replace("-", "%2D").replace("%0A", "&text=")
    return {
        "document": document.id,
        "region": document.region,
        "region_name": dataset.region[document.region].name,
        "evidence": evidence,
        "url": f"{document.source.url.partition('#')[0]}#:~:text={phrases}",
    }


def _period(span: TimeSpan) -> dict[str, Any]:
    return {"period": span.text, "year_from": span.year_from, "year_to": span.year_to}


def _numbers(fact: Statement) -> dict[str, Any]:
    """Return the columns of a fact's period, amount and change."""
    values: dict[str, Any] = {}
    if fact.period:
        values = _period(fact.period.span)
        values |= {"year_basis": fact.period.basis, "note": fact.period.note}
    if fact.amount:
        values |= vars(fact.amount) | {"currency": fact.amount.unit}
    if change := fact.change:
        values |= {
            "direction": change.direction,
            "change_text": change.text,
            "change_lower": change.lower,
            "change_upper": change.upper,
            "factor": change.factor,
            "compared_to": change.compared_to and str(change.compared_to),
        }
    return values


def _notes(facts: Sequence[Trade]) -> dict[str, str | None]:
    """Return the columns for the notes of facts and of their periods."""
    of_periods = [fact.period.note for fact in facts if fact.period]
    of_facts = [fact.note for fact in facts]
    notes = {"note": of_periods + of_facts, "period_note": of_periods, "fact_note": of_facts}
    return {
        name: " ".join(dict.fromkeys(filter(None, texts))) or None for name, texts in notes.items()
    }
