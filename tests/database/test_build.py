"""The filled database: order, counts, turnover, conflicts, people, names and searched text."""

import json
import sqlite3
from typing import Any

import pytest

from bilat.database.rows import RegionRow
from bilat.vocabulary import STATUS
from tests.database.sample import database, document, ratio, record, select, trade, usd


def test_every_status_is_counted_by_region() -> None:
    missing = [status for status in STATUS if status not in RegionRow._fields]
    assert not missing, f"RegionRow in bilat/database/rows.py needs a column of counts: {missing}"


# Order and lists


def test_catalogues_are_in_the_order_of_names_and_sectors_below_their_parent() -> None:
    connection = database()
    assert select(
        connection, "SELECT id, meetings, date, turnover FROM regions ORDER BY rowid"
    ) == [*(("amur", 0, None, None), ("tver", 0, None, None))]
    assert select(connection, "SELECT id FROM companies ORDER BY rowid") == ["bkm", "maz"]
    assert select(connection, "SELECT id FROM sector_catalogue ORDER BY rowid") == [
        *("food", "transport", "trams")
    ]
    assert select(connection, "SELECT * FROM matrix") == []


def test_records_are_by_region_meeting_sector_and_status() -> None:
    offer = {"status": "proposed", "side": "belarus"}
    later = [record("a", **offer), record("b"), record("c", "food"), record("d", **offer)]
    connection = database(
        document(date="2022-01-01", cooperation=later),
        document(cooperation=[record("e")]),
        document("amur", "2023-01-01", cooperation=[record("f")]),
    )
    ids = select(connection, "SELECT id FROM sectors ORDER BY rowid")
    assert [id_.rpartition("/")[2] for id_ in ids] == ["f", "e", "c", "b", "a", "d"]


def test_trade_is_by_region_and_period_and_ends_with_open_periods() -> None:
    facts = [
        trade("open", None, amount=usd(1)),
        trade("change", change=ratio("fell", None, to=2019)),
        trade("amount", amount=usd(1)),
        trade("years", "2018/2020", amount=usd(1)),
        trade("months", "2019-01/2019-08", amount=usd(1)),
        trade("exports", amount=usd(1), flow="exports"),
    ]
    first = document("amur", trade=[trade("first", amount=usd(1))])
    connection = database(document(date="2022-01-01", trade=facts), first)
    rows = select(connection, "SELECT id, year_from, year_to, period FROM trade ORDER BY rowid")
    assert [(id_.rpartition("/")[2], *rest) for id_, *rest in rows] == [
        ("first", 2020, 2020, "2020"),
        ("years", 2018, 2020, "2018/2020"),
        ("months", 2019, 2019, "2019-01/2019-08"),
        ("amount", 2020, 2020, "2020"),
        ("change", 2020, 2020, "2020"),
        ("exports", 2020, 2020, "2020"),
        ("open", None, None, None),
    ]


def test_hs_codes_pair_with_products_and_the_side_table_has_no_nulls() -> None:
    hs = {"trams": "8603", "bodies": None, "milk": "0401"}
    products = [{"name": name, "hs": code} for name, code in hs.items()]
    connection = database(document(cooperation=[record("a", products=products)]))
    assert select(connection, "SELECT products, hs FROM sectors") == [
        ('["trams", "bodies", "milk"]', '["8603", null, "0401"]')
    ]
    assert select(connection, "SELECT position, value FROM sectors_hs ORDER BY position") == [
        *((1, "8603"), (3, "0401"))
    ]


# Summaries

OWN = [record("a"), record("b", status="planned"), record("c", "food", companies=["maz"])]
WIDER = [
    record("d", "food", scope="Russia", companies=["maz", "bkm"]),
    record("e", "transport", scope="Russia"),
]
COUNTS = "id, existing, planned, proposed, interest, wider, meetings, first_date, date"


def test_counts_cover_own_records_beside_those_of_wider_scope() -> None:
    connection = database(
        document(cooperation=OWN),
        document(date="2022-05-06", cooperation=WIDER),
        document(date="2022-05-06", id="tver-2022-05-06-2"),
        document("amur", cooperation=[record("f", scope="Russia")]),
    )
    assert select(connection, f"SELECT {COUNTS} FROM regions") == [
        ("amur", 0, 0, 0, 0, 1, 1, "2021-05-06", "2021-05-06"),
        ("tver", 2, 1, 0, 0, 2, 2, "2021-05-06", "2022-05-06"),
    ]
    assert select(connection, "SELECT id, records, wider, regions, sectors FROM companies") == [
        ("bkm", 1, 1, '["tver"]', '["food"]'),
        ("maz", 2, 1, '["tver"]', '["food"]'),
    ]
    assert select(connection, "SELECT sector, tver, total FROM matrix") == [
        *(("food", "existing", 1), ("trams", "existing+planned", 1))
    ]


