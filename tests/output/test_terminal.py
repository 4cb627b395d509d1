"""What a terminal and a pipe get: styles, links, and a pager for what is tall."""

import re

import pytest

from tests.conftest import Run
from tests.tools.terminal import on_terminal

pytestmark = pytest.mark.processes

ONE = "bilat sectors -s elevators -r sverdlovsk"
LINK = "\x1b]8;;"
COLOURS = re.compile(r"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[\d;]*)?m")
EVERY = (
    *("regions", "sectors", "trade", "trade --chart", "companies", "figures", "documents"),
    *("matrix", "regions --columns id,name", "sql", "show irkutsk", "show elevators", ""),
)


def every(width: int, environment: dict[str, str]) -> str:
    """What all these commands show, one after the other."""
    return on_terminal("; ".join(f"bilat {each}" for each in EVERY), environment, width=width)


def test_nothing_has_a_colour() -> None:
    shown = every(80, {"VTE_VERSION": "7200"})
    assert shown.count("\x1b[1m") > 100
    assert not COLOURS.search(shown)


def test_a_terminal_has_bold_and_a_pipe_has_none() -> None:
    assert "\x1b[1mElevators\x1b[0m" in on_terminal(ONE)
    assert "\x1b" not in on_terminal(f"{ONE} -f table | cat")


@pytest.mark.parametrize(
    "environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"]
)
def test_no_style_where_none_is_wanted(environment: dict[str, str]) -> None:
    plain = on_terminal(ONE, {"VTE_VERSION": "7200", **environment})
    assert "\x1b" not in plain
    assert plain == on_terminal(f"{ONE} --color never", {"VTE_VERSION": "7200"})


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}], ids=["", "NO_COLOR"])
def test_color_always_styles_a_pipe(environment: dict[str, str]) -> None:
    shown = on_terminal(f"{ONE} -f table --color always | cat", environment)
    assert "\x1b[1mElevators\x1b[0m" in shown


def test_color_never_of_show_and_sql() -> None:
    assert "\x1b" not in on_terminal("bilat show elevators --color never")
    assert "\x1b" not in on_terminal("bilat sql 'select 1' --color never")


@pytest.mark.parametrize("format_", ["json", "csv", "markdown"])
def test_color_always_leaves_data_alone(run: Run, format_: str) -> None:
    assert "\x1b" not in run("sectors", "-f", format_, "--color", "always").out


@pytest.mark.parametrize(
    "environment",
    [
        {"VTE_VERSION": "5000"},
        {"TERM_PROGRAM": "iTerm.app"},
        {"TERM_PROGRAM": "vscode"},
        {"KITTY_WINDOW_ID": "1"},
        {"WT_SESSION": "a"},
        {"KONSOLE_VERSION": "210401"},
        {"DOMTERM": "version=1"},
        {"ALACRITTY_WINDOW_ID": "1"},
    ],
    ids=str,
)
def test_a_terminal_that_takes_links_gets_them(environment: dict[str, str]) -> None:
    shown = on_terminal(ONE, environment)
    assert f"report {LINK}https://president.gov.by/" in shown
    assert f"\x1b\\¶9{LINK}\x1b\\" in shown
    assert shown == on_terminal(ONE, environment)


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"VTE_VERSION": "4999"},
        {"TERM_PROGRAM": "Apple_Terminal"},
        {"VTE_VERSION": "7200", "NO_COLOR": "1"},
        {"VTE_VERSION": "7200", "TERM": "dumb"},
        {"VTE_VERSION": "7200", "TERM": "screen-256color"},
    ],
    ids=str,
)
def test_another_terminal_gets_no_links(environment: dict[str, str]) -> None:
    assert LINK not in on_terminal(ONE, environment)


@pytest.mark.parametrize("command", ["trade --chart", "matrix", "regions", "sectors", "trade"])
def test_a_terminal_without_utf_8_gets_ascii(command: str) -> None:
    shown = on_terminal(f"bilat {command}", {"PYTHONIOENCODING": "ascii", "NO_COLOR": "1"})
    assert shown.isascii()
    assert "?" not in shown.replace(chr(10) + "? ", "").replace(" ?", "").replace("(?", "")


