"""What a machine can notice: each rule with a case that breaks it and one that it lets pass."""

import pytest

from tests.curation.sample import ZARECHYE_FILE, Edit, Make, in_text, problems


def found(make: Make, *edits: Edit) -> list[str]:
    """The problems of the longer document, without its name."""
    make(*edits)
    assert all(each.startswith(f"{ZARECHYE_FILE}:") for each in problems()), problems()
    return [each.removeprefix(f"{ZARECHYE_FILE}:") for each in problems()]


def amount(old: str, new: str) -> list[Edit]:
    """Another amount in the text, and in the record as it stands there."""
    text = "text: almost $50 million, hedge: almost, lower: null, upper: 50000000, unit: USD"
    return [in_text("almost $50 million", old), Edit(text, new)]


def change(text: str, record: str) -> list[Edit]:
    """Another change in the text, and in the record."""
    old = """\
      text: down by 14-29%
      direction: down
      hedge: range
      lower: -0.29
      upper: -0.14
      factor: null
"""
    names = ("text", "direction", "hedge", "lower", "upper", "factor")
    values = [value.strip() for value in record.split("|")]
    new = "".join(f"      {name}: {value}\n" for name, value in zip(names, values, strict=True))
    return [in_text("went\n    down by 14–29%", text), Edit(old, new)]


# Amounts and changes


@pytest.mark.parametrize(
    ("text", "record"),
    [
        (
            "over $50 million",
            "text: over $50 million, hedge: over, lower: 50000000, upper: null, unit: USD",
        ),
        (
            "nearly $50 million",
            "text: nearly $50 million, hedge: almost, lower: null, upper: 50000000, unit: USD",
        ),
        (
            "$50 million or more",
            "text: $50 million or more, hedge: over, lower: 50000000, upper: null, unit: USD",
        ),
        (
            "some $50 million",
            "text: some $50 million, hedge: about, lower: 50000000, upper: 50000000, unit: USD",
        ),
        (
            "$50-60 million",
            "text: $50-60 million, hedge: range, lower: 50000000, upper: 60000000, unit: USD",
        ),
        (
            "between $50 and $60 million",
            "text: between $50 and $60 million, hedge: range, lower: 50000000, upper: 60000000, unit: USD",
        ),
        (
            "over twenty-five million dollars",
            "text: over twenty-five million dollars, hedge: over, lower: 25000000, upper: null, unit: USD",
        ),
        (
            "half a billion Russian roubles",
            "text: half a billion Russian roubles, hedge: exact, lower: 500000000, upper: 500000000, unit: RUB",
        ),
        (
            "five hundred thousand euros",
            "text: five hundred thousand euros, hedge: exact, lower: 500000, upper: 500000, unit: EUR",
        ),
        (
            "exceeding the existing $50 million mark",
            "text: exceeding the existing $50 million mark, hedge: over, lower: 50000000, upper: null, unit: USD",
        ),
        (
            "millions of dollars",
            "text: millions of dollars, hedge: about, lower: null, upper: null, unit: USD",
        ),
    ],
)
def test_an_amount_as_its_words_say(make: Make, text: str, record: str) -> None:
    assert found(make, *amount(text, record)) == []