TURNOVERS: list[tuple[list[dict[str, Any]], tuple[Any, ...]]] = [
    ([], (None, None, None, None)),
    ([trade("a", 2018, amount=usd(1)), trade("b", amount=usd(2)), trade("c", "2020-08", amount=usd(3))], (2, "2020", 2020, "stated")),
    ([trade("a", "2015/2019", amount=usd(1)), trade("b", "2020-01/2020-08", amount=usd(2))], (2, "2020-01/2020-08", 2020, "stated")),
    ([trade("a", "2015/2019", amount=usd(1)), trade("b", None, amount=usd(2))], (1, "2015/2019", 2019, "stated")),
    ([trade(amount=usd(1), flow="exports"), trade("b", amount=usd(2), goods="trams"), trade("c", amount=usd(3), kind="target"), trade("d", 2017, change=ratio("fell", None, to=2016)), trade("e", 2010, amount=usd(5))], (5, "2010", 2010, "stated")),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "turnover"), TURNOVERS)
def test_a_region_has_its_latest_whole_turnover(facts: Any, turnover: tuple[Any, ...]) -> None:
    connection = database(document(trade=facts))
    query = "SELECT turnover_lower, turnover_period, turnover_year, turnover_year_basis FROM regions WHERE id = 'tver'"
    assert select(connection, query) == [turnover]


def test_the_turnover_of_one_year_is_that_of_the_latest_meeting() -> None:
    later = document(date="2021-02-03", trade=[trade(amount=usd(1))])
    connection = database(later, document(date="2021-01-01", trade=[trade(amount=usd(2))]))
    query = "SELECT turnover_lower, turnover_conflicts FROM regions WHERE id = 'tver'"
    assert select(connection, query) == [(1, 1)]


# Conflicts


CONTRADICTIONS: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "two amounts": ({"amount": usd(100)}, {"amount": usd(101)}, True),
    "the same amount": ({"amount": usd(100)}, {"amount": usd(100)}, False),
    "touching": ({"amount": usd(90, 100)}, {"amount": usd(100, 110)}, False),
    "over more": ({"amount": usd(100)}, {"amount": usd(101, None)}, True),
    "over less": ({"amount": usd(100)}, {"amount": usd(99, None)}, False),
    "two open bounds": ({"amount": usd(1, None)}, {"amount": usd(9, None)}, False),
    "two currencies": ({"amount": usd(100)}, {"amount": usd(7, unit="RUB")}, False),
    "two flows": ({"amount": usd(100)}, {"amount": usd(7), "flow": "exports"}, False),
    "other goods": ({"amount": usd(100)}, {"amount": usd(7), "goods": "trams"}, False),
    "two years": ({"amount": usd(100)}, {"amount": usd(7), "period": 2019}, False),
    "no year": ({"amount": usd(100)}, {"amount": usd(7), "period": None}, False),
    "two targets": ({"amount": usd(100), "kind": "target"}, {"amount": usd(7), "kind": "target"}, False),
    "a derived amount": ({"amount": usd(100)}, {"period": 2021, "amount": usd(300), "change": ratio("twice", 1, factor=2, to=2020)}, True),
}  # fmt: skip


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_reports_that_contradict_each_other(case: str) -> None:
    one, other, is_conflict = CONTRADICTIONS[case]
    connection = database(
        document(trade=[trade(**{"period": 2020} | one)]),
        document(date="2022-05-06", trade=[trade(**{"period": 2020} | other)]),
    )
    conflicts = dict(select(connection, "SELECT id, conflicts FROM trade WHERE conflicts <> '[]'"))
    assert bool(conflicts) == is_conflict
    for id_, others in conflicts.items():
        for each in json.loads(others):
            assert id_ in json.loads(conflicts[each])


def test_a_report_contradicts_neither_itself_nor_another_region() -> None:
    both = [trade(amount=usd(100)), trade("b", amount=usd(200))]
    elsewhere = document("amur", trade=[trade(amount=usd(300))])
    connection = database(document(trade=both), elsewhere)
    assert select(connection, "SELECT count(*) FROM trade_conflicts") == [0]


# People and names


