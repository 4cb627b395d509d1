"""Questions that a person has, each with the one command that answers it and its answer.

They stand in `questions.txt`: the question, the command, what it writes to standard output and,
after `!`, to standard error, and its exit status where that is not 0.
"""

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run

QUESTIONS = Path(__file__).parent / "questions.txt"


def questions() -> Iterator[tuple[str, str, str]]:
    """The questions with their commands and answers."""
    for block in QUESTIONS.read_text(encoding="utf-8").removesuffix("\n").split("\n\n"):
        question, command, *answer = block.split("\n")
        assert (question[:2], command[:8]) == ("# ", "$ bilat "), block
        yield question[2:], command[8:], "\n".join(answer)


@pytest.mark.parametrize(
    ("command", "answer"),
    [pytest.param(command, answer, id=question) for question, command, answer in questions()],
)
def test_one_command_answers(run: Run, command: str, answer: str) -> None:
    status, out, err = run(*shlex.split(command))
    written = [*out.splitlines(), *(f"! {line}" for line in err.splitlines())]
    assert "\n".join([*written, *([f"exit {status}"] if status else [])]) == answer


def test_there_are_questions_enough() -> None:
    asked = [question for question, _, _ in questions()]
    assert len(asked) == len(set(asked)) > 70
