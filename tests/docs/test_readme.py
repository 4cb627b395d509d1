"""The README's transcripts are what a terminal shows; run this file to write them anew."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.tools.terminal import on_terminal

README = CHECKOUT / "README.md"
_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)


def transcripts(text: str) -> Iterator[tuple[str, str]]:
    """Every command of the console blocks with the output that follows it."""
    for block in _BLOCK.findall(text):
        _, *pieces = _COMMAND.split(block)
        yield from zip(pieces[::2], pieces[1::2], strict=True)


@pytest.mark.parametrize(("command", "shown"), transcripts(README.read_text()))
def test_transcript(command: str, shown: str) -> None:
    assert on_terminal(command, {"TERM": "dumb"}) == shown


def test_the_readme_has_transcripts() -> None:
    assert len(list(transcripts(README.read_text()))) >= 7


def rewrite(path: Path) -> None:
    """Replaces the output of every command by what it prints now."""

    def block(match: re.Match[str]) -> str:
        commands = _COMMAND.findall(match[0])
        return "".join(f"$ {each}\n{on_terminal(each, {'TERM': 'dumb'})}" for each in commands)

    path.write_text(_BLOCK.sub(block, path.read_text()))


if __name__ == "__main__":
    rewrite(README)
