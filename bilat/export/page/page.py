"""The page: what stands on it in which order, and what it may load: nothing."""

import base64
import hashlib
from collections.abc import Callable
from importlib.resources import files
from typing import NamedTuple

from bilat.export.page import catalogues, words
from bilat.export.page.contents import Contents
from bilat.export.page.markup import Markup, block, element, markup
from bilat.export.page.matrix import matrix
from bilat.export.page.records import records
from bilat.export.page.trade import trade
from bilat.version import __version__
from bilat.vocabulary import STATUS

BEGINNING = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="bilat """
"""How every page of bilat begins, whatever its version."""


class Section(NamedTuple):
    """A part of the page under a heading of its own."""

    name: str
    """In the navigation; the id, too: a capital keeps it apart from the ids of the data."""
    heading: str
    content: Callable[[Contents], Markup]
    rows: Callable[[Contents], int]
    """How many rows it has; a section without any is left out."""


SECTIONS = (
    Section("Regions", "Regions", catalogues.regions, lambda contents: len(contents.regions)),
    Section("Sectors", "Sectors by region", matrix, lambda contents: len(contents.records)),
    Section("Trade", "Trade", trade, lambda contents: len(contents.trade)),
    Section("Records", "Records", records, lambda contents: len(contents.records)),
    Section("Figures", "Figures", catalogues.figures, lambda contents: len(contents.figures)),
    Section(
        "Companies", "Companies", catalogues.companies, lambda contents: len(contents.companies)
    ),
    Section("Reports", "Reports", catalogues.reports, lambda contents: len(contents.documents)),
)


def page(contents: Contents) -> str:
    """The whole page."""
    style, script = _own("style.css"), _own("script.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)};"
        " base-uri 'none'; form-action 'none'"
    )
    sections = [section for section in SECTIONS if section.rows(contents)]
    head = markup(
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", contents.info["title"]),
        element("style", style),
        between="\n",
    )
    body = block(
        "body",
        element("a", "To the records", href="#Records", class_="skip")
        if contents.records
        else None,
        block("header", *_introduction(contents), _navigation(sections), _legend()),
        block("main", *(_section(section, contents) for section in sections)),
        block("footer", element("p", f"{contents.info['title']}, {contents.info['version']}")),
        element("script", script) if contents.records else None,
    )
    return f'{BEGINNING}{__version__}">\n{head}\n</head>\n{body}\n</html>\n'


def _own(name: str) -> Markup:
    """A file of the page that is its own, not of the data."""
    return Markup(files("bilat.export.page").joinpath(name).read_text(encoding="utf-8"))


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _section(section: Section, contents: Contents) -> Markup:
    heading = element("h2", section.heading, id=section.name)
    return block("section", heading, section.content(contents))


def _introduction(contents: Contents) -> tuple[Markup, Markup]:
    regions = words.counted(words.number(len(contents.regions)), "region")
    heading = f"Belarus and {regions} of Russia: what is traded, proposed and done together"
    reports = words.counted(words.number(len(contents.documents)), "official report")
    presidents = "".join(f", {name}" for name in contents.presidents)
    dates = [int(document.date[:4]) for document in contents.documents]
    when = f", {words.years(min(dates), max(dates))}" if dates else ""
    wider = sum(record.scope is not None for record in contents.records)
    counts = [words.counted(str(len(contents.records) - wider), "record") + " of cooperation"]
    if wider:
        speak = "speaks" if wider == 1 else "speak"
        counts.append(f"{wider} more that {speak} of something wider than the region")
    if contents.trade:
        counts.append(f"{len(contents.trade)} of trade")
    made_from = (
        f"From {reports} of meetings between the President of Belarus{presidents}, and heads of"
        f" Russian regions{when}: {', '.join(counts)}."
        " Each gives the words it rests on and leads to them."
    )
    return element("h1", heading), element("p", made_from)


def _navigation(sections: list[Section]) -> Markup:
    links = (element("a", each.name, href=f"#{each.name}") for each in sections)
    return block("nav", *links, aria_label="On this page")


def _legend() -> Markup:
    entries = (
        block(
            "div",
            element("dt", element("span", each.sign, aria_hidden="true"), " ", element("b", word)),
            element("dd", each.meaning),
        )
        for word, each in STATUS.items()
    )
    return block("dl", *entries)
