"""The page of `bilat export html`: what it says, and that nothing in the data becomes HTML."""

import re
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from bilat.database.store import Database
from bilat.export.page.page import render
from bilat.queries.connection import Connection
from tests.conftest import DATA
from tests.tools.outline import Outline

MEETINGS = Path(__file__).parents[1] / "output" / "meetings"


def page(folder: Path) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_CACHE", "off")
        with closing(Database(folder)) as database:
            return render(database)


@pytest.fixture(scope="module")
def real() -> str:
    """The page of the real dataset."""
    return page(DATA)


@pytest.fixture(scope="module")
def invented() -> str:
    """The page of an invented dataset with two meetings of one region."""
    return page(MEETINGS)


def test_every_meeting_has_a_heading_with_the_head_at_that_meeting(invented: str) -> None:
    headings = re.findall(r'<section id="(.*?)"><h3>(.*?)</h3>', invented)
    assert [(id_, re.sub("<.*?>", "", heading)) for id_, heading in headings] == [
        ("irkutsk-2016-09-01", "Irkutsk · met 1 September 2016* · Acting Governor Pavel Orlov"),
        ("irkutsk-2020-09-25", "Irkutsk · met 25 September 2020 · Governor Maria Sokolova"),
        ("khabarovsk-2025-02-03", "Khabarovsk · met 3 February 2025† · Governor Oleg Titov"),
    ]


def test_a_sector_can_be_chosen_under_its_parent(invented: str) -> None:
    select = invented.partition('<select name="sector"')[2].partition("</select>")[0]
    assert re.findall(r'<option value="(.*?)">(.*?)</option>', select) == [
        ("", "all"),
        ("mechanical-engineering", "Mechanical engineering"),
        ("elevators", "– Elevators"),
        ("special-purpose-equipment", "– Fire engines and other special-purpose equipment"),
        ("public-transport", "Public transport"),
        ("trams", "– Trams"),
    ]


def test_trade_has_bars_and_keys_to_sort_by(invented: str) -> None:
    start = invented.index('<tr id="irkutsk-2020-09-25/turnover-2019" ')
    row = invented[start:].partition("</tr>")[0]
    assert 'data-year="2019" data-turnover="USD 284000000" data-amount="USD 284000000"' in row
    assert '<th scope="row"><span class="name">Irkutsk</span></th>' in row
    assert (
        '<svg class="bar stated" aria-hidden="true"><rect class="pale" width="58.10%"></rect>'
        '<rect width="55.10%"></rect></svg></td>'
    ) in row


@pytest.mark.parametrize("dataset", ["real", "invented"])
def test_is_whole(dataset: str, request: pytest.FixtureRequest) -> None:
    page = request.getfixturevalue(dataset)
    outline = Outline(page)
    assert "content=\"default-src 'none'; style-src 'sha256-" in page
    ids = outline.attributes["id"]
    assert len({*ids}) == len(ids)
    filters = {f"#region={region}" for region in outline.attributes["data-region"]}
    assert outline.links("#") <= {f"#{id_}" for id_ in ids} | filters
    assert outline.links("") == outline.links("#") | outline.links("https://")
    assert not outline.attributes.keys() & {"style", "src", "srcset", "onclick", "target"}
    assert not outline.elements.keys() & {"img", "link", "iframe", "object", "embed", "base"}


def test_every_fact_of_the_dataset_is_on_it(real: str, data: Connection) -> None:
    text = Outline(real).text
    for row in (*data.sectors(), *data.figures(), *data.companies(), *data.documents()):
        for name in ("summary", "condition", "scope", "name", "text", "head", "evidence"):
            value = getattr(row, name, None) or ""
            for each in (value,) if isinstance(value, str) else value:
                assert " ".join(each.split()) in text


def test_a_dataset_without_documents_has_a_page(tmp_path: Path) -> None:
    folder = shutil.copytree(MEETINGS, tmp_path / "data")
    shutil.rmtree(folder / "documents")
    (folder / "documents").mkdir()
    outline = Outline(page(folder))
    assert "Years of the meetings: none. Reports: 0." in outline.text