@pytest.mark.parametrize(
    ("text", "record", "expected"),
    [
        pytest.param(
            "almost $50 million",
            "text: almost $50 million, hedge: over, lower: 50000000, upper: null, unit: USD",
            "trade[0].amount.hedge: over, but 'almost $50 million' says almost",
            id="hedge",
        ),
        pytest.param(
            "almost $50 million",
            "text: $50 million, hedge: exact, lower: 50000000, upper: 50000000, unit: USD",
            "trade[0].amount.text: 'almost' stands before '$50 million': the hedge is almost, and the words belong to the text",
            id="hedge before the words",
        ),
        pytest.param(
            "$50 million",
            "text: $50 million, hedge: about, lower: 50000000, upper: 50000000, unit: USD",
            "trade[0].amount.hedge: about, but '$50 million' says exact",
            id="no hedge",
        ),
        pytest.param(
            "$50 million",
            "text: $50 million, hedge: exact, lower: 50000000, upper: 50000000, unit: EUR",
            "trade[0].amount.unit: EUR, but the text says USD",
            id="currency sign",
        ),
        pytest.param(
            "50 million euros",
            "text: 50 million, hedge: exact, lower: 50000000, upper: 50000000, unit: USD",
            "trade[0].amount.unit: USD, but the text says EUR",
            id="currency after the words",
        ),
        pytest.param(
            "$5 million 300",
            "text: $5 million 300, hedge: exact, lower: 5000300, upper: 5000300, unit: USD",
            "trade[0].amount.text: '5 million 300' cannot be read as a number; leave the bounds null or quote words that name one",
            id="what is not understood",
        ),
        pytest.param(
            "millions of dollars",
            "text: millions of dollars, hedge: about, lower: 1000000, upper: 1000000, unit: USD",
            "trade[0].amount.text: 'millions' cannot be read as a number; leave the bounds null or quote words that name one",
            id="what names none",
        ),
    ],
)
def test_an_amount_that_its_words_do_not_say(
    make: Make, text: str, record: str, expected: str
) -> None:
    problems = found(make, *amount(text, record))
    assert [each.split(": ", 1)[1] for each in problems] == [expected]


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("fell by over 6%", "fell by over 6% | down | over | null | -0.06 | null"),
        ("fell by almost 6%", "fell by almost 6% | down | almost | -0.06 | null | null"),
        ("grew by over 6%", "grew by over 6% | up | over | 0.06 | null | null"),
        ("grew by almost 6%", "grew by almost 6% | up | almost | null | 0.06 | null"),
        ("fell by 5-6%", "fell by 5-6% | down | range | -0.06 | -0.05 | null"),
        ("more than doubled", "more than doubled | up | over | 1.0 | null | 2"),
        ("grew 2-3 times", "grew 2-3 times | up | range | 1 | 2 | null"),
        ("was halved", "was halved | down | exact | -0.5 | -0.5 | 0.5"),
        ("rose by a quarter", "rose by a quarter | up | exact | 0.25 | 0.25 | null"),
        ("rose 2,5 per cent", "rose 2,5 per cent | up | exact | 0.025 | 0.025 | null"),
        ("went on growing", "went on growing | up | null | null | null | null"),
    ],
)
def test_a_change_as_its_words_say(make: Make, text: str, record: str) -> None:
    assert found(make, *change(text, record)) == []


@pytest.mark.parametrize(
    ("text", "record", "expected"),
    [
        pytest.param(
            "fell by over 6%",
            "fell by over 6% | down | over | null | -0.07 | null",
            "upper: -0.07 is not right, for 'fell by over 6%' names -0.06",
            id="bound of a fall",
        ),
        pytest.param(
            "fell by over 6%",
            "fell by over 6% | up | over | 0.06 | null | null",
            "direction: up, but 'fell by over 6%' says down",
            id="direction",
        ),
        pytest.param(
            "grew by 6 percentage points",
            "grew by 6 percentage points | up | exact | 0.06 | 0.06 | null",
            "text: '6' counts percentage points, no share of the earlier year; leave hedge and bounds null",
            id="points",
        ),
        pytest.param(
            "tripled",
            "tripled | up | exact | 1 | 1 | 2",
            "factor: 2 is not named in 'tripled'",
            id="factor",
        ),
        pytest.param(
            "grew by 5 million",
            "grew by 5 million | up | exact | 0.05 | 0.05 | null",
            "lower: 0.05 is not right, for 'grew by 5 million' names 50000",
            id="no share",
        ),
    ],
)
def test_a_change_that_its_words_do_not_say(
    make: Make, text: str, record: str, expected: str
) -> None:
    problems = found(make, *change(text, record))
    assert problems[0].split(": ", 1)[1] == f"trade[0].change.{expected}"