# The pager


PAGED = "bilat sectors -r khabarovsk"
TELLS = {"PAGER": "sh -c 'cat >/dev/null; echo paged with $LESS'"}


def test_what_is_taller_than_the_terminal_goes_through_the_pager() -> None:
    assert on_terminal(PAGED, TELLS, height=20) == "paged with FRX\n"
    assert on_terminal(PAGED, {**TELLS, "LESS": "S"}, height=20) == "paged with S\n"
    assert on_terminal(f"{PAGED} -f csv | wc -l", TELLS, height=5).strip() == "16"


def test_a_pager_gets_the_whole_text() -> None:
    whole = on_terminal(PAGED, height=20)
    assert on_terminal(PAGED, {"PAGER": "sed s/^/x/"}, height=20) == re.sub(
        "(?m)^(?=.|\n)", "x", whole
    )


@pytest.mark.parametrize("command", ["show khabarovsk", "sql", "matrix", "trade --chart"])
def test_every_drawing_can_be_paged(command: str) -> None:
    assert on_terminal(f"bilat {command}", TELLS, height=8) == "paged with FRX\n"


@pytest.mark.parametrize(
    ("command", "environment"),
    [
        (PAGED, {"PAGER": "cat"}),
        (PAGED, {"PAGER": ""}),
        (f"{PAGED} --no-pager", TELLS),
        (PAGED, {**TELLS, "TERM": "dumb"}),
        ("bilat regions", TELLS),
    ],
    ids=str,
)
def test_no_pager(command: str, environment: dict[str, str]) -> None:
    wanted = on_terminal(command, {"NO_COLOR": "1", "PAGER": "cat"}, height=20)
    assert on_terminal(command, {"NO_COLOR": "1", **environment}, height=20) == wanted


@pytest.mark.parametrize("pager", ["there-is-no-such-pager", "less 'unclosed", "cat; exit 3"])
def test_a_pager_that_fails_hides_nothing(pager: str) -> None:
    wanted = on_terminal(PAGED, {"NO_COLOR": "1", "PAGER": "cat"}, height=20)
    # What the shell says of it stands before.
    assert on_terminal(PAGED, {"NO_COLOR": "1", "PAGER": pager}, height=20).endswith(wanted)


def test_a_pager_may_be_a_line_of_the_shell() -> None:
    pager = "grep -c . | sed 's/$/ lines/'"
    assert on_terminal(PAGED, {"NO_COLOR": "1", "PAGER": pager}, height=20).endswith(" lines\n")


def test_a_pipe_and_an_empty_answer_have_no_pager() -> None:
    assert "paged" not in on_terminal(f"{PAGED} -f table | cat", TELLS, height=5)
    assert "paged" not in on_terminal("bilat sectors -r irkutsk -s food", TELLS, height=1)


@pytest.mark.parametrize("keys", [b"q", b" q", b"\x03q", b" \x03q"], ids=repr)
def test_less_can_be_left_at_any_time(keys: bytes) -> None:
    shown = on_terminal(f"{PAGED}; echo status $?", {"PAGER": "less"}, height=12, keys=keys)
    assert "Khabarovsk · met 3 February 2025†" in re.sub(r"\x1b\[\d*m", "", shown)
    assert shown.endswith("status 0\n")


def test_a_pager_may_end_before_it_has_read_all() -> None:
    shown = on_terminal("bilat sectors; echo status $?", {"PAGER": "true"}, height=12)
    assert shown == "status 0\n"


def test_ctrl_c_in_a_pager_that_it_ends_is_no_error() -> None:
    pager = "sh -c 'cat >/dev/null; echo reading; exec sleep 60'"
    shown = on_terminal(f"{PAGED}; echo status $?", {"PAGER": pager}, height=12, keys=b"\x03")
    assert shown.replace("^C", "").splitlines() == ["reading", "status 0"]


# Widths


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 160])
def test_no_line_of_a_real_terminal_is_too_wide(width: int) -> None:
    for line in every(width, {"NO_COLOR": "1"}).splitlines():
        assert len(line) <= width or len(line.split()) == 1
