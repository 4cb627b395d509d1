"""The page in a real browser: filters, links, widths, and that nothing leaves it."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bilat.database.store import Database
from bilat.database.rows import SectorRow
from bilat.dataset.models import Dataset
from bilat.export.files import export
from bilat.queries.connection import Connection
from tests.conftest import DATA
from tests.tools.browser import Browser, browsing
from tests.tools.hostile import PAYLOAD, poison
from tests.tools.server import served
from tests.tools.synthetic import write_synthetic

WIDTHS = (320, 360, 768, 1280)
FIELDS = ("words", "region", "sector", "status", "side", "scope")

SEEN = """
    const seen = each => each.checkVisibility();
    const rows = [...document.querySelectorAll('.records tbody tr[id]')].filter(seen);
    return {
        rows: rows.map(row => row.id),
        regions: [...document.querySelectorAll('h3')].filter(seen).map(each => each.id),
        heads: [...document.querySelectorAll('.records .group')].filter(seen).length,
        said: document.querySelector('output').textContent,
        hash: location.hash,
        chosen: [...document.querySelectorAll('form [name]')].map(each => each.value).join(),
    }
"""
CHOOSE = """
    const field = document.querySelector(`form [name=${arguments[0]}]`);
    field.value = arguments[1];
    field.dispatchEvent(new Event('input', {bubbles: true}));
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser for all tests of this file."""
    with browsing(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the real dataset."""
    return written(DATA, tmp_path_factory.mktemp("page") / "bilat.html")


def written(folder: Path, path: Path) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_CACHE", "off")
        with closing(Database(folder)) as database:
            export(database, "html", path)
    return path


@pytest.fixture
def page(browser: Browser, path: Path) -> Iterator[Browser]:
    """The browser with the page open, as on a computer; nothing may be wrong with it at the end."""
    browser.size(1280, 900)
    browser.scheme("light")
    fresh(browser, path)
    yield browser
    assert browser.messages() == []


def fresh(browser: Browser, path: Path, hash_: str = "") -> None:
    """Opens a page as if for the first time."""
    browser.open("about:blank")
    browser.open(path.as_uri() + hash_)


def seen(browser: Browser) -> dict[str, Any]:
    """What of the records is to be seen, and what the form says."""
    found: dict[str, Any] = browser.script(SEEN)
    return found


def choose(browser: Browser, name: str, value: str) -> None:
    browser.script(CHOOSE, name, value)


def in_view(browser: Browser, id_: str) -> bool:
    """Whether the top of an element is in the window."""
    code = "return document.getElementById(arguments[0]).getBoundingClientRect().top"
    top = browser.script(code, id_)
    return bool(-1 <= top < browser.script("return innerHeight"))


def ids(rows: Sequence[SectorRow]) -> list[str]:
    """The places of records on the page: first those of a region, then those wider than it."""
    ordered = sorted(rows, key=lambda row: (row.region, row.scope is not None))
    return [f"{row.region}.{row.id.partition('/')[2]}" for row in ordered]


def test_shows_everything_at_first(page: Browser, data: Connection) -> None:
    found = seen(page)
    own, wider = len(data.sectors()), len(data.sectors(scope="wider"))
    assert found["rows"] == ids(data.sectors(scope="all"))
    assert found["said"] == f"{own} of {own} records, and {wider} of {wider} wider than the region"
    assert found["hash"] == ""
    assert page.script("return scrollY") == 0


@pytest.mark.parametrize(
    "filters",
    [
        {"region": "khabarovsk"},
        {"sector": "public-transport"},
        {"status": "planned"},
        {"side": "region"},
        {"scope": "wider"},
        {"region": "irkutsk", "status": "interest"},
        {"sector": "mechanical-engineering", "side": "belarus", "scope": "region"},
    ],
)
def test_a_filter_finds_what_the_same_option_finds(
    page: Browser, data: Connection, filters: dict[str, str]
) -> None:
    for name, value in filters.items():
        choose(page, name, value)
    found = seen(page)
    wanted: dict[str, Any] = {"scope": "all", **filters}
    expected = data.sectors(**wanted)
    assert found["rows"] == ids(expected)
    assert len(found["rows"]) > 0
    assert found["regions"] == [*dict.fromkeys(row.region for row in expected)]
    assert found["heads"] == len({row.region for row in expected if row.scope})
    assert found["hash"] == "#" + "&".join(
        f"{name}={filters[name]}" for name in FIELDS if name in filters
    )
    page.click("form button")
    assert len(seen(page)["rows"]) == len(data.sectors(scope="all"))
    assert seen(page)["hash"] == ""


@pytest.mark.parametrize(
    ("typed", "sector"),
    [("лифт", "elevators"), ("LIFTS", "elevators"), ("троллейбусы", "trolleybuses")],
)
def test_words_are_beginnings_of_what_a_sector_is_called(
    page: Browser, data: Connection, typed: str, sector: str
) -> None:
    page.type("[name=words]", typed)
    assert seen(page)["rows"] == ids(data.sectors(sector=sector, scope="all"))


def test_all_words_must_fit(page: Browser, data: Connection) -> None:
    page.type("[name=words]", "бкм челяб")
    assert seen(page)["rows"] == []
    page.script("document.querySelector('form').reset()")
    page.type("[name=words]", "БКМ Башкорт tram")
    assert seen(page)["rows"] == ids(data.sectors(company="belkommunmash", scope="all"))


def test_nothing_has_all_of_it(page: Browser) -> None:
    page.type("[name=words]", "petrochemicals")
    choose(page, "sector", "trams")
    found = seen(page)
    assert (found["rows"], found["regions"]) == ([], [])
    assert found["said"] == "No record has all of this."


