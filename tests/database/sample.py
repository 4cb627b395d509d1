"""Small invented datasets, of which a test writes only what it is about."""

import sqlite3
from typing import Any

from bilat.database.build import build
from bilat.database.store import connect
from bilat.dataset.models import Dataset, Document

REGIONS = {"tver": ("Tver", "RU-TVE", "Central"), "amur": ("Amur", "RU-AMU", "Far Eastern")}
SECTORS = {"transport": [], "trams": ["transport"], "food": []}
COMPANIES = {"bkm": "BKM", "maz": "MAZ"}


def trade(id_: str = "fact", period: Any = 2020, **fields: Any) -> dict[str, Any]:
    """Return a trade fact as YAML has it; `amount` and `change` are made by `usd` and `ratio`."""
    return {
        "id": id_,
        "period": None if period is None else {"value": period},
        "kind": "actual",
        "amount": None,
        "change": None,
        "stated_by": "document",
        "paragraphs": [1],
        "evidence": ["so much"],
        **fields,
    }


def usd(lower: Any, upper: Any = ..., hedge: str = "", unit: str = "USD") -> dict[str, Any]:
    """Return an amount; a single bound is exact, and a null one is open."""
    upper = lower if upper is ... else upper
    bounds = {"lower": lower, "upper": upper}
    return {"text": "so much", "hedge": hedge or _hedge(lower, upper), "unit": unit, **bounds}


def ratio(
    text: str, lower: Any, upper: Any = ..., hedge: str = "", to: Any = 2019, factor: Any = None
) -> dict[str, Any]:
    """Return a change against another period; a single bound is exact, and a null one is open."""
    upper = lower if upper is ... else upper
    bound = upper if lower is None else lower
    falls = bound is not None and bound < 0
    return {
        "text": text,
        "direction": "down" if falls else "up",
        "hedge": hedge or (None if bound is None else _hedge(lower, upper, falls)),
        "lower": lower,
        "upper": upper,
        "factor": factor,
        "compared_to": to,
    }


def _hedge(lower: Any, upper: Any, falls: bool = False) -> str:
    if lower is None or upper is None:
        return "over" if (upper is None) != falls else "almost"
    return "exact" if lower == upper else "range"


def record(id_: str, sector: str = "trams", **fields: Any) -> dict[str, Any]:
    """Return a cooperation record as YAML has it."""
    return {
        "id": id_,
        "sector": sector,
        "status": "existing",
        "side": None,
        "summary": "There are trams.",
        "stated_by": "document",
        "paragraphs": [1],
        "evidence": ["so many trams"],
        **fields,
    }


def document(region: str = "tver", date: str = "2021-05-06", **fields: Any) -> dict[str, Any]:
    """Return a document as YAML has it."""
    id_ = f"{region}-{date}"
    return {
        "id": id_,
        "region": region,
        "date": {"value": date, "stated": date, "basis": "stated", "note": "In the header."},
        "place": None,
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
        "cooperation": [],
        "trade": [],
        "figures": [],
        "left_out": [],
        **fields,
    }


def dataset(*documents: dict[str, Any]) -> Dataset:
    """Return a dataset of two regions, three sectors and two companies."""
    return Dataset.model_validate(
        {
            "info": {"title": "A title", "description": "A description.", "version": "1.0.0"},
            "regions": [
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
            ],
            "sectors": [
                {"id": id_, "name": id_.title(), "name_ru": id_, "parents": parents, "isic": []}
                for id_, parents in SECTORS.items()
            ],
            "companies": [
                {"id": id_, "name": name, "aliases": [], "city": None, "country": None}
                for id_, name in COMPANIES.items()
            ],
            "documents": documents,
        }
    )


def trade_document(*facts: dict[str, Any]) -> Document:
    """Return a document with some trade facts and nothing else."""
    return Document.model_validate(document(trade=facts))


def database(*documents: dict[str, Any]) -> sqlite3.Connection:
    """Return the database of a dataset, in memory."""
    connection = connect(":memory:")
    build(dataset(*documents), connection)
    return connection
