"""What profiles offer: ids that can be typed, addresses of the facts, quoted paragraphs.

How they look is in profiles.md.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from rich.text import Text

from bilat.database.store import Database
from bilat.output import markdown, profile
from bilat.output.look import Form, pieces
from bilat.queries.show import FACTS, Quote, show

MEETINGS = Path(__file__).with_name("meetings")
SUCH_AS = re.compile(r"such as (\S+)")


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """The invented dataset, with two meetings of one region and three heads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_CACHE", "off")
        with closing(Database(MEETINGS)) as database:
            yield database


def ids(database: Database, name: str, form: Form) -> Iterator[str]:
    """Yield every name that the output of `show` offers to be typed after `bilat show`."""
    thing = show(database, name)
    yield from thing.others
    for sheet in profile.sheets(thing, form):
        yield from (id_ for note in sheet.notes for id_ in SUCH_AS.findall(note.plain))
        for number, cells in enumerate(sheet.cells()):
            region = sheet.rows[number].region if sheet.rows else ""
            for id_ in " ".join(map(styled_as_id, cells)).split():
                yield id_ if "/" in id_ or not region else f"{region}/{id_}"
            if sheet.title and sheet.title.plain == "Notes":
                yield cells[0].plain
            if cells[0].plain == "Similar":
                yield from re.findall(r"\((.*?)\)", cells[1].plain)


def styled_as_id(text: Text) -> str:
    """Return the ids in a cell with blanks between them; one that is broken over lines is one."""
    words = (piece for line in pieces(text) for piece in line)
    return "".join(part if "id" in styles else " " for part, styles, _ in words)


@pytest.mark.parametrize("width", [80, 120, None])
def test_every_id_that_is_offered_works(database: Database, width: int | None) -> None:
    kinds = ("region", "sector", "company", "document", "fact", "person", "project", "product")
    names = database.rows("SELECT DISTINCT kind || ':' || id, kind FROM names")
    offered = {
        id_ for name, kind in names if kind in kinds for id_ in ids(database, name, Form(width))
    }
    assert {"irkutsk/trams", "irkutsk-2016-09-01/elevators", "irkutsk/derived-2018"} <= offered
    for id_ in offered:
        assert show(database, id_).id.endswith(id_.rpartition("/")[2])


def test_a_parser_finds_the_address_of_every_fact_in_a_briefing(database: Database) -> None:
    thing = show(database, "irkutsk")
    briefing = "".join(markdown.write(profile.sheets(thing, Form(None))))
    tokens = MarkdownIt("commonmark").enable("table").parse(briefing)
    children = [child for token in tokens for child in token.children or ()]
    links = {str(child.attrs["href"]) for child in children if child.type == "link_open"}
    facts = [row for listing in FACTS for row in thing.listings[listing]]
    stated = {row.url for row in facts if row.stated_by}
    assert links == {meeting.url for meeting in thing.context.meetings.values()} | stated


def test_a_quoted_paragraph_is_escaped_and_its_evidence_marked(database: Database) -> None:
    quote = Quote("irkutsk-2020-09-25", 5, "A *red* \x1b[31m lift. They are assembled.", ((8, 18),))
    thing = show(database, "irkutsk-2020-09-25/elevators")._replace(quotes=[quote])
    written = "".join(markdown.write(profile.sheets(thing, Form(None))))
    assert written.endswith(
        "\n## In the words of the report\n\n"
        "- **¶5:** A \\*red\\* **\\\\x1b\\[31m lift**. They are assembled.\n"
    )
