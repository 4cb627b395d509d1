"""Completion in real shells: what is offered, and that no name in a data folder runs anything."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bilat.queries.filters import FILTERS
from tests.conftest import CHECKOUT, Run
from tests.interop.programs import require
from tests.tools.hostile import poison
from tests.tools.terminal import Terminal

Offered = Callable[[str], list[str]]


@pytest.fixture
def offered(run: Run, monkeypatch: pytest.MonkeyPatch) -> Offered:
    """Return what bash is offered at the end of a line."""

    def offered(line: str) -> list[str]:
        with monkeypatch.context() as patch:
            patch.setenv("_BILAT_COMPLETE", "complete_bash")
            patch.setenv("COMP_WORDS", line)
            patch.setenv("COMP_CWORD", str(line.count(" ")))
            status, out, err = run()
        assert (status, err) == (0, "")
        return [word for word in out.split("\n") if word]

    return offered


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("bilat sectors -r B", "Bashkortostan"),
        ("bilat sectors -r irkutsk,k", "irkutsk,khabarovsk"),
        ("bilat companies --company m", "maz mogilevliftmash mogilevliftmash-usolye mtz mzor"),
        ("bilat matrix --status existing,P", "existing,Planned existing,Proposed"),
        ("bilat sectors --scope ", "region wider all"),
        ("bilat sectors --said-by Kui", "Kuivashev"),
        ("bilat sectors --said-by ye", "yevgeny-kuivashev"),
        ("bilat regions --year ", "2015 2020 2025"),
        ("bilat regions --district f", "far-eastern"),
        ("bilat regions --format j", "json jsonl"),
        ("bilat trade --columns id,year_", "id,year_from id,year_to id,year_basis"),
        ("bilat matrix --sort b", "bashkortostan"),
        ("bilat schema d", "document dataset documents"),
        ("bilat export s", "sqlite"),
        ("bilat show Os", "Osvey-aircraft"),
        ("bilat show irkutsk/tu", "irkutsk/turnover-2019 irkutsk/turnover-2020"),
        ("bilat show irkutsk-2020-09-25/turnover-2020", "irkutsk-2020-09-25/turnover-2020"),
        ("bilat reg", "regions"),
    ],
)
def test_ids_and_words_are_offered(offered: Offered, line: str, words: str) -> None:
    assert sorted(offered(line)) == sorted(words.split())


@pytest.mark.parametrize("name", [name for name in FILTERS if FILTERS[name].metavar])
def test_every_word_offered_of_a_filter_is_understood(
    run: Run, offered: Offered, name: str
) -> None:
    option, listing = FILTERS[name].options[0], FILTERS[name].listings[0]
    words = offered(f"bilat {listing} {option} ")
    assert words or name in ("hs", "isic")
    for word in {*words[:1], *words[-1:]}:
        result = run(listing, option, word, "-f", "json")
        assert result.status == 0, (word, result.err)


def test_nothing_is_offered_of_what_cannot_be_read(offered: Offered, data_copy: Path) -> None:
    assert offered("bilat sectors --data /nowhere --region ") == []
    (data_copy / "regions.yaml").write_text("- id: [\n")
    assert offered(f"bilat sectors --data {data_copy} --region ") == []


# A data folder whose names are commands

ATTACK = "\\$(touch ran-1) $(touch ran-2) `touch ran-3` ;touch ran-4 & '\\'' '\\''"


@pytest.fixture
def hostile(data_copy: Path) -> Path:
    """A copy of the data in which every free text has what a shell would obey."""
    poison(data_copy, f"{ATTACK} {{}}")
    return data_copy


def test_nothing_that_a_shell_obeys_is_offered(
    offered: Offered, monkeypatch: pytest.MonkeyPatch, hostile: Path
) -> None:
    monkeypatch.setenv("BILAT_DATA", str(hostile))
    of_filters = [f"{filter_.listings[0]} {filter_.options[-1]}" for filter_ in FILTERS.values()]
    for command in (*of_filters, "show", "matrix --columns", "matrix --sort"):
        words = offered(f"bilat {command} ")
        assert [word for word in words if not re.fullmatch(r"[\w.:/+,-]+", word)] == []


# Real shells, typed into as a person does

SHELLS = {
    "bash": (
        ["bash", "--norc", "--noprofile", "-i"],
        'PS1=; bind "set enable-bracketed-paste off"; eval "$(_BILAT_COMPLETE=source_bash bilat)"',
    ),
    "zsh": (
        ["zsh", "-f", "-i"],
        "PROMPT=; PROMPT_SP=; autoload -Uz compinit; compinit -D -u;"
        ' eval "$(_BILAT_COMPLETE=source_zsh bilat)"',
    ),
    "fish": (
        ["fish", "--no-config", "--interactive"],
        "function fish_prompt; end; set -g fish_autosuggestion_enabled 0;"
        " _BILAT_COMPLETE=source_fish bilat | source",
    ),
}
# What moves the cursor or sets the title, and what of a line is overwritten.
MOVES = re.compile(r"\x1b(\[[0-9;?>=]*[A-Za-z]|\][^\x07]*\x07|[()][A-Z0-9]|[=>])|[^\n]*\r(?!\r*\n)")


@pytest.fixture(params=SHELLS)
def completed(
    request: pytest.FixtureRequest, hostile: Path, tmp_path: Path
) -> Iterator[Callable[[str], list[str]]]:
    """Return the words that a line of a shell has after Tab; no command in the data runs."""
    require(request.param)
    home, program = tmp_path / "home", tmp_path / "bin" / "bilat"
    home.mkdir()
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bilat "$@"\n')
    program.chmod(0o700)
    environment = {
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(CHECKOUT),
        "HOME": str(home),
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
        "BILAT_DATA": str(hostile),
    }
    command, prepare = SHELLS[request.param]
    terminal = Terminal(command, os.environ | environment, folder=home)

    def run(line: str) -> str:
        terminal.type(f"{line}\recho end''-of-it\r")
        return MOVES.sub("", terminal.until("end-of-it"))

    def completed(line: str) -> list[str]:
        terminal.type(f"{line}\t\x01")  # Ctrl-A goes to the beginning of the line
        return re.findall(r"^<(.*?)>\r*$", run("printf '<%s>\\n' "), re.MULTILINE)

    run(prepare)
    yield completed
    terminal.type("exit\r")
    terminal.rest()
    assert [path.name for path in tmp_path.rglob("ran-*")] == []


def test_a_line_is_completed_to_one_word(completed: Callable[[str], list[str]]) -> None:
    assert completed("bilat regions -r Ir") == "bilat regions -r Irkutsk".split()
    assert completed("bilat sectors --said-by Kui")[-1] == "Kuivashev"
    assert completed("bilat show irkutsk/turnover-2020")[-1] == "irkutsk/turnover-2020"
    words = completed("bilat sectors --product ")  # there are several
    assert words[:2] == ["bilat", "sectors"]
    assert all(re.fullmatch(r"[\w./+,-]+", word) for word in words), words