def test_one_person_in_several_spellings_is_one_person() -> None:
    def meeting(date: str, head: str, *aliases: str) -> dict[str, Any]:
        president = {"name": "Ivan Ivanov", "title": "President", "side": "belarus"}
        other = {"name": head, "title": "Governor", "side": "region", "aliases": aliases}
        return document(date=date, participants=[president, other])

    connection = database(
        meeting("2021-01-01", "Yevgeny Kuivashev"),
        meeting("2022-01-01", "Eugene Kuyvashev"),
        meeting("2023-01-01", "E. Kuyvashev", "EUGENE KUYVASHEV", "Yevgeny Kuivashev"),
        meeting("2024-01-01", "Denis Pasler"),
    )
    query = "SELECT name, person FROM participants WHERE side = 'region' ORDER BY document"
    assert select(connection, query) == [
        ("Yevgeny Kuivashev", "Yevgeny Kuivashev"),
        ("Eugene Kuyvashev", "Yevgeny Kuivashev"),
        ("E. Kuyvashev", "Yevgeny Kuivashev"),
        ("Denis Pasler", "Denis Pasler"),
    ]
    query = "SELECT name FROM names WHERE kind = 'person' AND id = 'Yevgeny Kuivashev'"
    assert select(connection, query) == [
        *("e kuyvashev", "eugene kuyvashev", "kuivashev", "kuyvashev", "yevgeny kuivashev")
    ]


def test_everything_that_can_be_named_has_its_names() -> None:
    fields: dict[str, Any] = {"places": ["Rzhev"], "projects": ["A Plan"], "products": [{"name": "Trams", "hs": None}]}  # fmt: skip
    facts = [trade(amount=usd(4), change=ratio("twice", 1, factor=2))]
    connection = database(document(cooperation=[record("a", **fields)], trade=facts, place="Minsk"))
    query = "SELECT kind, name FROM names WHERE id NOT IN ('amur', 'Far Eastern', 'food')"
    found: dict[str, list[str]] = {}
    for kind, name in select(connection, query):
        found.setdefault(kind, []).append(name)
    derived = "tver 2021 05 06 fact derived 2019"
    assert {kind: sorted(names) for kind, names in found.items()} == {
        "company": ["bkm", "maz"],
        "district": ["central", "central federal district", "central russia", "центральныи", "центральныи федеральныи округ", "цфо"],
        "document": ["tver 2021 05 06"],
        "fact": ["a", "derived 2019", "fact", "tver 2021 05 06 a", "tver 2021 05 06 fact", derived,
            "tver a", "tver derived 2019", "tver fact"],
        "person": ["ivan ivanov", "ivanov", "petr petrov", "petrov"],
        "place": ["minsk", "rzhev"],
        "product": ["trams"],
        "project": ["a plan"],
        "region": ["ru tve", "tve", "tver", "tver alias", "tver oblast", "tver по русски"],
        "sector": ["trams", "transport"],
    }  # fmt: skip


# Searched text


SPOKEN = "Petr Petrov\nhead governor"
TVER = "Tver\nTver Oblast\nTver по-русски"
TEXTS: dict[str, dict[str, str]] = {
    "sectors": {
        "summary": "There are trams.", "sector": "Trams\ntrams", "parent": "Transport\ntransport",
        "company": "MAZ", "product": "tram bodies\nwheels", "place": "Rzhev", "project": "Ring Line",
        "condition": "if there is demand", "scope": "the Volga area", "evidence": "so much",
        "region": TVER, "speaker": SPOKEN,
    },
    "trade": {
        "region": TVER, "period": "2020", "amount": "", "change": "went lower by 5%", "goods": "",
        "cause": "the pandemic", "doubt": "", "evidence": "so much", "speaker": "report",
        "direction": "fall drop decline decrease shrink", "flow": "turnover",
    },
    "regions": {
        "names": TVER, "head": "Petr Petrov\nGovernor", "kind": "oblast",
        "district": "Central\nCentral Federal District\nЦентральный федеральный округ\nЦентральный\nЦФО\nCentral Russia",
    },
    "companies": {
        "company": "MAZ", "city": "", "country": "", "region": TVER,
        "sector": "Trams\ntrams", "parent": "Transport\ntransport",
    },
    "documents": {
        "region": TVER, "date": "2021-05-06\n2021-05-06", "place": "", "publisher": "A publisher",
        "head": "Petr Petrov\nGovernor",
    },
}  # fmt: skip


@pytest.mark.parametrize("listing", TEXTS)
def test_the_fields_of_a_row_are_searched_as_people_read_them(listing: str) -> None:
    offer = record(
        "offer",
        status="proposed", side="belarus", stated_by="region_head",
        scope="the Volga area", condition="if there is demand", companies=["maz"],
        places=["Rzhev"], projects=["Ring Line"],
        products=[{"name": name, "hs": None} for name in ("tram bodies", "wheels")],
    )  # fmt: skip
    fall = trade("fall", change=ratio("went lower by 5%", -0.05), cause="the pandemic")
    connection = database(document(cooperation=[offer], trade=[fall]))
    connection.row_factory = sqlite3.Row
    rows = connection.execute(f"SELECT * FROM {listing}_text ORDER BY rowid DESC")
    assert dict(rows.fetchone()) == TEXTS[listing]
