"""The address of a fact opens the report at its evidence, in a real browser."""

import html
from pathlib import Path

from bilat import text
from bilat.database.rows import Fact
from bilat.queries.connection import Connection
from tests.tools.browser import browsing

SEEN = """
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const seen = [...document.querySelectorAll("p")].findIndex(paragraph => {
        const box = paragraph.getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight;
    });
    return [seen + 1, scrollY];
"""
"""The number of the paragraph in the window, and how far the page is scrolled."""
HEAD = "<!doctype html><meta charset=utf-8><style>p { margin: 0 0 200vh }</style>"


def write_reports(texts: Path, data: Connection, folder: Path) -> None:
    """Write each report as a page whose paragraphs are more than a window apart."""
    hashes = {document.id: document.sha256 for document in data.documents()}
    found, _ = text.read_folder(texts, {*hashes.values()})
    for id_, hash_ in hashes.items():
        blocks = found[hash_].content.split("\n\n")
        body = "".join(f"<p>{html.escape(block)}</p>" for block in blocks if block.strip())
        (folder / f"{id_}.html").write_text(HEAD + body, encoding="utf-8")


def test_every_address_scrolls_to_a_paragraph_that_the_fact_cites(
    texts: Path, data: Connection, tmp_path: Path
) -> None:
    write_reports(texts, data, tmp_path)
    facts: list[Fact] = [*data.sectors(), *data.trade(basis="stated"), *data.figures()]
    elsewhere = []
    with browsing(tmp_path) as browser:
        browser.size(500, 400)
        for fact in facts:
            page = tmp_path / f"{fact.document}.html"
            browser.open(f"{page.as_uri()}#{fact.url.partition('#')[2]}")
            paragraph, scrolled = browser.script(SEEN)
            if paragraph not in fact.paragraphs or (fact.paragraphs[0] > 1 and not scrolled):
                elsewhere.append((fact.id, fact.paragraphs, paragraph))
    assert elsewhere == []


def test_hyphens_commas_and_ampersands_are_encoded(data: Connection) -> None:
    row = data.figures(document="khabarovsk-2025-02-03")[0]
    assert row.url.rpartition(":~:")[2] == (
        "text=Belarus%2Dmade%20BelAZ%20trucks%20account%20for"
        "&text=account%20for%20about%2040%25"
        "&text=the%20international%20market%20of%20such%20machines"
    )
