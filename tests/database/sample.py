"""Small invented datasets, of which a test writes only what it is about."""

import sqlite3
from typing import Any

from bilat.database.build import build
from bilat.database.store import connect
from bilat.dataset.models import Dataset

REGIONS = {"tver": ("Tver", "RU-TVE", "Central"), "amur": ("Amur", "RU-AMU", "Far Eastern")}
SECTORS = {"transport": [], "trams": ["transport"], "food": []}
COMPANIES = {"bkm": "BKM", "maz": "MAZ"}
NO_FACTS: dict[str, Any] = {"cooperation": [], "trade": [], "figures": [], "left_out": []}
SAID = {"stated_by": "document", "paragraphs": [1], "evidence": ["so much"]}


def trade(id_: str = "fact", period: Any = 2020, **fields: Any) -> dict[str, Any]:
    """Return a trade fact as YAML has it; `amount` and `change` are made by `usd` and `ratio`."""
    of = None if period is None else {"value": period}
    fact = {"id": id_, "period": of, "kind": "actual", "amount": None, "change": None}
    return {**fact, **SAID, **fields}


def usd(lower: Any, upper: Any = ..., hedge: str = "", unit: str = "USD") -> dict[str, Any]:
    """Return an amount; a single bound is exact, and a null one is open."""
    upper = lower if upper is ... else upper
    bounds = {"lower": lower, "upper": upper}
    return {"text": "so much", "hedge": hedge or _hedge(lower, upper), "unit": unit, **bounds}


def ratio(
    text: str, lower: Any, upper: Any = ..., hedge: Any = None, to: Any = 2019, factor: Any = None
) -> dict[str, Any]:
    """Return a change against another period; a single bound is exact, and a null one is open."""
    upper = lower if upper is ... else upper
    bound = upper if lower is None else lower
    falls = bound is not None and bound < 0
    words = {"text": text, "direction": "down" if falls else "up", "compared_to": to}
    hedge = hedge or (None if bound is None else _hedge(lower, upper, falls))
    return {**words, "hedge": hedge, "lower": lower, "upper": upper, "factor": factor}


def _hedge(lower: Any, upper: Any, falls: bool = False) -> Any:
    if lower is None or upper is None:
        return "over" if (upper is None) != falls else "almost"
    return "exact" if lower == upper else "range"


def record(id_: str, sector: str = "trams", **fields: Any) -> dict[str, Any]:
    """Return a cooperation record as YAML has it."""
    fact = {"id": id_, "sector": sector, "status": "existing", "side": None}
    return {**fact, "summary": "There are trams.", **SAID, **fields}


def document(region: str = "tver", date: str = "2021-05-06", **fields: Any) -> dict[str, Any]:
    """Return a document as YAML has it."""
    id_ = f"{region}-{date}"
    return {
        "id": id_,
        "region": region,
        "place": None,
        "date": {"value": date, "stated": date, "basis": "stated", "note": "In the header."},
        "participants": [
            {"name": "Ivan Ivanov", "title": "President of Belarus", "side": "belarus"},
            {"name": "Petr Petrov", "title": "Governor", "side": "region"},
        ],
        "source": {
            "publisher": "A publisher",
            "url": "https://example.org/report",
            "language": "en",
            "sha256": id_.encode().hex().ljust(64, "0")[:64],
            "paragraphs": 9,
        },
        **NO_FACTS,
        **fields,
    }


def dataset(*documents: dict[str, Any]) -> Dataset:
    """Return a dataset of two regions, three sectors and two companies."""
    regions = [
        {
            "id": id_,
            "name": name,
            "official_name": f"{name} Oblast",
            "kind": "oblast",
            "iso_3166_2": code,
            "federal_district": district,
            "capital": f"{name} City",
            "name_ru": f"{name} по-русски",
            "aliases": [f"{name} alias"],
        }
        for id_, (name, code, district) in REGIONS.items()
    ]
    sectors = [
        {"id": id_, "name": id_.title(), "name_ru": id_, "parents": parents, "isic": []}
        for id_, parents in SECTORS.items()
    ]
    companies = [{"id": id_, "name": COMPANIES[id_], "city": None, "country": None} for id_ in COMPANIES]  # fmt: skip
    info = {"title": "A title", "description": "A description.", "version": "1.0.0"}
    catalogues = {"info": info, "regions": regions, "sectors": sectors, "companies": companies}
    return Dataset.model_validate({**catalogues, "documents": documents})


def database(*documents: dict[str, Any]) -> sqlite3.Connection:
    """Return the database of a dataset, in memory."""
    connection = connect(":memory:")
    build(dataset(*documents), connection)
    return connection


def select(connection: sqlite3.Connection, query: str, *values: object) -> list[Any]:
    """Return the rows of a query; those of one column as plain values."""
    rows = connection.execute(query, values).fetchall()
    return [row[0] if len(row) == 1 else row for row in rows]
