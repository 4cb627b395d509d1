"""The headings of the tables, each with the columns of the rows that it stands for."""

from collections.abc import Mapping

from bilat.vocabulary import STATUS

Headings = Mapping[str, tuple[str, ...]]

_MEETING = {"Region": ("region_name",), "Met": ("document",)}
_SAID = {"Said by": ("stated_by", "paragraphs"), "Name": ("id",)}

HEADINGS: Mapping[str, Headings] = {
    "regions": {
        "Region": ("name",),
        "Head": ("head",),
        "Met": ("date", "date_basis"),
        "Turnover": ("turnover", "turnover_year"),
        **{status: (status,) for status in STATUS},
        "wider": ("wider",),
    },
    "sectors": {
        "Region": ("region_name",),
        "Met": ("date",),
        "Sector": ("sector_name",),
        "Status": ("status", "side"),
        "What": ("summary", "scope"),
        "Companies": ("companies",),
        "Goods": ("products",),
        "Condition": ("condition",),
        **_SAID,
    },
    "trade": {
        **_MEETING,
        "Year": ("year_from", "year_to", "year_basis"),
        "Basis": ("basis", "kind"),
        "Turnover": ("text", "lower", "upper", "currency"),
        "Change or what it follows from": ("change_text", "compared_to", "derivation"),
        **_SAID,
    },
    "companies": {
        "Company": ("name", "city"),
        "Country": ("country",),
        "Region": ("regions",),
        "Sector": ("sectors",),
        "Status": ("statuses",),
        "Name": ("id",),
    },
    "figures": {
        **_MEETING,
        "Figure": ("name",),
        "Amount": ("text", "lower", "upper", "unit"),
        "Years": ("year_from", "year_to"),
        "Of": ("scope",),
        **_SAID,
    },
    "documents": {
        "Document": ("id",),
        "Head of the region": ("head",),
        "Records": ("cooperation",),
        "wider": ("wider",),
        "Trade": ("trade",),
        "Figures": ("figures",),
    },
    "matrix": {"Sector": ("sector_name",)},
}
"""By listing. Where a heading stands for several columns, the first is the one to sort by; a column
of the same name comes before a heading."""

SYNONYMS: Mapping[str, Headings] = {"trade": {"Amount": HEADINGS["trade"]["Turnover"]}}
"""By listing, what else is understood like a heading and stands above no table."""
