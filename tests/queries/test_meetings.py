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
from bilat.dataset.models import Dataset
from bilat.errors import UsageError
from bilat.queries import empty, listings
from bilat.queries.connection import Connection
from bilat.queries.context import context
from bilat.queries.filters import FILTERS
from bilat.queries.listings import LISTINGS
from bilat.queries.show import FACTS, show
from tests.conftest import DATA, Run
from tests.queries.conftest import with_document
from tests.tools.folders import write_folder

MEETINGS = Path(__file__).parents[1] / "output" / "meetings"
"""Two meetings of Irkutsk, which share ids of facts, and one of Khabarovsk."""


@pytest.fixture(scope="module")
def asked() -> Iterator[Connection]:
    with bilat.connect(MEETINGS) as connection:
        yield connection


@pytest.fixture(scope="module", params=[DATA, MEETINGS], ids=["shipped", "meetings"])
def opened(request: pytest.FixtureRequest) -> Iterator[Database]:
    database = Database(request.param)
    yield database
    database.close()


@pytest.mark.parametrize(
    ("filters", "row"),
    [
        ({}, ("Maria Sokolova", "2020-09-25", 2, "2016-09-01", "over $284 million", 2019)),
        ({"year": 2020}, ("Maria Sokolova", "2020-09-25", 1, "2020-09-25", "over $284 million", 2019)),
        (
            {"year": "-2019"},
            ("Pavel Orlov", "2016-09-01", 1, "2016-09-01", "about 7.5 billion Russian rubles", 2015),
        ),
    ],
)  # fmt: skip
def test_a_region_has_its_latest_meeting_and_turnover(
    asked: Connection, filters: dict[str, Any], row: tuple[Any, ...]
) -> None:
    [found] = asked.regions(region="irkutsk", **filters)
    columns = ("head", "date", "meetings", "first_date", "turnover", "turnover_year")
    assert tuple(getattr(found, column) for column in columns) == row


def test_records_of_every_meeting_have_their_own_date_and_speaker(asked: Connection) -> None:
    found = asked.sectors(region="irkutsk", sector="elevators")
    assert [row.date for row in found] == ["2016-09-01", "2020-09-25", "2020-09-25"]
    said = asked.trade("billion OR dollars", said_by="head") + asked.trade("dollars")
    assert [(row.id, row.speaker) for row in said] == [("irkutsk-2016-09-01/target", "Pavel Orlov")]


def test_the_word_of_a_flow_finds_its_trade(asked: Connection) -> None:
    assert {row.flow for row in asked.trade("exports")} == {"exports"}
    assert {row.flow for row in asked.trade("import")} == {"imports"}


def test_amounts_are_sorted_within_one_currency() -> None:
    database = Database(MEETINGS)
    rows = listings.rows(database, listings.make_question(database, "trade"), ["-amount"])
    assert [(row.currency, row.lower) for row in rows if row.basis == "stated" and row.text] == [
        *(("USD", 500_000_000), ("USD", 284_000_000), ("USD", 21_000_000), ("USD", 0)),
        *(("RUB", 7_500_000_000), ("RUB", 5_000_000_000)),
    ]
    database.close()


def test_the_matrix_heads_a_region_with_its_first_and_last_year() -> None:
    database = Database(MEETINGS)
    question = listings.make_question(database, "matrix")
    about = context(database, question, listings.rows(database, question))
    assert [(place.id, place.years) for place in about.places] == [
        ("irkutsk", [("2016", "inferred"), ("2020", "stated")]),
        ("khabarovsk", [("2025", "external")]),
    ]
    assert [*about.cells["elevators", "irkutsk"]] == [
        ("planned", False),
        ("existing", False),
        ("existing", True),
    ]
    database.close()


def test_a_dataset_may_have_no_documents(dataset: Dataset, tmp_path: Path) -> None:
    nothing = dataset.model_copy(update={"documents": ()})
    with bilat.connect(write_folder(nothing, tmp_path / "data")) as connection:
        found = [len(getattr(connection, listing)()) for listing in LISTINGS]
        assert found == [5, 0, 0, 10, 0, 0, 0]
        region = connection.regions()[0]
    assert (region.head, region.turnover, region.existing, region.meetings) == (None, None, 0, 0)


