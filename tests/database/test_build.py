"""The filled database: order, counts, turnover, conflicts, people, names and searched text."""

import json
import sqlite3
from typing import Any

import pytest

from bilat.database import summaries
from bilat.database.rows import RegionRow
from bilat.database.schema import SEARCHED
from bilat.vocabulary import STATUS
from tests.database.sample import database, document, ratio, record, trade, usd


def select(connection: sqlite3.Connection, query: str, *values: object) -> list[Any]:
    """Return the rows of a query; those of one column as plain values."""
    rows = connection.execute(query, values).fetchall()
    return [row[0] if len(row) == 1 else row for row in rows]


def test_every_status_is_counted_by_region() -> None:
    missing = [status for status in STATUS if status not in RegionRow._fields]
    assert not missing, f"RegionRow in bilat/database/rows.py needs a column of counts: {missing}"


def test_a_dataset_without_documents_has_a_database() -> None:
    connection = database()
    assert select(connection, "SELECT id, meetings, date, turnover FROM regions") == [
        ("amur", 0, None, None),
        ("tver", 0, None, None),
    ]
    assert select(connection, "SELECT * FROM matrix") == []


# Order


def test_catalogues_are_in_the_order_of_names_and_sectors_below_their_parent() -> None:
    connection = database()
    assert select(connection, "SELECT id FROM regions ORDER BY rowid") == ["amur", "tver"]
    assert select(connection, "SELECT id FROM companies ORDER BY rowid") == ["bkm", "maz"]
    assert select(connection, "SELECT id FROM sector_catalogue ORDER BY rowid") == [
        *("food", "transport", "trams")
    ]


def test_records_are_by_region_meeting_sector_and_status() -> None:
    offer = {"status": "proposed", "side": "belarus"}
    later = document(
        date="2022-01-01",
        cooperation=[record("a", **offer), record("b"), record("c", "food"), record("d", **offer)],
    )
    connection = database(later, document(cooperation=[record("e")]), document("amur"))
    assert select(connection, "SELECT id FROM sectors ORDER BY rowid") == [
        "tver-2021-05-06/e",
        "tver-2022-01-01/c",
        "tver-2022-01-01/b",
        "tver-2022-01-01/a",
        "tver-2022-01-01/d",
    ]


def test_trade_is_by_region_and_period_and_ends_with_open_periods() -> None:
    connection = database(
        document(
            date="2022-01-01",
            trade=[
                trade("open", None, amount=usd(1)),
                trade("change", change=ratio("fell", None, to=2019)),
                trade("amount", amount=usd(1)),
                trade("years", "2018/2020", amount=usd(1)),
                trade("months", "2019-01/2019-08", amount=usd(1)),
                trade("exports", amount=usd(1), flow="exports"),
            ],
        ),
        document("amur", trade=[trade("first", amount=usd(1))]),
    )
    rows = select(connection, "SELECT id, year_from, year_to, period FROM trade ORDER BY rowid")
    assert [(id_.rpartition("/")[2], *rest) for id_, *rest in rows] == [
        ("first", 2020, 2020, "2020"),
        ("months", 2019, 2019, "2019-01/2019-08"),
        ("years", 2018, 2020, "2018/2020"),
        ("exports", 2020, 2020, "2020"),
        ("amount", 2020, 2020, "2020"),
        ("change", 2020, 2020, "2020"),
        ("open", None, None, None),
    ]


# Lists


def test_hs_codes_pair_with_products_and_the_side_table_has_no_nulls() -> None:
    goods = [{"name": "trams", "hs": "8603"}, {"name": "bodies", "hs": None}]
    connection = database(
        document(cooperation=[record("a", products=[*goods, {"name": "milk", "hs": "0401"}])])
    )
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


@pytest.fixture
def counted() -> sqlite3.Connection:
    """A region with two meetings (three reports), three own records and two of wider scope."""
    return database(
        document(cooperation=OWN),
        document(date="2022-05-06", cooperation=WIDER),
        document(date="2022-05-06", id="tver-2022-05-06-2"),
        document("amur", cooperation=[record("f", scope="Russia")]),
    )


def test_counts_cover_own_records_beside_those_of_wider_scope(counted: sqlite3.Connection) -> None:
    assert select(counted, f"SELECT {COUNTS} FROM regions") == [
        ("amur", 0, 0, 0, 0, 1, 1, "2021-05-06", "2021-05-06"),
        ("tver", 2, 1, 0, 0, 2, 2, "2021-05-06", "2022-05-06"),
    ]
    assert select(counted, "SELECT id, records, wider, regions, sectors FROM companies") == [
        ("bkm", 1, 1, '["tver"]', '["food"]'),
        ("maz", 2, 1, '["tver"]', '["food"]'),
    ]
    assert select(counted, "SELECT sector, tver, total FROM matrix") == [
        ("food", "existing", 1),
        ("trams", "existing+planned", 1),
    ]


