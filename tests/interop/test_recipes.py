"""The README's recipes do what they show; run this file to write their output anew."""

import re
import tempfile
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.interop.programs import COMMANDS, MODULES, get, needs, output, require, serving

README = CHECKOUT / "README.md"
_SECTION = re.compile(r"(?<=\n## Recipes\n).*?(?=\n## )", re.DOTALL)
_RECIPE = re.compile(
    r"^### (?P<title>.+)\n(?:\n(?!#|```).*)*\n```sh\n(?P<command>(?:(?!```).*\n)+)```\n"
    r"(?:\n```text\n(?P<shown>(?:(?!```).*\n)*)```\n)?",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"<(http://127\.0\.0\.1:8001)(/\S+)>")


def section() -> str:
    """The recipes of the README."""
    found = _SECTION.search(README.read_text())
    assert found
    return found[0]


RECIPES = [
    pytest.param(found["command"], found["shown"], id=found["title"])
    for found in _RECIPE.finditer(section())
]


@pytest.mark.parametrize(("text", "shown"), RECIPES)
def test_recipe(text: str, shown: str | None, tmp_path: Path) -> None:
    for name in needs(text):
        require(name)
    if shown is not None:
        assert output(text, tmp_path) == shown
        return
    with serving(text.replace("--port 8001", "--port 0"), tmp_path) as address:
        for _, page in _ADDRESS.findall(section()):
            assert "sectors" in get(address + page)


def test_every_command_of_the_section_is_a_recipe_with_its_output() -> None:
    assert len(RECIPES) == section().count("```sh\n") == section().count("\n### ")
    silent = [recipe.id for recipe in RECIPES if not recipe.values[1]]
    assert silent == ["Browse, filter and search in a browser (Datasette)"]
    assert len(_ADDRESS.findall(section())) == 2


@pytest.mark.parametrize("name", [*COMMANDS, *MODULES])
def test_there_is_a_recipe_for(name: str) -> None:
    assert any(name in needs(str(recipe.values[0])) for recipe in RECIPES)


def rewrite(path: Path) -> None:
    """Replaces the output of every recipe by what it prints now."""

    def block(match: re.Match[str]) -> str:
        if match["shown"] is None:
            return match[0]
        with tempfile.TemporaryDirectory() as folder:
            shown = output(match["command"], Path(folder))
        start, end = (place - match.start() for place in match.span("shown"))
        return match[0][:start] + shown + match[0][end:]

    path.write_text(_SECTION.sub(lambda found: _RECIPE.sub(block, found[0]), path.read_text()))


if __name__ == "__main__":
    rewrite(README)
