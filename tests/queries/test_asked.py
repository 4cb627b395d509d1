"""Questions that people ask, each with one command and its answer: the table is asked.md."""

import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import Result, Run

_QUESTION = re.compile(r"^### (.+)\n\n```console\n\$ bilat (.+)\n((?:.*\n)*?)```$", re.MULTILINE)
_STATUS = re.compile(r"\[(\d+)\]\n\Z")


class Asked(NamedTuple):
    """A question with the arguments that ask it and what they leave behind."""

    question: str
    arguments: list[str]
    answer: Result


def _answer(shown: str) -> Result:
    ended = _STATUS.search(shown)
    lines = shown[: ended.start() if ended else None].splitlines(keepends=True)
    return Result(
        int(ended[1]) if ended else 0,
        "".join(line for line in lines if not line.startswith("! ")),
        "".join(line.removeprefix("! ") for line in lines if line.startswith("! ")),
    )


TABLE = Path(__file__).with_name("asked.md").read_text(encoding="utf-8")
ASKED = [
    Asked(question, shlex.split(command), _answer(shown))
    for question, command, shown in _QUESTION.findall(TABLE)
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all the questions, which one person asks one after the other."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize(
    ("arguments", "answer"), [pytest.param(*each[1:], id=each.question) for each in ASKED]
)
def test_answer(
    arguments: list[str],
    answer: Result,
    run: Run,
    cache: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    assert run(*arguments) == answer


def test_every_question_is_read_and_none_is_asked_twice() -> None:
    assert len({each.question for each in ASKED}) == TABLE.count("\n### ") >= 100


def test_one_command_answers_each_question() -> None:
    assert not [each for each in ASKED if {"|", ">", ";", "&&"} & {*each.arguments}]
