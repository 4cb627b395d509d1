"""JSON Schema, draft 2020-12: of the YAML files, for editors, and of the rows, for consumers."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, TypeAdapter, create_model

from bilat.database.rows import ROW_TYPES, ColumnInfo, Row, describe
from bilat.dataset.models import Company, Document, OneOf, Region, Sector
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
    fields: dict[str, Any] = {
        column.name: (_type(row_type, column), Field(description=column.description))
        for column in describe(row_type)
    }
    model = create_model(row_type.__name__, __config__=ConfigDict(extra="forbid"), **fields)
    row = model.model_json_schema(mode="serialization") | {"description": row_type.__doc__}
    return {**head, "title": f"bilat: rows of {kind}", "type": "array", "items": row}


def _type(row_type: type[Row], column: ColumnInfo) -> Any:
    """The type of a column's values; of a vocabulary, its words."""
    type_ = row_type.__annotations__[column.name].__origin__
    if not column.vocabulary:
        return type_
    word: Any = Annotated[str, OneOf(column.vocabulary)]
    if column.is_list:
        return tuple[word, ...]
    return word if column.required else word | None