def test_a_surname_of_two_people_means_both(dataset: Dataset, tmp_path: Path) -> None:
    people = next(each.participants for each in dataset.documents if each.region == "irkutsk")
    cousin = people[-1].model_copy(update={"name": "Ivan Kobzev", "title": "Deputy", "aliases": ()})
    changed = with_document(dataset, "irkutsk", participants=(*people, cousin))
    database = Database(write_folder(changed, tmp_path / "data"))
    assert FILTERS["said_by"].read(database, "Kobzev") == ["Igor Kobzev", "Ivan Kobzev"]
    with pytest.raises(UsageError) as raised:
        show(database, "Kobzev")
    assert str(raised.value) == (
        '\'Kobzev\' is ambiguous; use "person:Igor Kobzev" or "person:Ivan Kobzev"'
    )
    database.close()


# What an output offers


@pytest.mark.parametrize("listing", FACTS)
def test_every_id_that_a_table_draws_can_be_shown(opened: Database, listing: str) -> None:
    question = listings.make_question(opened, listing)
    rows = listings.rows(opened, question)
    drawn = context(opened, question, rows).short_ids
    for row in rows:
        id_ = drawn[row.id]
        assert show(opened, id_ if "/" in id_ else f"{row.region}/{id_}").id == row.id
    if opened.folder == MEETINGS and listing != "figures":
        assert {"/" in id_ for id_ in drawn.values()} == {True, False}


@pytest.mark.parametrize("typed", ["", "i", "irkutsk/", "irkutsk-2020-09-25/", "k"])
def test_everything_that_completion_offers_can_be_shown(opened: Database, typed: str) -> None:
    typing: Any = SimpleNamespace(params={"data": opened.folder})
    offered = completion.name(typing, typed)
    assert offered
    for text, _ in offered:
        assert show(opened, text), text


def offers(message: str) -> Iterator[list[str]]:
    """Yield the commands in a message, without `bilat`."""
    for command in re.findall(r"bilat (\w+(?: (?:\"[^\"]*\"|'[^']*'|[^\s\"',;()]+))*)", message):
        yield shlex.split(command)


def refusal(ask: Callable[[str], object], text: str) -> str:
    """Return the message of an error; empty if there is none."""
    try:
        ask(text)
    except UsageError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "mistake",
    [
        *("tractr", "agri", "nothing", "export", "trucks", "metro", "kobzef", "elga", "clothin"),
        *("minsk", "irkutsk/turnover", "fact:trucks", "document:irkutsk", "лифтт", "2020"),
        *("mogilevliftmas", "elevator", "usoly", "irkutsk/elevatrs"),
    ],
)
def test_everything_that_an_error_offers_works(opened: Database, run: Run, mistake: str) -> None:
    kinds = ("region", "sector", "company", "product", "place", "project", "document", "said_by")
    asks: list[Callable[[str], object]] = [partial(FILTERS[kind].read, opened) for kind in kinds]
    asks.append(partial(show, opened))
    for ask in asks:
        message = refusal(ask, mistake)
        for offered in re.findall(r"'([^']+)'", message.partition("did you mean")[2]):
            assert ask(offered)
        choices = message.partition("; use ")[2].replace(" or ", " ").replace(",", "")
        for offered in shlex.split(choices):
            assert show(opened, offered)
        for command in offers(message):
            assert run(*command, "--data", str(opened.folder)).status == 0


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
        ("sectors", "", {"region": "irkutsk", "form": "repair"}),
        ("trade", "", {"year": 1999}),
    ],
)
def test_every_command_that_an_empty_answer_offers_finds_something(
    opened: Database, run: Run, listing: str, text: str, filters: dict[str, Any]
) -> None:
    question = listings.make_question(opened, listing, text, filters)
    assert listings.count(opened, question) == 0
    for command in offers(empty.why(opened, question)):
        result = run(*command, "--data", str(opened.folder))
        least = 1 if command[0] == "show" else 2  # a profile in one line, or a heading and rows
        assert (result.status, result.out.count("\n") >= least) == (0, True)
