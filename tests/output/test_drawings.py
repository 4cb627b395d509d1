"""What the tables look like: drawings.md has them, of a made-up dataset, at several widths.

Run this file to write them anew, then read what has changed.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import bilat
from tests.conftest import DATA, Run
from tests.tools.folders import write_folder
from tests.tools.made_up import made_up
from tests.tools.terminal import on_terminal

DRAWINGS = Path(__file__).with_name("drawings.md")
_DRAWING = re.compile(r"\*\*`bilat ?([^`]*)` · (\d+) columns\*\*\n\n```text\n(.*?)```", re.DOTALL)


def drawings() -> Iterator[tuple[str, int, str]]:
    """The arguments of a command, the width of the terminal and what is shown."""
    for arguments, width, shown in _DRAWING.findall(DRAWINGS.read_text(encoding="utf-8")):
        yield arguments, int(width), shown


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as place:
        yield write_folder(made_up(bilat.load(DATA)), Path(place) / "data")


@pytest.mark.parametrize(
    ("arguments", "width", "shown"),
    [pytest.param(*each, id=f"{each[0]} {each[1]}") for each in drawings()],
)
def test_drawing(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    arguments: str,
    width: int,
    shown: str,
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("BILAT_DATA", str(folder))
    table = [] if not arguments or "--chart" in arguments else ["-f", "table"]
    assert run(*arguments.split(), *table).out == shown


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("arguments", ["regions", "sectors", "trade --chart", "matrix", ""])
def test_a_terminal_shows_the_same_as_the_drawing(folder: Path, arguments: str, width: int) -> None:
    shown = on_terminal(
        f"bilat {arguments}", {"NO_COLOR": "1", "BILAT_DATA": str(folder)}, width=width
    )
    assert (arguments, width, shown) in [*drawings()]


def rewrite() -> None:
    """Replaces every drawing by what is drawn now."""
    with tempfile.TemporaryDirectory() as place:
        data = write_folder(made_up(bilat.load(DATA)), Path(place) / "data")

        def drawn(match: re.Match[str]) -> str:
            command = f"bilat {match[1]}".strip()
            environment = {"NO_COLOR": "1", "BILAT_DATA": str(data)}
            shown = on_terminal(command, environment, width=int(match[2]))
            return f"**`{command}` · {match[2]} columns**\n\n```text\n{shown}```"

        text = DRAWINGS.read_text(encoding="utf-8")
        DRAWINGS.write_text(_DRAWING.sub(drawn, text), encoding="utf-8")


if __name__ == "__main__":
    os.environ["BILAT_CACHE"] = "off"
    rewrite()
