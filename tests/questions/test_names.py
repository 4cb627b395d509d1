"""Names: every way of writing one leads to its id, and nothing else leads anywhere."""

import re
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat import Dataset, UsageError
from bilat.questions import names
from bilat.questions.names import Names, fold

law = settings(derandomize=True, deadline=None, max_examples=150)


KINDS = "regions sectors companies districts statuses forms sides bases kinds".split()


@pytest.fixture(scope="module")
def known(dataset: Dataset) -> dict[str, Names]:
    """Every vocabulary."""
    return {
        "regions": names.regions(dataset),
        "sectors": names.sectors(dataset),
        "companies": names.companies(dataset),
        "districts": names.districts(dataset),
        "statuses": names.statuses(),
        "forms": names.forms(),
        "sides": names.sides(),
        "bases": names.bases(),
        "kinds": names.kinds(),
    }


# Folding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Machine-Building", "machine building", id="case and hyphen"),
        pytest.param("RU_BA", "ru ba", id="underscore"),
        pytest.param("\t Far \n  Eastern ", "far eastern", id="white space"),
        pytest.param("far\u2011eastern\u00a0side", "far eastern side", id="unbreakable signs"),
        pytest.param("(BAM-2), 100%!", "bam 2 100", id="punctuation"),
        pytest.param("Crème Brûlée", "creme brulee", id="accents"),
        pytest.param("cre\u0300me", "creme", id="combining accents"),
        pytest.param("ХАБАРОВСКИЙ край", "хабаровскии краи", id="Cyrillic"),
        pytest.param("Щёлково", "щелково", id="Cyrillic yo"),
        pytest.param("STRASSE Straße", "strasse strasse", id="sharp s"),
        pytest.param("ﬁsh", "fish", id="ligature"),
        pytest.param("№ 5", "no 5", id="numero sign"),
        pytest.param("", "", id="empty"),
        pytest.param(" -_- ", "", id="no word"),
    ],
)
def test_fold_drops_what_does_not_distinguish_names(text: str, folded: str) -> None:
    assert fold(text) == folded


