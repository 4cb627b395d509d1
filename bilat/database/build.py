"""A sound dataset as a filled database, each table in the order in which its listing prints it."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from bilat import __version__
from bilat.database import schema, summaries
from bilat.database.derive import derived_amounts
from bilat.database.schema import TABLES, ColumnInfo
from bilat.dataset.fields import TimeSpan
from bilat.dataset.models import Cooperation, Dataset, Document, Fact, Sector, Statement, Trade
from bilat.text import fold
from bilat.vocabulary import DATE_BASIS, DISTRICT_NAMES, FLOW, STATUS

# The values of a row by column, and others, which are ignored.
Record = dict[str, Any]

_encode = json.JSONEncoder(ensure_ascii=False).encode
_lines = "\n".join


def build(dataset: Dataset, database: sqlite3.Connection) -> None:
    """Fill an empty database with a sound dataset; raises sqlite3.Error if that is impossible."""
    database.execute("BEGIN")
    database.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    database.execute("CREATE TABLE table_info (name PRIMARY KEY, description)")
    database.execute("CREATE TABLE column_info (table_name, column_name, type, description)")
    records = _records(dataset)
    for name, table in TABLES.items():
        schema.add_table(database, name, table.description, table.columns)
        values = (_values(table.columns, record) for record in records.get(name, ()))
        placeholders = ", ".join("?" for _ in table.columns)
        database.executemany(f"INSERT INTO {name} VALUES ({placeholders})", values)
    database.execute(schema.EVIDENCE)
    for name, indexed in schema.INDEXES:
        index = f"{name}_by_{indexed.replace(', ', '_')}"
        database.execute(f"CREATE INDEX {index} ON {name} ({indexed})")
    database.execute(summaries.CONFLICTS)
    _add_summaries(database)
    schema.add_lists(database)
    schema.add_full_text(database, _searched_words(dataset))
    _add_names(database, dataset)
    info = dataset.info.model_dump() | {
        "bilat": __version__,
        "documents": str(len(dataset.documents)),
        "facts": str(sum(len(document.facts) for document in dataset.documents)),
    }
    database.execute("CREATE TABLE dataset_info (name PRIMARY KEY, value)")
    database.executemany("INSERT INTO dataset_info VALUES (?, ?)", info.items())
    database.execute("ANALYZE")  # without it, SQLite chooses the wrong index of a list
    database.execute("COMMIT")


def _values(columns: Iterable[ColumnInfo], record: Record) -> list[Any]:
    """Return a row; where the record has no value, there is null, 0 or an empty list."""
    row = [record.get(column.name, column.missing) for column in columns]
    return [_encode(value) if isinstance(value, tuple) else value for value in row]


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
        replace = f"REPLACE INTO {table} (rowid, {names}) SELECT listing_order, {names} FROM"
        database.execute(f"{replace} ({summary})", {"scope": summaries.ANY_SCOPE})


def _records(dataset: Dataset) -> dict[str, Iterable[Record]]:
    """Return the records of the tables, in order."""
    regions = sorted(dataset.regions, key=lambda region: fold(region.name))
    region_order = {region.id: order for order, region in enumerate(regions)}
    documents = sorted(dataset.documents, key=lambda document: (document.date.value, document.id))
    meetings = sorted(documents, key=lambda document: region_order[document.region])
    sectors = sorted(dataset.sectors, key=lambda sector: _sector_order(dataset, sector))
    sector_order = {sector.id: order for order, sector in enumerate(sectors)}

    def order(fact: Cooperation) -> tuple[int, int]:
        return sector_order[fact.sector], [*STATUS].index(fact.status)

    cooperation = [
        (document, fact)
        for document in meetings
        for fact in sorted(document.cooperation, key=order)
    ]
    trade = [record for document in meetings for record in _trade(dataset, document)]
    trade.sort(key=lambda record: (region_order[record["region"]], *_trade_order(record)))
    person = _people(dataset)
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
    """Return an address that opens a report at some phrases, each as a `text=`.

    `-`, `,` and `&` have a meaning there: see https://wicg.github.io/scroll-to-text-fragment.
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
    values = _fact(dataset, document, fact)
    if period := fact.period:
        values |= _period(period.span) | {"year_basis": period.basis, "note": period.note}
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