def test_an_address_opens_filtered(page: Browser, path: Path, data: Connection) -> None:
    fresh(page, path, "#words=belaz&region=khabarovsk&sector=nowhere")
    found = seen(page)
    assert found["rows"] == ids(data.sectors(company="belaz", region="khabarovsk", scope="all"))
    assert found["chosen"] == "belaz,khabarovsk,,,,"
    assert in_view(page, "Records")


def test_a_sign_of_the_matrix_always_arrives(page: Browser, data: Connection) -> None:
    choose(page, "region", "irkutsk")
    page.click(".matrix a[href='#khabarovsk.dump-trucks']")
    found = seen(page)
    assert found["hash"] == "#khabarovsk.dump-trucks"
    assert found["chosen"] == ",,,,,"
    assert len(found["rows"]) == len(data.sectors(scope="all"))
    assert in_view(page, "khabarovsk.dump-trucks")
    marked = "return getComputedStyle(document.querySelector('tr:target')).backgroundColor"
    assert page.script(marked) == "rgb(253, 243, 207)"
    page.script(
        "return new Promise(done => { addEventListener('hashchange', () => done()); history.back() })"
    )
    assert seen(page)["regions"] == ["irkutsk"]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_width_scrolls_sideways(page: Browser, path: Path, width: int) -> None:
    page.size(width, 900)
    fresh(page, path)
    wide = page.script(
        "return [document.documentElement, document.querySelector('.frame')]"
        ".map(each => each.scrollWidth - each.clientWidth)"
    )
    assert wide == [0, 0]
    cut = page.script(
        "return [...document.querySelectorAll('th, td, p, li, a')]"
        ".filter(each => !each.closest('thead, .unseen, .skip, caption'))"
        ".filter(each => each.getBoundingClientRect().right > innerWidth).length"
    )
    assert cut == 0


def test_a_phone_hides_what_is_filtered_out(page: Browser, path: Path) -> None:
    page.size(360, 800)
    fresh(page, path, "#region=irkutsk&status=interest")
    assert len(seen(page)["rows"]) == 5
    head = "return document.querySelector('.records thead').getBoundingClientRect().height"
    assert page.script(head) < 60


def test_many_regions_scroll_within_their_frame(
    browser: Browser, dataset: Dataset, tmp_path: Path
) -> None:
    path = written(write_synthetic(dataset, 15, tmp_path / "data", years=1), tmp_path / "many.html")
    browser.size(360, 800)
    fresh(browser, path)
    assert browser.script("return document.documentElement.scrollWidth") == 360
    frame = "const frame = document.querySelector('.frame');"
    assert browser.script(f"{frame} return frame.scrollWidth > frame.clientWidth")
    sector = "return frame.querySelector('tbody th').getBoundingClientRect().left"
    left = browser.script(f"{frame} {sector}")
    assert browser.script(f"{frame} frame.scrollLeft = 200; {sector}") == left


@pytest.mark.parametrize(
    ("scheme", "media", "paper", "ink"),
    [
        ("light", "", "rgb(255, 255, 255)", "rgb(28, 32, 36)"),
        ("dark", "", "rgb(21, 24, 28)", "rgb(228, 231, 234)"),
        ("dark", "print", "rgb(255, 255, 255)", "rgb(0, 0, 0)"),
    ],
)
def test_colours(page: Browser, scheme: str, media: str, paper: str, ink: str) -> None:
    page.scheme(scheme, media)
    style = "const style = getComputedStyle(document.documentElement);"
    assert page.script(f"{style} return [style.backgroundColor, style.color]") == [paper, ink]


def test_prints_tables_without_the_form(page: Browser) -> None:
    page.size(500, 800)
    page.scheme("light", "print")
    shown = (
        "return ['nav', 'form', '.matrix abbr', '.matrix .name', '.records thead']"
        ".map(each => getComputedStyle(document.querySelector(each)).display)"
    )
    assert page.script(shown) == ["none", "none", "none", "inline", "table-header-group"]


def test_asks_for_nothing_but_itself(browser: Browser, path: Path) -> None:
    with served(path.parent) as (address, asked):
        browser.open("about:blank")
        browser.requests()
        browser.open(f"{address}/{path.name}")
        choose(browser, "region", "irkutsk")
        assert browser.requests() == [f"{address}/{path.name}"]
        browser.open("about:blank")
    assert {*asked} <= {f"/{path.name}", "/favicon.ico"}  # the browser's own wish
    assert browser.messages() == []


def test_reads_whole_without_a_script(browser: Browser, path: Path) -> None:
    browser.command("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        fresh(browser, path)
        shown = "return [...document.querySelectorAll('.records tr[id]')].every(each => each.checkVisibility())"
        assert browser.script(shown)
        assert not browser.script("return document.querySelector('form').checkVisibility()")
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_hostile_dataset_does_nothing(browser: Browser, data_copy: Path, tmp_path: Path) -> None:
    poison(data_copy)
    path = written(data_copy, tmp_path / "hostile.html")
    browser.open("about:blank")
    browser.requests()
    browser.open(f"{path.as_uri()}#words=owned&region=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert len(seen(browser)["rows"]) > 0
    assert browser.script("return document.title") == f"Belarus and the regions of Russia {PAYLOAD}"
    assert PAYLOAD in browser.script("return document.querySelector('.records').textContent")
    assert browser.script("return document.scripts.length") == 1
    assert browser.script("return document.images.length") == 0
    assert browser.requests() == [path.as_uri()]
    assert browser.messages() == []
