"""What `show` finds by which name, and what a profile has."""

import re
from pathlib import Path
from typing import Any

import pytest

from bilat.database.store import Database
from bilat.errors import FileError, UsageError
from bilat.queries.show import address, show, with_quotes
from tests.queries.conftest import short


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
        ("irkutk", "unknown name 'irkutk'; did you mean 'irkutsk'?"),
        ("irkutsk/turnovr-2019", "unknown name 'irkutsk/turnovr-2019'; did you mean "
         "'irkutsk-2020-09-25/turnover-2019' or 'irkutsk-2020-09-25/turnover-2020'?"),
        ("person:Kobsev", "unknown person 'Kobsev'; did you mean 'Igor Kobzev'?\nPersons: "),
        ("nothing", "unknown name 'nothing'\n"
         "Names: bilat regions, bilat matrix, bilat companies, bilat documents\n"
         "Facts: bilat sectors --columns id, and the same for trade and figures"),
        ("!irkutsk", "'!irkutsk' is not a name; a name begins with a letter or a digit"),
    ],
)  # fmt: skip
def test_a_name_that_leads_nowhere(database: Database, name: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        show(database, name)
    assert str(raised.value).startswith(message)


def test_the_profile_of_a_region_has_all_that_was_said_there(database: Database) -> None:
    profile = show(database, "khabarovsk")
    assert profile.name == "Khabarovsk Krai"
    assert {row.scope for row in profile.listings["sectors"]} == {
        *(None, "the Russian market", "the Russian Federation", "the Far East"),
        "Sakhalin, Vladivostok",
    }
    assert profile.context.names["belaz"] == "BelAZ"


@pytest.mark.parametrize(
    ("name", "listing", "ids"),
    [
        ("khabarovsk", "figures", "khabarovsk/belaz-market-share khabarovsk/elevators-replaced"),
        ("public transport", "figures", "bashkortostan/trolleybus-output-2020-2022 "
            "bashkortostan/trolleybus-output-2023-2024"),
        ("BelAZ", "figures", "khabarovsk/belaz-market-share"),
        ("public transport", "children",
            "electric-vehicles metro charging-infrastructure trams trolleybuses"),
        ("trams", "parents", "public-transport"),
        ("khabarovsk/trucks", "documents", "khabarovsk"),
        ("Mogilevliftmash", "similar", "mogilevliftmash-usolye"),
        ("Mogilevliftmash", "sectors", "khabarovsk/elevators-russian-market"),
        ("Khabirov", "documents", "bashkortostan"),
        ("Khabirov", "sectors", "bashkortostan/food bashkortostan/equipment "
            "bashkortostan/equipment-continued bashkortostan/petrochemicals"),
        ("product:trams", "sectors", "bashkortostan/trams sverdlovsk/trams"),
        ("bashkortostan/change-2024", "leads_to",
            "bashkortostan/turnover-2024+change-2024/derived-2023"),
        ("bashkortostan/derived-2023", "follows_from",
            "bashkortostan/turnover-2024 bashkortostan/change-2024"),
    ],
)  # fmt: skip
def test_a_profile_has_the_rows_that_speak_of_it(
    database: Database, name: str, listing: str, ids: str
) -> None:
    assert short(show(database, name).listings[listing]) == ids.split()


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("Khabirov", {"titles": ["Head of the Republic of Bashkortostan"], "sides": ["region"],
            "spellings": []}),
        ("product:trams", {"hs": ["860310"]}),
        ("irkutsk-2020-09-25", {"participants": ["Aleksandr Lukashenko, President of Belarus",
            "Igor Kobzev, Governor of Irkutsk Oblast"]}),
        ("bashkortostan/derived-2023", {"year_basis": "inferred"}),
    ],
)  # fmt: skip
def test_a_profile_has_fields(database: Database, name: str, fields: dict[str, Any]) -> None:
    profile = show(database, name)
    assert {field: profile.fields[field] for field in fields} == fields


def test_a_document_tells_what_was_left_out(database: Database) -> None:
    left_out = show(database, "irkutsk-2020-09-25").fields["left_out"]
    assert all(re.search(r" \(paragraph \d+: [a-z-]+\)$", each) for each in left_out)


# The report itself


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("irkutsk/turnover-2020", "#:~:text=the%20figures%20have%20dropped%20this%20year"),
        ("irkutsk-2020-09-25", ""),
        ("Kobzev", ""),
    ],
)
def test_the_address_is_that_of_the_report(database: Database, name: str, end: str) -> None:
    report = "meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev"
    assert address(show(database, name)) == f"https://newskitchen.eu/2020/09/25/{report}/{end}"


def test_a_thing_of_several_reports_has_no_address(database: Database) -> None:
    message = "sector trams is from 2 reports; choose one of them: bashkortostan-2025-02-07, sverdl"
    with pytest.raises(UsageError, match=message):
        address(show(database, "trams"))


def test_what_cannot_be_quoted_is_an_error(database: Database, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="quotes a fact or a document; irkutsk is a region"):
        with_quotes(show(database, "irkutsk"), tmp_path)
    (tmp_path / "other.txt").write_text("Something else.\n")
    with pytest.raises(FileError, match="no file has the text of irkutsk-2020-09-25"):
        with_quotes(show(database, "irkutsk/turnover-2020"), tmp_path)
