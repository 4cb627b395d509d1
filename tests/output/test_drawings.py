"""What tables and profiles look like: two files have them as people see them, at several widths.

Run this file to draw them anew, then read what has changed.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import CHECKOUT, DATA, Run

FILES = [Path(__file__).with_name(name) for name in ("drawings.md", "profiles.md")]
MEETINGS = Path(__file__).with_name("meetings")
DRAWING = re.compile(
    r"\*\*`bilat ([^`]*)` · (\d+) columns(, ASCII)?(, shipped data)?\*\*\n\n```text\n(.*?)```",
    re.DOTALL,
)


class Drawing(NamedTuple):
    """A command, the width of the terminal, and what it prints."""

    command: str
    width: str
    ascii: str
    shipped: str
    output: str

    @property
    def arguments(self) -> list[str]:
        is_table = "--chart" not in self.command and " -f " not in self.command
        return [*shlex.split(self.command), *(["-f", "table"] if is_table else [])]

    @property
    def environment(self) -> dict[str, str]:
        return {"COLUMNS": self.width, "BILAT_DATA": str(DATA if self.shipped else MEETINGS)}

    @property
    def encoding(self) -> str:
        return "ascii" if self.ascii else "utf-8"


def drawings() -> list[Drawing]:
    texts = (path.read_text(encoding="utf-8") for path in FILES)
    return [Drawing(*found) for text in texts for found in DRAWING.findall(text)]


@pytest.mark.parametrize("drawing", drawings(), ids=lambda drawing: " ".join(drawing[:2]))
def test_drawing(run: Run, monkeypatch: pytest.MonkeyPatch, drawing: Drawing) -> None:
    for name, value in drawing.environment.items():
        monkeypatch.setenv(name, value)
    sys.stdout.reconfigure(encoding=drawing.encoding)  # type: ignore[union-attr]
    try:
        assert trimmed(run(*drawing.arguments).out) == drawing.output
    finally:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]


def trimmed(output: str) -> str:
    """Return output without the blanks with which rich fills lines."""
    return re.sub(" +$", "", output, flags=re.MULTILINE)


def redrawn(found: re.Match[str]) -> str:
    """Return a drawing with what the command prints now."""
    drawing = Drawing(*found.groups(default=""))
    output = subprocess.check_output(
        [sys.executable, "-m", "bilat", *drawing.arguments],
        cwd=CHECKOUT,
        env=os.environ | drawing.environment | {"PYTHONIOENCODING": drawing.encoding},
        encoding="utf-8",
    )
    title = found[0].partition("\n")[0]
    return f"{title}\n\n```text\n{trimmed(output)}```"


if __name__ == "__main__":
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        path.write_text(DRAWING.sub(redrawn, text), encoding="utf-8")
