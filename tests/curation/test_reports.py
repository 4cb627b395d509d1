"""Five invented reports, coded truthfully: of an agency, a broadcaster, a government, in Russian.

They have months, roubles, exports, ranks, targets without a year, lists, several heads and a
headline with a colon, and were written to find what the check is wrong about.
"""

from pathlib import Path

import pytest
import yaml

from bilat.curation.check import check
from bilat.curation.draft import draft
from bilat.text import read_text

REPORTS = Path(__file__).with_name("reports")
DOCUMENTS = sorted((REPORTS / "data/documents").glob("*.yaml"))


def test_truthful_codings_are_sound() -> None:
    report = check(REPORTS / "data", REPORTS / "texts")
    assert report.problems == []
    assert [(Path(note.path).stem, note.field) for note in report.notes] == [
        ("omsk-2024-03-12", "source.language")
    ]
    assert (report.facts, len(report.verified)) == (63, 5)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_drafts_are_right_or_say_todo(tmp_path: Path, path: Path) -> None:
    real = yaml.safe_load(path.read_text("utf-8"))
    text = read_text(REPORTS / "texts" / f"{path.stem}.txt")
    drafted = yaml.safe_load(draft(tmp_path, text))
    for field in ("sha256", "paragraphs", "language"):
        assert drafted["source"][field] == real["source"][field]
    assert drafted["region"] in (real["region"], "TODO")
    assert drafted["date"]["value"] == real["date"]["value"] or "TODO" in drafted["date"]["note"]
    for person, known in zip(drafted["participants"], real["participants"], strict=True):
        assert person["name"] in (known["name"], "TODO")