def test_a_year_that_is_stated_is_not_inferred(make: Make) -> None:
    basis = "period: {from: 2020, to: 2020, basis: stated, note: null}"
    inferred = "period: {from: 2020, to: 2020, basis: inferred, note: A guess.}"
    assert found(make, Edit(basis, inferred)) == [
        "40:36: trade[0].period.basis: inferred, but the evidence states 2020; write stated"
    ]
    other = "period: {from: 2018, to: 2018, basis: inferred, note: A guess.}"
    assert found(make, Edit(basis, other), Edit("compared_to: 2019", "compared_to: null")) == [
        "40:14: trade[0].period.from: 2018 to 2018 has none of the years of the evidence, 2019 and 2020"
    ]


def test_a_number_stands_in_a_sentence_of_the_evidence(make: Make) -> None:
    assert found(make, Edit('["know the way"]', '["could open a second"]')) == [
        "74:14: figures[0].amount.text: '7 partners' stands in a sentence that no evidence of the fact touches; quote that sentence too, or the right number"
    ]


# Evidence


def cites(evidence: str) -> Edit:
    return Edit('40 buses"]', f'40 buses", "{evidence}"]')


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(
            cites("Lugovsk"),
            "26:48: cooperation[0].evidence[1]: 'Lugovsk' is one word, which proves little; quote two to six",
            id="one word",
        ),
        pytest.param(
            cites("project. The BAM-2 line"),
            "26:48: cooperation[0].evidence[1]: 'project. The BAM-2 line' goes across the end of a sentence; quote each for itself",
            id="across a sentence end",
        ),
        pytest.param(
            cites("Zubr Motors delivers"),
            None,
            id="a company that is recorded",
        ),
        pytest.param(
            cites("Zubr Motors delivers from 30"),
            None,
            id="more of a company that is recorded",
        ),
        pytest.param(
            cites("on to Podgorye"),
            "26:48: cooperation[0].evidence[1]: names Podgorye, of podgorye; say so in scope or quote other words",
            id="another region",
        ),
    ],
)
def test_evidence(make: Make, edit: Edit, expected: str | None) -> None:
    assert found(make, edit) == ([expected] if expected else [])


def test_evidence_of_another_region_is_of_a_scope(make: Make) -> None:
    scope = Edit(
        "    companies: [zubr-motors]\n", "    scope: to Podgorye\n    companies: [zubr-motors]\n"
    )
    assert found(make, cites("on to Podgorye"), scope) == []


def test_evidence_may_not_name_the_capital_of_another_region(make: Make) -> None:
    edits = [in_text("on to Podgorye", "on to Verkhny, Podgorye"), cites("leads on to Verkhny")]
    edits.append(Edit("text: to Podgorye", 'text: "Verkhny, Podgorye"'))
    assert found(make, *edits) == [
        "26:48: cooperation[0].evidence[1]: names Verkhny, of podgorye; say so in scope or quote other words"
    ]


@pytest.mark.parametrize("field", ["condition", "scope"])
def test_condition_and_scope_stand_in_the_cited_paragraphs(make: Make, field: str) -> None:
    edit = Edit(
        "    companies: [polesie-lift]\n",
        f"    {field}: on 2 March\n    companies: [polesie-lift]\n",
    )
    assert found(make, edit) == [
        f"32:5: cooperation[1].{field}: 'on 2 March' stands in paragraph 2, not in 5"
    ]


@pytest.mark.parametrize("field", ["cause", "doubt"])
def test_cause_and_doubt_stand_in_the_cited_paragraphs(make: Make, field: str) -> None:
    edit = Edit(
        "      compared_to: 2019\n", f"      compared_to: 2019\n    {field}: by the weather\n"
    )
    assert found(make, edit) == [
        f"51:5: trade[0].{field}: 'by the weather' stands nowhere in zarechye.txt"
    ]


