"""Small invented datasets, of which a test writes only what it is about."""

import sqlite3
from typing import Any

import yaml

from bilat.database.build import build
from bilat.database.store import connect
from bilat.dataset.models import Dataset

CATALOGUES = yaml.safe_load("""
info: {title: A title, description: A description., version: 1.0.0}
regions:
- {id: tver, name: Tver, official_name: Tver Oblast, kind: oblast, iso_3166_2: RU-TVE,
   federal_district: Central, capital: Tver City, name_ru: Tver по-русски, aliases: [Tver alias]}
- {id: amur, name: Amur, official_name: Amur Oblast, kind: oblast, iso_3166_2: RU-AMU,
   federal_district: Far Eastern, capital: Amur City, name_ru: Amur по-русски}
sectors:
- {id: transport, name: Transport, name_ru: transport, parents: [], isic: []}
- {id: trams, name: Trams, name_ru: trams, parents: [transport], isic: []}
- {id: food, name: Food, name_ru: food, parents: [], isic: []}
companies:
- {id: bkm, name: BKM, city: null, country: null}
- {id: maz, name: MAZ, city: null, country: null}
""")
DOCUMENT = yaml.safe_load("""
place: null
participants:
- {name: Ivan Ivanov, title: President of Belarus, side: belarus}
- {name: Petr Petrov, title: Governor, side: region}
cooperation: []
trade: []
figures: []
left_out: []
""")
SOURCE = {"publisher": "A publisher", "url": "https://example.org/report", "language": "en"}
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
    own = {"id": f"{region}-{date}", "region": region, **fields}
    sha256 = own["id"].encode().hex().ljust(64, "0")[:64]
    return {
        "date": {"value": date, "stated": date, "basis": "stated", "note": "In the header."},
        "source": {**SOURCE, "sha256": sha256, "paragraphs": 9},
        **DOCUMENT,
        **own,
    }


def database(*documents: dict[str, Any]) -> sqlite3.Connection:
    """Return the database, in memory, of a dataset with some documents."""
    connection = connect(":memory:")
    build(Dataset.model_validate({**CATALOGUES, "documents": documents}), connection)
    return connection


def select(connection: sqlite3.Connection, query: str, *values: object) -> list[Any]:
    """Return the rows of a query; those of one column as plain values."""
    rows = connection.execute(query, values).fetchall()
    return [row[0] if len(row) == 1 else row for row in rows]
