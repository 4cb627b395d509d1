"""What a table would pass over in silence, for below it."""

from bilat.database.cache import Database
from bilat.database.summaries import where
from bilat.questions.filters import FILTERS
from bilat.questions.listings import Question

_TURNOVER = "basis = 'stated' AND kind = 'actual' AND text IS NOT NULL"


def below(database: Database, asked: Question) -> list[str]:
    """What stands below the table of a listing."""
    if asked.listing not in ("regions", "trade"):
        return []
    asked_for = asked.filters & {"region", "district"}
    chosen = [FILTERS[name].conditions["regions"] for name in asked_for]
    without = [*chosen, f"id NOT IN (SELECT region FROM trade WHERE {_TURNOVER})"]
    notes = {"no turnover stated": where(without)}
    if asked.listing == "regions":
        notes["year of turnover inferred"] = where([*chosen, "turnover_basis = 'inferred'"])
    return [
        f"{note}: {', '.join(names)}"
        for note, condition in notes.items()
        if (names := _names(database, condition, asked))
    ]


def _names(database: Database, condition: str, asked: Question) -> list[str]:
    query = f"SELECT name FROM regions AS region{condition} ORDER BY rowid"
    return [name for (name,) in database.rows(query, asked.values)]
