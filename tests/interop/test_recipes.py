"""The README's recipes do what they show; run this file to write their output anew."""

import importlib
import importlib.util
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from bilat.questions.listings import LISTINGS
from tests.conftest import CHECKOUT, Run

README = CHECKOUT / "README.md"
_SECTION = re.compile(r"(?<=\n## Recipes\n).*?(?=\n## )", re.DOTALL)
_RECIPE = re.compile(
    r"^### (?P<title>.+)\n(?:\n(?!#|```).*)*\n```sh\n(?P<command>(?:(?!```).*\n)+)```\n"
    r"(?:\n```text\n(?P<shown>(?:(?!```).*\n)*)```\n)?",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"<(http://127\.0\.0\.1:8001)(/\S+)>")
COMMANDS = (
    "check-jsonschema csvjoin csvstat datasette frictionless jq mlr sqlite-utils sqlite3"
).split()
MODULES = ["duckdb", "pandas"]


# What the tests need that is no part of bilat


def require(name: str) -> None:
    """Skips the test where a program or, of the packages in MODULES, a package is missing.

    Continuous integration has them all: there the test fails.
    """
    if name in MODULES:
        found = importlib.util.find_spec(name) is not None
    else:
        found = shutil.which(name, path=_path()) is not None
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{name} is not installed")


def module(name: str) -> Any:
    """A package of the extra `interop`."""
    require(name)
    return importlib.import_module(name)


def _path() -> str:
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def _needs(text: str) -> Iterator[str]:
    for name in (*COMMANDS, *MODULES):
        if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            yield name


@contextmanager
def _process(text: str, folder: Path, notes: int) -> Iterator[subprocess.Popen[str]]:
    """A shell that runs a command in a folder; it and what it started are gone in the end.

    `notes` is where standard error goes.
    """
    with subprocess.Popen(
        ["bash", "-euo", "pipefail", "-c", text],
        cwd=folder,
        env={**os.environ, "PATH": _path(), "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=notes,
        text=True,
        start_new_session=True,
    ) as process:
        limit = Timer(120, os.killpg, (process.pid, signal.SIGKILL))
        limit.start()
        try:
            yield process
        finally:
            limit.cancel()
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)


@contextmanager
def serving(text: str, folder: Path) -> Iterator[str]:
    """The address of a server that a command starts."""
    with _process(text, folder, subprocess.STDOUT) as process:
        assert process.stdout
        said = ""
        for line in process.stdout:
            said += line
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield found[0]
                return
        pytest.fail(f"no server has started:\n{said}")


def get(address: str) -> str:
    """The body of a page."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode())


# The recipes


def section() -> str:
    """The recipes of the README."""
    found = _SECTION.search(README.read_text())
    assert found
    return found[0]


RECIPES = [
    pytest.param(found["command"], found["shown"], id=found["title"])
    for found in _RECIPE.finditer(section())
]


def output(text: str, folder: Path) -> str:
    """What a command prints that has to succeed and has nothing to say but what it wrote."""
    with _process(text, folder, subprocess.PIPE) as process:
        shown, notes = process.communicate()
    assert process.returncode == 0, notes
    assert all(note.startswith("wrote ") for note in notes.splitlines()), notes
    return shown


@pytest.mark.parametrize(("text", "shown"), RECIPES)
def test_recipe(text: str, shown: str | None, tmp_path: Path) -> None:
    for name in _needs(text):
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
    assert any(name in _needs(str(recipe.values[0])) for recipe in RECIPES)


# Nothing is lost on the way


@pytest.mark.parametrize("listing", LISTINGS)
def test_csv_through_pandas_and_back_loses_nothing(run: Run, listing: str) -> None:
    pandas = module("pandas")
    written = run(listing, "-f", "csv").out
    frame = pandas.read_csv(io.StringIO(written), dtype_backend="numpy_nullable")
    assert frame.to_csv(index=False, lineterminator="\n") == written


@pytest.mark.parametrize("listing", LISTINGS)
def test_jsonl_through_duckdb_and_back_loses_nothing(
    run: Run, listing: str, tmp_path: Path
) -> None:
    duckdb = module("duckdb")
    there, back = tmp_path / "there.jsonl", tmp_path / "back.jsonl"
    there.write_text(run(listing, "-f", "jsonl").out)
    duckdb.sql(f"COPY (FROM '{there}') TO '{back}' (FORMAT json)")
    before, after = (
        [list(json.loads(line).items()) for line in path.read_text().splitlines()]
        for path in (there, back)
    )
    assert after == before


def test_duckdb_sees_the_types_of_jsonl(run: Run, tmp_path: Path) -> None:
    duckdb = module("duckdb")
    path = tmp_path / "sectors.jsonl"
    for listing, types in (
        (
            "sectors",
            {"date": "DATE", "hs": "VARCHAR[]", "isic": "VARCHAR", "paragraphs": "BIGINT[]"},
        ),
        ("trade", {"upper": "BIGINT", "change_upper": "DOUBLE", "year_to": "BIGINT"}),
    ):
        path.write_text(run(listing, "-f", "jsonl").out)
        described = duckdb.sql(f"DESCRIBE FROM '{path}'").fetchall()
        assert types.items() <= {column[0]: column[1] for column in described}.items()


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
