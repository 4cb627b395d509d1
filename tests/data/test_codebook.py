"""The codebook names every field and every word, and its example works as it says."""

import re
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from bilat import vocabulary
from bilat.dataset import models
from tests.conftest import DATA, Run
from tests.tools import agreement

README = (DATA / "README.md").read_text(encoding="utf-8")
MODELS = [
    model
    for model in vars(models).values()
    if isinstance(model, type) and issubclass(model, BaseModel)
]
VOCABULARIES = [
    *("SIDE", "STATUS", "FORM", "REGION_KIND", "FEDERAL_DISTRICT", "DATE_BASIS", "TRADE_KIND"),
    *("FLOW", "HEDGE", "DIRECTION", "STATED_BY", "LEFT_OUT_KIND"),
]
INTERNAL = {"info", "regions", "sectors", "companies", "documents"}  # of the dataset in memory


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_explained(model: type[BaseModel]) -> None:
    for name in set(model.model_fields) - INTERNAL:
        assert f"`{name}`" in README, f"data/README.md: explain {name}"


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_word_is_explained(name: str) -> None:
    words: vocabulary.Vocabulary = getattr(vocabulary, name)
    for word in words:
        assert f"`{word}`" in README, f"data/README.md: say when {word} is used"


# The text that the codebook describes, and the region that it adds.
TEXT = """\
Meeting with the Governor of Tver Oblast

On 6 May 2024 the President of Belarus met the Governor of Tver Oblast. \
The governor said that trade with Tver Oblast grew to over $40 million. \
BelAZ sells trucks there.
"""
REGION = """
- id: tver
  name: Tver
  official_name: Tver Oblast
  kind: oblast
  iso_3166_2: RU-TVE
  federal_district: Central
  capital: Tver
  name_ru: Тверская область
"""
FILLED = {
    "participants": [
        {"name": "Aleksandr Lukashenko", "title": "President of Belarus", "side": "belarus"},
        {"name": "Ivan Petrov", "title": "Governor of Tver Oblast", "side": "region"},
    ],
    "left_out": [
        {"paragraph": 1, "text": None, "kind": "furniture"},
        {"paragraph": 2, "text": "On 6 May 2024 the President", "kind": "frame"},
    ],
    "figures": [],
}


def test_the_example_goes_from_draft_to_a_sound_document(
    data_copy: Path, tmp_path: Path, run: Run
) -> None:
    with (data_copy / "regions.yaml").open("a", encoding="utf-8") as file:
        file.write(REGION)
    path = tmp_path / "texts" / "tver.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    drafted = run("draft", str(path), "--data", str(data_copy)).out
    left_out, facts = re.findall(r"\n   ```yaml\n(.*?)\n   ```", README, re.DOTALL)
    for line in left_out.split("\n"):
        assert line[3:] in drafted.splitlines(), f"data/README.md: the draft has no {line!r}"
    document = {**yaml.safe_load(drafted), **yaml.safe_load(facts), **FILLED}
    document["source"] |= {"publisher": "A newspaper", "url": "https://example.org/tver"}
    for known in (data_copy / "documents").iterdir():
        known.unlink()
    written = data_copy / "documents" / f"{document['id']}.yaml"
    written.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    checked = run("check", "--data", str(data_copy), "--documents", str(path.parent))
    problems = [line for line in checked.out.splitlines() if written.name in line]
    assert not problems, checked.out


def test_the_real_dataset_agrees_with_the_texts(texts: Path, run: Run) -> None:
    result = run("check", "--data", str(DATA), "--documents", str(texts))
    assert result.status == 0, result.out


def test_the_codebook_prints_the_agreement_of_the_readings() -> None:
    for title, figures in agreement.tables().items():
        assert f"```text\n{figures}\n```" in README, (
            f"data/README.md: put the output of `python -m tests.tools.agreement` there: {title}"
        )
