"""The address of a fact opens the report at its evidence and marks it, in a real browser."""

import html
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest

from bilat import texts as source_texts
from bilat.queries.connection import Connection
from tests.tools.browser import Browser, browsing
from tests.tools.pictures import pixels

STYLE = "p { margin: 0 0 200vh; font: 16px/1.5 serif } ::target-text { background: #ff00ff }"
DOCUMENTS = (
    "bashkortostan-2025-02-07",
    "chelyabinsk-2015-04-27",
    "irkutsk-2020-09-25",
    "khabarovsk-2025-02-03",
    "sverdlovsk-2025-02-24",
)
SEEN = """
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const [phrases] = arguments, paragraphs = [...document.querySelectorAll("p")];
    const boxes = phrases.flatMap(phrase => paragraphs.flatMap(paragraph => {
        const start = paragraph.textContent.indexOf(phrase);
        if (start < 0) return [];
        const range = document.createRange();
        range.setStart(paragraph.firstChild, start);
        range.setEnd(paragraph.firstChild, start + phrase.length);
        return [...range.getClientRects()].map(box => [box.left, box.top, box.right, box.bottom]);
    }));
    const seen = paragraphs.findIndex(paragraph => {
        const box = paragraph.getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight;
    });
    return {scroll: scrollY, paragraph: seen + 1, height: innerHeight, boxes};
"""
"""Where the page is scrolled to, the paragraph in the window, and where phrases are drawn."""


class Fact(NamedTuple):
    """What a row of any listing says of where it is from."""

    id: str
    document: str
    paragraphs: tuple[int, ...]
    evidence: tuple[str, ...]
    url: str


@pytest.fixture(scope="module")
def facts(data: Connection) -> dict[str, list[Fact]]:
    """The facts of each document, those derived from others left out."""
    found: dict[str, list[Fact]] = {}
    rows = (*data.sectors(scope="all"), *data.trade(basis="stated"), *data.figures())
    for row in rows:
        fact = Fact(*(getattr(row, name) for name in Fact._fields))
        found.setdefault(fact.document, []).append(fact)
    return found


@pytest.fixture(scope="module")
def blocks(texts: Path, data: Connection) -> dict[str, list[str]]:
    """The paragraphs of each text as it has them."""
    found = source_texts.read_folder(texts)
    hashes = {document.id: document.sha256 for document in data.documents()}
    return {
        id_: [
            " ".join(block.split())
            for block in re.split(r"\n\s*\n", found[hash_].content)
            if block.strip()
        ]
        for id_, hash_ in hashes.items()
    }


@pytest.fixture(scope="module")
def site(blocks: dict[str, list[str]]) -> Iterator[str]:
    """A web site with a page for each text."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paragraphs = blocks.get(self.path.strip("/").partition("?")[0], [])
            body = "".join(f"<p>{html.escape(block)}</p>" for block in paragraphs)
            page = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{body}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser with a small window."""
    with browsing(tmp_path_factory.mktemp("browser")) as window:
        window.size(500, 400)
        yield window


def opened(chromium: Browser, site: str, fact: Fact) -> dict[str, Any]:
    """Opens the local page of a fact's document as the fact's address opens the report."""
    fragment = fact.url.partition("#")[2]
    chromium.open("about:blank")
    chromium.open(f"{site}/{fact.document}#{fragment}")
    seen: dict[str, Any] = chromium.script(SEEN, fact.evidence)
    return seen


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_page_scrolls_to_a_paragraph_that_the_fact_cites(
    document: str, facts: dict[str, list[Fact]], site: str, chromium: Browser
) -> None:
    elsewhere = []
    for fact in facts[document]:
        seen = opened(chromium, site, fact)
        if seen["paragraph"] not in fact.paragraphs or (
            fact.paragraphs[0] > 1 and not seen["scroll"]
        ):
            elsewhere.append((fact.id, fact.paragraphs, seen["paragraph"]))
    assert elsewhere == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_evidence_is_marked_and_nothing_else(
    document: str, facts: dict[str, list[Fact]], site: str, chromium: Browser, tmp_path: Path
) -> None:
    fact = facts[document][-1]
    seen = opened(chromium, site, fact)
    boxes = [box for box in seen["boxes"] if box[1] >= 0 and box[3] <= seen["height"]]
    picture = tmp_path / "seen.png"
    chromium.screenshot(picture)
    marked = [
        (x, y)
        for y, row in enumerate(pixels(picture.read_bytes()))
        for x, pixel in enumerate(row)
        if pixel == (255, 0, 255)
    ]
    for left, top, right, bottom in boxes:
        assert any(left <= x < right and top <= y < bottom for x, y in marked)
    for x, y in marked:
        assert any(
            left - 1 <= x <= right and top - 1 <= y <= bottom for left, top, right, bottom in boxes
        )
    assert boxes


def test_the_addresses_have_the_characters_that_the_texts_have(
    facts: dict[str, list[Fact]], blocks: dict[str, list[str]]
) -> None:
    for fact in (fact for found in facts.values() for fact in found):
        directives = fact.url.partition(":~:")[2].split("&")
        assert [unquote(each.removeprefix("text=")) for each in directives] == [*fact.evidence]
        for phrase in fact.evidence:
            assert any(phrase in blocks[fact.document][n - 1] for n in fact.paragraphs), phrase


def test_hyphens_commas_and_ampersands_are_encoded(data: Connection) -> None:
    row = data.figures(document="khabarovsk-2025-02-03")[0]
    assert row.url.rpartition(":~:")[2] == (
        "text=Belarus%2Dmade%20BelAZ%20trucks%20account%20for"
        "&text=account%20for%20about%2040%25"
        "&text=the%20international%20market%20of%20such%20machines"
    )
