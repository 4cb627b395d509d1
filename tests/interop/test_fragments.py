"""The address of a fact opens the report at its evidence, in a real browser."""

import html
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

import pytest

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


@pytest.fixture(scope="module")
def facts(data: Connection) -> Sequence[Fact]:
    return (*data.sectors(), *data.trade(basis="stated"), *data.figures())


@pytest.fixture(scope="module")
def paragraphs(texts: Path, data: Connection) -> dict[str, list[str]]:
    """The paragraphs of each report as its text has them."""
    hashes = {document.id: document.sha256 for document in data.documents()}
    found = text.read_folder(texts, {*hashes.values()})
    blocks = {id_: found[hash_].content.split("\n\n") for id_, hash_ in hashes.items()}
    return {
        id_: [" ".join(block.split()) for block in each if block.strip()]
        for id_, each in blocks.items()
    }


def test_every_address_scrolls_to_a_paragraph_that_the_fact_cites(
    facts: Sequence[Fact], paragraphs: dict[str, list[str]], tmp_path: Path
) -> None:
    for id_, each in paragraphs.items():
        body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in each)
        (tmp_path / f"{id_}.html").write_text(HEAD + body, encoding="utf-8")
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


def test_the_addresses_have_the_characters_that_the_texts_have(
    facts: Sequence[Fact], paragraphs: dict[str, list[str]]
) -> None:
    for fact in facts:
        directives = fact.url.partition(":~:")[2].split("&")
        assert [unquote(each.removeprefix("text=")) for each in directives] == [*fact.evidence]
        for phrase in fact.evidence:
            assert any(phrase in paragraphs[fact.document][n - 1] for n in fact.paragraphs), phrase


def test_hyphens_commas_and_ampersands_are_encoded(data: Connection) -> None:
    row = data.figures(document="khabarovsk-2025-02-03")[0]
    assert row.url.rpartition(":~:")[2] == (
        "text=Belarus%2Dmade%20BelAZ%20trucks%20account%20for"
        "&text=account%20for%20about%2040%25"
        "&text=the%20international%20market%20of%20such%20machines"
    )
