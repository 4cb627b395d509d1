"""Why nothing was found: which filter left nothing, and what is there without it."""

from bilat.database.cache import Database
from bilat.questions.listings import Question


def why(database: Database, asked: Question, text: str) -> str:
    """What a person is told where a question has no row."""
    what = "records" if asked.listing == "matrix" else asked.listing
    return f"no {what} match{f' {text!r}' if text else ''}"
