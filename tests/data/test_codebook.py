"""The codebook names every field and every word, and its sample is sound."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from bilat import vocabulary
from bilat.curation.draft import draft
from bilat.dataset import strict_yaml
from bilat.dataset.catalogues import Company, Model, Region, Sector
from bilat.dataset.facts import Amount, Change, Cooperation, Figure, LeftOut, Period, Product, Trade
from bilat.dataset.models import DatasetInfo, Date, Document, Participant, Source
from bilat.dataset.read import read
from bilat.text import read_text
from tests.conftest import DATA

README = (DATA / "README.md").read_text(encoding="utf-8")
MODELS: list[type[Model]] = [
    *(DatasetInfo, Region, Sector, Company, Date, Participant, Source, Product, Document),
    *(Cooperation, Period, Amount, Change, Trade, Figure, LeftOut),
]
VOCABULARIES = [
    *("SIDE", "STATUS", "FORM", "REGION_KIND", "DATE_BASIS", "TRADE_KIND", "HEDGE", "DIRECTION"),
    *("STATED_BY", "LEFT_OUT_KIND"),
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_explained(model: type[Model]) -> None:
    for name, field in model.model_fields.items():
        assert f"`{field.alias or name}`" in README, f"data/README.md: explain {name}"


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_word_is_explained(name: str) -> None:
    words: vocabulary.Vocabulary = getattr(vocabulary, name)
    for word, meaning in words.items():
        assert meaning.meaning
        assert f"`{word}`" in README, f"data/README.md: say when {word} is used"


def test_the_sample_of_a_document_is_sound() -> None:
    (sample,) = re.findall(r"```yaml\n(   cooperation:\n.*?)   ```", README, re.DOTALL)
    facts: Any = strict_yaml.parse(sample.replace("\n   ", "\n")[3:])
    (trucks,) = TypeAdapter(tuple[Cooperation, ...]).validate_python(facts["cooperation"])
    (turnover,) = TypeAdapter(tuple[Trade, ...]).validate_python(facts["trade"])
    assert (trucks.id, turnover.id) == ("trucks", "turnover")


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


def test_the_draft_is_as_the_codebook_shows_it(data_copy: Path, tmp_path: Path) -> None:
    with (data_copy / "regions.yaml").open("a", encoding="utf-8") as file:
        file.write(REGION)
    path = tmp_path / "tver.txt"
    path.write_text(TEXT, encoding="utf-8")
    dataset = read(data_copy).dataset
    assert dataset
    drafted = draft(dataset, read_text(path)).splitlines()
    (shown,) = re.findall(r"```yaml\n   (left_out:.*?)\n   ```", README, re.DOTALL)
    for line in shown.split("\n   "):
        assert line in drafted, f"data/README.md: the draft has no line {line!r}"
