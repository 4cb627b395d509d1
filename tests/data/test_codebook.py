"""The codebook names every field and every word, and its sample is sound."""

import re
from typing import Any

import pytest
from pydantic import TypeAdapter

from bilat import vocabulary
from bilat.dataset import strict_yaml
from bilat.dataset.models import (
    Amount,
    Change,
    Company,
    Cooperation,
    DatasetInfo,
    Date,
    Document,
    Figure,
    LeftOut,
    Model,
    Participant,
    Period,
    Product,
    Region,
    Sector,
    Source,
    Trade,
)
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


def test_the_sample_of_a_fact_is_sound() -> None:
    (sample,) = re.findall(r"```yaml\n(   trade:\n.*?)   ```", README, re.DOTALL)
    facts: Any = strict_yaml.parse(sample.replace("\n   ", "\n")[3:])
    (fact,) = TypeAdapter(tuple[Trade, ...]).validate_python(facts["trade"])
    assert fact.id == "turnover"
