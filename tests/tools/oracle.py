"""What every question must answer, plainly and slowly: filters over the pydantic Dataset.

Written apart from the program, to be compared with it; TEXT asks SQLite's tokenizers for words.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

from bilat.dataset.models import Dataset
from bilat.vocabulary import DISTRICT_NAMES
from bilat.text import fold
from tests.tools import oracle_rows
from tests.tools.contract import COLUMNS
from tests.tools.oracle_rows import STATUSES, Row

Filters = Mapping[str, Sequence[str]]
SECTIONS = {
    letter: range(*between)
    for letter, between in zip(
        "ABCDEFGHIJKLMNOPQRSTU",
        (
            *((1, 4), (5, 10), (10, 34), (35, 36), (36, 40), (41, 44), (45, 48), (49, 54)),
            *((55, 57), (58, 64), (64, 67), (68, 69), (69, 76), (77, 83), (84, 85), (85, 86)),
            *((86, 89), (90, 94), (94, 97), (97, 99), (99, 100)),
        ),
        strict=True,
    )
}
SAID_BY = {"head": "region_head", "governor": "region_head", "report": "document"}
SIZES = {
    ("trade", "amount"): ("currency", "lower", "upper"),
    ("figures", "amount"): ("unit", "lower", "upper"),
    ("regions", "turnover"): ("currency", "turnover_lower", "turnover_upper"),
}


class Oracle:
    """Answers questions on a dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.regions = [region.id for region in dataset.regions]
        self.sectors = [sector.id for sector in dataset.sectors]

    def answer(
        self,
        listing: str,
        text: str = "",
        filters: Filters = MappingProxyType({}),
        sort: Sequence[str] = (),
        columns: Sequence[str] = (),
    ) -> list[dict[str, Any]]:
        """The rows, with the columns in their order."""
        rows: list[dict[str, Any]] = getattr(self, f"_{listing}")(text, filters)
        for name in reversed(sort):
            rows = _sorted(listing, rows, name)
        known = COLUMNS[listing].split()
        if listing == "matrix":
            known = [*known[:4], *self._regions_asked(filters)]
        return [{name: row[name] for name in columns or known} for row in rows]

    # What there is, in order

    @cached_property
    def _records(self) -> list[Row]:
        rows = [
            oracle_rows.record(self.dataset, document, fact)
            for document in self.dataset.documents
            for fact in document.cooperation
        ]
        return sorted(
            rows,
            key=lambda row: (
                self.regions.index(row.values["region"]),
                self.sectors.index(row.values["sector"]),
                STATUSES.index(row.values["status"]),
                row.values["date"],
            ),
        )

    @cached_property
    def _trade_rows(self) -> list[Row]:
        rows = [
            row
            for document in self.dataset.documents
            for row in oracle_rows.trade(self.dataset, document)
        ]
        years = ("year_to", "year_from", "basis", "kind")  # then an amount before a change
        return sorted(
            rows,
            key=lambda row: (
                self.regions.index(row.values["region"]),
                *(row.values[column] for column in years),
                row.values["text"] is None,
            ),
        )

    @cached_property
    def _figure_rows(self) -> list[Row]:
        rows = [
            oracle_rows.figure(self.dataset, document, fact)
            for document in self.dataset.documents
            for fact in document.figures
        ]
        return sorted(rows, key=lambda row: self.regions.index(row.values["region"]))

    @cached_property
    def _document_rows(self) -> list[Row]:
        documents = sorted(self.dataset.documents, key=lambda document: document.date.value)
        return [oracle_rows.document_row(self.dataset, document) for document in documents]

    # Filters

    def _named(self, kind: str, texts: Iterable[str]) -> set[str]:
        """The ids that go by names; an id as it is goes before every name.

        Two records may spell an item differently: a name that is neither means both.
        """
        found = set()
        for text in texts:
            if kind in self._items:
                items = self._items[kind]
                alike = {item for item in items if fold(item) == fold(text)}
                found |= {text} if text in items else alike
            else:
                names = self._names[kind]
                found.add(text if text in names.values() else names[fold(text)])
        return found

    @cached_property
    def _items(self) -> dict[str, set[str]]:
        """The products, places and projects of all records, as they are spelt."""
        return {
            kind: {item for row in self._records for item in row.values[f"{kind}s"]}
            for kind in ("product", "place", "project")
        }

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        dataset = self.dataset
        names: dict[str, dict[str, str]] = {"region": {}, "district": {}, "sector": {}}
        for region in dataset.regions:
            names["region"] |= dict.fromkeys(
                map(fold, oracle_rows.names_of_region(region)), region.id
            )
            district = region.federal_district
            own = map(fold, (district, *DISTRICT_NAMES.get(district, ())))
            names["district"] |= dict.fromkeys(own, district)
        for sector in dataset.sectors:
            own = map(fold, (sector.id, sector.name, sector.name_ru, *sector.aliases))
            names["sector"] |= dict.fromkeys(own, sector.id)
        names["company"] = {
            fold(name): company.id
            for company in dataset.companies
            for name in oracle_rows.names_of(dataset, company)
        }
        names["document"] = {fold(document.id): document.id for document in dataset.documents}
        return names

    def _fits(self, row: Row, filters: Filters) -> bool:
        """Whether all filters but TEXT, scope and having keep a row."""
        return all(
            self._keeps(row, name, filters[name])
            for name in filters
            if name not in ("scope", "having")
        )

    def _keeps(self, row: Row, name: str, typed: Sequence[str]) -> bool:
        values = row.values
        words = {fold(word).replace(" ", "-") for text in typed for word in text.split(",")}
        match name:
            case "region" | "document":
                return values[name] in self._named(name, typed)
            case "district":
                district = self.dataset.region[values["region"]].federal_district
                return district in self._named("district", typed)
            case "year":
                if "year_from" not in values:
                    met = int(values["date"][:4])
                    return any(first <= met <= last for first, last in map(span, typed))
                if values["year_from"] is None:
                    return False
                years = (values["year_from"], values["year_to"])
                return any(
                    years[0] <= last and years[1] >= first for first, last in map(span, typed)
                )
            case "sector":
                sector = self.dataset.sector[values["sector"]]
                return bool({sector.id, *sector.parents} & self._named("sector", typed))
            case "side":
                return values["side"] in words | {"both"} if words else False
            case "form":
                return bool(words.intersection(values["forms"]))
            case "company":
                return bool(self._named("company", typed).intersection(values["companies"]))
            case "product" | "place" | "project":
                return bool(self._named(name, typed).intersection(values[f"{name}s"]))
            case "hs":
                codes = tuple(text.replace(".", "") for text in typed)
                return any(code.startswith(codes) for code in values["hs"])
            case "isic":
                return any(_is_in_isic(values["isic"], text.upper()) for text in typed)
            case "said_by":
                wanted = {SAID_BY.get(word, word).replace("-", "_") for word in words}
                return values["stated_by"] in wanted
            case _:
                return values[name] in words

    def _in_scope(self, row: Row, filters: Filters) -> bool:
        scopes = {word for text in filters.get("scope", ["region"]) for word in text.split(",")}
        return bool(scopes & {"all", "wider" if row.values["scope"] else "region"})

    def _has(self, row: Row, filters: Filters) -> bool:
        """Whether all statuses wanted stand in the region and sector of a row, wider or not as it."""
        wanted = {word for text in filters.get("having", ()) for word in text.split(",")}

        def same(each: Row) -> tuple[Any, ...]:
            values = each.values
            return values["region"], values["sector"], values["scope"] is None

        return wanted <= {
            other.values["status"] for other in self._records if same(other) == same(row)
        }

    # Listings

    def _fitting_records(self, filters: Filters) -> list[Row]:
        return [
            row
            for row in self._records
            if self._fits(row, filters) and self._in_scope(row, filters) and self._has(row, filters)
        ]

    def _sectors(self, text: str, filters: Filters) -> list[dict[str, Any]]:
        return [row.values for row in self._fitting_records(filters) if _finds(text, row.texts)]

    def _plain(self, rows: list[Row], text: str, filters: Filters) -> list[dict[str, Any]]:
        return [row.values for row in rows if self._fits(row, filters) and _finds(text, row.texts)]

    def _trade(self, text: str, filters: Filters) -> list[dict[str, Any]]:
        return self._plain(self._trade_rows, text, filters)

    def _figures(self, text: str, filters: Filters) -> list[dict[str, Any]]:
        return self._plain(self._figure_rows, text, filters)

    def _documents(self, text: str, filters: Filters) -> list[dict[str, Any]]:
        return self._plain(self._document_rows, text, filters)

    def _regions_asked(self, filters: Filters) -> list[str]:
        regions = self.dataset.regions
        if "region" in filters:
            wanted = self._named("region", filters["region"])
            regions = tuple(region for region in regions if region.id in wanted)
        if "district" in filters:
            wanted = self._named("district", filters["district"])
            regions = tuple(region for region in regions if region.federal_district in wanted)
        return [region.id for region in regions]

    def _regions(self, text: str, filters: Filters) -> list[dict[str, Any]]:
        rows = []
        for id_ in self._regions_asked(filters):
            everything = self._region(id_, {})
            heads = [
                oracle_rows.meeting_texts(self.dataset, document)
                for document in self.dataset.documents
                if document.region == id_
            ]
            shown = "capital federal_district kind date turnover".split()
            texts = (
                *oracle_rows.names_of_region(self.dataset.region[id_]),
                *(everything[column] for column in shown),
                *(each for texts in heads for each in texts),
            )
            row = self._region(id_, filters)
            if _finds(text, texts) and (row["date"] or "year" not in filters):
                rows.append(row)
        return rows

    def _region(self, id_: str, filters: Filters) -> dict[str, Any]:
        region = self.dataset.region[id_]
        wanted = {name: typed for name, typed in filters.items() if name in ("year", "scope")}
        met = [
            row for row in self._document_rows
            if row.values["region"] == id_ and self._fits(row, wanted)
        ]  # fmt: skip
        last = met[-1].values if met else dict.fromkeys(COLUMNS["documents"].split())
        amounts = [
            row.values for row in self._trade_rows
            if row.meeting in [each.meeting for each in met]
            and row.values["basis"] == "stated" and row.values["kind"] == "actual"
            and row.values["text"] and row.values["year_from"] == row.values["year_to"]
        ]  # fmt: skip
        amounts.sort(key=lambda row: (row["year_to"], row["document"][-10:]))
        turnover = amounts[-1] if amounts else dict.fromkeys(COLUMNS["trade"].split())
        records = [
            row for row in self._records
            if row.values["region"] == id_ and self._fits(row, wanted)
        ]  # fmt: skip
        statuses = [row.values["status"] for row in records if self._in_scope(row, wanted)]
        own = "id name official_name kind iso_3166_2 federal_district capital name_ru".split()
        return {
            **{column: getattr(region, column) for column in own},
            **{column: last[column] for column in ("head", "head_title", "date", "date_basis")},
            **{status: statuses.count(status) for status in STATUSES},
            "turnover": turnover["text"],
            "turnover_year": turnover["year_to"],
            "document": last["id"],
            "turnover_lower": turnover["lower"],
            "turnover_upper": turnover["upper"],
            "currency": turnover["currency"],
            "wider": len([row for row in records if row.values["scope"]]),
        }

    def _companies(self, text: str, filters: Filters) -> list[dict[str, Any]]:
        rows = []
        records = self._fitting_records(filters)
        for company in self.dataset.companies:
            named = [row for row in records if company.id in row.values["companies"]]
            if filters.keys() - {"company"} and not named:
                continue
            if "company" in filters and company.id not in self._named(
                "company", filters["company"]
            ):
                continue
            own = (*oracle_rows.names_of(self.dataset, company), company.city, company.country)
            if not all(
                any(_finds(word, texts) for texts in (own, *(row.names for row in named)))
                for word in text.split()
            ):
                continue
            of = {
                column: [row.values[column] for row in named]
                for column in COLUMNS["sectors"].split()
            }
            rows.append(
                {
                    "id": company.id,
                    "name": company.name,
                    "city": company.city,
                    "country": company.country,
                    "aliases": [*company.aliases],
                    "regions": [*dict.fromkeys(of["region"])],
                    "sectors": [*dict.fromkeys(of["sector"])],
                    "statuses": [status for status in STATUSES if status in of["status"]],
                    "records": len(named),
                }
            )
        return rows

    def _matrix(self, text: str, filters: Filters) -> list[dict[str, Any]]:
        records = self._sectors(text, filters)
        found = {(row["sector"], row["region"], row["status"]) for row in records}
        regions = self._regions_asked(filters)
        rows = []
        for sector in self.dataset.sectors:
            cells = {
                region: "+".join(s for s in STATUSES if (sector.id, region, s) in found) or None
                for region in regions
            }
            if any(cells.values()) or not (text or filters):
                rows.append(
                    {
                        "sector": sector.id,
                        "sector_name": sector.name,
                        "isic": sector.isic,
                        "parents": [*sector.parents],
                        **cells,
                    }
                )
        return rows


