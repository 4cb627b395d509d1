"""What holds for every table at every width: nothing too wide, nothing lost, no colour."""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilat.database.store import Database
from bilat.database.tables import ColumnInfo
from bilat.dataset.models import Dataset
from bilat.output.tables import drawing, layout
from bilat.output.terminal import Terminal
from bilat.queries import context, listings
from bilat.queries.listings import LISTINGS
from tests.conftest import DATA
from tests.tools.folders import write_folder
from tests.tools.random_dataset import random_dataset

WIDTHS = (40, 41, 60, 71, 72, 80, 100, 111, 112, 120, 149, 150, 160, 200)
SHOWN = {
    "regions": ("name", "head", "date", "turnover"),
    "sectors": ("region_name", "sector_name", "status", "summary", "scope"),
    "trade": ("region_name", "text", "change_text", "cause", "doubt"),
    "companies": ("name", "city"),
    "figures": ("name", "text", "scope"),
    "documents": ("id", "head"),
    "matrix": ("sector_name",),
}
"""The columns whose words stand in every table of a listing."""
SORTS = {"matrix": "sector_name", "regions": "-name", "documents": "-id", "companies": "-name"}
ESCAPES = re.compile(r"\x1b\[([\d;]*)m|\x1b\]8;;[^\x1b]*\x1b\\")


def words(text: str) -> set[str]:
    return set(re.sub(r"[,;.()“”*†]", " ", text).split())


@pytest.fixture(scope="module", params=["real", 1, 2, 3, 4])
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, dataset: Dataset
) -> Iterator[Database]:
    """The real dataset and some at random."""
    folder = DATA
    if request.param != "real":
        rng = random.Random(request.param)
        place: Path = tmp_path_factory.mktemp("random") / "data"
        folder = write_folder(random_dataset(rng, dataset), place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_CACHE", "off")
        yield Database(folder)


def tables(database: Database, listing: str) -> Iterator[tuple[list[Any], context.Context]]:
    """The rows of a listing in its order and in another, with everything in scope and without."""
    for scope in ("region", "all"):
        filters = {} if listing in ("trade", "figures", "documents") else {"scope": scope}
        asked = context.of_table(database, listing, "", filters)
        for sort in ((), (SORTS.get(listing, "-document"),)):
            if rows := listings.rows(database, asked, sort):
                yield rows, context.context(database, asked, rows, not sort)


@pytest.mark.parametrize("listing", LISTINGS)
def test_no_line_is_too_wide_and_no_word_lost(database: Database, listing: str) -> None:
    for rows, beside in tables(database, listing):
        for width in WIDTHS:
            shown = drawing.listing(listing, rows, beside, Terminal(width))
            assert max(map(len, shown.splitlines())) <= width
            assert "\xa0" not in shown
            assert "…" not in shown
            for row in rows:
                for column in SHOWN[listing]:
                    value = row[column] if isinstance(row, dict) else getattr(row, column)
                    assert words(str(value or "")) <= words(shown), (width, value)


def test_no_bar_is_too_wide(database: Database) -> None:
    for rows, beside in tables(database, "trade"):
        for width in WIDTHS:
            shown = drawing.turnover(rows, beside, Terminal(width))
            assert max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize("listing", LISTINGS)
@pytest.mark.parametrize("width", [40, 80, 120, 160])
def test_styles_and_links_change_no_letter(database: Database, listing: str, width: int) -> None:
    for rows, beside in tables(database, listing):
        plain = drawing.listing(listing, rows, beside, Terminal(width))
        styled = drawing.listing(listing, rows, beside, Terminal(width, styles=True, links=True))
        assert ESCAPES.sub("", styled) == plain
        assert {"0", "1"} <= {*ESCAPES.findall(styled)} <= {"", "0", "1", "2"}
        again = drawing.listing(listing, rows, beside, Terminal(width, styles=True, links=True))
        assert again == styled


@pytest.mark.parametrize("listing", LISTINGS)
def test_a_terminal_without_utf_8_needs_none(database: Database, listing: str) -> None:
    for rows, beside in tables(database, listing):
        shown = drawing.listing(listing, rows, beside, Terminal(80, utf8=False))
        data = {letter for row in rows for letter in str(row)}
        assert {letter for letter in shown if not letter.isascii()} <= data


@pytest.mark.parametrize("width", [1, 2, 7, 20])
@pytest.mark.parametrize("listing", LISTINGS)
def test_a_terminal_can_be_absurdly_narrow(database: Database, listing: str, width: int) -> None:
    for rows, beside in tables(database, listing):
        shown = words(drawing.listing(listing, rows, beside, Terminal(width)))
        for row in rows:
            name = SHOWN[listing][0]
            assert words(str(row[name] if isinstance(row, dict) else getattr(row, name))) <= shown


TEXTS = st.text(st.sampled_from("ab é字 \xa0\u202f-.¶"), max_size=80)


@given(TEXTS, st.integers(1, 40))
def test_wrapping_keeps_every_word_whole(text: str, room: int) -> None:
    lines = layout.wrap(text, room)
    assert [word for line in lines for word in line.split()] == text.split()
    for line in lines:
        assert layout.width(line) <= room or len(line.split()) == 1


@given(TEXTS, st.integers(1, 40))
def test_what_belongs_together_stays_while_there_is_room(text: str, room: int) -> None:
    lines = layout.wrap(text, room)
    for phrase in text.split(" "):
        if phrase and layout.width(phrase) <= room:
            assert any(phrase in line for line in lines)


VALUES = st.one_of(
    st.none(), st.integers(), st.text(st.sampled_from("ab é字 \n[]/\x1b"), max_size=60)
)


@given(st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=5), st.integers(40, 90))
def test_any_rows_make_a_table_that_fits(rows: list[tuple[Any, ...]], width: int) -> None:
    columns = [ColumnInfo(name, "") for name in ("first", "second", "[bold]third[/bold]")]
    shown = drawing.columns(columns, rows, Terminal(width))
    assert "\x1b" not in shown
    longest = max(layout.longest_word(map(str, row)) for row in rows)
    for line in shown.splitlines():
        assert layout.width(line) <= max(width, 20 + 4 * longest)  # an escape has four letters
    assert "[bold]third[/bold]" in shown or all(row[2] in (None, "") for row in rows)
