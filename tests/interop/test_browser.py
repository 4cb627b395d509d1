"""In a real browser: the page, and the addresses that open a report at the evidence of a fact."""

import html
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bilat import text
from bilat.database.rows import Fact
from bilat.database.store import Database
from bilat.dataset.models import Dataset
from bilat.export.page.page import render
from bilat.queries.connection import Connection
from tests.conftest import DATA
from tests.tools.browser import Browser, browsing
from tests.tools.hostile import PAYLOAD, poison
from tests.tools.synthetic import write_synthetic

SEEN = """
    const seen = each => each.checkVisibility();
    const rows = [...document.querySelectorAll('#Records tbody tr')].filter(seen);
    return {
        rows: rows.map(row => row.id),
        meetings: [...document.querySelectorAll('#Records section')].filter(seen).map(each => each.id),
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
COLUMN = "return [...document.querySelectorAll(arguments[0])].map(each => each.innerText.split('\\n')[0])"
IN_VIEW = """
    const top = document.getElementById(arguments[0]).getBoundingClientRect().top;
    return -1 <= top && top < innerHeight;
"""
BACK = (
    "return new Promise(done => { addEventListener('hashchange', () => done()); history.back() })"
)
CUT = """
    return [...document.querySelectorAll('th, td, p, dd, h3, a')]
        .filter(each => !each.closest('#Sectors, .skip'))
        .filter(each => each.getBoundingClientRect().right > innerWidth)
        .map(each => each.textContent)
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser for all tests of this file."""
    with browsing(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page of the real dataset."""
    return written(DATA, tmp_path_factory.mktemp("page"))


def written(data: Path, folder: Path) -> str:
    """Write the page of a data folder, and return its address."""
    path = folder / "bilat.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_CACHE", "off")
        with closing(Database(data)) as database:
            path.write_text(render(database), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Browser]:
    """The browser with the page open, as on a computer; nothing may be wrong with it at the end."""
    browser.size(1280, 900)
    browser.scheme("light")
    browser.open(address)
    yield browser
    assert browser.messages() == []


def ids(data: Connection, **filters: Any) -> list[str]:
    return [row.id for row in data.sectors(**filters)]


def test_shows_everything_at_first_and_asks_for_nothing_else(
    page: Browser, address: str, data: Connection
) -> None:
    seen = page.script(SEEN)
    every, wider = len(ids(data)), len(ids(data, scope="wider"))
    assert seen["rows"] == ids(data)
    assert seen["said"] == f"{every} of {every} records, {wider} of them said of a wider area"
    assert seen["hash"] == ""
    assert page.script("return scrollY") == 0
    assert page.requests() == [address]


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
        page.script(CHOOSE, name, value)
    seen = page.script(SEEN)
    assert seen["rows"] == ids(data, **filters) != []
    assert seen["meetings"] == [*dict.fromkeys(id_.partition("/")[0] for id_ in seen["rows"])]
    assert seen["hash"] == "#" + "&".join(f"{name}={value}" for name, value in filters.items())
    page.click("form button")
    assert page.script(SEEN)["rows"] == ids(data)
    assert page.script(SEEN)["hash"] == ""


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("лифт", {"sector": "elevators"}),
        ("LIFTS", {"sector": "elevators"}),
        ("БКМ Башкорт tram", {"company": "belkommunmash", "sector": "trams"}),
        ("бкм челяб", None),
    ],
)
def test_words_are_beginnings_of_any_name(
    page: Browser, data: Connection, typed: str, filters: dict[str, str] | None
) -> None:
    page.type("[name=words]", typed)
    seen = page.script(SEEN)
    assert seen["rows"] == ([] if filters is None else ids(data, **filters))
    assert (seen["said"] == "No record matches.") == (filters is None)


def test_an_address_opens_filtered(page: Browser, address: str, data: Connection) -> None:
    page.open(f"{address}#words=belaz&region=khabarovsk&sector=nowhere")
    seen = page.script(SEEN)
    assert seen["rows"] == ids(data, company="belaz", region="khabarovsk")
    assert seen["chosen"] == "belaz,khabarovsk,,,,"
    assert page.script(IN_VIEW, "Records")


@pytest.mark.parametrize("section", ["#Sectors", "#Companies"])
def test_a_sign_leads_to_its_record_whatever_is_filtered(
    page: Browser, data: Connection, section: str
) -> None:
    id_ = ids(data, region="khabarovsk", sector="trucks", status="existing")[0]
    page.click("#Regions a[href='#region=irkutsk']")
    assert page.script(SEEN)["rows"] == ids(data, region="irkutsk")
    page.click(f"{section} a[href='#{id_}']")
    seen = page.script(SEEN)
    assert (seen["hash"], seen["chosen"]) == (f"#{id_}", ",,,,,")
    assert page.script(IN_VIEW, id_)
    marked = "return getComputedStyle(document.querySelector('tr:target')).backgroundColor"
    assert page.script(marked) == "rgb(253, 243, 207)"
    page.script(BACK)
    assert page.script(SEEN)["meetings"] == ["irkutsk-2020-09-25"]


