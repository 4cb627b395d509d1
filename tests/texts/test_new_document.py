"""The way of an invented document from its text to a sound dataset, beside the real ones."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from bilat import texts as source_texts
from bilat.curation import check, draft
from bilat.dataset.read import read
from tests.curation.test_draft import COMPANY, REGION, SECTOR, TEXT

# What a person writes in place of the first of each pair.
FILLED_IN = [
    ("TODO-03-03", "2022-03-03"),
    ("note: TODO", "note: The year is not printed; last year is set against 2020."),
    ("publisher: TODO", "publisher: An invented gazette"),
    ("https://TODO", "https://example.org/zarechye"),
]
"""Fills in the header."""
FACTS = [
    (
        "cooperation: []\n",
        """\
cooperation:
  - id: loaders
    sector: road-building-machinery
    status: proposed
    side: belarus
    forms: [assembly]
    products: [{name: loaders, hs: "8429"}]
    companies: [amkodor]
    places: [Lugovsk]
    summary: The President offers the assembly of loaders in the regional capital.
    stated_by: president
    paragraphs: [4]
    evidence: ["offered to assemble Amkodor loaders"]

  - id: trams
    sector: trams
    status: existing
    side: null
    products: [{name: trams, hs: "8603"}]
    places: [Lugovsk]
    summary: Fifteen Belarusian trams are in service.
    stated_by: president
    paragraphs: [4]
    evidence: ["fifteen Belarusian trams run already"]

  - id: bicycle-frames
    sector: bicycles
    status: planned
    side: region
    forms: [components]
    companies: [zarechye-velo]
    summary: A bicycle maker of the region is going to order frames.
    stated_by: region_head
    paragraphs: [5]
    evidence: ["will order bicycle frames from Belarus"]
""",
    ),
    (
        "trade: []\n",
        """\
trade:
  - id: turnover-2021
    period: {from: 2021, to: 2021, basis: inferred, note: '"Last year", set against 2020.'}
    kind: actual
    amount: {text: over $40 million, hedge: over, lower: 40000000, upper: null, unit: USD}
    change:
      text: 12% more
      direction: up
      hedge: exact
      lower: 0.12
      upper: 0.12
      factor: null
      compared_to: 2020
    stated_by: president
    paragraphs: [3]
    evidence: ["Last year, she said", "worth over $40 million", "12% more than in 2020"]
""",
    ),
    (
        "left_out: []\n",
        """\
left_out:
  - {paragraph: 1, text: null, kind: furniture}
  - {paragraph: 2, text: "Anna Belova, the President of Belarus,", kind: frame}
  - {paragraph: 3, text: Khabarovsk Krai buys less, kind: elsewhere}
""",
    ),
]
"""Fills in the lists."""


def filled(text: str, replacements: Iterable[tuple[str, str]]) -> str:
    """A text with each of the replacements made."""
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    return text


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text() + text)


def test_a_new_document_finds_its_way_into_the_dataset(
    data_copy: Path, texts: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(texts, tmp_path / "texts"))
    text = folder / "zarechye.txt"
    text.write_text(TEXT)

    # A region that is new comes first, then the draft knows it.
    append(data_copy / "regions.yaml", REGION)
    dataset = read(data_copy).dataset
    assert dataset is not None
    header = filled(draft.draft(dataset, source_texts.read_text(text)), FILLED_IN)

    # Without facts the check lists what is uncovered, and where.
    document = data_copy / "documents" / "zarechye-2022-03-03.yaml"
    document.write_text(header)
    found = [
        str(each).split(" of paragraph")[0] for each in check.check(data_copy, folder).problems
    ]
    assert found == [
        f"{text}:{place}: the {what}"
        for place, what in (
            ("1:1", "sentence 'Guests from Zarechye Oblast'"),
            ("3:1", "sentence 'Anna Belova, the President of Belarus...'"),
            ("6:1", "sentence 'Last year, she said, both sides trade...'"),
            ("6:58", "number '40 million'"),
            ("6:70", "number '12'"),
            ("6:87", "number '2020'"),
            ("7:1", "region 'Khabarovsk Krai'"),
            ("7:1", "sentence 'Khabarovsk Krai buys less.'"),
            ("9:1", "sentence 'She offered to assemble Amkodor loade...'"),
            ("9:25", "company 'Amkodor'"),
            ("9:44", "place 'Lugovsk'"),
            ("9:59", "number 'fifteen'"),
            ("11:1", "sentence 'Pavel Ozerov replied that Zarechye Ve...'"),
            ("11:27", "name 'Zarechye Velo', which no catalogue knows,"),
        )
    ]

    # Facts may name only sectors and companies that are known.
    document.write_text(filled(header, FACTS))
    messages = [each.message.split(";")[0] for each in check.check(data_copy).problems]
    assert messages == ["unknown sector 'bicycles'", "unknown company 'zarechye-velo'"]

    # With these added it is sound.
    append(data_copy / "sectors.yaml", SECTOR)
    append(data_copy / "companies.yaml", COMPANY)
    report = check.check(data_copy, folder)
    assert [str(each) for each in report.problems] == []
    assert report.summary().startswith("6 documents, ")
    added = report.verified[-1]
    assert (added.facts, added.evidence, added.sentences, added.numbers) == (4, 6, 6, 5)
