"""A small dataset that is made up, with everything that a table can show."""

from typing import Any

from bilat.dataset.models import Dataset

ADDRESS = "https://example.org/a-meeting"


def made_up(dataset: Dataset) -> Dataset:
    """Two meetings with the regions and a few of the sectors and companies of a dataset."""
    records = dataset.model_dump(mode="json", by_alias=True)
    sectors = {each["id"]: each for each in records["sectors"]}
    return Dataset.model_validate(
        {
            **records,
            "regions": [
                each for each in records["regions"] if each["id"] in ("irkutsk", "khabarovsk")
            ],
            "sectors": [
                _sector(sectors["mechanical-engineering"], "Mechanical engineering"),
                _sector(sectors["elevators"], "Elevators", "mechanical-engineering"),
                _sector(sectors["trucks"], "Heavy quarry dump trucks and tippers"),
                _sector(sectors["food"], "Food"),
            ],
            "companies": [
                _company("amkodor", "Amkodor", "Belarus"),
                _company("lift-plant", "Lift Plant of the Three Rivers", None, "Usolye"),
                _company("belaz", "BelAZ", "Belarus"),
                _company("unused", "Unused", "Russia"),
            ],
            "documents": [_irkutsk(), _khabarovsk()],
        }
    )


def _sector(sector: dict[str, Any], name: str, *parents: str) -> dict[str, Any]:
    return {**sector, "name": name, "parents": parents, "aliases": []}


def _company(id_: str, name: str, country: str | None, city: str | None = None) -> dict[str, Any]:
    return {"id": id_, "name": name, "aliases": [], "city": city, "country": country}


def _irkutsk() -> dict[str, Any]:
    return {
        **_document("irkutsk", "2020-09-25", "stated", ("Igor Kobzev", "Governor of Irkutsk")),
        "cooperation": [
            _record(
                *("elevators", "elevators", "existing", "Elevators are assembled in Usolye."),
                companies=["lift-plant"],
                products=[{"name": "lifts", "hs": "842810"}],
            ),
            _record(
                *("elevators-demand", "elevators", "existing", "Elevators are in demand."),
                scope="the Russian market",
                companies=["lift-plant"],
                stated_by="document",
            ),
            _record(
                *("trucks", "trucks", "interest"),
                "The region may be interested in quarry trucks that carry 130 tonnes, and in "
                "loans of $20 million for them.",
                side="region",
                companies=["belaz", "amkodor"],
                products=[{"name": "quarry trucks", "hs": "8704"}],
                paragraphs=[3, 12],
            ),
        ],
        "trade": [
            _trade(
                *("turnover-2019", 2019, "stated"),
                amount=_bounds("over $284 million", "over", 284_000_000, None, unit="USD"),
                change=_change("rose 2.6 times", "up", 2018, 1.6, 1.6, factor=2.6),
                stated_by="region_head",
            ),
            _trade(
                *("turnover-2020", 2020, "inferred"),
                change=_change("the figures have dropped", "down", 2019, None, None),
                cause="due to the pandemic",
                doubt="hardly exact",
            ),
        ],
        "figures": [
            {
                **_said("output", "document", [5]),
                "name": "Trolleybuses produced per year",
                "amount": _bounds("more than 300 a year", "over", 300, None, unit="trolleybuses"),
                "scope": "the plant in Usolye",
                "period": {"from": 2018, "to": 2019, "basis": "inferred", "note": "As it seems."},
            }
        ],
    }


def _khabarovsk() -> dict[str, Any]:
    head = ("Dmitry Demeshin", "Governor of Khabarovsk Territory")
    return {
        **_document("khabarovsk", "2025-02-03", "external", head),
        "cooperation": [
            _record(
                *("machines", "mechanical-engineering", "planned", "A centre is to open."),
                side="belarus",
                stated_by="region_head",
            ),
            _record(
                *("trucks", "trucks", "existing", "Trucks are sold there."), companies=["belaz"]
            ),
            _record(
                *("trucks-more", "trucks", "proposed", "More trucks can be had."),
                side="belarus",
                condition="If you are interested",
                companies=["belaz"],
            ),
            _record(
                *("food", "food", "proposed", "Food can be sold in the Far East."),
                side="both",
                scope="the Far East",
            ),
        ],
        "trade": [],
        "figures": [],
    }


def _document(region: str, date: str, basis: str, head: tuple[str, str]) -> dict[str, Any]:
    name, title = head
    return {
        "id": f"{region}-{date}",
        "region": region,
        "date": {
            "value": date,
            "stated": date if basis == "stated" else None,
            "basis": basis,
            "note": "As it seems.",
        },
        "place": None,
        "participants": [
            {"name": "Aleksandr Lukashenko", "title": "President of Belarus", "side": "belarus"},
            {"name": name, "title": title, "side": "region"},
        ],
        "source": {
            "publisher": "The press service",
            "url": f"{ADDRESS}/{region}",
            "language": "en",
            "sha256": f"{len(region):064x}",
            "paragraphs": 20,
        },
        "left_out": [],
    }


def _said(id_: str, stated_by: str, paragraphs: list[int]) -> dict[str, Any]:
    return {
        "id": id_,
        "stated_by": stated_by,
        "paragraphs": paragraphs,
        "evidence": ["some words of it"],
    }


def _record(id_: str, sector: str, status: str, summary: str, **others: Any) -> dict[str, Any]:
    said = _said(id_, others.pop("stated_by", "president"), others.pop("paragraphs", [6]))
    empty: dict[str, Any] = dict.fromkeys(("side", "scope", "condition"))
    lists: dict[str, Any] = dict.fromkeys(
        ("forms", "products", "companies", "places", "projects"), ()
    )
    words = {"sector": sector, "status": status, "summary": summary}
    return {**said, **empty, **lists, **words, **others}


def _trade(id_: str, year: int, basis: str, **others: Any) -> dict[str, Any]:
    note = None if basis == "stated" else "As it seems."
    return {
        **_said(id_, others.pop("stated_by", "president"), [8]),
        "period": {"from": year, "to": year, "basis": basis, "note": note},
        "kind": "actual",
        "amount": None,
        "change": None,
        "cause": None,
        "doubt": None,
        **others,
    }


def _bounds(text: str, hedge: str | None, lower: Any, upper: Any, **others: Any) -> dict[str, Any]:
    return {"text": text, "hedge": hedge, "lower": lower, "upper": upper, **others}


def _change(
    text: str, direction: str, year: int, lower: Any, upper: Any, factor: Any = None
) -> dict[str, Any]:
    hedge = None if lower is None else "exact"
    others = {"direction": direction, "compared_to": year, "factor": factor}
    return _bounds(text, hedge, lower, upper, **others)
