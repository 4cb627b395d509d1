"""What the rows of facts get from their documents: ids, speakers, addresses that open the report."""

import pytest

from bilat.database.facts import address, fact_id
from bilat.dataset.models import Dataset


@pytest.mark.parametrize(
    ("url", "evidence", "expected"),
    [
        pytest.param(
            "https://example.org/en",
            ("so much",),
            "https://example.org/en#:~:text=so%20much",
            id="a phrase",
        ),
        pytest.param(
            "https://example.org/en?a=1&b=2",
            ("one", "two, or three"),
            "https://example.org/en?a=1&b=2#:~:text=one&text=two%2C%20or%20three",
            id="two phrases, one with a comma",
        ),
        pytest.param(
            "https://example.org/en#top",
            ("R&D", "turn-key", "5-6%"),
            "https://example.org/en#:~:text=R%26D&text=turn%2Dkey&text=5%2D6%25",
            id="signs that have a meaning there, a fragment already",
        ),
        pytest.param(
            "https://example.org/en",
            ("Belarus' «MAZ»", "Уфа/Минск", "a+b #1"),
            "https://example.org/en#:~:text=Belarus%27%20%C2%ABMAZ%C2%BB"
            "&text=%D0%A3%D1%84%D0%B0%2F%D0%9C%D0%B8%D0%BD%D1%81%D0%BA&text=a%2Bb%20%231",
            id="other signs and letters",
        ),
    ],
)
def test_an_address_opens_the_report_at_the_evidence(
    dataset: Dataset, url: str, evidence: tuple[str, ...], expected: str
) -> None:
    document = dataset.documents[0]
    source = document.source.model_copy(update={"url": url})
    assert address(document.model_copy(update={"source": source}), evidence) == expected


def test_an_id_is_that_of_the_document_and_that_of_the_fact(dataset: Dataset) -> None:
    document = dataset.documents[0]
    assert [fact_id(document, fact) for fact in document.trade] == [
        "bashkortostan-2025-02-07/change-2024",
        "bashkortostan-2025-02-07/turnover-2024",
        "bashkortostan-2025-02-07/target-2025",
    ]
