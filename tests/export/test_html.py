"""The page of `bilat export html`: what stands on it, and that nothing in the data becomes HTML."""

import re
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from bilat.database.store import Database
from bilat.errors import UsageError
from bilat.export import files, html
from bilat.queries.connection import Connection
from tests.conftest import DATA, Run
from tests.tools.hostile import PAYLOAD, poison
from tests.tools.outline import Outline


def page(folder: Path, scratch: Path) -> str:
    path = scratch / "page.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_CACHE", "off")
        with closing(Database(folder)) as database:
            files.export(database, "html", path, force=True)
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of the real dataset."""
    return page(DATA, tmp_path_factory.mktemp("page"))


SMALL = {
    "dataset.yaml": "title: Belarus and one region\ndescription: A try.\nversion: 1.0.0\n",
    "regions.yaml": """
- {id: tver, name: Tver, official_name: Tver Oblast, kind: oblast, iso_3166_2: RU-TVE,
   federal_district: Central, capital: Tver, name_ru: Тверская область, aliases: [Тверь]}
""",
    "sectors.yaml": """
- {id: transport, name: Transport, name_ru: Транспорт, parents: [], isic: null, aliases: []}
- {id: trams, name: Trams, name_ru: Трамваи, parents: [transport], isic: null, aliases: [tram]}
""",
    "companies.yaml": """
- {id: bkm, name: BKM, aliases: [БКМ], city: null, country: Belarus}
""",
    "documents/tver-2024-05-06.yaml": """
id: tver-2024-05-06
region: tver
date: {value: "2024-05-06", stated: 6 May, basis: inferred, note: The year is inferred.}
place: null
participants:
  - {name: Ivan Ivanov, title: President of Belarus, side: belarus}
  - {name: Petr Petrov, title: Governor of Tver Oblast, side: region}
source:
  publisher: A publisher
  url: https://example.org/a-report
  language: en
  sha256: "0000000000000000000000000000000000000000000000000000000000000000"
  paragraphs: 9
cooperation:
  - id: trams
    sector: trams
    status: proposed
    side: belarus
    condition: if you like
    forms: [supply]
    products: [{name: trams, hs: null}]
    companies: [bkm]
    summary: Belarus offers trams.
    stated_by: president
    paragraphs: [2, 3]
    evidence: ["trams & buses", "if you like"]
  - id: works
    sector: trams
    status: existing
    side: null
    scope: the whole country
    forms: [production]
    companies: []
    summary: Trams run everywhere.
    stated_by: document
    paragraphs: [4]
    evidence: ["trams run"]
trade:
  - id: turnover
    period: {from: 2023, to: 2023, basis: stated, note: null}
    kind: actual
    amount: {text: over $40 million, hedge: over, lower: 40000000, upper: null, unit: USD}
    change: {text: grew by 25%, direction: up, hedge: exact, lower: 0.25, upper: 0.25, factor: null, compared_to: 2022}
    stated_by: region_head
    paragraphs: [5]
    evidence: ["over $40 million", "grew by 25%"]
