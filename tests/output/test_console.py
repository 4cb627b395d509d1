"""What a terminal and a pipe get: colours, links, a pager for what is tall, wrapped notes."""

import re
import sys
from pathlib import Path

import pytest

from tests.conftest import Run, Screen
from tests.tools.terminal import on_terminal, shell, started

ONE = ("sectors", "-s", "elevators", "-r", "sverdlovsk")
LINK = re.compile(r"\x1b\]8;[^\x1b]*\x1b\\")
COLOUR = re.compile(r"\x1b\[[\d;]*[349]\d")
GREEN = "\x1b[32m"
NUMBERS = (
    "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n{}) "
    "SELECT 'number ' || x AS number FROM n"
)
TALL = ("sql", NUMBERS.format(" LIMIT 60"))
SHORT = ("sql", NUMBERS.format(" LIMIT 5"))


# Colours and links


def test_a_terminal_has_colours_and_links(screen: Screen) -> None:
    output = screen(*ONE)
    assert COLOUR.search(output)
    assert not any(
        LINK.search(screen(*ONE, TERM=term)) for term in ("linux", "vt220", "eterm-color")
    )
    assert re.search(r"\x1b\]8;id=\d+;https://president\.gov\.by/[^\x1b]*\x1b\\", output)


@pytest.mark.parametrize("command", [ONE, ("trade", "--help")], ids=str)
def test_no_style_where_none_is_wanted(screen: Screen, command: tuple[str, ...]) -> None:
    assert "\x1b" not in screen(*command, TERM="dumb")
    assert not COLOUR.search(screen(*command, NO_COLOR="1"))
    assert "\x1b[1mmetro" in screen("sectors", "metro", NO_COLOR="1")  # what matched is bold


def test_no_line_ends_in_blanks_which_a_narrower_terminal_would_wrap(screen: Screen) -> None:
    for command in (("companies", "-r", "irkutsk"), ("trade", "--chart"), ("show", "BelAZ")):
        lines = screen(*command, TERM="dumb", COLUMNS="50").splitlines()
        assert len(lines) > 3
        assert [line for line in lines if line.endswith(" ")] == []


