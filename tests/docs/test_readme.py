"""The README shows what a terminal shows; run this file to write its transcripts anew."""

import re
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.tools.terminal import on_terminal

README = CHECKOUT / "README.md"
_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)


def drawn(command: str) -> str:
    """Return what a terminal of 100 columns shows, without blanks at the ends of lines."""
    printed = on_terminal(command, width=100, TERM="dumb")
    return re.sub(r" +$", "", printed, flags=re.MULTILINE)


def transcripts(text: str) -> list[tuple[str, str]]:
    """Return every command of the console blocks with the output that follows it."""
    pieces = [piece for block in _BLOCK.findall(text) for piece in _COMMAND.split(block)[1:]]
    return [*zip(pieces[::2], pieces[1::2], strict=True)]


@pytest.mark.parametrize(("command", "expected"), transcripts(README.read_text()))
def test_transcript(command: str, expected: str) -> None:
    assert drawn(command) == expected


def test_the_readme_is_short_and_has_transcripts() -> None:
    text = README.read_text()
    assert len(text.splitlines()) <= 250
    assert len(transcripts(text)) >= 4


def rewrite(path: Path) -> None:
    """Replace the output of every command by what it prints now."""

    def block(match: re.Match[str]) -> str:
        return "".join(f"$ {each}\n{drawn(each)}" for each in _COMMAND.findall(match[0]))

    path.write_text(_BLOCK.sub(block, path.read_text()))


if __name__ == "__main__":
    rewrite(README)
