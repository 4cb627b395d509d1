"""JSON Schema, draft 2020-12: of the YAML files, for editors, and of the rows, for consumers."""

from typing import Any, get_type_hints

from pydantic import ConfigDict, Field, TypeAdapter, create_model

from bilat.database.rows import ROW_TYPES
from bilat.dataset.models import Company, Document, Region, Sector
from bilat.questions.listings import FileKind, RowKind

_FILES: dict[str, Any] = {
    "region": tuple[Region, ...],
    "sector": tuple[Sector, ...],
    "company": tuple[Company, ...],
    "document": Document,
}


def schema(kind: FileKind | RowKind) -> dict[str, Any]:
    """The schema of a kind of file (singular) or of a listing's JSON (plural)."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    if kind in _FILES:
        return {**head, **TypeAdapter(_FILES[kind]).json_schema(), "title": f"bilat: {kind}"}
    row_type = ROW_TYPES[kind]
    hints = get_type_hints(row_type, include_extras=True)
    fields: dict[str, Any] = {
        name: (hint, Field(description=hint.__metadata__[0])) for name, hint in hints.items()
    }
    model = create_model(row_type.__name__, __config__=ConfigDict(extra="forbid"), **fields)
    row = model.model_json_schema(mode="serialization") | {"description": row_type.__doc__}
    return {**head, "title": f"bilat: rows of {kind}", "type": "array", "items": row}