def test_color_overrides_the_environment(
    run: Run, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in (ONE, ("show", "elevators"), ("sql", "select 1")):
        assert "\x1b" not in screen(*command, "--color", "never")
    monkeypatch.setenv("NO_COLOR", "1")
    assert GREEN in run("regions", "-f", "table", "--color", "always").out
    for format_ in ("json", "csv", "markdown"):
        assert "\x1b" not in run("sectors", "-f", format_, "--color", "always").out


def test_a_pipe_has_colours_only_if_they_are_forced_and_no_links() -> None:
    command = "bilat regions -f table; bilat --help; bilat nothing"
    result = shell(command, GITHUB_ACTIONS="true", PY_COLORS="1", TERM="xterm-256color")
    assert b"Sverdlovsk" in result.stdout
    assert b"Usage:" in result.stdout
    assert b"\x1b" not in result.stdout + result.stderr
    forced = shell("bilat sectors -f table", FORCE_COLOR="1", TERM="xterm").stdout.decode()
    assert COLOUR.search(forced)
    assert not LINK.search(forced)


@pytest.mark.parametrize("command", ["trade --chart", "matrix", "--help"])
def test_a_terminal_without_utf_8_gets_ascii(screen: Screen, command: str) -> None:
    sys.stdout.reconfigure(encoding="ascii")  # type: ignore[union-attr]
    assert len(screen(*command.split(), TERM="dumb")) > 500


# The pager

TELLS = {"PAGER": "sh -c 'cat >/dev/null; echo paged with $LESS'", "LINES": "8"}


@pytest.mark.parametrize("command", [TALL, ("show", "khabarovsk"), ("trade", "--chart")], ids=str)
def test_what_is_taller_than_the_screen_goes_through_the_pager(
    screen: Screen, command: tuple[str, ...]
) -> None:
    assert screen(*command, **TELLS) == "paged with FRX\n"
    assert screen(*command, **TELLS, LESS="S") == "paged with -R S\n"


@pytest.mark.parametrize("command", [SHORT, (*TALL, "--no-pager"), (*TALL, "-f", "csv")], ids=str)
def test_what_is_short_or_for_programs_is_not_paged(
    screen: Screen, command: tuple[str, ...]
) -> None:
    assert "paged" not in screen(*command, **TELLS)


def test_a_pager_gets_the_whole_text_with_colours_and_without_links(screen: Screen) -> None:
    whole = screen("sectors")
    paged = screen("sectors", PAGER="sed s/^/x/")
    assert LINK.search(whole)
    assert paged == re.sub("(?m)^(?=.|\n)", "x", LINK.sub("", whole))


@pytest.mark.parametrize(
    "environment",
    [
        {"PAGER": ""},
        {**TELLS, "TERM": "dumb"},
        {**TELLS, "CI": "true"},
        {"PAGER": "there-is-no-such-pager"},
        {"PAGER": "less 'unclosed"},
        {"PAGER": str(Path(__file__).parent)},
        # The path has nothing but a `less` that knows no option, and no shell.
        {"PAGER": "less", "PATH": "{path}"},
    ],
    ids=str,
)
def test_everything_is_printed_without_a_usual_pager(
    screen: Screen, tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "less").symlink_to("/bin/cat")
    given = {name: value.format(path=tmp_path) for name, value in environment.items()}
    output = screen(*TALL, "--color", "never", **{"LINES": "8"} | given)
    assert re.findall(r"number (\d+)", output) == [str(number) for number in range(1, 61)]


def test_a_pager_may_end_before_it_has_read_all() -> None:
    assert on_terminal("bilat sectors; echo $?", PAGER="true", height=12) == "0\n"


def test_less_shows_the_first_screen_of_an_endless_answer_at_once_until_it_is_left() -> None:
    """LESS may be set without what shows colours."""
    command = f'bilat sql "{NUMBERS.format("")}"; bilat sectors; echo status $?'
    terminal = started(command, PAGER="less", LESS="S", height=12)
    terminal.until("number 5")
    terminal.type(" ")
    terminal.until("number 15")
    terminal.type("q")
    output = terminal.until("Bashkortostan") + terminal.until(GREEN)
    assert "ESC[" not in output
    terminal.type("q")
    assert terminal.rest().endswith("status 0\n")


def test_ctrl_c_ends_an_endless_answer_and_the_pager_stays_until_it_is_left() -> None:
    pager = "sh -c 'trap : INT; echo read; cat >/dev/null; echo left'"
    terminal = started(f'bilat sql "{NUMBERS.format("")}"; echo status $?', PAGER=pager)
    terminal.until("read")
    terminal.type("\x03")
    assert terminal.rest().replace("^C", "").split() == ["left", "status", "130"]


# Widths


@pytest.mark.parametrize(("columns", "drawn"), [("0", 80), ("40", 60), ("99999", 1000), ("x", 80)])
def test_the_width_is_that_of_columns_within_reason(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: str, drawn: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("TERMINAL_WIDTH", "abc")
    output = run("trade", "--chart", "-f", "table").out
    assert 0 < max(map(len, output.splitlines())) <= drawn
    assert run("--help").status == 0


def test_notes_wrap_at_the_width_of_standard_error() -> None:
    output = on_terminal("bilat regions -r zzzzzz >/dev/null", COLUMNS="200", width=40)
    first, *others = output.splitlines()
    assert first.startswith("bilat: unknown region 'zzzzzz'")
    assert max(map(len, [first, *others])) <= 40
    assert others
    assert all(line.startswith("       ") for line in others)


# Progress


@pytest.mark.parametrize(("count", "is_shown"), [(9, False), (60, True)])
def test_progress_of_long_work_is_shown_on_a_terminal(count: int, is_shown: bool) -> None:
    work = f"sum(time.sleep(0.02) or item for item in progress(range({count}), 'reading'))"
    program = f"import time; from bilat.output.streams import progress; print({work})"
    command = f'"{sys.executable}" -c "{program}"'
    output = on_terminal(command)
    assert bool(re.search(r"reading.* \d\d%", output)) == is_shown
    assert output.endswith(f"{sum(range(count))}\n")
    assert shell(command).stderr == b""