def test_counts_follow_conditions_and_a_scope(counted: sqlite3.Connection) -> None:
    def regions(*conditions: str, own: bool = True) -> list[Any]:
        query = summaries.regions({"sectors": conditions}, own=own)
        return select(counted, f"SELECT {COUNTS} FROM ({query}) WHERE id = 'tver'")

    meetings = (2, "2021-05-06", "2022-05-06")
    assert regions("status = 'existing'") == [("tver", 2, 0, 0, 0, 2, *meetings)]
    assert regions("scope IS NULL", own=False) == [("tver", 2, 1, 0, 0, 0, *meetings)]
    assert regions("scope IS NOT NULL", own=False) == [("tver", 2, 0, 0, 0, 2, *meetings)]


def test_meetings_that_do_not_fit_are_not_counted(counted: sqlite3.Connection) -> None:
    fitting = {"documents": ["date < '2022' AND region = 'tver'"]}
    query = summaries.regions(fitting, met=True)
    assert select(counted, f"SELECT id, meetings, date FROM ({query})") == [
        ("tver", 1, "2021-05-06")
    ]


def test_the_matrix_may_have_sectors_with_wider_records_alone(counted: sqlite3.Connection) -> None:
    def matrix(**options: bool) -> list[Any]:
        query = summaries.matrix({}, ["amur", "tver"], **options)
        return select(counted, f"SELECT sector, amur, tver, total FROM ({query})")

    own = [("food", None, "existing", 1), ("trams", None, "existing+planned", 1)]
    assert matrix() == own
    assert sorted(matrix(wider=True)) == [*own, ("transport", None, None, 0)]
    assert ("trams", "existing", "existing+planned", 2) in matrix(own=False)


TURNOVERS: dict[str, tuple[list[dict[str, Any]], tuple[Any, ...]]] = {
    "none": ([], (None, None, None, None)),
    "the latest whole year": ([trade("a", 2018, amount=usd(1)), trade("b", amount=usd(2)), trade("c", "2020-08", amount=usd(3))], (2, "2020", 2020, "stated")),
    "another period": ([trade("a", "2015/2019", amount=usd(1)), trade("b", "2020-01/2020-08", amount=usd(2))], (2, "2020-01/2020-08", 2020, "stated")),
    "no open period": ([trade("a", "2015/2019", amount=usd(1)), trade("b", None, amount=usd(2))], (1, "2015/2019", 2019, "stated")),
    "no exports, goods, target or change": ([trade(amount=usd(1), flow="exports"), trade("b", amount=usd(2), goods="trams"), trade("c", amount=usd(3), kind="target"), trade("d", 2017, change=ratio("fell", None, to=2016)), trade("e", 2010, amount=usd(5))], (5, "2010", 2010, "stated")),
}  # fmt: skip


@pytest.mark.parametrize("case", TURNOVERS)
def test_the_turnover_of_a_region(case: str) -> None:
    facts, turnover = TURNOVERS[case]
    connection = database(document(trade=facts))
    query = "SELECT turnover_lower, turnover_period, turnover_year, turnover_year_basis FROM regions WHERE id = 'tver'"
    assert select(connection, query) == [turnover]


def test_the_turnover_of_one_year_is_that_of_the_latest_meeting() -> None:
    connection = database(
        document(date="2021-02-03", trade=[trade(amount=usd(1))]),
        document(date="2021-01-01", trade=[trade(amount=usd(2))]),
    )
    assert select(connection, "SELECT turnover_lower FROM regions WHERE id = 'tver'") == [1]


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