def test_a_click_on_a_heading_sorts(page: Browser, data: Connection) -> None:
    page.click("#Regions thead th:nth-child(4) button")
    names = page.script(COLUMN, "#Regions tbody th")
    stated = [row for row in data.regions() if row.turnover]
    stated.sort(key=lambda row: row.turnover_lower or row.turnover_upper or 0)
    assert names[: len(stated)] == [row.name for row in stated]
    assert len(names) == len(data.regions())
    page.click("#Regions thead th:nth-child(1) button")
    page.click("#Regions thead th:nth-child(1) button")
    assert page.script(COLUMN, "#Regions tbody th") == sorted(names, reverse=True)
    order = "return [...document.querySelectorAll('#Regions th')].map(each => each.ariaSort)"
    assert page.script(order)[:4] == ["descending", None, None, None]
    page.click("#Sectors thead th:last-child button")
    assert page.script(COLUMN, "#Sectors th[scope=row]")[-1] == "Total"


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_width_scrolls_sideways(page: Browser, address: str, width: int) -> None:
    page.size(width, 900)
    page.open(address)
    assert page.script("return document.documentElement.scrollWidth") == width
    assert page.script(CUT) == []


def test_many_regions_fit_on_a_computer_and_scroll_beside_the_sectors_on_a_telephone(
    browser: Browser, dataset: Dataset, tmp_path: Path
) -> None:
    browser.size(1280, 800)
    browser.open(written(write_synthetic(dataset, 15, tmp_path / "data", years=1), tmp_path))
    frame = "const frame = document.querySelector('#Sectors');"
    assert browser.script(f"{frame} return frame.scrollWidth == frame.clientWidth")
    browser.size(360, 800)
    assert browser.script("return document.documentElement.scrollWidth") == 360
    assert browser.script(f"{frame} return frame.scrollWidth > frame.clientWidth")
    sector = "return frame.querySelector('tbody th').getBoundingClientRect().left"
    left = browser.script(f"{frame} {sector}")
    assert browser.script(f"{frame} frame.scrollLeft = 200; {sector}") == left


def test_follows_the_theme_of_the_system_except_on_paper(page: Browser) -> None:
    style = "const style = getComputedStyle(document.documentElement);"
    colours = f"{style} return [style.backgroundColor, style.color]"
    light = page.script(colours)
    assert light == ["rgb(255, 255, 255)", "rgb(28, 32, 36)"]
    page.scheme("dark")
    assert page.script(colours) == ["rgb(21, 24, 28)", "rgb(228, 231, 234)"]
    page.scheme("dark", "print")
    assert page.script(colours) == light


def test_prints_tables_without_the_form(page: Browser) -> None:
    page.size(500, 800)
    page.scheme("light", "print")
    displays = (
        "return ['nav', 'form', '#Records thead', '#Records td']"
        ".map(each => getComputedStyle(document.querySelector(each)).display)"
    )
    assert page.script(displays) == ["none", "none", "table-header-group", "table-cell"]


def test_can_be_read_without_a_script(browser: Browser, address: str) -> None:
    browser.command("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.open(address)
    hidden = """
        return [...document.querySelectorAll('#Records tr[id], form')]
            .filter(each => !each.checkVisibility()).map(each => each.localName)
    """
    assert browser.script(hidden) == ["form"]
    browser.command("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_hostile_dataset_does_nothing(page: Browser, data_copy: Path, tmp_path: Path) -> None:
    poison(data_copy)
    address = written(data_copy, tmp_path)
    page.open(f"{address}#words=owned&region=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert len(page.script(SEEN)["rows"]) > 0
    assert page.script("return document.title") == f"Belarus and the regions of Russia {PAYLOAD}"
    assert PAYLOAD in page.script("return document.querySelector('#Records').textContent")
    assert page.script("return document.scripts.length") == 1
    assert page.script("return document.images.length") == 0
    assert page.script("return document.documentElement.scrollWidth - innerWidth") == 0
    assert page.requests() == [address]


# Reports

# The number of the paragraph in the window, and how far the page is scrolled.
PARAGRAPH = """
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const seen = [...document.querySelectorAll("p")].findIndex(paragraph => {
        const box = paragraph.getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight;
    });
    return [seen + 1, scrollY];
"""
HEAD = "<!doctype html><meta charset=utf-8><style>p { margin: 0 0 200vh }</style>"


def write_reports(texts: Path, data: Connection, folder: Path) -> None:
    """Write each report as a page whose paragraphs are more than a window apart."""
    hashes = {document.id: document.sha256 for document in data.documents()}
    found_texts, _ = text.read_folder(texts, {*hashes.values()})
    for id_, hash_ in hashes.items():
        blocks = found_texts[hash_].content.split("\n\n")
        body = "".join(f"<p>{html.escape(block)}</p>" for block in blocks if block.strip())
        (folder / f"{id_}.html").write_text(HEAD + body, encoding="utf-8")


def test_every_address_scrolls_to_a_paragraph_that_the_fact_cites(
    browser: Browser, texts: Path, data: Connection, tmp_path: Path
) -> None:
    write_reports(texts, data, tmp_path)
    facts: list[Fact] = [*data.sectors(), *data.trade(basis="stated"), *data.figures()]
    elsewhere = []
    browser.size(500, 400)
    for fact in facts:
        report = tmp_path / f"{fact.document}.html"
        browser.open(f"{report.as_uri()}#{fact.url.partition('#')[2]}")
        paragraph, scrolled = browser.script(PARAGRAPH)
        if paragraph not in fact.paragraphs or (fact.paragraphs[0] > 1 and not scrolled):
            elsewhere.append((fact.id, fact.paragraphs, paragraph))
    assert elsewhere == []
