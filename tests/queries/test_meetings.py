"""Several meetings of one region, and whether everything that an output offers can be typed."""

import re
import shlex
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import bilat
from bilat.cli import completion
from bilat.database.store import Database
from bilat.dataset.models import Dataset, Trade
from bilat.errors import UsageError
from bilat.queries import empty, listings
from bilat.queries.connection import Connection
from bilat.queries.context import context
from bilat.queries.filters import FILTERS
from bilat.queries.listings import LISTINGS
from bilat.queries.show import FACTS, show
from tests.conftest import Run
from tests.queries.helpers import meeting, of_region, with_documents
from tests.tools.folders import write_folder


def in_period(fact: Trade, value: int | str, **changes: Any) -> Trade:
    """Return a trade fact of another period, without a change."""
    period = fact.period.model_copy(update={"value": value}) if fact.period else None
    return fact.model_copy(update={"period": period, "change": None, **changes})


def money(fact: Trade, text: str, lower: int, unit: str = "USD") -> Any:
    assert fact.amount is not None
    changes = {"text": text, "lower": lower, "upper": None, "hedge": "over", "unit": unit}
    return fact.amount.model_copy(update=changes)


@pytest.fixture(scope="module")
def meetings(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder: three meetings of Irkutsk, one of Sverdlovsk, one of Bashkortostan."""
    irkutsk, sverdlovsk = of_region(dataset, "irkutsk"), of_region(dataset, "sverdlovsk")
    stated, dropped = irkutsk.trade
    target = in_period(stated, 2030, id="target", kind="target", period=None)
    total = in_period(
        stated, "2021/2023", id="sum", amount=money(stated, "over $9 billion", 9 * 10**9)
    )
    other = in_period(stated, 2019, amount=money(stated, "over $300 million", 300_000_000))
    [rubles] = (
        in_period(each, 2024, amount=money(each, "over 1.5 billion rubles", 1_500_000_000, "RUB"))
        for each in sverdlovsk.trade
    )
    changed = with_documents(
        dataset,
        meeting(irkutsk, "2016-01-01", "First Head", trade=(), figures=()),
        irkutsk,
        meeting(irkutsk, "2024-05-05", "Second Kobzev", trade=(other, total, target, dropped)),
        sverdlovsk.model_copy(update={"trade": (rubles,)}),
        of_region(dataset, "bashkortostan"),
    )
    return write_folder(changed, tmp_path_factory.mktemp("meetings") / "data")


@pytest.fixture(scope="module")
def asked(meetings: Path) -> Iterator[Connection]:
    with bilat.connect(meetings) as connection:
        yield connection


@pytest.fixture(scope="module")
def opened(meetings: Path) -> Iterator[Database]:
    database = Database(meetings)
    yield database
    database.close()


@pytest.mark.parametrize(
    ("filters", "row"),
    [
        ({}, ("Second Kobzev", "2024-05-05", 3, "2016-01-01", "over $300 million", 2019)),
        ({"year": 2020}, ("Igor Kobzev", "2020-09-25", 1, "2020-09-25", "over $284 million", 2019)),
        ({"year": "-2019"}, ("First Head", "2016-01-01", 1, "2016-01-01", None, None)),
    ],
)
def test_a_region_has_its_latest_meeting_and_turnover(
    asked: Connection, filters: dict[str, Any], row: tuple[Any, ...]
) -> None:
    [found] = asked.regions(region="irkutsk", **filters)
    columns = ("head", "date", "meetings", "first_date", "turnover", "turnover_year")
    assert tuple(getattr(found, column) for column in columns) == row


def test_a_region_without_a_meeting_has_nulls_and_zeros(asked: Connection) -> None:
    [row] = asked.regions(region="khabarovsk")
    assert (row.head, row.date, row.document, row.turnover, row.first_date) == (None,) * 5
    assert (row.existing, row.proposed, row.interest, row.wider, row.meetings) == (0,) * 5
    assert asked.regions(region="khabarovsk", year="1900-2100") == []


def test_records_of_every_meeting_have_their_own_date_and_speaker(asked: Connection) -> None:
    found = asked.sectors(region="irkutsk", sector="mining-machinery")
    assert [row.date for row in found] == ["2016-01-01", "2020-09-25", "2024-05-05"]
    said = asked.trade("pandemic", region="irkutsk")
    assert [row.speaker for row in said] == ["Igor Kobzev", "Second Kobzev"]


def test_a_surname_of_two_people_means_both(asked: Connection, opened: Database) -> None:
    assert {row.document for row in asked.trade(said_by="Kobzev")} == {
        *("irkutsk-2020-09-25", "irkutsk-2024-05-05"),
    }
    with pytest.raises(UsageError) as raised:
        show(opened, "Kobzev")
    assert str(raised.value) == (
        '\'Kobzev\' is ambiguous; use "person:Igor Kobzev" or "person:Second Kobzev"'
    )


def test_turnover_is_sorted_within_one_currency(opened: Database) -> None:
    question = listings.question(opened, "regions")
    found = [row.currency for row in listings.rows(opened, question, ["-turnover"])]
    assert found == ["USD", "USD", "RUB", None, None]


def test_the_matrix_heads_a_region_with_its_first_and_last_year(opened: Database) -> None:
    question = listings.question(opened, "matrix")
    about = context(opened, question, listings.rows(opened, question))
    assert [(place.id, place.years) for place in about.places] == [
        ("bashkortostan", [("2025", "stated")]),
        ("irkutsk", [("2016", "stated"), ("2024", "stated")]),
        ("sverdlovsk", [("2025", "external")]),
    ]
    [own, wider] = about.cells["elevators", "irkutsk"]
    assert (own.status, own.wider, len(own.ids)) == ("existing", False, 3)
    assert (wider.status, wider.wider, len(wider.ids)) == ("existing", True, 3)


def test_one_dataset_may_have_no_documents(dataset: Dataset, tmp_path: Path) -> None:
    folder = write_folder(with_documents(dataset), tmp_path / "data")
    with bilat.connect(folder) as connection:
        assert [len(getattr(connection, listing)()) for listing in LISTINGS] == [
            5,
            0,
            0,
            10,
            0,
            0,
            0,
        ]


# What an output offers


@pytest.mark.parametrize("listing", FACTS)
def test_every_id_that_a_table_draws_can_be_shown(opened: Database, listing: str) -> None:
    question = listings.question(opened, listing)
    rows = listings.rows(opened, question)
    drawn = context(opened, question, rows).short_ids
    for row in rows:
        id_ = drawn[row.id]
        typed = id_ if "/" in id_ else f"{row.region}/{id_}"
        assert show(opened, typed).id == row.id
    assert {"/" in id_ for id_ in drawn.values()} == {listing != "figures", False}


@pytest.mark.parametrize("typed", ["", "i", "irkutsk/", "irkutsk-2024-05-05/", "sverdlovsk/m", "k"])
def test_everything_that_completion_offers_can_be_shown(
    opened: Database, meetings: Path, typed: str
) -> None:
    offered = completion.name(SimpleNamespace(params={"data": meetings}), typed)
    assert offered
    for text, _ in offered:
        assert show(opened, text), text


def offers(message: str) -> Iterator[list[str]]:
    """Yield the commands in a message, without `bilat`."""
    for command in re.findall(r"bilat (\w+(?: (?:\"[^\"]*\"|'[^']*'|[^\s\"',;()]+))*)", message):
        yield shlex.split(command)


MISTAKES = [
    *(
        "tractr",
        "agri",
        "nothing",
        "export",
        "trucks",
        "metro",
        "kobzef",
        "elga",
        "clothin",
        "minsk",
    ),
    *("irkutsk/turnover", "fact:trucks", "document:irkutsk", "лифтт", "2020", "mogilevliftmas"),
]


def refusal(ask: Callable[[str], object], text: str) -> str:
    """Return the message of an error; empty if there is none."""
    try:
        ask(text)
    except UsageError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("mistake", MISTAKES)
def test_everything_that_an_error_offers_works(
    opened: Database, run: Run, meetings: Path, mistake: str
) -> None:
    kinds = ("region", "sector", "company", "product", "place", "project", "document", "said_by")
    for ask in (partial(show, opened), *(partial(FILTERS[kind].read, opened) for kind in kinds)):
        message = refusal(ask, mistake)
        for offered in re.findall(r"'([^']+)'", message.partition("did you mean")[2]):
            assert ask(offered)
        choices = message.partition("; use ")[2].replace(" or ", " ").replace(",", "")
        for offered in shlex.split(choices):
            assert show(opened, offered)
        for command in offers(message):
            assert run(*command, "--data", str(meetings)).status == 0


@pytest.mark.parametrize(
    ("listing", "text", "filters"),
    [
        ("sectors", "Kobzev", {}),
        ("sectors", "no topics", {}),
        ("sectors", "tractr", {}),
        ("sectors", "proposed trams", {}),
        ("sectors", "Bashkortostan tractrs", {}),
        ("sectors", "2020", {}),
        ("sectors", "8702", {}),
        ("trade", "trolleybus*", {}),
        ("documents", "dump truck", {}),
        ("sectors", "", {"region": "irkutsk", "status": "planned"}),
        ("trade", "", {"year": 1999}),
    ],
)
def test_every_command_that_an_empty_answer_offers_finds_something(
    opened: Database, run: Run, meetings: Path, listing: str, text: str, filters: dict[str, Any]
) -> None:
    question = listings.question(opened, listing, text, filters)
    assert listings.count(opened, question) == 0
    for command in offers(empty.why(opened, question, text, filters)):
        result = run(*command, "--data", str(meetings))
        least = 1 if command[0] == "show" else 2  # a profile in one line, or a heading and rows
        assert (result.status, result.out.count("\n") >= least) == (0, True)
