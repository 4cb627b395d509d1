"""A sound dataset as a filled database, each table in the order in which its listing prints it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from bilat import __version__
from bilat.database import schema, summaries
from bilat.database.derive import Derived, derived_amounts
from bilat.database.schema import TABLES, ColumnInfo
from bilat.database.spellings import add_names, people, searched_words
from bilat.dataset.fields import TimeSpan
from bilat.dataset.models import Cooperation, Dataset, Document, Fact, Sector, Statement, Trade
from bilat.errors import Progress, silent
from bilat.text import fold
from bilat.vocabulary import DATE_BASIS, FLOW, STATUS

# The values of a row by column, and others, which are ignored.
Record = Mapping[str, Any]

_encode = json.JSONEncoder(ensure_ascii=False).encode


def build(dataset: Dataset, database: sqlite3.Connection, progress: Progress = silent) -> None:
    """Fill an empty database with a sound dataset.

    `progress` is called with the tables. Raises sqlite3.Error if the database cannot be written.
    """
    database.execute("BEGIN")
    database.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    for table, records in progress([*_tables(dataset).items()], "building the database"):
        _add_table(database, table, records)
    schema.add_indexes(database)
    database.execute(summaries.CONFLICTS)
    for table in reversed(TABLES):  # companies are counted over the lists of sectors
        if table in summaries.SUMMARISED:
            names = ", ".join(column.name for column in TABLES[table].columns())
            database.execute(f"""
                REPLACE INTO {table} (rowid, {names})
                SELECT listing_order, {names} FROM ({summaries.SUMMARISED[table]})""")
        for column in TABLES[table].columns():
            if column.is_list:
                schema.add_list(database, table, column)
    database.execute(schema.EVIDENCE)
    schema.add_full_text(database, searched_words(dataset))
    add_names(database, dataset)
    matrix_columns = _add_matrix(database)
    _describe(database, dataset, matrix_columns)
    database.execute("ANALYZE")  # without it, SQLite chooses the wrong index of a list
    database.execute("COMMIT")


def _add_table(database: sqlite3.Connection, table: str, records: Iterable[Record]) -> None:
    """Add a table of records; where one has no value, there is null, 0 or an empty list."""
    columns = TABLES[table].columns()
    schema.add_table(database, table, columns)
    insert = f"INSERT INTO {table} VALUES ({', '.join('?' for _ in columns)})"
    for record in records:
        row = [record.get(column.name, column.missing) for column in columns]
        values = [_encode(value) if isinstance(value, tuple) else value for value in row]
        database.execute(insert, values)


def _add_matrix(database: sqlite3.Connection) -> Sequence[ColumnInfo]:
    """Add the matrix, of the regions that have records of their own, and return its columns."""
    regions = database.execute(f"""
        SELECT id, name FROM regions
        WHERE id IN (SELECT region FROM sectors WHERE {summaries.OWN}) ORDER BY rowid""").fetchall()
    columns = summaries.matrix_columns(regions)
    schema.add_table(database, "matrix", columns)
    listed = ", ".join(f'"{column.name}"' for column in columns)
    matrix = summaries.matrix({}, [id_ for id_, _ in regions])
    database.execute(f"INSERT INTO matrix SELECT {listed} FROM ({matrix}) ORDER BY listing_order")
    return columns


def _describe(
    database: sqlite3.Connection, dataset: Dataset, matrix_columns: Sequence[ColumnInfo]
) -> None:
    """Add what each table and column holds and what the dataset is."""
    database.execute("CREATE TABLE table_info (name PRIMARY KEY, description)")
    database.execute("CREATE TABLE column_info (table_name, column_name, type, description)")
    database.execute("CREATE TABLE dataset_info (name PRIMARY KEY, value)")
    matrix = "Sectors by regions; a cell holds statuses joined with a plus sign."
    tables = [(name, table.description, table.columns()) for name, table in TABLES.items()]
    for name, description, columns in (*tables, ("matrix", matrix, matrix_columns)):
        database.execute("INSERT INTO table_info VALUES (?, ?)", (name, description))
        for column in columns:
            type_ = f"JSON array of {column.type}" if column.is_list else column.type
            described = (name, column.name, type_, column.description)
            database.execute("INSERT INTO column_info VALUES (?, ?, ?, ?)", described)
    info = dataset.info.model_dump() | {
        "bilat": __version__,
        "documents": str(len(dataset.documents)),
        "facts": str(sum(len(document.facts) for document in dataset.documents)),
    }
    database.executemany("INSERT INTO dataset_info VALUES (?, ?)", info.items())


def _tables(dataset: Dataset) -> dict[str, Iterable[Record]]:
    """Return the records of every table, starting with the tables that others refer to."""
    regions = sorted(dataset.regions, key=lambda region: fold(region.name))
    region_order = {region.id: order for order, region in enumerate(regions)}
    documents = sorted(dataset.documents, key=lambda document: (document.date.value, document.id))
    meetings = sorted(documents, key=lambda document: region_order[document.region])
    sectors = sorted(dataset.sectors, key=lambda sector: _sector_order(dataset, sector))
    sector_order = {sector.id: order for order, sector in enumerate(sectors)}
    cooperation = [
        (document, fact)
        for document in meetings
        for fact in sorted(
            document.cooperation,
            key=lambda fact: (sector_order[fact.sector], [*STATUS].index(fact.status)),
        )
    ]
    trade = [record for document in meetings for record in _trade(dataset, document)]
    trade.sort(key=lambda record: (region_order[record["region"]], *_trade_order(record)))
    person = people(dataset)
    return {
        "regions": map(vars, regions),
        "documents": (_document(dataset, document) for document in documents),
        "sector_catalogue": map(vars, sectors),
        "companies": map(vars, sorted(dataset.companies, key=lambda company: fold(company.name))),
        "sectors": (_cooperation(dataset, document, fact) for document, fact in cooperation),
        "trade": trade,
        "figures": (
            _statement(dataset, document, fact)
            for document in meetings
            for fact in document.figures
        ),
        "products": (
            {"id": _fact_id(document, fact), "position": position, **vars(product)}
            for document, fact in cooperation
            for position, product in enumerate(fact.products, 1)
        ),
        "participants": (
            {
                "document": document.id,
                "position": position,
                "person": person[fold(participant.name)],
                **vars(participant),
            }
            for document in documents
            for position, participant in enumerate(document.participants, 1)
        ),
        "left_out": (
            {"document": document.id, "position": position, **vars(passage)}
            for document in documents
            for position, passage in enumerate(document.left_out, 1)
        ),
    }


def _sector_order(dataset: Dataset, sector: Sector) -> tuple[str, str, bool, str]:
    """Return what sorts sectors by name, each below its first parent."""
    parent = dataset.sector[sector.parents[0]] if sector.parents else sector
    return fold(parent.name), parent.id, sector is not parent, fold(sector.name)


def _trade_order(record: Record) -> tuple[object, ...]:
    """Return what sorts the trade of a region by period and flow; open periods come last."""
    period, flow = record["period"] or "open", [*FLOW].index(record["flow"])
    is_change_only = record.get("text") is None
    return period, flow, record["goods"] or "", record["basis"], record["kind"], is_change_only


# Rows


def _document(dataset: Dataset, document: Document) -> Record:
    head, date = document.head("region"), document.date
    return {
        **vars(document),
        **vars(document.source),
        "region_name": dataset.region[document.region].name,
        "date": date.value,
        "date_stated": date.stated,
        "date_basis": date.basis,
        "date_note": date.note,
        "head": head.name,
        "head_title": head.title,
        "cooperation": len(document.cooperation),
        "trade": len(document.trade),
        "figures": len(document.figures),
        "wider": sum(fact.scope is not None for fact in document.cooperation),
    }


def _cooperation(dataset: Dataset, document: Document, fact: Cooperation) -> Record:
    sector = dataset.sector[fact.sector]
    return {
        **_fact(dataset, document, fact),
        "sector_name": sector.name,
        "isic": sector.isic,
        "products": tuple(product.name for product in fact.products),
        "hs": tuple(product.hs for product in fact.products),
        "date": document.date.value,
        "date_basis": document.date.basis,
    }


def _trade(dataset: Dataset, document: Document) -> Iterator[Record]:
    """Yield what a document states on trade, then what is derived from it."""
    for fact in document.trade:
        yield {**_statement(dataset, document, fact), "basis": "stated", "note": _note([fact])}
    for derived in derived_amounts(document):
        yield _derived(dataset, document, derived)


def _derived(dataset: Dataset, document: Document, derived: Derived) -> Record:
    facts = [*dict.fromkeys((derived.amount, derived.change))]
    sources = tuple(_fact_id(document, fact) for fact in facts)
    evidence = tuple(dict.fromkeys(phrase for fact in facts for phrase in fact.evidence))
    period = derived.period.text.replace("/", "--")
    return {
        **derived._asdict(),
        **_report(dataset, document, evidence),
        **_period(derived.period),
        "id": f"{document.id}/{'+'.join(fact.id for fact in facts)}/derived-{period}",
        "year_basis": max((f.period.basis for f in facts if f.period), key=[*DATE_BASIS].index),
        "kind": "actual",
        "basis": "derived",
        "flow": derived.amount.flow,
        "goods": derived.amount.goods,
        "derivation": f"{derived.formula} from {' and '.join(sources)}",
        "note": _note(facts),
        "doubt": next((fact.doubt for fact in facts if fact.doubt), None),
        "paragraphs": tuple(sorted({number for fact in facts for number in fact.paragraphs})),
        "sources": sources,
    }


def _fact_id(document: Document, fact: Fact) -> str:
    """Return the id that a fact has among all facts."""
    return f"{document.id}/{fact.id}"


def _fact(dataset: Dataset, document: Document, fact: Fact) -> Record:
    """Return the columns that every fact has, with its fields."""
    return {
        **vars(fact),
        **_report(dataset, document, fact.evidence),
        "id": _fact_id(document, fact),
        "speaker": document.speaker(fact),
    }


def _report(dataset: Dataset, document: Document, evidence: Sequence[str]) -> Record:
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


def _statement(dataset: Dataset, document: Document, fact: Statement) -> Record:
    """Return the columns of a fact with its period, amount and change."""
    values = {**_fact(dataset, document, fact)}
    if fact.period:
        values |= _period(fact.period.span)
        values |= {"year_basis": fact.period.basis, "note": fact.period.note}
    if fact.amount:
        values |= vars(fact.amount) | {"currency": fact.amount.unit}
    if change := fact.change:
        values |= {
            "direction": change.direction,
            "change_text": change.text,
            "change_lower": change.lower,
            "change_upper": change.upper,
            "compared_to": change.compared_to and str(change.compared_to),
        }
    return values


def _period(span: TimeSpan) -> Record:
    return {"period": span.text, "year_from": span.year_from, "year_to": span.year_to}


def _note(facts: Sequence[Trade]) -> str | None:
    """Return the notes of the periods of facts, then those of the facts themselves."""
    notes = [fact.period.note for fact in facts if fact.period] + [fact.note for fact in facts]
    return " ".join(dict.fromkeys(filter(None, notes))) or None
