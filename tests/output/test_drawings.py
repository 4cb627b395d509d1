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
    """A command, the width of the terminal, and what is shown."""

    command: str
    width: str
    ascii: str
    shipped: str
    shown: str

    @property
    def arguments(self) -> list[str]:
        is_table = "--chart" not in self.command and " -f " not in self.command
        return [*shlex.split(self.command), *(["-f", "table"] if is_table else [])]

    @property
    def environment(self) -> dict[str, str]:
        return {"COLUMNS": self.width, "BILAT_DATA": str(DATA if self.shipped else MEETINGS)}


def drawings() -> list[Drawing]:
    texts = (path.read_text(encoding="utf-8") for path in FILES)
    return [Drawing(*found) for text in texts for found in DRAWING.findall(text)]


@pytest.mark.parametrize("drawing", drawings(), ids=lambda each: f"{each.command} {each.width}")
def test_drawing(run: Run, monkeypatch: pytest.MonkeyPatch, drawing: Drawing) -> None:
    for name, value in drawing.environment.items():
        monkeypatch.setenv(name, value)
    sys.stdout.reconfigure(encoding="ascii" if drawing.ascii else "utf-8")  # type: ignore[union-attr]
    try:
        assert trimmed(run(*drawing.arguments).out) == drawing.shown
    finally:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]


def trimmed(shown: str) -> str:
    """Return what is shown without the blanks with which rich fills lines."""
    return re.sub(" +$", "", shown, flags=re.MULTILINE)


def redraw() -> None:
    """Replace every drawing by what is drawn now."""

    def drawn(found: re.Match[str]) -> str:
        drawing = Drawing(*found.groups(default=""))
        shown = subprocess.run(
            [sys.executable, "-m", "bilat", *drawing.arguments],
            cwd=CHECKOUT,
            env=os.environ
            | drawing.environment
            | {"PYTHONIOENCODING": "ascii" if drawing.ascii else "utf-8"},
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        ).stdout
        title = found[0].partition("\n")[0]
        return f"{title}\n\n```text\n{trimmed(shown)}```"

    for path in FILES:
        text = path.read_text(encoding="utf-8")
        path.write_text(DRAWING.sub(drawn, text), encoding="utf-8")


if __name__ == "__main__":
    redraw()
