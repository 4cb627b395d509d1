"""`show --documents` quotes the paragraphs of the source texts."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bilat.database.store import Database
from bilat.queries.show import show, with_quotes
from bilat.text import sha256
from tests.conftest import DATA


@pytest.fixture
def database() -> Iterator[Database]:
    """The real dataset."""
    with closing(Database(DATA)) as database:
        yield database


def test_the_cited_paragraphs_are_quoted_with_the_evidence_marked(
    database: Database, texts: Path
) -> None:
    def marked(name: str) -> list[tuple[int, list[str]]]:
        quotes = with_quotes(show(database, name), texts).quotes or ()
        return [(q.paragraph, [q.text[start:end] for start, end in q.marks]) for q in quotes]

    assert marked("irkutsk/turnover-2020") == [(8, ["the figures have dropped this year"])]
    document = marked("irkutsk-2020-09-25")
    assert [number for number, _ in document] == [6, 8]
    assert "the figures have dropped this year" in document[1][1]


def test_a_quote_is_marked_rightly_among_invisible_letters(
    database: Database, texts: Path, tmp_path: Path
) -> None:
    profile = show(database, "irkutsk/turnover-2020")
    found = (path.read_text("utf-8") for path in texts.glob("*.txt"))
    content = next(text for text in found if "Kobzev" in text).replace("trade", "tra\u00adde")
    (tmp_path / "soft.txt").write_text(content, "utf-8")
    meeting = profile.context.meetings["irkutsk-2020-09-25"]._replace(sha256=sha256(content))
    changed = profile._replace(context=profile.context._replace(meetings={meeting.id: meeting}))
    [quote] = with_quotes(changed, tmp_path).quotes or ()
    assert [quote.text[start:end] for start, end in quote.marks] == [
        "the figures have dropped this year"
    ]