# The curator's own words


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("Up to 40 buses a year go to Lugovsk.", None),
        ("Zubr Motors buses go to the capital of Zarechye; the two sides like them.", None),
        ("Polesie Lift buses go there.", "the company Polesie Lift is not named in paragraph 4"),
        ("Buses go there, as in Podgorye.", None),
        ("Seventy buses go there.", "Seventy is no number of paragraph 4"),
        ("Buses go there from 1999 on.", "1999 is no number of paragraph 4"),
        ("Buses by Gorizont go there.", "the name Gorizont does not stand in paragraph 4"),
        ("A Belarusian President, Anna Belova, sends buses.", None),
    ],
)
def test_a_summary_says_no_more_than_its_paragraphs(
    make: Make, summary: str, expected: str | None
) -> None:
    edit = Edit("Up to 40 buses a year go to the regional capital.", summary)
    assert found(make, edit) == ([f"23:5: cooperation[0].summary: {expected}"] if expected else [])


def test_a_summary_names_no_other_region(make: Make) -> None:
    edit = Edit("The governor wants another workshop.", "A workshop, as in Podgorye, is wanted.")
    assert found(make, edit) == [
        "33:5: cooperation[1].summary: the region Podgorye is not named in paragraph 5"
    ]


@pytest.mark.parametrize(
    ("product", "missing"),
    [
        ("buses", None),
        ("bus", None),
        ("projects for buses", None),
        ("line bus", None),
        ("trams", "trams"),
        ("city trams", "trams"),
    ],
)
def test_products_are_words_of_their_paragraphs(
    make: Make, product: str, missing: str | None
) -> None:
    edit = Edit(
        "    companies: [zubr-motors]\n",
        f"    products: [{{name: {product}, hs: null}}]\n    companies: [zubr-motors]\n",
    )
    message = f"20:17: cooperation[0].products[0].name: {missing!r} is no word of paragraph 4; name what the text names"
    assert found(make, edit) == ([message] if missing else [])


def test_the_same_figures_have_one_id(make: Make) -> None:
    record = """\
  - id: partners
    name: Partners
    amount: {text: 7 partners, hedge: exact, lower: 7, upper: 7, unit: companies}
    period: null
    scope: Polesie Lift
    stated_by: region_head
    paragraphs: [5]
    evidence: ["know the way"]
"""
    again = record.replace("id: partners", "id: more").replace("name: Partners", "name: Others")
    assert found(make, Edit(record, record + "\n" + again)) == [
        "81:5: figures[1].id: the same figures as partners; keep one of them"
    ]
    other = again.replace("scope: Polesie Lift", "scope: the region")
    assert found(make, Edit(record, record + "\n" + other)) == []


def test_a_company_of_the_evidence_is_recorded(make: Make) -> None:
    other = in_text("The BAM-2", "PLZ and the BAM-2")
    assert found(make, other, cites("PLZ and the BAM-2 line")) == [
        "26:48: cooperation[0].evidence[1]: names PLZ, but companies has no polesie-lift; add it"
    ]


# People and places


def person(name: str, *, title: str = "Governor", side: str = "region") -> Edit:
    old = "{name: Pavel Ozerov, title: Governor, side: region}"
    return Edit(old, f"{{name: {name}, title: {title}, side: {side}}}")


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([person("Pavel Ozerov", title="Governor of Zarechye Oblast")], []),
        (
            [person("Ozerov")],
            ["7:6: participants[1].name: 'Ozerov' is no given name with a surname"],
        ),
        (
            [person("meet on")],
            ["7:6: participants[1].name: 'meet on' is no given name with a surname"],
        ),
        (
            [person("Governor Pavel")],
            [
                "7:6: participants[1].name: 'Governor Pavel' is no person's name, for Governor is none"
            ],
        ),
        (
            [person("Zubr Motors")],
            [
                "7:6: participants[1].name: 'Zubr Motors' is no person's name, for Zubr Motors is a name of something else"
            ],
        ),
        (
            [person("Pavel Ozerov", title="Mayor of Lugovsk")],
            ["7:26: participants[1].title: 'Mayor' of the title stands nowhere in zarechye.txt"],
        ),
        (
            [
                Edit(
                    """{name: Anna Belova, title: President of Belarus, side: belarus}
  - {name: Pavel Ozerov, title""",
                    """{name: Pavel Ozerov, title: President of Belarus, side: belarus}
  - {name: Anna Belova, title""",
                )
            ],
            [
                "6:26: participants[0].title: the text calls Pavel Ozerov Governor, not President; mind whose name stands with which title",
                "7:25: participants[1].title: the text calls Anna Belova President, not Governor; mind whose name stands with which title",
            ],
        ),
    ],
)
def test_participants_are_people_with_their_titles(
    make: Make, edits: list[Edit], expected: list[str]
) -> None:
    make(*edits)
    people = [each.split(":", 1)[1] for each in problems() if ": participants" in each]
    assert people == expected


