"""Markdown and HTML written from a table, and that nothing in the data is obeyed."""

from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.table import Table
from rich.text import Text

from bilat.output import html, markdown
from bilat.output.look import Sheet, cell, joined
from tests.tools.outline import Outline

URL = "https://example.org/report_(1)#:~:text=a%20b&text=“c|d”"


def sheet() -> Sheet:
    """A table of everything that writers must walk: lines, styles, links, totals, notes."""
    table = Table("Sector", "Status", "What", "Source")
    table.add_column("No.", justify="right")
    trams = cell("Belarus offers trams & buses.")
    trams.stylize("match", 15, 20)
    table.add_row(
        joined((cell("Trams", "name"), cell("trams", "id"))),
        cell("○ proposed", "proposed"),
        joined((trams, cell("“if you *like*”", "evidence"))),
        cell("President ") + cell("¶2,3", "source", URL),
        cell("1"),
    )
    year = cell("2024") + cell("†", "external")
    table.add_row("", Text.assemble("(", cell("●", "existing"), ")"), year, cell("a|b"), cell(""))
    table.add_row(cell("Total"), "", "", "", cell("1"))
    return Sheet(
        title=joined((cell("Tver", "heading"), "met 6 May 2024"), " · "),
        table=table,
        notes=[cell("* inferred", "note")],
    )


ATTRIBUTES = [{"id": "tver-2024-05-06/trams", "data_region": "tver"}, {"data_region": '"'}]


def test_a_table_as_markdown() -> None:
    assert "".join(markdown.write([sheet()])) == (
        "## Tver · met 6 May 2024\n"
        "\n"
        "| Sector | Status | What | Source | No. |\n"
        "| --- | --- | --- | --- | --: |\n"
        "| Trams · trams | ○ proposed | Belarus offers **trams** \\& buses. · “if you \\*like\\*”"
        " | President [¶2,3](https://example.org/report_%281%29"
        "#:~:text=a%20b&text=%E2%80%9Cc%7Cd%E2%80%9D) | 1 |\n"
        "|  | (●) | 2024† | a\\|b |  |\n"
        "| Total |  |  |  | 1 |\n"
        "\n"
        "\\* inferred\n"
    )


def test_fields_as_markdown() -> None:
    first, second = Table.grid("", ""), Table.grid("", "")
    first.add_row(cell("Report"), joined((cell("A"), cell("B", "", "https://example.org/"))))
    second.add_row(cell(""), cell("1. b"))
    sheets = [Sheet(cell("Tver Oblast"), first), Sheet(cell("Notes"), second)]
    assert "".join(markdown.write(sheets)) == (
        "# Tver Oblast\n\n- **Report:** A · [B](https://example.org/)\n\n## Notes\n\n- 1\\. b\n"
    )


def test_a_table_as_html() -> None:
    assert html.write(sheet(), ATTRIBUTES, {2: ["<svg></svg>", "", ""]}) == (
        '<h3><span class="heading">Tver</span> · met 6 May 2024</h3>\n'
        "<table>\n"
        '<thead><tr><th scope="col">Sector</th><th scope="col">Status</th><th scope="col">What</th>'
        '<th scope="col">Source</th><th scope="col" class="number">No.</th></tr></thead>\n'
        '<tbody><tr id="tver-2024-05-06/trams" data-region="tver">'
        '<th scope="row"><span class="name">Trams</span>\n'
        '<div><span class="id">trams</span></div></th>\n'
        '<td data-label="Status"><span class="proposed">○ proposed</span></td>\n'
        '<td data-label="What">Belarus offers <span class="match">trams</span> &amp; buses.\n'
        '<div><span class="evidence">“if you *like*”</span></div><svg></svg></td>\n'
        '<td data-label="Source">President <a href="https://example.org/report_(1)#:~:text=a%20b'
        '&amp;text=“c|d”"><span class="source">¶2,3</span></a></td>\n'
        '<td data-label="No." class="number">1</td></tr>\n'
        '<tr data-region="&quot;"><th scope="row"></th>\n'
        '<td data-label="Status">(<span class="existing" role="img" aria-label="existing"'
        ' title="existing">●</span>)</td>\n'
        '<td data-label="What">2024<span class="external" role="img"'
        ' aria-label="from outside the report" title="from outside the report">†</span></td>\n'
        '<td data-label="Source">a|b</td>\n'
        '<td data-label="No." class="number"></td></tr></tbody>\n'
        '<tfoot><tr><th scope="row">Total</th>\n<td data-label="Status"></td>\n'
        '<td data-label="What"></td>\n<td data-label="Source"></td>\n'
        '<td data-label="No." class="number">1</td></tr></tfoot>\n'
        "</table>\n"
        '<p class="note"><span class="note">* inferred</span></p>\n'
    )


# Nothing in the data is obeyed


HOSTILE = [
    "[x](https://evil.example)",
    "![x](https://evil.example/x.png)",
    "<img src=x onerror=alert(1)>",
    "https://evil.example www.evil.example",
    "# a\n- b\n1. c\n> d\n===\n    e",
    "a | b \\| c",
    "`code` **bold** _em_ ~~gone~~ &copy; \\",
    "| --- |",
]
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
TEXT = st.text(LETTERS) | st.sampled_from(HOSTILE)
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@given(TEXT)
def test_markdown_shows_the_data_as_they_are(text: str) -> None:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    expected = " · ".join(line for line in lines if line)
    assume(expected)
    table = Table("A", "B")
    table.add_row("1", Text(text))
    fields = Table.grid("", "")
    fields.add_row("C", Text(text))
    sheets = [Sheet(Text(text), table, [Text(text)]), Sheet(None, fields)]
    tokens = PARSER.parse("".join(markdown.write(sheets)))
    blocks = [token for token in tokens if token.type == "inline"]
    kinds = {child.type for token in blocks for child in token.children or ()}
    texts = ["".join(child.content for child in token.children or ()) for token in blocks]
    assert kinds <= {"text", "strong_open", "strong_close"}  # strong is the label of the field
    assert [" ".join(text.split()) for text in texts] == [
        *(expected, "A", "B", "1", expected, expected),
        f"C: {expected}",
    ]


@given(TEXT)
def test_markdown_links_are_links(text: str) -> None:
    tokens = PARSER.parse(markdown.inline(cell("here", "", f"https://example.org/{text}")))
    kinds = [child.type for child in tokens[1].children or ()]
    assert kinds == ["link_open", "text", "link_close"]


@given(TEXT)
def test_html_shows_the_data_as_they_are(text: str) -> None:
    table = Table("A")
    table.add_row(Text(text))
    read = Outline(html.write(Sheet(Text(text), table, [Text(text)]), [{"id": text}]))
    assert {*read.elements} <= {"h3", "table", "thead", "tbody", "tr", "th", "div", "p", "span"}
    assert read.attributes["id"] == [text]
    assert read.raw.replace("\n", "") == "{0}A{0}{0}".format(text.replace("\n", ""))