@law
@given(st.text() | st.text(st.characters(min_codepoint=0x1D00, max_codepoint=0x24FF)))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@law
@given(st.text())
def test_fold_does_not_see_how_unicode_is_composed(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert fold(decomposed) == fold(unicodedata.normalize("NFC", text))


# Resolving


@pytest.mark.parametrize(
    ("kind", "text", "id_"),
    [
        pytest.param("regions", "bashkortostan", "bashkortostan", id="id"),
        pytest.param("regions", "Bashkortostan", "bashkortostan", id="name"),
        pytest.param("regions", "IRKUTSK", "irkutsk", id="capitals"),
        pytest.param("regions", "Republic of Bashkortostan", "bashkortostan", id="official name"),
        pytest.param("regions", "republic-of-bashkortostan", "bashkortostan", id="as an id"),
        pytest.param("regions", "Khabarovsk Territory", "khabarovsk", id="alias"),
        pytest.param("regions", "khabarovskiy_kray", "khabarovsk", id="underscore"),
        pytest.param("regions", "RU-BA", "bashkortostan", id="ISO code"),
        pytest.param("regions", "ru-che", "chelyabinsk", id="small ISO code"),
        pytest.param("regions", "ru irk", "irkutsk", id="ISO code with a space"),
        pytest.param("regions", "SVE", "sverdlovsk", id="ISO code without the country"),
        pytest.param("regions", "ba", "bashkortostan", id="small code without the country"),
        pytest.param("regions", "Республика Башкортостан", "bashkortostan", id="Russian name"),
        pytest.param("regions", "иркутская ОБЛАСТЬ", "irkutsk", id="Russian name, any case"),
        pytest.param("regions", "Хабаровскии краи", "khabarovsk", id="Russian without breves"),
        pytest.param("regions", "Башкирия", "bashkortostan", id="Russian alias"),
        pytest.param("regions", "  Irkutsk\tOblast\n", "irkutsk", id="white space"),
        pytest.param("sectors", "Mechanical Engineering", "mechanical-engineering", id="sector"),
        pytest.param("sectors", "e buses", "electric-transport", id="sector alias"),
        pytest.param("sectors", "TRAM", "trams", id="singular of a sector"),
        pytest.param("companies", "mogilevliftmash usolye", "mogilevliftmash-usolye", id="company"),
        pytest.param("companies", "MOGILEVLIFTMASH", "mogilevliftmash", id="not the longer name"),
        pytest.param("companies", "белаз", "belaz", id="company in Russian"),
        pytest.param("companies", "Minsk Tractor Works", "mtz", id="company alias"),
        pytest.param("districts", "far-eastern", "Far Eastern", id="district"),
        pytest.param("statuses", "Existing", "existing", id="status"),
        pytest.param("forms", "joint venture", "joint-venture", id="form with a space"),
        pytest.param("forms", "TECHNOLOGY_TRANSFER", "technology-transfer", id="form, underscore"),
        pytest.param("sides", "BELARUS", "belarus", id="side"),
        pytest.param("bases", "Derived", "derived", id="basis"),
        pytest.param("kinds", "Target", "target", id="kind"),
    ],
)
def test_a_name_leads_to_its_id(known: dict[str, Names], kind: str, text: str, id_: str) -> None:
    assert known[kind].resolve(text) == id_


def every_name(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    """Each name in the dataset, with its kind and whose it is."""
    for region in dataset.regions:
        code = region.iso_3166_2
        own = (region.id, region.name, region.official_name, region.name_ru, code, code[3:])
        yield from (("regions", name, region.id) for name in (*own, *region.aliases))
        yield "districts", region.federal_district, region.federal_district
    for sector in dataset.sectors:
        for name in (sector.id, sector.name, *sector.aliases):
            yield "sectors", name, sector.id
    for company in dataset.companies:
        for name in (company.id, company.name, *company.aliases):
            yield "companies", name, company.id


@pytest.mark.parametrize(
    "spell",
    [
        pytest.param(str, id="as it is"),
        pytest.param(str.upper, id="upper"),
        pytest.param(str.lower, id="lower"),
        pytest.param(str.title, id="title"),
        pytest.param(str.swapcase, id="swapped"),
        pytest.param(lambda name: f" {name}\n", id="padded"),
        pytest.param(lambda name: re.sub("[ -]", "-", name), id="hyphens"),
        pytest.param(lambda name: re.sub("[ -]", " ", name), id="spaces"),
        pytest.param(lambda name: re.sub("[ -]", "  ", name), id="wide spaces"),
        pytest.param(lambda name: re.sub("[ -]", "_", name), id="underscores"),
        pytest.param(lambda name: re.sub("[ -]", "\u2013", name), id="dashes"),
        pytest.param(lambda name: unicodedata.normalize("NFD", name), id="decomposed"),
        pytest.param(lambda name: unicodedata.normalize("NFC", name), id="composed"),
    ],
)
def test_every_name_of_the_dataset_leads_to_its_owner_however_spelt(
    dataset: Dataset, known: dict[str, Names], spell: Callable[[str], str]
) -> None:
    astray = [
        (kind, name, id_)
        for kind, name, id_ in every_name(dataset)
        if known[kind].get(spell(name)) != id_
    ]
    assert astray == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param("regions", "", id="nothing"),
        pytest.param("regions", " - ", id="only signs"),
        pytest.param("regions", "Bashkort", id="beginning"),
        pytest.param("regions", "Irkutskk", id="slip"),
        pytest.param("regions", "RU", id="country alone"),
        pytest.param("regions", "RUBA", id="code run together"),
        pytest.param("regions", "Ufa", id="capital"),
        pytest.param("regions", "Bashkortostan Irkutsk", id="two at once"),
        pytest.param("regions", "belaz", id="other kind"),
        pytest.param("sectors", "mechanical", id="first word"),
        pytest.param("companies", "Usolye", id="last word"),
        pytest.param("statuses", "exist", id="stem"),
        pytest.param("forms", "jointventure", id="words run together"),
    ],
)
def test_nothing_is_guessed(known: dict[str, Names], kind: str, text: str) -> None:
    vocabulary = known[kind]
    assert vocabulary.get(text) is None
    with pytest.raises(UsageError, match=f"^unknown {vocabulary.kind} {re.escape(repr(text))}"):
        vocabulary.resolve(text)


