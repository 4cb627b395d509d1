"""What holds for every table: nothing is too wide or lost, amounts are rounded outward."""

import io
import random
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise, zip_longest
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
from bilat.dataset.models import Dataset
from bilat.output import columns, look, tables, wording
from bilat.output.chart import chart
from bilat.output.look import THEME, Form, Sheet
from bilat.queries import context, listings
from bilat.queries.context import Context, Place, Signs
from bilat.queries.listings import LISTINGS
from tests.conftest import DATA
from tests.tools.folders import write_folder
from tests.tools.random_dataset import random_dataset

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
}
DERIVED = "exports-2016/derived-2015-01--2015-08"
DEMAND = "elevators-demand-abroad"
SORTS = {"matrix": "sector_name", "regions": "-name", "documents": "-id", "companies": "-name"}
FRAME = re.compile(r"[│─╭╮╰╯├┤┬┴┼|+,;.()“”\"*†^·]")


def drawn(sheets: Iterable[Sheet], form: Form) -> str:
    """Return sheets as a console without colours prints them."""
    file = io.StringIO()
    console = Console(file=file, width=form.room, theme=THEME, color_system=None, highlight=False)
    for sheet in sheets:
        console.print(sheet.title or "", sheet.table, *sheet.notes, sep="\n")
    return file.getvalue()


def words(text: str) -> set[str]:
    return set(FRAME.sub(" ", text.replace("/", "/ ").replace("-", "- ")).split())


@pytest.fixture(scope="module", params=["shipped", "meetings", 1, 2, 3])
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, dataset: Dataset
) -> Iterator[Database]:
    folder = {"shipped": DATA, "meetings": MEETINGS}.get(request.param)
    if folder is None:
        place: Path = tmp_path_factory.mktemp("random") / "data"
        folder = write_folder(random_dataset(random.Random(request.param), dataset), place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_CACHE", "off")
        yield Database(folder)


def answers(
    database: Database, listing: str, text: str = ""
) -> Iterator[tuple[list[Any], Context]]:
    """Yield the rows of a listing in its order and in another, with their context."""
    question = listings.make_question(database, listing, text)
    for sort in ((), (SORTS.get(listing, "-document"),)):
        if rows := listings.rows(database, question, sort):
            yield rows, context.context(database, question, rows, not sort)


@pytest.mark.parametrize("listing", LISTINGS)
def test_nothing_is_too_wide_and_no_word_is_lost(database: Database, listing: str) -> None:
    for rows, about in answers(database, listing):
        for width in WIDTHS:
            output = drawn(tables.sheets(listing, rows, about, Form(width)), Form(width))
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


def test_no_bar_is_too_wide_and_no_amount_is_lost(database: Database) -> None:
    for rows, about in answers(database, "trade"):
        for width in WIDTHS:
            output = drawn(chart(rows, about, Form(width)), Form(width))
            assert max(map(cell_len, output.splitlines()), default=0) <= width
            amounts = (row.text for row in rows if (row.lower, row.upper) != (None, None))
            assert all(words(text or "") <= words(output) for text in amounts)


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


@pytest.mark.parametrize("database", ["meetings"], indirect=True)
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


@pytest.mark.parametrize("database", ["meetings"], indirect=True)
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


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 20), st.sampled_from([60, 80, 100, 120, None]), st.randoms())
def test_each_part_of_the_matrix_has_what_occurs_and_nothing_else(
    regions: int, width: int | None, rng: random.Random
) -> None:
    names = {"engineering": (), "lifts": ("engineering",), "ships": ("transport",), "food": ()}
    rows = [{"sector": id_, "sector_name": id_, "parents": of} for id_, of in names.items()]
    places = [Place(f"r{n}", f"Region {n}", f"R{n}", [("2019", "stated")]) for n in range(regions)]
    cells: dict[tuple[str, ...], Signs] = {
        (sector, place.id): {("planned", rng.random() < 0.5): f"{place.id}/{sector}"}
        for place in places
        for sector in rng.sample([*names], rng.randint(1, 4))
    }
    about = Context(places=places, signs=cells, names={"engineering": "e", "transport": "t"})
    form = Form(width)
    sheets = [*tables.sheets("matrix", rows, about, form)]
    found: list[tuple[str, str]] = []
    for sheet in sheets:
        sectors = [id_ for id_, _ in sheet.rows]
        of_regions = sheet.table.columns[1:-1]
        numbers = [str(column.header).split()[-2].lstrip("R") for column in of_regions]
        filled = [
            (sector, f"r{number}")
            for number, column in zip(numbers, of_regions, strict=True)
            for sector, cell in zip(sectors, column.cells, strict=False)
            if cell
        ]
        assert {region for _, region in filled} == {f"r{number}" for number in numbers}
        assert len(sectors) == len(set(sectors))
        for sector, below in zip_longest(sectors, sectors[1:]):
            assert sector in dict(filled) or names.get(below) == (sector,)
            assert not names.get(sector) or names[sector][0] in sectors[: sectors.index(sector)]
        found += filled
    assert sorted(found) == sorted(cells)
    if width is not None:
        assert max(map(cell_len, drawn(sheets, form).splitlines())) <= width


