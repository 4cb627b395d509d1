"""What holds for every table: nothing is too wide or lost, amounts are rounded outward."""

import io
import random
import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from bilat.database.store import Database
from bilat.output import columns, look, tables, wording
from bilat.output.chart import chart
from bilat.output.look import THEME, Form, Sheet
from bilat.queries import context, listings
from bilat.queries.context import Context, Place, Signs
from bilat.queries.listings import LISTINGS
from tests.conftest import DATA

MEETINGS = Path(__file__).with_name("meetings")
WIDTHS = (60, 79, 80, 99, 100, 119, 120, 160)
# The columns whose words stand in every table of a listing.
COLUMNS = {
    "regions": ("name", "head", "date", "turnover"),
    "sectors": ("id", "region_name", "sector_name", "status", "summary", "scope", "condition"),
    "trade": ("id", "region_name", "text", "change_text", "cause", "doubt", "goods"),
    "companies": ("id", "name", "city", "country"),
    "figures": ("id", "region_name", "name", "text", "change_text", "scope"),
    "documents": ("id", "head", "reprinted_by"),
    "matrix": ("sector_name",),
    "chart": ("region_name", "text", "goods"),
}
DERIVED = "exports-2016/derived-2015-01--2015-08"
DEMAND = "elevators-demand-abroad"
# Columns that may hold any words, and such words.
FREE = {"head", "summary", "scope", "condition", "change_text", "cause", "doubt", "goods", "city"}
ANY_WORDS = ("lifts", "«Уфа»", "字字", "5-6%", "[bold]", "Ust-Ilimsk", "$20", "a/b")
SORTS = {"matrix": "sector_name", "regions": "-name", "documents": "-id", "companies": "-name"}
FRAME = re.compile(r"[│─╭╮╰╯├┤┬┴┼|+,;.()“”\"*†^·]")


def drawn(sheets: Iterable[Sheet], form: Form) -> str:
    """Return sheets as a console without colours prints them."""
    file = io.StringIO()
    console = Console(
        file=file, width=form.room, theme=THEME, color_system=None, highlight=False, markup=False
    )
    for sheet in sheets:
        console.print(sheet.title or "", sheet.table, *sheet.notes, sep="\n")
    return file.getvalue()


def words(text: str) -> set[str]:
    return set(FRAME.sub(" ", text.replace("/", "/ ").replace("-", "- ")).split())


