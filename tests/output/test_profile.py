"""What `show` draws of each kind of thing: profiles.md has it, of an invented dataset.

Run this file to write the drawings anew, then read what has changed.
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
from bilat.output.look import Form
from bilat.output.spans import rows_of, stretches
from bilat.queries.show import FACTS, Quote, show
from tests import output

PROFILES = Path(__file__).with_name("profiles.md")
MEETINGS = Path(__file__).with_name("meetings")
SUCH_AS = re.compile(r"such as (\S+)")
_PROFILE = re.compile(r"\*\*`show (.*?)` · (\w+)[^\n]*\*\*\n\n```text\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """The invented dataset, with two meetings of one region and three heads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_CACHE", "off")
        with closing(Database(MEETINGS)) as database:
            yield database


def drawn(database: Database, name: str, form: Form) -> str:
    """Draw a profile as a terminal of a width shows it, or as Markdown without a width."""
    sheets = profile.sheets(show(database, name), form)
    if form.width is None:
        return "".join(markdown.write(sheets))
    return "".join(f"{line.rstrip()}\n" for line in output.drawn(sheets, form).splitlines())


@pytest.mark.parametrize(
    ("name", "width", "expected"),
    [
        pytest.param(*found, id=f"{found[0]} {found[1]}")
        for found in _PROFILE.findall(PROFILES.read_text("utf-8"))
    ],
)
def test_profile(database: Database, name: str, width: str, expected: str) -> None:
    assert drawn(database, name, Form(int(width) if width.isdigit() else None)) == expected


def ids(database: Database, name: str, form: Form) -> Iterator[str]:
    """Yield every name that the output of `show` offers to be typed after `bilat show`."""
    found = show(database, name)
    yield from found.others
    for sheet in profile.sheets(found, form):
        yield from (id_ for note in sheet.notes for id_ in SUCH_AS.findall(note.plain))
        for number, cells in enumerate(rows_of(sheet.table)):
            region = sheet.attributes[number]["region"] if sheet.attributes else ""
            for id_ in " ".join(map(styled_as_id, cells)).split():
                yield id_ if "/" in id_ or not region else f"{region}/{id_}"
            if sheet.title and sheet.title.plain == "Notes":
                yield cells[0].plain
            if cells[0].plain == "Similar":
                yield from re.findall(r"\((.*?)\)", cells[1].plain)


def styled_as_id(text: Text) -> str:
    """Return the ids in a cell with blanks between them; one that is broken over lines is one."""
    found = ""
    for part in stretches(text):
        if "id" in part.styles:
            found += part.text
        elif part.text != "\n":
            found += " "
    return found


@pytest.mark.parametrize("width", [80, 120, None])
def test_every_id_that_is_offered_works(database: Database, width: int | None) -> None:
    kinds = ("region", "sector", "company", "document", "fact", "person", "project", "product")
    names = database.rows("SELECT DISTINCT kind || ':' || id, kind FROM names")
    offered = {
        id_: name
        for name, kind in names
        if kind in kinds
        for id_ in ids(database, name, Form(width))
    }
    assert {"irkutsk/trams", "irkutsk-2016-09-01/elevators", "irkutsk/derived-2018"} <= {*offered}
    assert [
        id_ for id_ in offered if not show(database, id_).id.endswith(id_.rpartition("/")[2])
    ] == []


def test_a_parser_finds_the_address_of_every_fact_in_a_briefing(database: Database) -> None:
    found = show(database, "irkutsk")
    tokens = MarkdownIt("commonmark").enable("table").parse(drawn(database, "irkutsk", Form(None)))
    children = [child for token in tokens for child in token.children or ()]
    links = {str(child.attrs["href"]) for child in children if child.type == "link_open"}
    facts = [row for listing in FACTS for row in found.listings[listing]]
    stated = {row.url for row in facts if row.stated_by}
    assert links == {meeting.url for meeting in found.meetings.values()} | stated | {
        row.url for row in found.listings["wider"]
    }


def test_a_quoted_paragraph_is_escaped_and_its_evidence_marked(database: Database) -> None:
    quote = Quote("irkutsk-2020-09-25", 5, "A *red* \x1b[31m lift. They are assembled.", ((8, 18),))
    found = show(database, "irkutsk-2020-09-25/elevators")._replace(quotes=[quote])
    written = "".join(markdown.write(profile.sheets(found, Form(None))))
    assert written.endswith(
        "\n## In the words of the report\n\n"
        "- **¶5:** A \\*red\\* **\\\\x1b\\[31m lift**. They are assembled.\n"
    )


def rewrite() -> None:
    """Replace every drawing by what is drawn now."""
    with closing(Database(MEETINGS)) as database:

        def replaced(found: re.Match[str]) -> str:
            width = int(found[2]) if found[2].isdigit() else None
            text = drawn(database, found[1], Form(width))
            return f"{found[0].partition('```text')[0]}```text\n{text}```"

        text = _PROFILE.sub(replaced, PROFILES.read_text(encoding="utf-8"))
        PROFILES.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    rewrite()
