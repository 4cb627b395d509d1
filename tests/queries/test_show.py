"""What `show` finds by which name, and what a profile has."""

import re
from pathlib import Path
from typing import Any

import pytest

from bilat.database.store import Database
from bilat.errors import FileError, UsageError
from bilat.queries.show import Profile, address, show, with_quotes
from tests.queries.helpers import short


@pytest.mark.parametrize(
    ("name", "kind", "id_"),
    [
        ("RU-IRK", "region", "irkutsk"),
        ("Троллейбусы", "sector", "trolleybuses"),
        ("МАЗ", "company", "maz"),
        ("irkutsk-2020-09-25", "document", "irkutsk-2020-09-25"),
        ("irkutsk-2020-09-25/elevators", "fact", "irkutsk-2020-09-25/elevators"),
        ("turnover-2019", "fact", "irkutsk-2020-09-25/turnover-2019"),
        ("irkutsk/derived-2018", "fact", "irkutsk-2020-09-25/turnover-2019/derived-2018"),
        ("fact:irkutsk/trucks", "fact", "irkutsk-2020-09-25/trucks"),
        ("trucks", "sector", "trucks"),
        ("osvey", "product", "Osvey aircraft"),
        ("tram bodies", "product", "tram bodies"),
        ("BAM-2", "project", "Baikal-Amur Mainline (BAM-2)"),
        ("Elga seaport", "project", "Elga seaport"),
        ("Vladivostok", "place", "Vladivostok"),
        ("place:Ufa", "place", "Ufa"),
        ("Kobzev", "person", "Igor Kobzev"),
        ("person:aleksandr lukashenko", "person", "Aleksandr Lukashenko"),
        ("Usolye", "company", "mogilevliftmash-usolye"),
    ],
)
def test_a_name_leads_to(database: Database, name: str, kind: str, id_: str) -> None:
    profile = show(database, name)
    assert (profile.kind, profile.id) == (kind, id_)


