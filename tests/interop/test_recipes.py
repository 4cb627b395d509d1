"""The recipes of the README print what the README says; run this file to write their output anew."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.interop.postgres import postgres
from tests.interop.programs import needs, output, require

README = CHECKOUT / "README.md"
_RECIPE = re.compile(
    r"^### (?P<title>.+)\n(?:\n(?!#|```).*)*\n```sh\n(?P<command>(?:(?!```).*\n)+)```\n"
    r"\n```text\n(?P<printed>(?:(?!```).*\n)*)```\n",
    re.MULTILINE,
)


@pytest.fixture(scope="module")
def server() -> Iterator[dict[str, str]]:
    """The variables that lead psql to a server."""
    with postgres() as variables:
        yield variables


@pytest.mark.parametrize(
    ("command", "printed"),
    [
        pytest.param(found["command"], found["printed"], id=found["title"])
        for found in _RECIPE.finditer(README.read_text())
    ],
)
def test_recipe(command: str, printed: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    for name in needs(command):
        require(name)
    variables = request.getfixturevalue("server") if "psql" in command else {}
    assert output(command, tmp_path, variables) == printed


def test_every_recipe_is_run() -> None:
    recipes = README.read_text().partition("\n## Recipes\n")[2]
    found = [*_RECIPE.finditer(recipes)]
    assert len(found) == recipes.count("```sh\n") == recipes.count("\n### ") == 6


def rewrite(path: Path) -> None:
    """Replace the output of every recipe by what it prints now."""

    def block(match: re.Match[str]) -> str:
        with tempfile.TemporaryDirectory() as folder:
            printed = output(match["command"], Path(folder), variables)
        start, end = (place - match.start() for place in match.span("printed"))
        return match[0][:start] + printed + match[0][end:]

    with postgres() as variables:
        path.write_text(_RECIPE.sub(block, path.read_text()))


if __name__ == "__main__":
    rewrite(README)