# Any columns

VALUES = st.one_of(
    st.none(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.sampled_from("ab é字 \n[]/\x1b"), max_size=60),
)


@settings(deadline=None)
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


@pytest.mark.parametrize(
    ("lower", "upper", "currency", "expected"),
    [
        (107_169_811, None, "USD", "$107 million"),
        (331_578_947, 340_425_532, "USD", "$331–341 million"),
        (999_600_000, 1_000_400_000, "USD", "$999–1,010 million"),
        (105_000_000, 105_000_000, "EUR", "€105 million"),
        (1_500, 99_400, "USD", "$1.5–99.4 thousand"),
        (0, 99_410, "USD", "$0–99.5 thousand"),
        (900, 1_100, "USD", "$900–1,100"),
        (None, 0, "USD", "$0"),
        (3_000_000_000_000, 3_000_000_000_001, "RUB", "RUB 3–3.01 trillion"),
    ],
)
def test_derived_amount(lower: int, upper: int, currency: str, expected: str) -> None:
    assert wording.rounded(lower, upper, currency) == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (None, ""),
        ("2019", "2019"),
        ("2015/2020", "2015–2020"),
        ("2022-08", "Aug 2022"),
        ("2016-01/2016-08", "Jan–Aug 2016"),
        ("2015-11/2016-02", "Nov 2015–Feb 2016"),
    ],
)
def test_period(period: str | None, expected: str) -> None:
    assert wording.period(period) == expected


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("392 million", "USD", "392 million [USD]"),
        ("not less than 300 million", "RUB", "not less than 300 million [RUB]"),
        ("$21 million", "USD", "$21 million"),
        ("over RUB 448 million", "RUB", "over RUB 448 million"),
        ("3 billion roubles", "RUB", "3 billion roubles"),
        ("150 млн долларов", "USD", "150 млн долларов"),
        ("another 60", "ploughs", "another 60"),
        ("about 40%", "%", "about 40%"),
        ("nothing", None, "nothing"),
    ],
)
def test_an_amount_has_its_currency(text: str, unit: str | None, expected: str) -> None:
    assert wording.with_currency(text, unit) == expected


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("40% above the same period of 2015", "2015-01/2015-04", ""),
        ("40% above the same period", "2015-01/2015-04", ""),
        ("9.4% less than a year earlier", "2015", ""),
        ("rising 7 per cent year on year", "2015", ""),
        ("rose to the level of 2014", "2014", ""),
        ("rose to the level of 2014", "2013", " against 2013"),
        ("ramp up trade this year", "2024", " against 2024"),
        ("doubled since 2012", "2012/2013", " against 2012–2013"),
        ("fell", None, ""),
    ],
)
@pytest.mark.parametrize("database", ["meetings"], indirect=True)
def test_a_change_names_what_it_is_against_once(
    database: Database, text: str, base: str | None, expected: str
) -> None:
    ((rows, _), *_) = answers(database, "trade")
    row = rows[0]._replace(change_text=text, direction="up", compared_to=base)
    assert wording.change(row).plain == f"▲ {text}{expected}"