def test_a_profile_says_what_else_has_its_name(database: Database) -> None:
    assert show(database, "Ufa").id == "bashkortostan"
    assert show(database, "Ufa").others == ["place:Ufa"]
    assert show(database, "place:Ufa").others == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("fact:trucks", "'fact:trucks' is ambiguous; use irkutsk/trucks or khabarovsk/trucks"),
        ("irkutk", "nothing is called 'irkutk'; did you mean 'irkutsk'?"),
        (
            "irkutsk/turnovr-2019",
            "nothing is called 'irkutsk/turnovr-2019'; did you mean "
            "'irkutsk-2020-09-25/turnover-2019' or 'irkutsk-2020-09-25/turnover-2020'?",
        ),
        (
            "person:Kobsev",
            "unknown person 'Kobsev'; did you mean 'Igor Kobzev'?\nPersons: Aleksandr ",
        ),
        (
            "nothing",
            "nothing is called 'nothing'\n"
            "Names: bilat regions, bilat matrix, bilat companies, bilat documents\n"
            "Facts: bilat sectors --columns id, and the same for trade and figures",
        ),
        ("!irkutsk", "'!irkutsk' is not a name; a name begins with a letter or a digit"),
    ],
)
def test_a_name_that_leads_nowhere(database: Database, name: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        show(database, name)
    assert str(raised.value).startswith(message)


def fields(profile: Profile, *names: str) -> list[Any]:
    return [profile.fields[name] for name in names]


def test_the_profile_of_a_region_has_all_that_was_said_there(database: Database) -> None:
    profile = show(database, "khabarovsk")
    assert profile.name == "Khabarovsk Krai"
    assert len(profile.listings["sectors"]) == 16
    assert {row.scope for row in profile.listings["wider"]} == {
        *("the Russian market", "the Russian Federation", "the Far East"),
        "Sakhalin, Vladivostok",
    }
    assert short(profile.listings["figures"]) == [
        "khabarovsk/belaz-market-share",
        "khabarovsk/elevators-replaced",
    ]
    assert profile.companies["belaz"] == "BelAZ"


def test_the_profile_of_a_sector_has_its_children_and_the_figures_that_name_it(
    database: Database,
) -> None:
    profile = show(database, "public transport")
    assert profile.sectors == {
        "electric-vehicles": "Electric vehicles",
        "metro": "Metro construction",
        "charging-infrastructure": "Charging infrastructure",
        "trams": "Trams",
        "trolleybuses": "Trolleybuses",
    }
    assert short(profile.listings["figures"]) == [
        "bashkortostan/trolleybus-output-2020-2022",
        "bashkortostan/trolleybus-output-2023-2024",
    ]


def test_the_profile_of_a_company_has_its_figures_and_similar_companies(
    database: Database,
) -> None:
    [share] = show(database, "BelAZ").listings["figures"]
    assert (share.text, share.scope) == ("about 40%", "the international market")
    profile = show(database, "Mogilevliftmash")
    assert short(profile.listings["similar"]) == ["mogilevliftmash-usolye"]
    assert short(profile.listings["wider"]) == ["khabarovsk/elevators-russian-market"]
    assert profile.listings["sectors"] == []


def test_the_profile_of_a_person_has_what_that_person_said(database: Database) -> None:
    profile = show(database, "Khabirov")
    assert fields(profile, "titles", "side", "spellings") == [
        ("Head of the Republic of Bashkortostan",),
        "region",
        (),
    ]
    assert short(profile.listings["documents"]) == ["bashkortostan"]
    assert short(profile.listings["sectors"]) == [
        "bashkortostan/food",
        "bashkortostan/equipment",
        "bashkortostan/equipment-continued",
        "bashkortostan/petrochemicals",
    ]


def test_the_profile_of_a_product_has_its_records_and_codes(database: Database) -> None:
    profile = show(database, "product:trams")
    assert fields(profile, "hs") == [("860310",)]
    assert short(profile.listings["sectors"]) == ["bashkortostan/trams", "sverdlovsk/trams"]


def test_a_document_names_its_people_and_what_was_left_out(database: Database) -> None:
    profile = show(database, "irkutsk-2020-09-25")
    assert fields(profile, "participants") == [
        (
            "Aleksandr Lukashenko, President of Belarus",
            "Igor Kobzev, Governor of Irkutsk Oblast",
        )
    ]
    assert all(
        re.search(r" \(paragraph \d+: [a-z-]+\)$", each) for each in profile.fields["left_out"]
    )


def test_a_derived_fact_leads_to_its_sources_and_back(database: Database) -> None:
    stated = show(database, "bashkortostan/change-2024")
    assert short(stated.listings["leads_to"]) == [
        "bashkortostan/turnover-2024+change-2024/derived-2023"
    ]
    derived = show(database, "bashkortostan/derived-2023")
    assert short(derived.listings["follows_from"]) == [
        "bashkortostan/turnover-2024",
        "bashkortostan/change-2024",
    ]
    assert fields(derived, "year_basis", "date_basis") == ["inferred", "stated"]


# The report itself

ADDRESS = (
    "https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/"
)


@pytest.mark.parametrize(
    ("name", "opened"),
    [
        (
            "irkutsk/turnover-2020",
            f"{ADDRESS}#:~:text=the%20figures%20have%20dropped%20this%20year",
        ),
        ("irkutsk-2020-09-25", ADDRESS),
        ("Kobzev", ADDRESS),
    ],
)
def test_the_address_is_that_of_the_report(database: Database, name: str, opened: str) -> None:
    assert address(show(database, name)) == opened


def test_a_thing_of_several_reports_has_no_address(database: Database) -> None:
    message = "sector trams is from 2 reports; choose one of them: bashkortostan-2025-02-07, sverdl"
    with pytest.raises(UsageError, match=message):
        address(show(database, "trams"))


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


def test_what_cannot_be_quoted_is_an_error(database: Database, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="quotes a fact or a document; irkutsk is a region"):
        with_quotes(show(database, "irkutsk"), tmp_path)
    (tmp_path / "other.txt").write_text("Something else.\n")
    with pytest.raises(FileError, match="no file has the text of irkutsk-2020-09-25"):
        with_quotes(show(database, "irkutsk/turnover-2020"), tmp_path)


def test_a_quote_is_marked_rightly_among_invisible_letters(
    database: Database, texts: Path, tmp_path: Path
) -> None:
    profile = show(database, "irkutsk/turnover-2020")
    content = next(
        text for path in texts.glob("*.txt") if "Kobzev" in (text := path.read_text("utf-8"))
    ).replace("trade", "tra\u00adde")
    from bilat.text import sha256

    (tmp_path / "soft.txt").write_text(content, "utf-8")
    meetings = {
        id_: meeting._replace(sha256=sha256(content)) for id_, meeting in profile.meetings.items()
    }
    [quote] = with_quotes(profile._replace(meetings=meetings), tmp_path).quotes or ()
    assert [quote.text[start:end] for start, end in quote.marks] == [
        "the figures have dropped this year"
    ]