def test_sides_follow_the_titles(make: Make) -> None:
    sides = [
        person("Pavel Ozerov", title="Governor of Zarechye Oblast", side="belarus"),
        Edit(
            "title: President of Belarus, side: belarus",
            "title: President of Belarus, side: region",
        ),
    ]
    make(*sides)
    people = [each.split(":", 1)[1] for each in problems() if ": participants" in each]
    assert people == [
        "6:54: participants[0].side: region, but 'President of Belarus' is of the side belarus",
        "7:62: participants[1].side: belarus, but 'Governor of Zarechye Oblast' is of the side region",
    ]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Lugovsk", None),
        ("buses", "'buses' is no name of a place; places are written with a capital"),
        ("The", "'The' is no name of a place; places are written with a capital"),
        ("Zubr Motors", "'Zubr Motors' is a company; put it under companies"),
    ],
)
def test_places_are_names(make: Make, place: str, expected: str | None) -> None:
    edits = [Edit("places: [Lugovsk]", f"places: [{place}]"), cites("to Lugovsk for the")]
    message = f"21:14: cooperation[0].places[0]: {expected}"
    assert found(make, *edits) == ([message] if expected else [])


def test_the_place_of_the_meeting_is_a_name(make: Make) -> None:
    assert found(make, Edit("place: Brest", "place: meet")) == [
        "4:1: place: 'meet' is no name of a place; places are written with a capital"
    ]
    assert found(make, Edit("place: Brest", "place: Pavel")) == [
        "7:6: participants[1].name: 'Pavel Ozerov' is no person's name, for Pavel is a name of something else",
        "4:1: place: 'Pavel' is a person; places are those where something is",
    ]


# Statuses, sides, conditions


def said(words: str, status: str, side: str, evidence: str) -> list[Edit]:
    """Another remark of the governor instead of his second workshop, and its record."""
    return [
        in_text("could open a second workshop", words),
        Edit(
            "    status: proposed\n    side: region\n", f"    status: {status}\n    side: {side}\n"
        ),
        Edit('evidence: ["could open a second workshop"]', f'evidence: ["{evidence}"]'),
    ]


@pytest.mark.parametrize(
    ("words", "status", "side", "evidence"),
    [
        ("is ready to open a workshop", "proposed", "region", "is ready to open a workshop"),
        ("runs a workshop", "existing", "null", "runs a workshop"),
        ("will open a workshop", "planned", "region", "will open a workshop"),
        ("may be interested in a workshop", "interest", "region", "interested in a workshop"),
        ("is good, and Belarus is ready to open one", "proposed", "belarus", "ready to open one"),
        ("is good, and we are ready to open one", "proposed", "region", "ready to open one"),
    ],
)
def test_a_status_with_its_words(
    make: Make, words: str, status: str, side: str, evidence: str
) -> None:
    assert found(make, *said(words, status, side, evidence)) == []