def test_several_names_lead_to_the_set_of_their_ids(known: dict[str, Names]) -> None:
    regions = known["regions"]
    assert regions.resolve_all(["IRK", "Irkutsk", "ba"]) == {"irkutsk", "bashkortostan"}
    assert regions.resolve_all([]) == frozenset()
    assert regions.resolve_all("Irkutsk Oblast") == {"irkutsk"}
    with pytest.raises(UsageError, match="'nowhere'"):
        regions.resolve_all(["IRK", "nowhere"])


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("statuses", "existing planned proposed interest"),
        (
            "forms",
            (
                "supply components assembly joint-production joint-venture maintenance repair "
                "design construction technology-transfer research investment exhibition"
            ),
        ),
        ("sides", "belarus region"),
        ("bases", "stated derived"),
        ("kinds", "actual target"),
    ],
)
def test_the_fixed_vocabularies_are_those_of_the_contract(
    known: dict[str, Names], kind: str, words: str
) -> None:
    assert known[kind].ids == words.split()


def test_a_district_is_known_once_however_many_regions_it_has(known: dict[str, Names]) -> None:
    assert known["districts"].ids == ["Volga", "Ural", "Siberian", "Far Eastern"]


def test_a_name_of_two_ids_stays_with_the_first_and_is_reported() -> None:
    clashing = Names("thing", [("a", ("One", "Two", "one")), ("b", ("three", "TWO!")), ("c", ())])
    assert clashing.get("two") == "a"
    assert clashing.clashes == [("TWO!", "a", "b")]
    assert clashing.ids == ["a", "b", "c"]


# What is nearest


@pytest.mark.parametrize(
    ("kind", "text", "near"),
    [
        pytest.param("regions", "Bashkortistan", ["bashkortostan"], id="one letter"),
        pytest.param("regions", "челябинсая область", ["chelyabinsk"], id="Russian"),
        pytest.param("regions", "Irkutsk Obl", ["irkutsk"], id="abbreviated"),
        pytest.param("regions", "KHABAROWSK", ["khabarovsk"], id="capitals"),
        pytest.param("regions", "zzz", [], id="nothing alike"),
        pytest.param(
            "companies",
            "Mogilevliftmas",
            ["mogilevliftmash", "mogilevliftmash-usolye"],
            id="two, likeliest first",
        ),
    ],
)
def test_nearest_are_the_ids_with_a_similar_name(
    known: dict[str, Names], kind: str, text: str, near: list[str]
) -> None:
    assert known[kind].nearest(text)[: len(near) or None] == near


def test_an_id_as_it_is_goes_before_a_name_that_folds_to_it() -> None:
    names = Names("fact", [("a/b-c", ["a/b-c"]), ("a/b/c", ["a/b/c"])])
    assert [names.get(text) for text in ("a/b-c", "a/b/c", "a b c")] == ["a/b-c", "a/b/c", "a/b-c"]


def test_nearest_are_three_different_ids_at_most() -> None:
    many = Names("thing", ((f"model-{n}", (f"Model {n}", f"the model {n}")) for n in range(9)))
    near = many.nearest("model")
    assert len(near) == 3
    assert len(set(near)) == 3


def test_many_similar_names_of_one_id_leave_room_for_another_id() -> None:
    two = Names("thing", [("a", ("tractor", "tractors", "tractor a")), ("b", ("extraction",))])
    assert two.nearest("tracto") == ["a", "b"]


