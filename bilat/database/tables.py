"""The tables of the database: their rows, what they are for, and what each column holds."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType, NoneType
from typing import Any, Literal, NamedTuple, get_args, get_origin

from bilat.database.rows import (
    UNLISTED,
    CatalogueRow,
    CompanyRow,
    DocumentRow,
    EvidenceRow,
    FigureRow,
    LeftOutRow,
    ParticipantRow,
    ProductRow,
    References,
    RegionRow,
    SectorRow,
    TradeRow,
)
from bilat.vocabulary import Vocabulary


class ColumnInfo(NamedTuple):
    """What a column holds."""

    name: str
    description: str
    type: Literal["string", "integer", "number"] = "string"
    """Of the value or, of a list, of its items."""
    is_list: bool = False
    required: bool = True
    """Whether it is never null."""
    vocabulary: Vocabulary = MappingProxyType({})
    """The words that it may hold; empty where any value will do."""
    references: str | None = None
    """The table whose ids it holds."""
    listed: bool = True
    """Whether the listing of its table prints it."""


class Table(NamedTuple):
    """A table of the database: its rows and what it is for."""

    row: Any
    description: str

    def columns(self) -> tuple[ColumnInfo, ...]:
        """Its columns, in order."""
        return describe(self.row)

    def listed(self) -> list[str]:
        """The names of the columns that its listing prints."""
        annotations = self.row.__annotations__.items()
        return [name for name, annotation in annotations if UNLISTED not in annotation.__metadata__]


TABLES = {
    "regions": Table(RegionRow, "The regions, each with its latest meeting and turnover."),
    "documents": Table(DocumentRow, "The reports of meetings that everything is taken from."),
    "sector_catalogue": Table(CatalogueRow, "The sectors, in two levels."),
    "companies": Table(CompanyRow, "The companies that a document names."),
    "sectors": Table(
        SectorRow, "The cooperation records: what exists, is planned, proposed or of interest."
    ),
    "trade": Table(TradeRow, "Turnover and its change, stated and derived."),
    "figures": Table(FigureRow, "The other numbers; each says whose number it is."),
    "products": Table(ProductRow, "The products of the cooperation records, with their HS codes."),
    "participants": Table(ParticipantRow, "Who was at the meetings."),
    "left_out": Table(LeftOutRow, "What the documents say that is deliberately no fact."),
}
"""Every table but the matrix, whose columns are the regions; those that others refer to first."""


VIEWS = {"evidence": Table(EvidenceRow, "The phrases of the texts that the facts rest on.")}
"""What is kept in other tables and can be asked as a table."""


@cache
def describe(row_type: Any) -> tuple[ColumnInfo, ...]:
    """The columns of a table, from the annotations of its row."""
    return tuple(_column_info(*each) for each in row_type.__annotations__.items())


def _column_info(name: str, annotation: Any) -> ColumnInfo:
    type_, (description, *rest) = annotation.__origin__, annotation.__metadata__
    is_list = get_origin(type_) is tuple
    members = {get_args(type_)[0]} if is_list else {*(get_args(type_) or {type_})}
    type_name: Literal["string", "integer", "number"] = "string"
    if float in members:
        type_name = "number"
    elif int in members:
        type_name = "integer"
    return ColumnInfo(
        name,
        description,
        type_name,
        is_list,
        required=NoneType not in members,
        vocabulary=next((each for each in rest if isinstance(each, Mapping)), MappingProxyType({})),
        references=next((each.table for each in rest if isinstance(each, References)), None),
        listed=UNLISTED not in rest,
    )
