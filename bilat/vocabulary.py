"""The words that a field may hold, with a meaning where a filter takes them or tables draw them.

Models, rows, filters, help, tables and exports all use these declarations, in this order.
"""

from collections.abc import Mapping
from typing import NamedTuple

# Separates the items of a list that is written as one text; no item may contain it.
LIST_SEPARATOR = "; "


class Word(NamedTuple):
    """A word of a vocabulary: its meaning and, if tables draw it, its sign."""

    meaning: str
    sign: str = ""
    plain_sign: str = ""  # for terminals that have only ASCII


Vocabulary = Mapping[str, Word]

STATUS: Vocabulary = {
    "existing": Word("it exists, according to the report", "●", "#"),
    "planned": Word("decided or announced, but not there yet", "◐", "+"),
    "proposed": Word("offered, suggested or invited", "○", "o"),
    "interest": Word("a side is, or may be, interested", "◌", "?"),
}
PARTY: Vocabulary = {
    "belarus": Word("the Belarusian side"),
    "region": Word("the side of the region"),
}
SIDE: Vocabulary = {**PARTY, "both": Word("both sides together")}
FORM: Vocabulary = {
    "supply": Word("goods are sold, shipped, ordered or in demand"),
    "production": Word("goods are made"),
    "joint-production": Word("both sides make the goods together"),
    "joint-venture": Word("a joint enterprise"),
    "assembly": Word("goods are put together"),
    "components": Word("parts, assemblies or vehicle bodies"),
    "maintenance": Word("goods are serviced"),
    "repair": Word("goods are repaired or restored"),
    "design": Word("something is designed"),
    "construction": Word("something is built"),
    "experience": Word("experience is shared"),
    "technology-transfer": Word("technology itself is transferred"),
    "research": Word("research or development work"),
    "investment": Word("money is invested"),
    "exhibition": Word("goods are shown at an exhibition"),
}
REGION_KIND = tuple("republic krai oblast federal-city autonomous-oblast autonomous-okrug".split())
_DISTRICTS = {
    "Central": ("Центральный", "ЦФО", "Central Russia"),
    "Northwestern": ("Северо-Западный", "СЗФО", "North-West", "Northwest"),
    "Southern": ("Южный", "ЮФО", "South"),
    "North Caucasian": ("Северо-Кавказский", "СКФО", "North Caucasus", "Северный Кавказ"),
    "Volga": ("Приволжский", "ПФО", "Volga region", "Поволжье"),
    "Ural": ("Уральский", "УФО", "Urals", "Ural region", "Urals Federal District", "Урал"),
    "Siberian": ("Сибирский", "СФО", "Siberia", "Сибирь"),
    "Far Eastern": ("Дальневосточный", "ДФО", "Far East", "Russian Far East", "Дальний Восток"),
}
# What the federal districts are called.
DISTRICT_NAMES = {
    name: (name, f"{name} Federal District", f"{russian} федеральный округ", russian, *others)
    for name, (russian, *others) in _DISTRICTS.items()
}
DATE_BASIS: Vocabulary = {
    "stated": Word("the text states it in full"),
    "inferred": Word("the text has a clue that leaves only one date", "*", "*"),
    "external": Word("it comes from outside the text", "†", "^"),
}
TRADE_KIND: Vocabulary = {
    "actual": Word("a figure that was reached"),
    "target": Word("a figure that is aimed at or expected"),
}
TRADE_BASIS: Vocabulary = {
    "stated": Word("stated in the text"),
    "derived": Word("derived by arithmetic from what is stated"),
}
FLOW: Vocabulary = {
    "turnover": Word("exports and imports together"),
    "exports": Word("goods that Belarus sells to the region"),
    "imports": Word("goods that Belarus buys from the region"),
}
HEDGE = tuple("exact almost over about range at-least at-most".split())
DIRECTION: Vocabulary = {"up": Word("it grew"), "down": Word("it fell")}
STATED_BY: Vocabulary = {
    "president": Word("the President of Belarus"),
    "region_head": Word("the head of the region"),
    "document": Word("the narrator of the report"),
}
LEFT_OUT_KIND = tuple(
    "courtesy greeting history own-affairs elsewhere general frame furniture".split()
)