@pytest.mark.parametrize("kind", KINDS)
@settings(derandomize=True, deadline=None, max_examples=60)
@given(text=st.text() | st.from_regex(r"[a-z ,-]{0,12}", fullmatch=True))
def test_any_text_leads_to_a_known_id_or_to_an_error_for_people(
    known: dict[str, Names], kind: str, text: str
) -> None:
    vocabulary = known[kind]
    assert set(vocabulary.nearest(text)) <= set(vocabulary.ids)
    if (id_ := vocabulary.get(text)) is not None:
        assert vocabulary.resolve(text) == id_ in vocabulary.ids
        return
    start = re.escape(f"unknown {vocabulary.kind} {text!r}")
    with pytest.raises(UsageError, match=f"^{start}"):
        vocabulary.resolve(text)


# Messages


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        pytest.param(
            "regions",
            "Bashkortistan",
            "unknown region 'Bashkortistan'; did you mean bashkortostan? "
            "Known: bashkortostan, chelyabinsk, irkutsk, khabarovsk, sverdlovsk",
            id="near, short list",
        ),
        pytest.param(
            "companies",
            "Mogilevliftmas",
            "unknown company 'Mogilevliftmas'; "
            "did you mean mogilevliftmash or mogilevliftmash-usolye? "
            "Known: amkodor, belaz, belkommunmash, belstankoinstrument, maz, mogilevliftmash, "
            "mogilevliftmash-usolye, mtz, mzor, ufa-tram-and-trolleybus-plant",
            id="two near, short list",
        ),
        pytest.param(
            "sectors",
            "trolleybuse",
            "unknown sector 'trolleybuse'; did you mean trolleybuses?",
            id="near, long list",
        ),
        pytest.param(
            "sectors",
            "zzz",
            "unknown sector 'zzz'; 39 are known, `bilat sectors` lists them",
            id="nothing near, long list",
        ),
        pytest.param(
            "forms", "suply", "unknown form 'suply'; did you mean supply?", id="near, words"
        ),
    ],
)
def test_an_error_names_the_nearest_and_lists_what_is_short(
    known: dict[str, Names], kind: str, text: str, message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        known[kind].resolve(text)
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize(
    ("kind", "noun", "listed"),
    [
        pytest.param(
            "regions",
            "region",
            "bashkortostan, chelyabinsk, irkutsk, khabarovsk, sverdlovsk",
            id="regions",
        ),
        pytest.param(
            "districts", "federal district", "Volga, Ural, Siberian, Far Eastern", id="districts"
        ),
        pytest.param("statuses", "status", "existing, planned, proposed, interest", id="statuses"),
        pytest.param("sides", "side", "belarus, region", id="sides"),
        pytest.param("bases", "basis", "stated, derived", id="bases"),
        pytest.param("kinds", "kind", "actual, target", id="kinds"),
        pytest.param(
            "forms",  # no command lists them, so the error does
            "form",
            (
                "supply, components, assembly, joint-production, joint-venture, maintenance, "
                "repair, design, construction, technology-transfer, research, investment, "
                "exhibition"
            ),
            id="forms",
        ),
    ],
)
def test_an_error_without_anything_near_still_lists_what_is_short(
    known: dict[str, Names], kind: str, noun: str, listed: str
) -> None:
    with pytest.raises(UsageError) as raised:
        known[kind].resolve("zzz")
    assert str(raised.value) == f"unknown {noun} 'zzz'; known: {listed}"


def test_a_list_of_fifteen_is_short() -> None:
    fifteen = names.words("letter", "abcdefghijklmno")
    with pytest.raises(UsageError) as raised:
        fifteen.resolve("zzz")
    expected = "unknown letter 'zzz'; known: a, b, c, d, e, f, g, h, i, j, k, l, m, n, o"
    assert str(raised.value) == expected


@pytest.mark.parametrize(
    ("kind", "command"),
    [
        ("region", "regions"),
        ("federal district", "regions"),
        ("sector", "sectors"),
        ("company", "companies"),
    ],
)
def test_instead_of_a_list_of_sixteen_the_error_names_its_command(kind: str, command: str) -> None:
    sixteen = names.words(kind, "abcdefghijklmnop")
    with pytest.raises(UsageError) as raised:
        sixteen.resolve("zzz")
    expected = f"unknown {kind} 'zzz'; 16 are known, `bilat {command}` lists them"
    assert str(raised.value) == expected