@pytest.fixture(scope="module", params=[DATA, MEETINGS], ids=["shipped", "meetings"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_CACHE", "off")
        yield Database(request.param)


def answers(database: Database, listing: str) -> Iterator[tuple[list[Any], Context]]:
    """Yield the rows of a listing in its order, with other words, and in another order."""
    question = listings.make_question(database, listing)
    for sort in ((), (SORTS.get(listing, "-document"),)):
        rows = listings.rows(database, question, sort)
        about = context.context(database, question, rows, not sort)
        yield rows, about
        if listing != "matrix":
            yield [*map(reworded, rows)], about


def reworded(row: Any) -> Any:
    """Return a row with other words in some of the columns that may hold any."""
    rng = random.Random(repr(row))
    names = [name for name in row._fields if name in FREE and rng.random() < 0.7]
    return row._replace(**{name: " ".join(rng.choices(ANY_WORDS, k=9)) for name in names})


@pytest.mark.parametrize("listing", [*LISTINGS, "chart"])
def test_nothing_is_too_wide_and_no_word_is_lost(database: Database, listing: str) -> None:
    for rows, about in answers(database, listing.replace("chart", "trade")):
        for width in WIDTHS:
            if listing == "chart":
                rows = [row for row in rows if (row.lower, row.upper) != (None, None)]
                sheets = chart(rows, about, Form(width))
            else:
                sheets = tables.sheets(listing, rows, about, Form(width))
            output = drawn(sheets, Form(width))
            assert max(map(cell_len, output.splitlines())) <= width
            assert "…" not in output
            found = words(output)
            for row in rows:
                values = row if isinstance(row, dict) else row._asdict()
                id_ = str(values.get("id", ""))
                values["id"] = about.fact_names.get(id_, id_).removeprefix(
                    f"{values.get('region')}/"
                )
                for column in COLUMNS[listing]:
                    value = str(values[column] or "")
                    assert words(value) <= found, (width, value)


@pytest.mark.parametrize("listing", LISTINGS)
def test_nothing_is_drawn_of_no_rows(listing: str) -> None:
    assert [*tables.sheets(listing, [], Context(), Form(None))] == []


def highlights(database: Database, listing: str, text: str) -> dict[str, list[str]]:
    """Return by row the words that a table highlights, and the fields that it names for them."""
    question = listings.make_question(database, listing, text)
    rows = listings.rows(database, question)
    about = context.context(database, question, rows)
    found: dict[str, list[str]] = {}
    for sheet in tables.sheets(listing, rows, about, Form(None)):
        for row, cells in zip(sheet.rows, sheet.cells(), strict=True):
            marked = found.setdefault(row.id.partition("/")[2], [])
            for cell in cells:
                for start, end in (span[:2] for span in cell.spans if span.style == "match"):
                    label = re.search(r"\w[\w ]*: (?=[^:\n]*$)", cell.plain[:start])
                    marked.append((label[0] if label else "") + cell.plain[start:end])
    return found


@pytest.mark.parametrize("database", [MEETINGS], indirect=True)
@pytest.mark.parametrize(
    ("listing", "text", "expected"),
    [
        # A shown field is enough; the evidence, which has the word too, is not named.
        ("sectors", "line stop", {"trams": ["line", "stops"]}),
        ("sectors", "870530 OR seaport", {}),
        ("sectors", "seaport", {"special-purpose-equipment-and-maintenance": ["project: seaport"]}),
        ("sectors", "lifts", {"elevators": ["product: lifts"]}),
        (
            "sectors",
            "лифты",
            {"elevators": ["sector: Лифты"] * 2, DEMAND: ["sector: Лифты"]},
        ),
        ("sectors", "machinery", {}),
        ("sectors", "apartment blocks", {"elevators": ["evidence: apartment", "evidence: blocks"]}),
        ("sectors", "Titov", {"machines": ["speaker: Titov"]}),
        ("trade", "dairy", {"exports-2016": ["dairy"], DERIVED: ["dairy"]}),
        ("trade", "pandemic hardly", {"turnover-2020": ["cause: pandemic", "hardly"]}),
        ("figures", "plant", {"output": ["plant"]}),
    ],
)
def test_words_that_matched_are_highlighted(
    database: Database, listing: str, text: str, expected: dict[str, list[str]]
) -> None:
    assert highlights(database, listing, text) == expected


@pytest.mark.parametrize("database", [MEETINGS], indirect=True)
def test_a_turnover_that_another_report_contradicts_is_marked(database: Database) -> None:
    ((rows, about), *_) = answers(database, "regions")
    for row in (rows[0], rows[0]._replace(turnover_conflicts=1)):
        output = drawn(tables.sheets("regions", [row], about, Form(120)), Form(120))
        assert output.count("≠") == (2 if row.turnover_conflicts else 0)  # the sign, its meaning


# Long tables


@pytest.mark.parametrize("sizes", [[0], [1], [4], [4, 1], [4, 4, 4, 1]])
def test_a_long_answer_is_several_complete_tables(
    sizes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "PART", 4)
    count = sum(sizes)
    rows = ((f"row {number}", 100 + number) for number in range(count))
    found = [*columns.columns(["name", "n"], rows, Form(100))]
    assert [len(sheet.table.rows) for sheet in found] == sizes
    assert re.findall(r"row \d+", drawn(found, Form(100))) == [f"row {n}" for n in range(count)]


def test_the_rows_of_a_region_stay_in_one_table() -> None:
    groups = ["AA", "BBBBBB", "CCCC", "D" * 9, "E" * 27]
    rows = [SimpleNamespace(region=name) for name in "".join(groups)]
    parts = [[row.region for row in part] for part in look.parts(rows, 10, attrgetter("region"))]
    assert ["".join(part) for part in parts] == ["AABBBBBBCCCC", "D" * 9 + "E" * 27]


# The matrix


@settings(max_examples=40)
@given(st.integers(1, 20), st.sampled_from([60, 80, 100, 120, None]), st.randoms())
def test_each_part_of_the_matrix_has_what_occurs_and_nothing_else(
    regions: int, width: int | None, rng: random.Random
) -> None:
    parents = {"engineering": (), "lifts": ("engineering",), "ships": ("transport",), "food": ()}
    rows = [{"sector": id_, "sector_name": id_, "parents": of} for id_, of in parents.items()]
    places = [Place(f"r{n}", f"Region {n}", f"R{n}", [("2019", "stated")]) for n in range(regions)]
    cells: dict[tuple[str, ...], Signs] = {
        (sector, place.id): {("planned", rng.random() < 0.5): f"{place.id}/{sector}"}
        for place in places
        for sector in rng.sample([*parents], rng.randint(1, 4))
    }
    about = Context(places=places, signs=cells, names={"engineering": "e", "transport": "t"})
    sheets = [*tables.sheets("matrix", rows, about, Form(width))]
    drawn_cells: list[tuple[str, ...]] = []
    for sheet in sheets:
        sectors = [id_ for id_, _ in sheet.rows]
        occurring: set[str] = set()
        for column in sheet.table.columns[1:-1]:
            region = "r" + str(column.header).split()[-2].lstrip("R")
            filled = [id_ for id_, cell in zip(sectors, column.cells, strict=False) if cell]
            assert filled
            occurring.update(filled, *(parents[id_] for id_ in filled))
            drawn_cells += ((id_, region) for id_ in filled)
        assert sorted(sectors) == sorted(occurring)
    assert sorted(drawn_cells) == sorted(cells)
    if width is not None:
        output = drawn(sheets, Form(width))
        assert max(map(cell_len, output.splitlines())) <= width
        totals = [str(cell) for cell in [*sheets[0].cells()][-1]]
        assert re.search(r"\W+".join(map(re.escape, totals)), output)  # on one line


# Any columns

VALUES = st.one_of(
    st.none(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.sampled_from("ab é字 \n[]/\x1b"), max_size=60),
)


@given(st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=5), st.integers(60, 130))
def test_any_rows_make_a_table_that_fits(rows: list[tuple[Any, ...]], width: int) -> None:
    names = ["first", "second", "[bold]third[/bold]"]
    output = drawn(columns.columns(names, rows, Form(width)), Form(width))
    assert "\x1b" not in output
    assert max(map(cell_len, output.splitlines())) <= width
    assert "[bold]third[/bold]" in output or all(row[2] in (None, "") for row in rows)
    integers = {abs(value) for row in rows for value in row if isinstance(value, int)}
    assert {str(value) for value in integers if value < 10**12} <= words(output)


# Words

AMOUNTS = st.integers(0, 10**15)
SCALES = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
NUMBER = re.compile(r"([\d.,]+)(?: (thousand|million|billion|trillion))?")


@given(AMOUNTS, AMOUNTS)
def test_derived_amounts_are_rounded_outward(one: int, other: int) -> None:
    lower, upper = sorted((one, other))
    found = NUMBER.findall(wording.rounded(lower, upper, "USD").removeprefix("$"))
    last = found[-1][1]
    bounds = [Fraction(digits.replace(",", "")) * SCALES[scale or last] for digits, scale in found]
    assert bounds[0] <= lower
    assert bounds[-1] >= upper
    for (digits, _), bound, exact in zip(
        found, (bounds[0], bounds[-1]), (lower, upper), strict=False
    ):
        assert len(re.sub("[.,]", "", digits).strip("0")) <= 3
        assert abs(bound - exact) * 100 <= exact
    assert all(first < second for first, second in pairwise(bounds))


def change(text: str, base: str | None) -> str:
    row: Any = SimpleNamespace(change_text=text, direction="up", compared_to=base)
    return wording.change(row).plain.removeprefix(f"▲ {text}")


@pytest.mark.parametrize(
    ("function", "arguments", "expected"),
    [
        (wording.rounded, (107_169_811, None, "USD"), "$107 million"),
        (wording.rounded, (331_578_947, 340_425_532, "USD"), "$331–341 million"),
        (wording.rounded, (999_600_000, 1_000_400_000, "USD"), "$999–1,010 million"),
        (wording.rounded, (105_000_000, 105_000_000, "EUR"), "€105 million"),
        (wording.rounded, (1_500, 99_400, "USD"), "$1.5–99.4 thousand"),
        (wording.rounded, (0, 99_410, "USD"), "$0–99.5 thousand"),
        (wording.rounded, (900, 1_100, "USD"), "$900–1,100"),
        (wording.rounded, (None, 0, "USD"), "$0"),
        (wording.rounded, (3 * 10**12, 3 * 10**12 + 1, "RUB"), "RUB 3–3.01 trillion"),
        (wording.between, (None, None), ""),
        (wording.between, (300, None), "at least 300"),
        (wording.between, (None, 1e16), "at most 10,000,000,000,000,000"),
        (wording.between, (0.5, 7_500), "0.5 to 7,500"),
        (wording.between, (-0.055, -0.055, "+,%"), "-5.5%"),
        (wording.between, (0.05, 10, "+,%"), "+5% to +1,000%"),
        (wording.period, (None,), ""),
        (wording.period, ("2015/2020",), "2015–2020"),
        (wording.period, ("2022-08",), "Aug 2022"),
        (wording.period, ("2016-01/2016-08",), "Jan–Aug 2016"),
        (wording.period, ("2015-11/2016-02",), "Nov 2015–Feb 2016"),
        (wording.with_currency, ("392 million", "USD"), "392 million [USD]"),
        (wording.with_currency, ("$21 million", "USD"), "$21 million"),
        (wording.with_currency, ("over RUB 448 million", "RUB"), "over RUB 448 million"),
        (wording.with_currency, ("3 billion roubles", "RUB"), "3 billion roubles"),
        (wording.with_currency, ("150 млн долларов", "USD"), "150 млн долларов"),
        (wording.with_currency, ("another 60", "ploughs"), "another 60"),
        (wording.with_currency, ("about 40%", "%"), "about 40%"),
        (wording.with_currency, ("nothing", None), "nothing"),
        (change, ("40% above the same period of 2015", "2015-01/2015-04"), ""),
        (change, ("40% above the same period", "2015-01/2015-04"), ""),
        (change, ("9.4% less than a year earlier", "2015"), ""),
        (change, ("rising 7 per cent year on year", "2015"), ""),
        (change, ("rose to the level of 2014", "2014"), ""),
        (change, ("rose to the level of 2014", "2013"), " against 2013"),
        (change, ("ramp up trade this year", "2024"), " against 2024"),
        (change, ("doubled since 2012", "2012/2013"), " against 2012–2013"),
        (change, ("fell", None), ""),
    ],
)
def test_words(function: Callable[..., str], arguments: tuple[Any, ...], expected: str) -> None:
    assert function(*arguments) == expected
