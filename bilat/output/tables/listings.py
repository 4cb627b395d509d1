"""What each listing shows on a terminal: its own choice of columns, and notes below."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from bilat.database.rows import (
    ColumnInfo,
    CompanyRow,
    DocumentRow,
    FigureRow,
    RegionRow,
    SectorRow,
    TradeRow,
)
from bilat.output.formats import Row, flat
from bilat.output.tables import layout
from bilat.output.tables.layout import WHOLE, Column
from bilat.output.tables.signs import legend, sign, signed
from bilat.output.terminal import Terminal
from bilat.vocabulary import STATUS


def listing(name: str, rows: Sequence[Any], notes: Iterable[str], terminal: Terminal) -> str:
    """The rows of a listing as a table with notes under it."""
    drawn = parts(name, rows, terminal)
    below = [Text(note, "dim") for note in notes]
    blank = [Text("")] if below and len(drawn) == 1 else []
    return layout.draw(terminal, *drawn, *blank, *below)


def plain(columns: Sequence[ColumnInfo], records: Sequence[Row], terminal: Terminal) -> str:
    """Records as they are, under the names of their columns."""

    def column(index: int) -> Column[Row]:
        name, is_list = columns[index].name, columns[index].is_list
        return Column(name, lambda record: flat(record[index], is_list), title=index == 0)

    chosen = [column(index) for index in range(len(columns))]
    return layout.draw(terminal, layout.rows(chosen, records, terminal))


def parts(name: str, rows: Sequence[Any], terminal: Terminal) -> list[RenderableType]:
    """The table of a listing and what explains its signs."""
    columns, below = _LISTINGS[name]
    explained = below(rows, terminal)
    blank = [Text("")] if explained else []
    return [layout.rows(columns(terminal), rows, terminal), *blank, *explained]


def _inferred(value: object, basis: str | None) -> Text:
    """A date or a year, starred where it is inferred."""
    if value is None:
        return Text("")
    return Text(f"{value}*", "italic") if basis == "inferred" else Text(str(value))


def _years(first: int | None, last: int | None) -> str:
    if first is None or last is None:
        return ""
    return str(first) if first == last else f"{first}-{last}"


def _source(row: SectorRow | TradeRow | FigureRow, terminal: Terminal) -> str:
    """Who says so and in which paragraphs; without a speaker it is the narrator of the report."""
    sign = "¶" if terminal.utf8 else "par."
    return f"{row.speaker or 'the report'} {sign}{','.join(map(str, row.paragraphs))}"


# regions


def _region_columns(terminal: Terminal) -> list[Column[RegionRow]]:
    def records(row: RegionRow) -> Text:
        counts = (
            Text(f"{sign(status, terminal)}{getattr(row, status)}", word.style)
            for status, word in STATUS.items()
            if getattr(row, status)
        )
        return Text(" ").join(counts)

    return [
        Column("Region", lambda row: Text(row.name, "bold"), title=True),
        Column("Head", lambda row: row.head or "", floor=12),
        Column("Met", lambda row: _inferred(row.date, row.date_basis)),
        Column("Turnover", lambda row: row.turnover or "", floor=12),
        Column("Year", lambda row: str(row.turnover_year or "")),
        Column("Records", records, floor=WHOLE),
    ]


def _region_below(rows: Sequence[RegionRow], terminal: Terminal) -> list[Text]:
    return [legend(terminal), *_dates_below(rows, terminal)]


def _dates_below(rows: Sequence[RegionRow | DocumentRow], terminal: Terminal) -> list[Text]:
    starred = _any(rows, "date_basis", "inferred")
    return [Text("* date inferred, not stated in full", "dim")] if starred else []


def _any(rows: Sequence[Any], field: str, value: str) -> bool:
    return any(getattr(row, field) == value for row in rows)


# sectors


def _sector_columns(terminal: Terminal) -> list[Column[SectorRow]]:
    def status(row: SectorRow) -> Text:
        text = signed(row.status, terminal)
        return text.append(f"\n  by {row.side}") if row.side else text

    return [
        Column("Region", lambda row: Text(row.region_name, "bold"), repeats=False, title=True),
        Column("Sector", lambda row: row.sector_name, repeats=False, title=True),
        Column("Status", status, floor=WHOLE),
        Column("What", lambda row: row.summary, floor=24),
        Column("Said by", lambda row: _source(row, terminal)),
    ]


def _nothing_below(rows: Sequence[Any], terminal: Terminal) -> list[Text]:
    return []


# trade


def _trade_columns(terminal: Terminal) -> list[Column[TradeRow]]:
    return [
        Column("Region", lambda row: Text(row.region_name, "bold"), repeats=False, title=True),
        Column(
            "Year",
            lambda row: Text(years_text(row), "italic" if row.year_basis == "inferred" else ""),
            floor=WHOLE,
            title=True,
        ),
        Column("Basis", _trade_basis),
        Column("Trade", lambda row: _trade_words(row, terminal), floor=24),
        Column("Source", lambda row: _trade_source(row, terminal), floor=16),
    ]


def years_text(row: TradeRow) -> str:
    """The years of a row, starred where they are inferred."""
    return _years(row.year_from, row.year_to) + ("*" if row.year_basis == "inferred" else "")


def _trade_basis(row: TradeRow) -> Text:
    if row.basis == "derived":
        return Text("derived", "cyan italic")
    return Text("target", "yellow") if row.kind == "target" else Text("stated", "green")


def _trade_words(row: TradeRow, terminal: Terminal) -> Text:
    """The amount and the change in the words of the text; a derived amount in bounds."""
    if row.basis == "derived":
        return Text(bounds_text(row), "cyan italic")
    lines = [Text(row.text)] if row.text else []
    if row.change_text:
        arrow = ("↑" if row.direction == "up" else "↓") if terminal.utf8 else f"{row.direction}:"
        against = f" (against {row.compared_to})" if row.compared_to else ""
        lines.append(Text(f"{arrow} {row.change_text}{against}"))
    return Text("\n").join(lines)


def bounds_text(row: TradeRow) -> str:
    """The bounds of an amount in millions, rounded outwards, with the hedge."""
    symbol = "$" if row.currency == "USD" else f"{row.currency} "
    low = None if row.lower is None else row.lower // 100_000 / 10
    high = None if row.upper is None else -(-row.upper // 100_000) / 10
    bounds = [f"{bound:,.1f}" for bound in (low, high) if bound is not None]
    hedge = "" if row.hedge in ("range", "exact") else f"{row.hedge} "
    return f"{hedge}{symbol}{'-'.join(dict.fromkeys(bounds))} million"


def _trade_source(row: TradeRow, terminal: Terminal) -> Text:
    if row.derivation:
        return Text(row.derivation.replace(f"{row.document}/", ""), "italic")
    return Text(_source(row, terminal))


def _trade_below(rows: Sequence[TradeRow], terminal: Terminal) -> list[Text]:
    lines = []
    if _any(rows, "year_basis", "inferred"):
        lines.append(Text("* year inferred, not stated", "dim"))
    if _any(rows, "basis", "derived"):
        lines.append(Text("derived: computed from stated figures, not stated itself", "dim"))
    return lines


# companies, figures, documents


def _company_columns(terminal: Terminal) -> list[Column[CompanyRow]]:
    return [
        Column("Company", lambda row: Text(row.name, "bold"), title=True),
        Column("Where", lambda row: ", ".join(filter(None, (row.city, row.country)))),
        Column("Regions", lambda row: ", ".join(row.regions), floor=14),
        Column("Sectors", lambda row: ", ".join(row.sectors), floor=16),
        Column(
            "Status",
            lambda row: Text("\n").join(signed(s, terminal) for s in row.statuses),
            floor=WHOLE,
        ),
        Column("Records", lambda row: str(row.records), align="right"),
    ]


def _companies_below(rows: Sequence[CompanyRow], terminal: Terminal) -> list[Text]:
    apart = ", ".join(row.name for row in rows if not row.records)
    return [Text(f"named in a document, but in no record: {apart}", "dim")] if apart else []


def _figure_columns(terminal: Terminal) -> list[Column[FigureRow]]:
    return [
        Column("Figure", lambda row: Text(row.name, "bold"), floor=20, title=True),
        Column("Amount", lambda row: row.text, floor=14),
        Column("Years", lambda row: _years(row.year_from, row.year_to)),
        Column("Whose number", lambda row: row.scope, floor=16),
        Column("Meeting with", lambda row: row.region_name),
        Column("Said by", lambda row: _source(row, terminal)),
    ]


def _document_columns(terminal: Terminal) -> list[Column[DocumentRow]]:
    return [
        Column("Document", lambda row: Text(row.id, "bold"), title=True),
        Column("Met", lambda row: _inferred(row.date, row.date_basis)),
        Column("Place", lambda row: row.place or ""),
        Column("Head of the region", lambda row: row.head),
        Column("Records", lambda row: str(row.cooperation), align="right"),
        Column("Trade", lambda row: str(row.trade), align="right"),
        Column("Figures", lambda row: str(row.figures), align="right"),
        Column("Address", lambda row: row.url, floor=24),
    ]


_Columns = Callable[[Terminal], list[Column[Any]]]
_Below = Callable[[Sequence[Any], Terminal], list[Text]]

_LISTINGS: dict[str, tuple[_Columns, _Below]] = {
    "regions": (_region_columns, _region_below),
    "sectors": (_sector_columns, _nothing_below),
    "trade": (_trade_columns, _trade_below),
    "companies": (_company_columns, _companies_below),
    "figures": (_figure_columns, _nothing_below),
    "documents": (_document_columns, _dates_below),
}