figures: []
left_out: []
""",
}


@pytest.fixture
def small(tmp_path: Path) -> str:
    """The page of a region with one meeting, two records and a statement on trade."""
    for name, text in SMALL.items():
        path = tmp_path / "small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return page(tmp_path / "small", tmp_path)


def test_begins_with_what_it_is_made_from(small: str) -> None:
    assert small.startswith('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    assert "<title>Belarus and one region</title>" in small
    assert (
        "<h1>Belarus and one region of Russia: what is traded, proposed and done together</h1>\n"
        "<p>From one official report of meetings between the President of Belarus, Ivan Ivanov, and"
        " heads of Russian regions, 2024: 1 record of cooperation, 1 more that speaks of something"
        " wider than the region, 2 of trade. Each gives the words it rests on and leads to"
        " them.</p>\n"
    ) in small


def test_a_record(small: str) -> None:
    assert (
        '<tr role="row" id="tver.trams" data-is="region:tver sector:trams sector:transport'
        ' status:proposed side:belarus scope:region company:bkm">\n'
        '<th scope="row" role="rowheader">Trams</th>\n'
        '<td role="cell"><span class="whole"><span aria-hidden="true">○</span> <b>proposed</b></span>'
        " by Belarus\n"
        '<div class="soft">condition: “if you like”</div></td>\n'
        '<td role="cell">Belarus offers trams.\n'
        '<div class="soft">BKM</div>\n'
        '<div class="soft">“trams &amp; buses” … “if you like”</div></td>\n'
        '<td role="cell"><a href="https://example.org/a-report#:~:text=trams%20%26%20buses&amp;'
        'text=if%20you%20like" rel="noreferrer"><span class="whole">President ¶2, 3</span></a></td>\n'
        "</tr>"
    ) in small


def test_a_wider_record_stands_apart(small: str) -> None:
    outline = Outline(small)
    assert (
        "Wider than the region, not counted for it Trams (●) existing scope: the whole country"
        " Trams run everywhere. “trams run” report ¶4"
    ) in outline.text


def test_the_matrix_leads_to_records(small: str) -> None:
    assert (
        '<tr role="row" class="child">\n<th scope="row" role="rowheader">Trams</th>\n'
        '<td role="cell">'
        '<a href="#tver.trams" title="Tver, trams: proposed"><span aria-hidden="true">○</span>'
        '<span class="unseen">proposed</span></a> '
        '<a href="#tver.works" title="Tver, trams: existing"><span aria-hidden="true">(●)</span>'
        '<span class="unseen">existing, wider</span></a></td>\n</tr>'
    ) in small
    assert '<th scope="row" role="rowheader">Transport</th>\n<td role="cell">·</td>' in small


def test_trade_is_drawn_with_what_is_known(small: str) -> None:
    lines = "".join(f'<line x1="{x}%" x2="{x}%" y2="100%"></line>\n' for x in (25, 50, 75, 100))
    assert "Bars run from 0 to $50 million, a line at each quarter." in small
    assert (
        'over $40 million\n<svg class="bar" aria-hidden="true">\n' + lines + '<rect class="stated"'
        ' width="80%"></rect>\n<svg x="80%"><path class="triangle" d="M0 0 8 5 0 10z"></path></svg>'
    ) in small
    assert (
        'from 2023: over $40 million <span class="whole">÷ (1 + 25%)</span></td>\n'
        '<td role="cell">by arithmetic</td>'
    ) in small
    assert "over $32.0 million" in small


def test_what_is_not_stated_is_said_in_words(small: str) -> None:
    text = Outline(small).text
    assert "Tver Petr Petrov Governor of Tver Oblast 6 May 2024 date inferred" in text
    assert "met 6 May 2024 (date inferred) · Governor Petr Petrov" in text


def test_a_section_without_rows_is_left_out(small: str, real: str) -> None:
    assert 'href="#Figures"' in real
    assert "Figures" not in small


def test_the_script_finds_other_names(small: str) -> None:
    assert (
        '<option value="trams" data-of="sector:trams" data-names="tram trams трамваи">– Trams</option>'
    ) in small
    assert '<tr role="row" data-of="company:bkm" data-names="bkm бкм">' in small


def test_several_meetings_of_a_region(data_copy: Path, tmp_path: Path) -> None:
    old = data_copy / "documents" / "khabarovsk-2025-02-03.yaml"
    later = old.read_text(encoding="utf-8").replace("2025-02-03", "2026-03-04")
    later = re.sub("sha256: .*", f"sha256: '{1:064}'", later)
    old.with_name("khabarovsk-2026-03-04.yaml").write_text(later, encoding="utf-8")
    outline = Outline(page(data_copy, tmp_path))
    assert "Khabarovsk met two times, 2025–2026 · Governor Dmitry Demeshin" in outline.text
    assert {"khabarovsk.2025-02-03.dump-trucks", "khabarovsk.2026-03-04.dump-trucks"} <= {
        *outline.ids
    }
    assert len({*outline.ids}) == len(outline.ids)
    assert outline.targets <= {f"#{id_}" for id_ in outline.ids}


def test_every_fact_of_the_dataset_is_on_it(real: str, data: Connection) -> None:
    text = Outline(real).text
    for row in (*data.sectors(scope="all"), *data.figures(), *data.companies(), *data.documents()):
        for name in ("summary", "condition", "scope", "name", "text", "head", "date_note"):
            assert (getattr(row, name, None) or "") in text


def test_is_whole(real: str) -> None:
    outline = Outline(real)
    assert len({*outline.ids}) == len(outline.ids)
    assert outline.targets <= {f"#{id_}" for id_ in outline.ids}
    assert all(address.startswith("https://") for address in outline.addresses)
    assert outline.elements["h1"] == 1
    assert outline.elements["table"] == outline.elements["caption"]
    assert not outline.attributes & {"style", "src", "srcset", "onclick", "onerror", "target"}
    assert not outline.elements.keys() & {"img", "link", "iframe", "object", "embed", "base"}


def test_allows_its_own_style_and_script_alone(real: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', real)
    assert policy
    assert re.fullmatch(
        r"default-src &#x27;none&#x27;; style-src &#x27;sha256-[\w+/=]{44}&#x27;;"
        r" script-src &#x27;sha256-[\w+/=]{44}&#x27;; base-uri &#x27;none&#x27;;"
        r" form-action &#x27;none&#x27;",
        policy[1],
    )


def test_is_the_same_each_time(real: str, tmp_path: Path) -> None:
    assert page(DATA, tmp_path) == real


def test_values_of_others_stay_text(data_copy: Path, real: str, tmp_path: Path) -> None:
    poison(data_copy)
    poisoned = Outline(page(data_copy, tmp_path))
    honest = Outline(real)
    assert PAYLOAD in poisoned.text
    assert poisoned.elements.keys() == honest.elements.keys()
    assert poisoned.elements["script"] == 1
    assert poisoned.attributes == honest.attributes
    assert all(address.startswith("https://") for address in poisoned.addresses)


# Files


def test_the_command_writes_and_replaces_its_own(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bilat.html"
    assert run("export", "html", str(path)).status == 0
    first = path.read_bytes()
    assert run("export", "html", str(path)).status == 2
    assert run("export", "html", str(path), "--force").status == 0
    assert path.read_bytes() == first


@pytest.mark.parametrize("content", [b"", b"<!DOCTYPE html>\n<html lang=en><p>mine", b"\xff" * 400])
def test_no_other_file_is_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.html"
    path.write_bytes(content)
    with (
        closing(Database(DATA)) as database,
        pytest.raises(UsageError, match="is no html export of bilat alone"),
    ):
        files.export(database, "html", path, force=True)
    assert path.read_bytes() == content


def test_a_folder_or_a_link_is_not_ours(tmp_path: Path, real: str) -> None:
    (tmp_path / "page.html").write_text(real, encoding="utf-8")
    (tmp_path / "link.html").symlink_to("page.html")
    assert html.is_ours(tmp_path / "page.html")
    assert not html.is_ours(tmp_path / "link.html")
    assert not html.is_ours(tmp_path)
    shutil.rmtree(tmp_path)
    assert not html.is_ours(tmp_path / "page.html")