def span(text: str) -> tuple[int, int]:
    """The first and last year of 2019, 2019-2024, 2019- or -2020."""
    first, hyphen, last = text.partition("-")
    if not hyphen:
        return int(first), int(first)
    return int(first or 0), int(last or 9999)


def _is_in_isic(code: str | None, asked: str) -> bool:
    if code is None:
        return False
    if asked in SECTIONS:
        return code == asked or (code[:2].isdigit() and int(code[:2]) in SECTIONS[asked])
    return code.startswith(asked)


def _sorted(listing: str, rows: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """Rows in the order of a column, those without a value last."""
    falling, name = name.startswith("-"), name.removeprefix("-")
    if size := SIZES.get((listing, name)):
        unit, *bounds = size

        def middle(row: dict[str, Any]) -> float | None:
            known = [row[bound] for bound in bounds if row[bound] is not None]
            return sum(known) / len(known) if known else None

        filled = [row for row in rows if middle(row) is not None]
        filled.sort(key=lambda row: (row[unit], (-1 if falling else 1) * (middle(row) or 0)))
        return [*filled, *(row for row in rows if middle(row) is None)]
    filled = [row for row in rows if row[name] is not None]
    filled.sort(key=lambda row: row[name], reverse=falling)
    return [*filled, *(row for row in rows if row[name] is None)]


# TEXT

_SCRATCH = sqlite3.connect(":memory:", check_same_thread=False)


@cache
def _tokens(text: str, tokenizer: str) -> tuple[str, ...]:
    """The words of a text as SQLite's full-text search takes them."""
    name = tokenizer.split()[0]
    _SCRATCH.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5(text, tokenize='{tokenizer}')"
    )
    _SCRATCH.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {name}_words USING fts5vocab({name}, 'instance')"
    )
    _SCRATCH.execute(f"DELETE FROM {name}")
    _SCRATCH.execute(f"INSERT INTO {name} VALUES (?)", (text,))
    words = _SCRATCH.execute(f"SELECT term FROM {name}_words ORDER BY offset")
    return tuple(word for (word,) in words)


def _finds(text: str, fields: Sequence[Any]) -> bool:
    """Whether every word of a text stands in one of the fields of a row."""
    folded = [_one_bus(fold(str(field))) for field in fields if field is not None]
    return all(any(_stands(word, field) for field in folded) for word in text.split())


def _one_bus(folded: str) -> str:
    """Folded text where a bus and buses, gas and gases are one word, in compounds too."""
    words = folded.split(" ")
    for many, one in (("buses", "bus"), ("busses", "bus"), ("gases", "gas"), ("gasses", "gas")):
        words = [word.removesuffix(many) + one if word.endswith(many) else word for word in words]
    return " ".join(words)


def _stands(word: str, field: str) -> bool:
    is_beginning = word.endswith("*")
    tokenizer = f"{'unicode61' if is_beginning else 'porter unicode61'} remove_diacritics 2"
    wanted, words = _tokens(_one_bus(fold(word)), tokenizer), _tokens(field, tokenizer)
    for start in range(len(words) - len(wanted) + 1):
        found = words[start : start + len(wanted)]
        if is_beginning and found[:-1] == wanted[:-1] and found[-1].startswith(wanted[-1]):
            return True
        if not is_beginning and found == wanted:
            return True
    return False
