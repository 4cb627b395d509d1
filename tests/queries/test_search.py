"""TEXT: which rows it finds in which listing, why, and what cannot be searched for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.database.store import Database
from bilat.dataset.models import Dataset
from bilat.errors import UsageError
from bilat.queries import listings
from bilat.queries.connection import Connection
from bilat.queries.context import context
from bilat.queries.listings import LISTINGS
from tests.queries.conftest import key, short

TROLLEYBUSES = "bashkortostan/trolleybuses bashkortostan/trolleybuses-more"
BAM = "khabarovsk/trucks khabarovsk/road-building-machinery khabarovsk/special-purpose-equipment"
FALLS = "bashkortostan/change-2024 chelyabinsk/turnover-trend irkutsk/turnover-2020"


@pytest.mark.parametrize(
    ("listing", "text", "kept"),
    [
        pytest.param("sectors", "TURN-KEY", "khabarovsk/electric-transport", id="any case"),
        pytest.param("sectors", "turn-key", "khabarovsk/electric-transport", id="a phrase"),
        pytest.param("sectors", "key-turn", "", id="the words of a phrase in their order"),
        pytest.param("sectors", "foundries", "chelyabinsk/foundry", id="an inflection"),
        pytest.param("sectors", "Ufa trolley bus", TROLLEYBUSES, id="places, names of a company"),
        pytest.param("sectors", "УТТЗ", TROLLEYBUSES, id="an alias of a company"),
        pytest.param("sectors", "metro sverdlovsk", "sverdlovsk/metro", id="the region"),
        pytest.param("sectors", "Dubrovsky", "chelyabinsk/machine-building-cluster"
            " chelyabinsk/foundry", id="who says it"),
        pytest.param("sectors", "Kuivashev", "", id="not who merely took part"),
        pytest.param("sectors", "Yekaterinburg", "sverdlovsk/trams", id="not the capital"),
        pytest.param("sectors", "bam", BAM, id="a project"),
        pytest.param("sectors", "automoti", "", id="no prefix without a star"),
        pytest.param("sectors", "hydromet* readi*", "khabarovsk/infrastructure", id="prefixes"),
        pytest.param("sectors", "Innoprom", "sverdlovsk/exhibitions sverdlovsk/exhibitions-continued",
            id="a wider scope"),
        pytest.param("sectors", "самолет osvey", "sverdlovsk/aircraft-russian-market"
            " sverdlovsk/aircraft", id="a Russian name without its dots"),
        pytest.param("trade", "fall", FALLS, id="words for a direction"),
        pytest.param("trade", "drop", FALLS, id="other words for it"),
        pytest.param("trade", "declined", FALLS, id="and others"),
        pytest.param("trade", "fell", FALLS, id="an irregular form"),
        pytest.param("trade", "rose", "bashkortostan/target-2025 irkutsk/turnover-2019", id="rises"),
        pytest.param("trade", "pandemic", "irkutsk/turnover-2020", id="a cause"),
        pytest.param("regions", "kobzev", "irkutsk", id="a head"),
        pytest.param("regions", "область приволжский", "", id="every word in one row"),
        pytest.param("regions", "область ural", "chelyabinsk sverdlovsk", id="names and district"),
        pytest.param("companies", "minsk", "maz mtz mzor", id="a city or a name"),
        pytest.param("companies", "tramcars", "belkommunmash", id="the sector of its records"),
        pytest.param("companies", "irkutsk", "mogilevliftmash-usolye", id="the region of them"),
        pytest.param("figures", "belaz 40%", "khabarovsk/belaz-market-share", id="an amount"),
        pytest.param("documents", "2025-02-03", "khabarovsk", id="a day"),
        pytest.param("documents", "newskitchen", "irkutsk", id="who printed it"),
        pytest.param("matrix", "knitwear", "light-industry", id="the matrix"),
    ],
)  # fmt: skip
def test_text_finds(data: Connection, listing: str, text: str, kept: str) -> None:
    assert short(getattr(data, listing)(text)) == kept.split()


def test_every_sector_is_found_by_each_of_its_names(data: Connection, dataset: Dataset) -> None:
    with_records = {fact.sector for document in dataset.documents for fact in document.cooperation}
    missed = [
        (sector.id, name)
        for sector in dataset.sectors
        if sector.id in with_records
        for name in (sector.name, sector.name_ru, *sector.aliases)
        if sector.id not in {row.sector for row in data.sectors(name)}
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("listing", "text", "id_", "matches"),
    [
        ("sectors", "BAM-2 cargo", "khabarovsk-2025-02-03/trucks", "summary: cargo, summary: BAM-2,"
            " sector: cargo, product: cargo, project: BAM-2, evidence: cargo, evidence: BAM-2"),
        ("trade", "dropping", "irkutsk-2020-09-25/turnover-2020",
            "change: dropped, evidence: dropped, direction: drop"),
        ("trade", "Kobz*", "irkutsk-2020-09-25/turnover-2019", "speaker: Kobzev"),
        ("trade", "turnover", "sverdlovsk-2025-02-24/turnover", "flow: turnover"),
        ("companies", "tramcars", "belkommunmash", "sector: tramcar, sector: tramcars"),
        ("companies", "usolye", "mogilevliftmash-usolye", "company: Usolye"),
    ],
)  # fmt: skip
def test_a_match_says_in_which_field_and_where(
    database: Database, listing: str, text: str, id_: str, matches: str
) -> None:
    question = listings.make_question(database, listing, text)
    about = context(database, question, listings.rows(database, question))
    found = (match for of_word in about.matches[id_] for match in of_word)
    assert {f"{match.field}: {' '.join(match.words)}" for match in found} == {*matches.split(", ")}


# What cannot be searched for


@pytest.mark.parametrize("listing", LISTINGS)
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("%", "'%' has no letter and no digit"),
        ("belaz *", "'\\*' has no letter and no digit"),
        ("belaz -maz", "'-maz' begins with a sign; TEXT cannot exclude rows"),
        ("belaz \u2014region", "'\u2014region' begins with a sign"),
        ("belaz\udcc1", "'belaz.udcc1' is not UTF-8"),
        ("a " * 101, "TEXT has 101 words; use at most 100"),
    ],
)
def test_what_cannot_be_searched_for_is_an_error(
    data: Connection, listing: str, text: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        getattr(data, listing)(text)


def test_blank_text_is_no_text_and_a_hundred_words_are_not_too_many(data: Connection) -> None:
    assert data.trade(" \n") == data.trade()
    assert data.sectors("belaz " * 100) == data.sectors("belaz")


@pytest.mark.parametrize(
    "text", ['"belaz"', "belaz OR maz", "NOT belaz", "NEAR(belaz)", "summary:belaz", "^belaz"]
)
def test_the_syntax_of_the_search_engine_means_nothing(data: Connection, text: str) -> None:
    words = "".join(letter if letter.isalnum() else " " for letter in text)
    assert data.sectors(text) == data.sectors(words)


@pytest.mark.parametrize("listing", LISTINGS)
@settings(derandomize=True, deadline=None, max_examples=40)
@given(text=st.text(), words=st.lists(st.sampled_from("minsk ufa supply oblast".split())))
def test_any_text_can_be_searched_for_and_more_words_find_no_more_rows(
    data: Connection, listing: str, text: str, words: list[str]
) -> None:
    ask = getattr(data, listing)
    found = ask(" ".join(words))
    assert found == ask("  ".join(word.upper() for word in reversed(words)))
    try:
        fewer = ask(" ".join([text, *words]))
    except UsageError:
        return
    assert {*map(key, fewer)} <= {*map(key, found)}
