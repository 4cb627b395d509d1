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
from bilat.queries.context import context
from bilat.queries.filters import FILTERS
from bilat.queries.listings import LISTINGS
from bilat.queries.show import FACTS, show
from tests.conftest import DATA, Run
from tests.tools.folders import write_folder

MEETINGS = Path(__file__).parents[1] / "output" / "meetings"
"""Two meetings of Irkutsk, which share ids of facts, and one of Khabarovsk."""


@pytest.fixture(scope="module", params=[DATA, MEETINGS], ids=["shipped", "meetings"])
def opened(request: pytest.FixtureRequest) -> Iterator[Database]:
    database = Database(request.param)
    yield database
    database.close()


REGIONS = "regions -r irkutsk --columns head,date,meetings,first_date,turnover,turnover_year"


@pytest.mark.parametrize(
    ("command", "rows"),
    [
        (REGIONS, "Maria Sokolova\t2020-09-25\t2\t2016-09-01\tover $284 million\t2019\n"),
        (f"{REGIONS} --year 2020",
            "Maria Sokolova\t2020-09-25\t1\t2020-09-25\tover $284 million\t2019\n"),
        (f"{REGIONS} --year -2019",
            "Pavel Orlov\t2016-09-01\t1\t2016-09-01\tabout 7.5 billion Russian rubles\t2015\n"),
        ("sectors -r irkutsk -s elevators --columns date,speaker",
            "2016-09-01\tPavel Orlov\n2020-09-25\tAnna Belova\n2020-09-25\t\n"),
        ("trade exports --columns id", "irkutsk-2016-09-01/exports-2016/derived-2015-01--2015-08\n"
            "irkutsk-2016-09-01/exports-2016\n"),
        ("trade import --columns id", "irkutsk-2016-09-01/imports-2015\n"),
        ("trade --basis stated --kind actual --sort -amount --columns currency,lower",
            "USD\t284000000\nUSD\t21000000\nUSD\t0\nRUB\t7500000000\nRUB\t5000000000\n\t\n"),
    ],
)  # fmt: skip
def test_a_region_with_several_meetings(run: Run, command: str, rows: str) -> None:
    assert run(*command.split(), "--no-header", "--data", str(MEETINGS)).out == rows


def test_a_dataset_may_have_no_documents(dataset: Dataset, tmp_path: Path) -> None:
    nothing = dataset.model_copy(update={"documents": ()})
    with bilat.connect(write_folder(nothing, tmp_path / "data")) as connection:
        found = [len(getattr(connection, listing)()) for listing in LISTINGS]
        assert found == [5, 0, 0, 10, 0, 0, 0]
        region = connection.regions()[0]
    assert (region.head, region.turnover, region.existing, region.meetings) == (None, None, 0, 0)


def test_a_surname_of_two_people_is_ambiguous(dataset: Dataset, tmp_path: Path, run: Run) -> None:
    document = dataset.documents[0]
    cousin = document.participants[0].model_copy(update={"name": "Ivan Kobzev", "aliases": ()})
    people = {"participants": (*document.participants, cousin)}
    documents = (document.model_copy(update=people), *dataset.documents[1:])
    folder = write_folder(dataset.model_copy(update={"documents": documents}), tmp_path / "data")
    assert run("show", "Kobzev", "--data", str(folder)).err == (
        'bilat: \'Kobzev\' is ambiguous; use "person:Igor Kobzev" or "person:Ivan Kobzev"\n'
    )


# What an output offers


@pytest.mark.parametrize("listing", FACTS)
def test_every_id_that_a_table_draws_can_be_shown(opened: Database, listing: str) -> None:
    question = listings.make_question(opened, listing)
    rows = listings.rows(opened, question)
    names = context(opened, question, rows).fact_names
    assert {name: show(opened, name).id for name in names.values()} == {
        names[row.id]: row.id for row in rows
    }
    if opened.folder == MEETINGS and listing != "figures":
        assert {id_ == name for id_, name in names.items()} == {True, False}


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
        try:
            ask(mistake)
            continue
        except UsageError as error:
            message = str(error)
        near = message.partition("did you mean")[2].partition("\n")[0]
        for offered in re.findall(r"'([^']+)'", near):
            assert ask(offered)
        choices = message.partition("; use ")[2].replace(" or ", " ").replace(",", "")
        for offered in shlex.split(choices):
            assert show(opened, offered)
        for command in offers(message):
            assert run(*command, "--data", str(opened.folder)).status == 0


@pytest.mark.parametrize(
    ("listing", "text", "filters"),
    [
        *(("sectors", text, {}) for text in ("Kobzev", "no topics", "tractr", "2020", "8702")),
        *(("sectors", text, {}) for text in ("proposed trams", "Bashkortostan tractrs")),
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
    for command in offers("\n".join(empty.notes(opened, question, is_empty=True))):
        result = run(*command, "--data", str(opened.folder))
        least = 1 if command[0] == "show" else 2  # a profile in one line, or a heading and rows
        assert (result.status, result.out.count("\n") >= least) == (0, True)
