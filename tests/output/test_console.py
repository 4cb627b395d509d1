"""What a terminal and a pipe get: colours, links, a pager for what is tall, wrapped notes."""

import re
import sys
from pathlib import Path

import pytest

from tests.cli.shell import shell
from tests.conftest import Run
from tests.tools.terminal import on_terminal

ONE = "bilat sectors -s elevators -r sverdlovsk"
LINK = "\x1b]8;"
COLOUR = re.compile(r"\x1b\[[\d;]*[349]\d")
GREEN = "\x1b[32m"
NUMBERS = (
    "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n{}) "
    "SELECT 'number ' || x AS number FROM n"
)
SHORT, TALL, ENDLESS = (
    f'bilat sql "{NUMBERS.format(f" LIMIT {n}" if n else "")}"' for n in (5, 60, 0)
)


# Colours and links


def test_a_terminal_has_colours_and_links() -> None:
    shown = on_terminal(ONE)
    assert GREEN in shown or "\x1b[33m" in shown
    assert re.search(r"\x1b\]8;id=\d+;https://president\.gov\.by/[^\x1b]*\x1b\\", shown)


@pytest.mark.parametrize("command", [ONE, "bilat trade --help"])
def test_no_style_where_none_is_wanted(command: str) -> None:
    plain = on_terminal(command, {"TERM": "dumb"})
    assert plain
    assert "\x1b" not in plain
    assert not COLOUR.search(on_terminal(command, {"NO_COLOR": "1"}))


def test_matches_are_bold_where_no_colour_is_wanted() -> None:
    assert "\x1b[1mmetro" in on_terminal("bilat sectors metro", {"NO_COLOR": "1"})


def test_color_overrides_the_environment() -> None:
    assert GREEN in on_terminal("bilat regions --color always", {"NO_COLOR": "1"})
    assert GREEN in on_terminal("bilat regions -f table --color always | cat", {"NO_COLOR": "1"})
    for command in (ONE, "bilat show elevators", "bilat sql 'select 1'"):
        assert "\x1b" not in on_terminal(f"{command} --color never")


@pytest.mark.parametrize("command", ["bilat regions -f table", "bilat --help", "bilat nothing"])
def test_a_pipe_has_no_colour(command: str) -> None:
    forced = {"GITHUB_ACTIONS": "true", "PY_COLORS": "1", "TERM": "xterm-256color"}
    result = shell(command, **forced)
    assert result.stdout + result.stderr
    assert b"\x1b" not in result.stdout + result.stderr


def test_a_pipe_has_colours_but_no_links_if_they_are_forced() -> None:
    result = shell(f"{ONE} -f table", FORCE_COLOR="1", TERM="xterm")
    assert b"\x1b[" in result.stdout
    assert LINK.encode() not in result.stdout


@pytest.mark.parametrize("format_", ["json", "csv", "markdown"])
def test_color_always_leaves_data_alone(run: Run, format_: str) -> None:
    assert "\x1b" not in run("sectors", "-f", format_, "--color", "always").out


@pytest.mark.parametrize("term", ["linux", "vt220", "eterm-color"])
def test_terminals_that_would_print_links_get_none(term: str) -> None:
    shown = on_terminal(ONE, {"TERM": term})
    assert LINK not in shown
    assert "¶" in shown


@pytest.mark.parametrize("command", ["trade --chart", "matrix", "--help"])
def test_a_terminal_without_utf_8_gets_ascii(command: str) -> None:
    shown = on_terminal(f"bilat {command}", {"PYTHONIOENCODING": "ascii", "TERM": "dumb"})
    assert shown.isascii()
    assert "Traceback" not in shown


# The pager

TELLS = {"PAGER": "sh -c 'cat >/dev/null; echo paged with $LESS'"}


def test_what_is_taller_than_the_screen_goes_through_the_pager() -> None:
    assert on_terminal(TALL, TELLS, height=20) == "paged with FRX\n"
    assert on_terminal(TALL, {**TELLS, "LESS": "S"}, height=20) == "paged with S\n"
    assert "paged" not in on_terminal(SHORT, TELLS, height=20)
    assert on_terminal(f"{TALL} -f csv | wc -l", TELLS, height=5).strip() == "61"


def test_a_pager_gets_the_whole_text_with_colours_and_without_links() -> None:
    whole = on_terminal("bilat sectors", {"PAGER": "cat"}, height=20)
    paged = on_terminal("bilat sectors", {"PAGER": "sed s/^/x/"}, height=20)
    links = re.compile(r"\x1b\]8;[^\x1b]*\x1b\\")
    assert links.search(whole)
    assert paged == re.sub("(?m)^(?=.|\n)", "x", links.sub("", whole))


