"""A sound dataset as a filled database, each table in the order in which its listing prints it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from bilat import __version__
from bilat.database import schema, summaries
from bilat.database.derive import derived_amounts
from bilat.database.schema import TABLES
from bilat.database.spellings import add_names, people, searched_words
from bilat.dataset.fields import TimeSpan
from bilat.dataset.models import Cooperation, Dataset, Document, Fact, Sector, Statement, Trade
from bilat.text import fold
from bilat.vocabulary import DATE_BASIS, FLOW, STATUS

# The values of a row by column, and others, which are ignored.
Record = Mapping[str, Any]

_encode = json.JSONEncoder(ensure_ascii=False).encode


def build(dataset: Dataset, database: sqlite3.Connection) -> None:
    """Fill an empty database with a sound dataset.

    Raises sqlite3.Error if the database cannot be written.
    """
    database.execute("BEGIN")
    database.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    database.execute("CREATE TABLE table_info (name PRIMARY KEY, description)")
    database.execute("CREATE TABLE column_info (table_name, column_name, type, description)")
    records = _records(dataset)
    for name, table in TABLES.items():
        schema.add_table(database, name, table.description, table.columns)
        _insert(database, name, records.get(name, ()))
    database.execute(schema.EVIDENCE)
    schema.add_indexes(database)
    database.execute(summaries.CONFLICTS)
    _add_summaries(database)
    schema.add_lists(database)
    schema.add_full_text(database, searched_words(dataset))
    add_names(database, dataset)
    info = dataset.info.model_dump() | {
        "bilat": __version__,
        "documents": str(len(dataset.documents)),
        "facts": str(sum(len(document.facts) for document in dataset.documents)),
    }
    database.execute("CREATE TABLE dataset_info (name PRIMARY KEY, value)")
    database.executemany("INSERT INTO dataset_info VALUES (?, ?)", info.items())
    database.execute("ANALYZE")  # without it, SQLite chooses the wrong index of a list
    database.execute("COMMIT")


def _insert(database: sqlite3.Connection, table: str, records: Iterable[Record]) -> None:
    """Insert records; where one has no value, there is null, 0 or an empty list."""
    columns = TABLES[table].columns
    insert = f"INSERT INTO {table} VALUES ({', '.join('?' for _ in columns)})"
    for record in records:
        row = [record.get(column.name, column.missing) for column in columns]
        values = [_encode(value) if isinstance(value, tuple) else value for value in row]
        database.execute(insert, values)


def _add_summaries(database: sqlite3.Connection) -> None:
    """Add the matrix, and what the records say of the regions and companies."""
    query = f"SELECT id, name FROM regions WHERE {summaries.HAS_RECORDS} ORDER BY rowid"
    regions = database.execute(query).fetchall()
    matrix_columns = summaries.matrix_columns(regions)
    description = "Sectors by regions; a cell holds statuses joined with a plus sign."
    schema.add_table(database, "matrix", description, matrix_columns)
    for table, columns, summary in (
        ("regions", TABLES["regions"].columns, summaries.regions({})),
        ("companies", TABLES["companies"].columns, summaries.companies({})),
        ("matrix", matrix_columns, summaries.matrix({}, [id_ for id_, _ in regions])),
    ):
        names = ", ".join(f'"{column.name}"' for column in columns)
        replace = f"""
            REPLACE INTO {table} (rowid, {names})
            SELECT listing_order, {names} FROM ({summary})"""
        database.execute(replace, {"scope": summaries.ANY_SCOPE})


def _records(dataset: Dataset) -> dict[str, Iterable[Record]]:
    """Return the records of the tables, in order."""
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


def _report(dataset: Dataset, document: Document) -> Record:
    """Return the columns for the report that a row is from."""
    return {
        "document": document.id,
        "region": document.region,
        "region_name": dataset.region[document.region].name,
        "date": document.date.value,
        **{f"date_{name}": value for name, value in vars(document.date).items()},
    }


def _document(dataset: Dataset, document: Document) -> Record:
    head = document.head("region")
    return {
        **vars(document),
        **vars(document.source),
        **_report(dataset, document),
        "head": head.name,
        "head_title": head.title,
        "cooperation": len(document.cooperation),
        "trade": len(document.trade),
        "figures": len(document.figures),
        "wider": sum(fact.scope is not None for fact in document.cooperation),
    }


def _fact_id(document: Document, fact: Fact) -> str:
    """Return the id that a fact has among all facts."""
    return f"{document.id}/{fact.id}"


def _fact(dataset: Dataset, document: Document, fact: Fact) -> Record:
    """Return the columns that every fact has, with its fields."""
    return {
        **vars(fact),
        **_report(dataset, document),
        "id": _fact_id(document, fact),
        "speaker": document.speaker(fact),
        "url": _address(document, fact.evidence),
    }


def _address(document: Document, evidence: Sequence[str]) -> str:
    """Return an address that opens a report at some phrases.

    See https://wicg.github.io/scroll-to-text-fragment: there is one `text=` for each phrase, and
    `-`, `,` and `&` are encoded because they have a meaning there.
    """
    phrases = quote("\n".join(evidence), safe="").replace("-", "%2D").replace("%0A", "&text=")
    return f"{document.source.url.partition('#')[0]}#:~:text={phrases}"


def _cooperation(dataset: Dataset, document: Document, fact: Cooperation) -> Record:
    sector = dataset.sector[fact.sector]
    return {
        **_fact(dataset, document, fact),
        "sector_name": sector.name,
        "isic": sector.isic,
        "products": tuple(product.name for product in fact.products),
        "hs": tuple(product.hs for product in fact.products),
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
        values |= {f"change_{name}": value for name, value in vars(change).items()}
        values["direction"] = change.direction
        values["compared_to"] = change.compared_to and str(change.compared_to)
    return values


def _trade(dataset: Dataset, document: Document) -> Iterator[Record]:
    """Yield what a document states on trade, then what is derived from it."""
    for fact in document.trade:
        yield {**_statement(dataset, document, fact), "basis": "stated", "note": _note([fact])}
    for derived in derived_amounts(document):
        facts = [*dict.fromkeys((derived.amount, derived.change))]
        sources = tuple(_fact_id(document, fact) for fact in facts)
        evidence = tuple(dict.fromkeys(phrase for fact in facts for phrase in fact.evidence))
        bases = [fact.period.basis for fact in facts if fact.period]
        period = derived.period.text.replace("/", "--")
        yield {
            **derived._asdict(),
            **_report(dataset, document),
            **_period(derived.period),
            "id": f"{document.id}/{'+'.join(fact.id for fact in facts)}/derived-{period}",
            "year_basis": max(bases, key=[*DATE_BASIS].index),
            "kind": "actual",
            "basis": "derived",
            "flow": derived.amount.flow,
            "goods": derived.amount.goods,
            "derivation": f"{derived.formula} from {' and '.join(sources)}",
            "note": _note(facts),
            "doubt": next((fact.doubt for fact in facts if fact.doubt), None),
            "paragraphs": tuple(sorted({number for fact in facts for number in fact.paragraphs})),
            "evidence": evidence,
            "url": _address(document, evidence),
            "sources": sources,
        }


def _period(span: TimeSpan) -> Record:
    return {"period": span.text, "year_from": span.year_from, "year_to": span.year_to}


def _note(facts: Sequence[Trade]) -> str | None:
    """Return the notes of the periods of facts, then those of the facts themselves."""
    notes = [fact.period.note for fact in facts if fact.period] + [fact.note for fact in facts]
    return " ".join(dict.fromkeys(filter(None, notes))) or None
