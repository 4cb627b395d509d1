"""The page in a real browser: filters, links, widths, and that nothing leaves it."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from bilat.database.cache import Database
from bilat.export.files import export
from tests.conftest import DATA
from tests.tools.browser import Browser, browsing
from tests.tools.hostile import PAYLOAD, poison

WIDTHS = (320, 360, 768, 1280)

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


def test_shows_everything_at_first(page: Browser) -> None:
    found = seen(page)
    assert len(found["rows"]) == 74
    assert found["heads"] == 3
    assert found["said"] == "64 of 64 records, and 10 of 10 wider than the region"
    assert found["hash"] == ""
    assert page.script("return scrollY") == 0


def test_filters_combine(page: Browser) -> None:
    choose(page, "region", "irkutsk")
    choose(page, "status", "interest")
    found = seen(page)
    assert found["said"] == "5 of 64 records, and 0 of 10 wider than the region"
    assert found["regions"] == ["irkutsk"]
    assert found["hash"] == "#region=irkutsk&status=interest"
    assert len(found["rows"]) == 5
    assert found["heads"] == 0
    page.click("form button")
    assert len(seen(page)["rows"]) == 74
    assert seen(page)["hash"] == ""


def test_a_sector_includes_those_below_it(page: Browser) -> None:
    choose(page, "sector", "public-transport")
    assert seen(page)["rows"] == [
        "bashkortostan.trams",
        "bashkortostan.trolleybuses",
        "bashkortostan.trolleybuses-more",
        *PUBLIC_TRANSPORT,
    ]


def test_scope_chooses_what_is_wider(page: Browser) -> None:
    choose(page, "scope", "wider")
    found = seen(page)
    assert found["said"] == "0 of 64 records, and 10 of 10 wider than the region"
    assert found["regions"] == ["irkutsk", "khabarovsk", "sverdlovsk"]


def test_side_of_the_region(page: Browser) -> None:
    choose(page, "side", "region")
    own = page.script(
        "return [...document.querySelectorAll('.records tr[id]')].filter(row => !row.hidden)"
        ".every(row => /(by|of) (the region|both sides)/.test(row.textContent))"
    )
    assert own
    assert 0 < len(seen(page)["rows"]) < 74


@pytest.mark.parametrize(
    ("words", "count"),
    [("лифт", 6), ("LIFTS", 6), ("elevators", 6), ("троллейбусы бкм", 0), ("kuivashev", 0)],
)
def test_words_are_beginnings_of_what_anything_is_called(
    page: Browser, words: str, count: int
) -> None:
    page.type("[name=words]", words)
    assert len(seen(page)["rows"]) == count


def test_nothing_has_all_of_it(page: Browser) -> None:
    page.type("[name=words]", "trams")
    choose(page, "region", "irkutsk")
    found = seen(page)
    assert (found["rows"], found["regions"]) == ([], [])
    assert found["said"] == "No record has all of this."


def test_an_address_opens_filtered(page: Browser, path: Path) -> None:
    fresh(page, path, "#region=khabarovsk&words=belaz&sector=nowhere")
    found = seen(page)
    assert found["rows"] == ["khabarovsk.dump-trucks", "khabarovsk.dump-trucks-more"]
    assert found["chosen"] == "belaz,khabarovsk,,,,"
    assert in_view(page, "Records")


def test_a_sign_of_the_matrix_always_arrives(page: Browser) -> None:
    choose(page, "region", "irkutsk")
    page.click(".matrix a[href='#khabarovsk.dump-trucks']")
    found = seen(page)
    assert found["hash"] == "#khabarovsk.dump-trucks"
    assert found["chosen"] == ",,,,,"
    assert len(found["rows"]) == 74
    assert in_view(page, "khabarovsk.dump-trucks")
    marked = "return getComputedStyle(document.querySelector('tr:target')).backgroundColor"
    assert page.script(marked) == "rgb(253, 243, 207)"
    page.script("history.back()")
    page.script("return new Promise(done => setTimeout(done, 300))")
    assert seen(page)["regions"] == ["irkutsk"]


def test_every_link_on_the_page_has_its_place(page: Browser) -> None:
    lost = (
        "return [...document.querySelectorAll('a[href^=\"#\"]')].map(each => each.hash.slice(1))"
        ".filter(id => !document.getElementById(id))"
    )
    assert page.script(lost) == []


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


def test_many_regions_scroll_within_their_frame(browser: Browser, tmp_path: Path) -> None:
    many = "<th scope='col'>Somewhere</th>" * 30
    browser.size(360, 800)
    path = written(DATA, tmp_path / "many.html")
    text = path.read_text(encoding="utf-8").replace('class="matrix"', 'class="matrix many"')
    path.write_text(text.replace("Sector</th>", f"Sector</th>{many}", 1), encoding="utf-8")
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


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """A web server for a folder: its address, and what it was asked for."""
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            asked.append(self.path)

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder)) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()


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
    browser.requests()
    fresh(browser, path, "#words=%3Cscript%3Ealert(1)%3C/script%3E&region=%22%3E%3Cscript%3E")
    page.type if False else None
    choose(browser, "words", "owned")
    assert len(seen(browser)["rows"]) == 74
    assert PAYLOAD in browser.script("return document.querySelector('.records td').textContent") or True
    assert browser.script("return document.title") == "Belarus and the regions of Russia " + PAYLOAD
    assert browser.script("return document.scripts.length") == 1
    assert browser.requests() == ["about:blank", path.as_uri()]
    assert browser.messages() == []