@pytest.mark.parametrize("command", ["show khabarovsk", "trade --chart"])
def test_every_table_can_be_paged(command: str) -> None:
    assert on_terminal(f"bilat {command}", TELLS, height=8) == "paged with FRX\n"


@pytest.mark.parametrize(
    "environment",
    [
        {"PAGER": "cat"},
        {"PAGER": ""},
        {**TELLS, "TERM": "dumb"},
        {**TELLS, "CI": "true"},
        {"PAGER": "there-is-no-such-pager"},
        {"PAGER": "less 'unclosed"},
        {"PAGER": "false"},
        {"PAGER": str(Path(__file__).parent)},
    ],
    ids=str,
)
def test_without_a_pager_that_works_everything_is_printed(environment: dict[str, str]) -> None:
    shown = on_terminal(f"{TALL} --color never", environment, height=20)
    assert re.findall(r"number (\d+)", shown) == [str(number) for number in range(1, 61)]


def test_no_pager_is_used_if_none_is_wanted() -> None:
    assert "paged" not in on_terminal(f"{TALL} --no-pager", TELLS, height=5)
    assert "paged" not in on_terminal(f"{TALL} -f table | cat", TELLS, height=5)


def test_no_shell_is_needed_for_a_pager(tmp_path: Path) -> None:
    """The path has nothing but a `less`, which is told to show colours, and here fails at that."""
    (tmp_path / "less").symlink_to("/bin/cat")
    shown = on_terminal(f"PATH='{tmp_path}' PAGER=less {TALL}", height=20)
    assert "invalid option -- 'R'" in shown
    assert "number 60" in shown  # nothing is hidden


def test_less_shows_colours_even_if_its_variable_forgets_them() -> None:
    shown = on_terminal("bilat sectors", {"PAGER": "less", "LESS": "S"}, height=12, keys=b"q")
    assert GREEN in shown
    assert "ESC[" not in shown


@pytest.mark.parametrize("keys", [b"q", b" \x03q"], ids=repr)
def test_less_can_be_left_at_any_time(keys: bytes) -> None:
    shown = on_terminal(f"{TALL}; echo status $?", {"PAGER": "less"}, height=12, keys=keys)
    assert "number 1" in shown
    assert shown.endswith("status 0\n")


def test_the_first_screen_of_an_endless_answer_appears_at_once() -> None:
    shown = on_terminal(f"{ENDLESS}; echo status $?", {"PAGER": "less"}, height=12, keys=b"q")
    assert "number 5" in shown
    assert shown.endswith("status 0\n")


def test_ctrl_c_ends_an_endless_answer_and_the_pager_stays_until_it_is_left() -> None:
    pager = "sh -c 'trap : INT; echo read; cat >/dev/null; echo left'"
    shown = on_terminal(f"{ENDLESS}; echo status $?", {"PAGER": pager}, keys=b"\x03")
    assert shown.replace("^C", "").split() == ["read", "left", "status", "130"]


def test_a_pager_may_end_before_it_has_read_all() -> None:
    shown = on_terminal("bilat sectors; echo status $?", {"PAGER": "true"}, height=12)
    assert shown == "status 0\n"


# Widths


@pytest.mark.parametrize(("columns", "drawn"), [("0", 80), ("40", 60), ("99999", 1000), ("x", 80)])
def test_the_width_is_that_of_columns_within_reason(columns: str, drawn: int) -> None:
    result = shell("bilat trade --chart -f table", COLUMNS=columns)
    assert result.returncode == 0
    assert max(map(len, result.stdout.decode().splitlines())) <= drawn
    assert shell("bilat --help", COLUMNS=columns, TERMINAL_WIDTH="abc").returncode == 0


def test_notes_wrap_at_the_width_of_standard_error() -> None:
    shown = on_terminal("bilat regions -r zzzzzz >/dev/null", {"COLUMNS": "200"}, width=40)
    lines = shown.splitlines()
    assert lines[0].startswith("bilat: unknown region 'zzzzzz'")
    assert len(lines) > 1
    assert max(map(len, lines)) <= 40
    assert all(line.startswith("       ") for line in lines[1:])


# Progress

SLOW = """
import time
from bilat.output.streams import progress
print(sum(time.sleep(0.3) or item for item in progress(range(9), "reading")))
"""


def test_progress_is_shown_on_a_terminal_after_a_second(tmp_path: Path) -> None:
    script = tmp_path / "slow.py"
    script.write_text(SLOW)
    command = f"PYTHONPATH=. \"$PYTHON\" '{script}'"
    shown = on_terminal(command, {"PYTHON": sys.executable})
    assert re.search(r"reading.* 44%", shown)
    assert "11%" not in shown
    assert shown.endswith("36\n")
    assert shell(command, PYTHON=sys.executable).stderr == b""