# Names for filters, and the words by which TEXT finds an id


def _searched_words(dataset: Dataset) -> dict[tuple[str, str], str]:
    """Return the words by which TEXT finds a value that is an id, by searched field and value."""
    words = {
        ("speaker", "president"): "president",  # as the filters call them
        ("speaker", "region_head"): "head governor",
        ("speaker", "document"): "report",
        ("direction", "down"): "fall drop decline decrease shrink",  # often worded otherwise
        ("direction", "up"): "rise grow increase",
    }
    for region in dataset.regions:
        # What people also call a region, such as its capital, serves the filters alone.
        spellings = _lines((region.name, region.official_name, region.name_ru))
        words["region", region.id] = words["names", region.id] = spellings
    for district, names in DISTRICT_NAMES.items():
        words["district", district] = _lines(names)
    for sector in dataset.sectors:
        words["sector", sector.id] = _lines(sector.names[1:])
        parents = (dataset.sector[parent].names[1:] for parent in sector.parents)
        words["parent", sector.id] = _lines(map(_lines, parents))
    for company in dataset.companies:
        words["company", company.id] = _lines(company.names[1:])
    return words


def _add_names(database: sqlite3.Connection, dataset: Dataset) -> None:
    """Add the folded names of everything that a filter or `show` takes by name.

    The table `fact_names` has what to type for each fact: its region and the last part of its id,
    or the whole id where several facts share these.
    """
    database.execute("""
        CREATE TABLE names (kind, name, id, PRIMARY KEY (kind, name, id)) WITHOUT ROWID""")
    query = """
        SELECT evidence.id, region FROM evidence JOIN documents ON documents.id = document
        WHERE position = 1 ORDER BY evidence.rowid"""
    facts = {id_: f"{region}/{id_.rpartition('/')[2]}" for id_, region in database.execute(query)}
    rows = ((kind, fold(name), id_) for kind, name, id_ in _names(database, dataset, facts))
    database.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", rows)
    database.execute("CREATE INDEX names_by_kind_id ON names (kind, id)")
    counts = Counter(map(fold, facts.values()))
    typed = ((id_, name if counts[fold(name)] == 1 else id_) for id_, name in facts.items())
    database.execute("CREATE TABLE fact_names (id PRIMARY KEY, name)")
    database.executemany("INSERT INTO fact_names VALUES (?, ?)", typed)


def _names(
    database: sqlite3.Connection, dataset: Dataset, facts: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, a name and the id of everything that has a name."""
    for kind, entries in dataset.catalogues.items():
        yield from ((kind, name, entry.id) for entry in entries for name in entry.names)
    for district in {region.federal_district for region in dataset.regions}:
        yield from (("district", name, district) for name in DISTRICT_NAMES[district])
    query = """
        SELECT 'document', id, id FROM documents
        UNION SELECT 'place', place, place FROM documents WHERE place IS NOT NULL
        UNION SELECT 'place', value, value FROM sectors_places
        UNION SELECT 'project', value, value FROM sectors_projects
        UNION SELECT 'product', value, value FROM sectors_products"""
    yield from database.execute(query).fetchall()
    for id_, short in facts.items():
        yield from (("fact", name, id_) for name in (id_, short, short.partition("/")[2]))
    for spelling, person in _people(dataset).items():
        yield from (("person", name, person) for name in (spelling, spelling.split()[-1]))


def _people(dataset: Dataset) -> dict[str, str]:
    """Return the one name of a person for each folded spelling of the name.

    Participants who share a spelling are one person, called by the name in the first document.
    """
    person: dict[str, str] = {}
    for document in sorted(dataset.documents, key=lambda document: document.date.value):
        for participant in document.participants:
            spellings = [fold(name) for name in (participant.name, *participant.aliases)]
            known = {person[spelling] for spelling in spellings if spelling in person}
            name = next(iter(known), participant.name)
            if len(known) > 1:  # spellings that were taken for several people until now
                name = next(other for other in person.values() if other in known)
                person |= {spelling: name for spelling, other in person.items() if other in known}
            person |= dict.fromkeys(spellings, name)
    return person
