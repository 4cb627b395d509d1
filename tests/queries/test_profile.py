"""What `show` finds by which name, and what it says of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run


@pytest.mark.parametrize(
    ("name", "kind", "id_"),
    [
        ("Ufa", "region", "bashkortostan"),
        ("RU-IRK", "region", "irkutsk"),
        ("Троллейбусы", "sector", "trolleybuses"),
        ("МАЗ", "company", "maz"),
        ("irkutsk-2020-09-25", "document", "irkutsk-2020-09-25"),
        ("irkutsk-2020-09-25/elevators", "fact", "irkutsk-2020-09-25/elevators"),
        ("turnover-2019", "fact", "irkutsk-2020-09-25/turnover-2019"),
        ("sverdlovsk/trams", "fact", "sverdlovsk-2025-02-24/trams"),
        ("irkutsk/derived-2018", "fact", "irkutsk-2020-09-25/turnover-2019/derived-2018"),
        ("fact:irkutsk/trucks", "fact", "irkutsk-2020-09-25/trucks"),
        ("trucks", "sector", "trucks"),
    ],
)
def test_a_name_leads_to(run: Run, name: str, kind: str, id_: str) -> None:
    shown = json.loads(run("show", name).out)
    assert (shown["kind"], shown["id"]) == (kind, id_)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "fact:trucks",
            "bilat: 'trucks' is ambiguous; ask for irkutsk/trucks or khabarovsk/trucks\n",
        ),
        (
            "irkutk",
            "bilat: nothing goes by the name 'irkutk'; did you mean irkutsk?\n",
        ),
        (
            "zzzzzzzz",
            "bilat: nothing goes by the name 'zzzzzzzz'\n"
            "       Ids: bilat regions, bilat matrix, bilat companies, bilat documents;\n"
            "       of facts: bilat sectors --columns id, and so trade and figures\n",
        ),
        (
            "!irkutsk",
            "bilat: '!irkutsk' is no name: it begins with neither a letter nor a digit\n",
        ),
    ],
)
def test_a_name_that_leads_nowhere(run: Run, name: str, message: str) -> None:
    assert run("show", name) == (2, "", message)


def shown(run: Run, *arguments: str) -> dict[str, Any]:
    result = run("show", *arguments, "-f", "json")
    assert result.status == 0, result.err
    profile: dict[str, Any] = json.loads(result.out)
    return profile


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"].partition("/")[2] for row in rows]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("irkutsk", ["documents", "trade", "sectors", "wider", "companies", "figures"]),
        ("elevators", ["sectors", "wider", "figures", "companies"]),
        ("mzor", ["sectors", "wider"]),
        ("irkutsk-2020-09-25", ["trade", "sectors", "wider", "figures"]),
        ("irkutsk/elevators", []),
        ("irkutsk/turnover-2019", ["follows_from", "leads_to"]),
        ("khabarovsk/belaz-market-share", []),
    ],
)
def test_the_keys_are_those_of_the_kind(run: Run, name: str, keys: list[str]) -> None:
    assert list(shown(run, name)) == ["kind", "id", "name", "fields", *keys]


def test_wider_records_stand_apart(run: Run) -> None:
    region = shown(run, "irkutsk")
    assert ids(region["wider"]) == ["elevators-demand"]
    assert region["wider"][0]["scope"] == "the post-Soviet republics"
    assert {row["scope"] for row in region["sectors"]} == {None}
    sector = shown(run, "elevators")
    assert ids(sector["sectors"]) == ["elevators", "elevators"]
    assert [row["scope"] for row in sector["wider"]] == [
        "the post-Soviet republics",
        "the Russian market",
        "the Russian Federation",
    ]


def test_a_sector_has_the_figures_that_name_it(run: Run) -> None:
    assert ids(shown(run, "trolleybuses")["figures"]) == [
        "trolleybus-output-2020-2022",
        "trolleybus-output-2023-2024",
    ]
    assert ids(shown(run, "elevators")["figures"]) == ["elevators-replaced"]
    assert ids(shown(run, "food")["figures"]) == []


def test_trade_leads_to_what_is_derived_from_it_and_back(run: Run) -> None:
    stated = shown(run, "bashkortostan/change-2024")
    assert ids(stated["leads_to"]) == ["turnover-2024+change-2024/derived-2023"]
    assert stated["follows_from"] == []
    derived = shown(run, "bashkortostan/derived-2023")
    assert ids(derived["follows_from"]) == ["turnover-2024", "change-2024"]
    assert derived["leads_to"] == []


def test_the_fields_of_a_fact(run: Run) -> None:
    assert shown(run, "irkutsk/turnover-2020") == {
        "kind": "fact",
        "id": "irkutsk-2020-09-25/turnover-2020",
        "name": "Turnover of Irkutsk, 2020",
        "fields": {
            "region": "irkutsk",
            "region_name": "Irkutsk",
            "year_from": 2020,
            "year_to": 2020,
            "year_basis": "inferred",
            "kind": "actual",
            "basis": "stated",
            "text": None,
            "hedge": None,
            "lower": None,
            "upper": None,
            "currency": None,
            "direction": "down",
            "change_text": "the figures have dropped",
            "change_lower": None,
            "change_upper": None,
            "compared_to": 2019,
            "stated_by": "region_head",
            "speaker": "Igor Kobzev",
            "derivation": None,
            "note": '"This year", said in September 2020, with the year not over; set against 2019, just spoken of.',
            "document": "irkutsk-2020-09-25",
            "paragraphs": [8],
            "cause": "due to the pandemic",
            "doubt": None,
            "evidence": ["the figures have dropped this year"],
            "factor": None,
            "inferred": [
                'the period 2020 of turnover-2020: "This year", said in September 2020, with the year not over; set against 2019, just spoken of.'
            ],
            "url": "https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/#:~:text=the%20figures%20have%20dropped%20this%20year",
        },
        "follows_from": [],
        "leads_to": [],
    }


# The report itself

ADDRESS = (
    "https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/"
)
EVIDENCE = "#:~:text=the%20figures%20have%20dropped%20this%20year"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("irkutsk/turnover-2020", f"{ADDRESS}{EVIDENCE}"),
        ("irkutsk-2020-09-25", ADDRESS),
        ("irkutsk", ADDRESS),
    ],
)
def test_without_a_browser_the_address_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, address: str
) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(variable, raising=False)
    assert run("show", name, "--web") == (
        0,
        f"{address}\n",
        "no browser was found; the address:\n",
    )


def test_a_browser_is_given_the_address_with_its_fragment(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "xdg-open"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" >"{tmp_path}/opened"\n')
    program.chmod(0o755)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    result = run("show", "irkutsk/turnover-2020", "--web")
    assert result == (0, "", f"opened {ADDRESS}{EVIDENCE}\n")
    assert (tmp_path / "opened").read_text() == f"{ADDRESS}{EVIDENCE}"
    program.write_text("#!/bin/sh\nexit 3\n")
    assert run("show", "irkutsk/turnover-2020", "--web").out == f"{ADDRESS}{EVIDENCE}\n"


def test_what_is_from_several_reports_has_no_one_address(run: Run) -> None:
    assert run("show", "trams", "--web") == (
        2,
        "",
        "bilat: sector trams is from 2 reports; each has an address:"
        " bashkortostan-2025-02-07, sverdlovsk-2025-02-24\n",
    )


def test_web_goes_with_nothing_else(run: Run) -> None:
    assert run("show", "irkutsk", "--web", "-f", "json") == (
        2,
        "",
        "bilat: --web opens the report; it goes with no format and no documents\n",
    )


def test_a_document_is_quoted_a_paragraph_once(run: Run, texts: Path) -> None:
    quotes = shown(run, "irkutsk-2020-09-25", "--documents", str(texts))["quotes"]
    assert [(quote["document"], quote["paragraph"]) for quote in quotes] == [
        ("irkutsk-2020-09-25", 6),
        ("irkutsk-2020-09-25", 8),
    ]
    fact = shown(run, "irkutsk/turnover-2020", "--documents", str(texts))["quotes"]
    ((start, end),) = fact[0]["marks"]
    assert fact[0]["text"][start:end] == "the figures have dropped this year"
    assert fact[0]["text"] == quotes[1]["text"]


def test_a_text_that_is_not_there_is_missed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "other.txt").write_text("Something else.\n")
    folder = str(tmp_path / "texts")
    assert run("show", "irkutsk/turnover-2020", "--documents", folder) == (
        1,
        "",
        f"bilat: {folder}: no file in it has the text of irkutsk-2020-09-25\n",
    )


def test_only_facts_and_documents_are_quoted(run: Run, texts: Path) -> None:
    assert run("show", "irkutsk", "--documents", str(texts)) == (
        2,
        "",
        "bilat: --documents quotes a fact or a document, and irkutsk is neither\n",
    )
