"""The codebook names every field and every word, and its example works as it says."""

import re
import textwrap
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from bilat import vocabulary
from bilat.dataset import models
from tests.conftest import DATA, Run
from tests.tools import agreement
from tests.tools.folders import write_records

README = (DATA / "README.md").read_text(encoding="utf-8")
MODELS = [
    model
    for model in vars(models).values()
    if isinstance(model, type) and issubclass(model, BaseModel)
]
VOCABULARIES = [
    *("SIDE", "STATUS", "FORM", "REGION_KIND", "DISTRICT_NAMES", "DATE_BASIS", "TRADE_KIND"),
    *("FLOW", "HEDGE", "DIRECTION", "STATED_BY", "LEFT_OUT_KIND"),
]
INTERNAL = {"info", "regions", "sectors", "companies", "documents"}  # of the dataset in memory


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_explained(model: type[BaseModel]) -> None:
    for name in set(model.model_fields) - INTERNAL:
        assert f"`{name}`" in README, f"data/README.md: explain {name}"


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_word_is_explained(name: str) -> None:
    for word in getattr(vocabulary, name):
        assert f"`{word}`" in README, f"data/README.md: say when {word} is used"


def test_the_example_goes_from_draft_to_a_sound_document(
    tmp_path: Path, run: Run, dataset: models.Dataset
) -> None:
    example = README[README.index("## To add a document") : README.index("## How far")]
    (text,) = re.findall(r"```text\n(.*?)```", example, re.DOTALL)
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "tver.txt").write_text(text, encoding="utf-8")
    records = dataset.model_dump(mode="json")
    region = yaml.safe_load(
        "{id: tver, name: Tver, official_name: Tver Oblast, kind: oblast, iso_3166_2: RU-TVE,"
        " federal_district: Central, capital: Tver, name_ru: Тверская область}"
    )
    sectors = ("automotive", "mechanical-engineering", "trucks")
    records |= {
        "regions": [region],
        "sectors": [sector for sector in records["sectors"] if sector["id"] in sectors],
        "companies": [{"id": "belaz", "name": "BelAZ", "city": None, "country": None}],
        "documents": [],
    }
    data = write_records(records, tmp_path / "data")

    drafted = run("draft", str(texts / "tver.txt"), "--data", str(data)).out
    left_out, facts = (
        textwrap.dedent(block) for block in re.findall(r"```yaml\n(.*?)```", example, re.DOTALL)
    )
    for line in left_out.splitlines():
        assert line in drafted.splitlines(), f"data/README.md: the draft has no {line!r}"
    document = {**yaml.safe_load(drafted), **yaml.safe_load(facts)}
    document |= {"place": None, "date": document["date"] | {"note": "In paragraph 2."}}
    document["source"] |= {"publisher": "A newspaper", "url": "https://example.org/tver"}
    written = data / "documents" / "tver-2024-05-06.yaml"
    written.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    checked = run("check", "--data", str(data), "--documents", str(texts))
    assert checked.status == 0, checked.out


def test_the_codebook_prints_the_agreement_of_the_readings() -> None:
    for title, figures in agreement.tables().items():
        assert f"```text\n{figures}\n```" in README, (
            f"data/README.md: put the output of `python -m tests.tools.agreement` there: {title}"
        )