def test_the_same_report_does_not_contradict_itself_nor_another_region() -> None:
    connection = database(
        document(trade=[trade(amount=usd(100)), trade("b", amount=usd(200))]),
        document("amur", trade=[trade(amount=usd(300))]),
    )
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
    connection = database(
        document(
            cooperation=[record("a", **fields)],
            trade=[trade(amount=usd(4), change=ratio("twice", 1, factor=2))],
        )
    )
    query = (
        "SELECT name, id FROM names WHERE kind = ? AND id NOT IN ('amur', 'Far Eastern', 'food')"
    )
    found = {
        kind: select(connection, query, kind)
        for kind in select(connection, "SELECT DISTINCT kind FROM names")
    }
    assert {kind: len(names) for kind, names in found.items()} == {
        "company": 2,
        "district": 6,
        "document": 1,
        "fact": 3,
        "short fact": 6,
        "person": 4,
        "place": 1,
        "product": 1,
        "project": 1,
        "region": 6,
        "sector": 2,
    }
    assert [name for name, _ in found["region"]] == [
        *("ru tve", "tve", "tver", "tver alias", "tver oblast", "tver по русски")
    ]
    assert found["place"] == [("rzhev", "Rzhev")]
    assert [name for name, id_ in found["short fact"] if "derived" in id_] == [
        *("derived 2019", "tver derived 2019")
    ]


# Searched text


def matching(connection: sqlite3.Connection, listing: str, words: str, suffix: str = "fts") -> Any:
    """Return the ids of the rows of a listing that match, with the fields that do."""
    index = f"{listing}_{suffix}"
    marks = ", ".join(f"highlight({index}, {n}, '<', '>')" for n in range(len(SEARCHED[listing])))
    query = f"SELECT id, {marks} FROM {index} JOIN {listing} ON {listing}.rowid = {index}.rowid WHERE {index} MATCH ?"
    return [
        (row[0].rpartition("/")[2], {field: value for field, value in zip(SEARCHED[listing], row[1:], strict=True) if "<" in value})
        for row in connection.execute(query, [words])
    ]  # fmt: skip


@pytest.fixture(scope="module")
def searched() -> sqlite3.Connection:
    """A database with something in every field."""
    fields: dict[str, Any] = {
        "status": "proposed",
        "side": "belarus",
        "scope": "the Volga area",
        "condition": "if there is demand",
        "products": [{"name": "tram bodies", "hs": None}, {"name": "wheels", "hs": None}],
        "companies": ["maz"],
        "places": ["Rzhev"],
        "projects": ["Ring Line"],
        "stated_by": "region_head",
    }
    fall = ratio("went lower by 5%", -0.05, to=2019)
    figure = {**trade("share", amount=usd(40, unit="%"), change=fall), "name": "Market share"}
    del figure["kind"]
    return database(
        document(
            cooperation=[record("offer", **fields)],
            trade=[trade("fall", change=fall, cause="the pandemic", doubt="maybe", note="Odd.")],
            figures=[{**figure, "scope": "the world market"}],
        )
    )


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("wheel", {"product": "tram bodies\n<wheels>"}),
        ("maz", {"company": "<MAZ>"}),
        ("rzhev", {"place": "<Rzhev>"}),
        ("ring", {"project": "<Ring> Line"}),
        ("volga", {"scope": "the <Volga> area"}),
        ("demanded", {"condition": "if there is <demand>"}),
        ("transport", {"sector": "Trams\ntrams\n<Transport>\n<transport>"}),
        ("petrov", {"speaker": "Petr <Petrov>\nhead governor"}),
        ("governor", {"speaker": "Petr Petrov\nhead <governor>"}),
        ("русски", {"region": "Tver\nTver Oblast\nTver по-<русски>"}),
    ],
)
def test_a_word_is_found_in_the_field_that_has_it(
    searched: sqlite3.Connection, words: str, fields: dict[str, str]
) -> None:
    assert matching(searched, "sectors", words) == [("offer", fields)]


@pytest.mark.parametrize("words", ["ivanov", "alias", "city", "president"])
def test_other_names_of_the_region_and_people_who_only_took_part_are_not_searched(
    searched: sqlite3.Connection, words: str
) -> None:
    assert matching(searched, "sectors", words) == []


@pytest.mark.parametrize("words", ["fall", "drops", "declined", "pandemic", "lower", "2020"])
def test_trade_is_found_by_ordinary_words(searched: sqlite3.Connection, words: str) -> None:
    assert [id_ for id_, _ in matching(searched, "trade", words)] == ["fall"]


def test_prefixes_are_found_without_the_stemmer(searched: sqlite3.Connection) -> None:
    assert matching(searched, "sectors", "wheel*", "fts_exact") == [
        ("offer", {"product": "tram bodies\n<wheels>"})
    ]
    assert matching(searched, "regions", "tv*", "fts_exact")[0][0] == "tver"
    assert matching(searched, "companies", "ma*", "fts_exact") == [("maz", {"company": "<MAZ>"})]
    assert matching(searched, "documents", "publ*", "fts_exact") == [
        ("tver-2021-05-06", {"publisher": "A <publisher>"})
    ]
