"""JSON Schema, draft 2020-12: of the YAML files, for editors, and of the rows, for consumers."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, TypeAdapter, create_model

from bilat.database.schema import TABLES, ColumnInfo
from bilat.dataset.fields import one_of
from bilat.dataset.load import TYPES


def schema(kind: str) -> dict[str, Any]:
    """Return the schema of a kind of file (`region`) or of the rows of a listing (`regions`)."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    if kind in TYPES:
        return {**head, **TypeAdapter(TYPES[kind]).json_schema(), "title": f"bilat: {kind}"}
    table = TABLES[kind]
    fields: dict[str, Any] = {
        column.name: (_type(table.row, column), Field(description=column.description))
        for column in table.columns
    }
    model = create_model(table.row.__name__, __config__=ConfigDict(extra="forbid"), **fields)
    row = model.model_json_schema(mode="serialization") | {"description": table.description}
    return {**head, "title": f"bilat: rows of {kind}", "type": "array", "items": row}


def _type(row_type: Any, column: ColumnInfo) -> Any:
    """Return the type of a column's values, with the words of its vocabulary."""
    type_ = row_type.__annotations__[column.name].__origin__
    if not column.vocabulary:
        return type_
    word: Any = Annotated[str, one_of(column.vocabulary)]
    if column.is_list:
        return tuple[word, ...]
    return word if column.required else word | None