@pytest.mark.parametrize(
    ("words", "status", "side", "evidence", "expected"),
    [
        (
            "is ready to open a workshop",
            "existing",
            "null",
            "ready to open a workshop",
            "30:5: cooperation[1].status: existing, but the evidence says 'ready'; mind what is only offered",
        ),
        (
            "suggests a workshop with us",
            "existing",
            "null",
            "a workshop with us",
            "30:5: cooperation[1].status: existing, but each cited sentence only offers, plans or supposes it",
        ),
        (
            "runs a workshop",
            "proposed",
            "region",
            "runs a workshop",
            "30:5: cooperation[1].status: proposed, but no cited sentence says so, as ready to, offer or should do",
        ),
        (
            "runs a workshop",
            "planned",
            "region",
            "runs a workshop",
            "30:5: cooperation[1].status: planned, but no cited sentence says so, as will, plan or agree do",
        ),
        (
            "offers us a workshop",
            "planned",
            "region",
            "offers us a workshop",
            "30:5: cooperation[1].status: planned, but the evidence says 'offers'; write proposed",
        ),
        (
            "offers us a workshop",
            "interest",
            "region",
            "offers us a workshop",
            "30:5: cooperation[1].status: interest, but the evidence says 'offers'; write proposed",
        ),
        (
            "is good, and Belarus is ready to open one",
            "proposed",
            "region",
            "ready to open one",
            "31:5: cooperation[1].side: region, but the words say that it is the side belarus",
        ),
        (
            "is good, and we are ready to open one",
            "proposed",
            "belarus",
            "ready to open one",
            "31:5: cooperation[1].side: belarus, but the words say that it is the side region",
        ),
        (
            "could open a workshop if it suits you",
            "proposed",
            "region",
            "a workshop if it suits you",
            "28:5: cooperation[1].condition: null, but the evidence says 'if it suits you'",
        ),
    ],
)
def test_a_status_or_side_without_its_words(
    make: Make, words: str, status: str, side: str, evidence: str, expected: str
) -> None:
    assert found(make, *said(words, status, side, evidence)) == [expected]


def test_what_exists_has_no_condition(make: Make) -> None:
    edits = said("runs a workshop if asked", "existing", "null", "runs a workshop")
    edits.append(
        Edit(
            "    companies: [polesie-lift]\n",
            "    condition: if asked\n    companies: [polesie-lift]\n",
        )
    )
    assert found(make, *edits) == [
        "30:5: cooperation[1].status: existing, but 'if asked' makes it conditional; write proposed"
    ]


# Speakers


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(
            Edit(
                'stated_by: region_head\n    paragraphs: [5]\n    evidence: ["could',
                'stated_by: president\n    paragraphs: [5]\n    evidence: ["could',
            ),
            "34:5: cooperation[1].stated_by: president, but the cited sentences are said by the head of the region; write region_head",
            id="swapped",
        ),
        pytest.param(
            Edit(
                'stated_by: region_head\n    paragraphs: [5]\n    evidence: ["could',
                'stated_by: document\n    paragraphs: [5]\n    evidence: ["could',
            ),
            "34:5: cooperation[1].stated_by: document, but the cited sentences are said by region_head",
            id="a quotation given to the narrator",
        ),
        pytest.param(
            in_text("Zubr Motors delivers", "The President said that Zubr Motors delivers"),
            "24:5: cooperation[0].stated_by: document, but the cited sentences are said by president",
            id="reported speech given to the narrator",
        ),
    ],
)
def test_speakers_are_those_of_the_sentences(make: Make, edit: Edit, expected: str) -> None:
    assert found(make, edit) == [expected]


def test_the_narrator_is_no_speaker(make: Make) -> None:
    narrated = in_text("for the “Clean City” project", "for the Clean City project")
    said_by = Edit(
        "stated_by: document\n    paragraphs: [4]", "stated_by: president\n    paragraphs: [4]"
    )
    assert found(make, narrated, said_by) == [
        "24:5: cooperation[0].stated_by: president, but the cited sentences name no speaker; write document"
    ]
    assert (
        found(make, in_text("to Lugovsk", "to Lugovsk, as Belova knows,"), narrated, said_by) == []
    )
