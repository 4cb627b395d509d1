"""Tables on terminals of several widths: nothing cut, no line too wide, no colour alone."""

import re

import pytest

from bilat.output.tables import layout
from bilat.output.tables.layout import Column
from bilat.output.terminal import Terminal
from tests.conftest import Run
from tests.tools.terminal import on_terminal

WIDTHS = (40, 80, 120, 200)
COMMANDS = {
    "regions": ("name", "head", "date", "turnover"),
    "sectors": ("region_name", "sector_name", "status", "proposed_by", "summary"),
    "trade": ("region_name", "text", "change_text", "hedge"),
    "companies": ("name", "city", "country", "regions", "sectors", "statuses"),
    "figures": ("name", "text", "scope", "speaker"),
    "documents": ("id", "date", "place", "head"),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", COMMANDS)
def test_no_word_is_lost_and_no_line_too_wide(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = run(command, "-f", "table").out
    words = set(re.sub(r"[,;()]", " ", shown).split())
    columns = ",".join(COMMANDS[command])
    values = run(command, "-f", "tsv", "--no-header", "--columns", columns).out
    if command == "trade":  # of stated rows the words carry the hedge
        values = (
            "\n".join(line.rpartition("\t")[0] for line in values.splitlines()) + "\nabout over"
        )
    for word in re.sub(r"[,;()]", " ", values).split():
        assert word in words or f"{word}*" in words, f"{word!r} is missing at {width} columns"
    assert max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "arguments",
    [
        ("matrix",),
        ("trade", "--chart"),
        ("show", "bashkortostan"),
        ("show", "elevators"),
        ("show", "belaz"),
        ("show", "sverdlovsk-2025-02-24"),
        ("show", "irkutsk-2020-09-25/turnover-2019/derived-2018"),
        ("regions", "--columns", "id,name_ru,official_name"),
    ],
    ids=" ".join,
)
def test_no_line_is_too_wide(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    table = () if "--chart" in arguments else ("-f", "table")
    shown = run(*arguments, *table).out
    assert max(map(len, shown.splitlines())) <= width
    assert "…" not in shown


@pytest.mark.parametrize("width", [1, 2, 7])
@pytest.mark.parametrize("command", [*COMMANDS, "matrix"])
def test_a_terminal_can_be_absurdly_narrow(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    result = run(command, "-f", "table")
    assert result.status == 0
    assert max(map(len, result.out.splitlines())) <= width


def test_trade_tells_stated_inferred_and_derived_apart(run: Run) -> None:
    assert (
        run("trade", "-r", "irkutsk", "-r", "sverdlovsk", "-f", "table").out
        == """\
Region      Year   Basis    Trade                         Source
───────────────────────────────────────────────────────────────────────────────
Irkutsk     2018   derived  over $109.2 million           [284000000, inf) /
                                                          2.6 from
                                                          turnover-2019
            2019   stated   over $284 million             Igor Kobzev ¶8
                            ↑ going up by 2.6 times
                            (against 2018)
            2020*  stated   ↓ the figures have dropped    Igor Kobzev ¶8
                            (against 2019)
Sverdlovsk  2024*  stated   almost $1 billion             Aleksandr Lukashenko
                                                          ¶2

* year inferred, not stated
derived: computed from stated figures, not stated itself
"""
    )


def test_a_status_has_a_sign_and_a_word(run: Run) -> None:
    assert (
        run("sectors", "-s", "elevators", "-f", "table").out
        == """\
Region      Sector     Status        What                            Said by
───────────────────────────────────────────────────────────────────────────────
Irkutsk     Elevators  ● existing    The assembly enterprise         Aleksandr
                                     Mogilevliftmash-Usolye is a     Lukashenko
                                     success; its lifts replace      ¶6
                                     outdated ones in apartment
                                     buildings.
Sverdlovsk  Elevators  ○ proposed    Belarus offers to help the      the report
                         by belarus  region to modernise its lifts   ¶9
                                     and to provide modern ones.
"""
    )


def test_what_all_rows_share_stands_above(run: Run) -> None:
    assert (
        run("sectors", "drone", "-f", "table").out
        == """\
Bashkortostan
Sector        Status        What                                   Said by
──────────────────────────────────────────────────────────────────────────────
Agricultural  ● existing    The two sides have done some joint     Aleksandr
drones                      work on agricultural drones.           Lukashenko
                                                                   ¶9
              ○ proposed    The President proposes to enlarge the  Aleksandr
                by belarus  work on agricultural drones, for       Lukashenko
                            which Belarus has experience and       ¶9
                            developments.
"""
    )


def test_a_narrow_terminal_gets_blocks(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert (
        run("trade", "-r", "bashkortostan", "--kind", "target", "-f", "table").out
        == """\
Bashkortostan, 2025*
Basis   target
Trade   exceeds the existing $315-320
        million mark
        ↑ ramp up trade this year
        (against 2024)
Source  Aleksandr Lukashenko ¶2

* year inferred, not stated
"""
    )


def test_the_chart_shows_open_ends_ranges_and_derivation(run: Run) -> None:
    assert (
        run("trade", "--chart").out
        == """\
Bashkortostan 2023*  ▚▚▚▚▚▚▚▚▚▚▚▚▚░  about $331.5-340.5 million
Bashkortostan 2024*  ████████████░  $315-320 million
Irkutsk 2018         ▚▚▚▚▶  over $109.2 million
Irkutsk 2019         ███████████▶  over $284 million
Sverdlovsk 2024*     ██████████████████████████████████████◀  almost $1 billion

Targets
Bashkortostan 2025*  ▒▒▒▒▒▒▒▒▒▒▒▒▶  exceeds the existing $315-320 million mark

█ stated  ▚ derived  ▒ target
░ the range  ▶ over, open above  ◀ almost, open below
* year inferred, not stated
no turnover stated: Chelyabinsk, Khabarovsk
"""
    )


@pytest.mark.parametrize("command", ["bilat trade --chart", "bilat matrix", "bilat regions"])
def test_a_terminal_without_utf_8_gets_ascii(command: str) -> None:
    shown = on_terminal(command, {"PYTHONIOENCODING": "ascii", "NO_COLOR": "1"})
    assert shown.isascii()


@pytest.mark.parametrize(
    "environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"]
)
def test_no_colour_where_none_is_wanted(environment: dict[str, str]) -> None:
    plain = on_terminal("bilat sectors -s elevators", environment)
    assert "\x1b" not in plain
    coloured = on_terminal("bilat sectors -s elevators")
    assert "\x1b[32m● existing" in coloured


def test_data_are_never_parsed_as_markup() -> None:
    columns = [Column[str]("[bold]Name[/bold]", lambda row: row)]
    terminal = Terminal(width=40, colour=True, utf8=True)
    drawn = layout.draw(terminal, layout.rows(columns, ["[red]x[/red] :smile:"], terminal))
    assert "[red]x[/red] :smile:" in drawn
    assert "[bold]Name[/bold]" in drawn


def test_matrix_groups_by_parent_and_keeps_empty_regions(run: Run) -> None:
    assert (
        run("matrix", "-s", "agriculture", "-s", "elevators", "-f", "table").out
        == """\
Sector                  BA  CHE  IRK  KHA  SVE
──────────────────────────────────────────────
Mechanical engineering
  Elevators                      ●         ○
Agriculture                 ● ○       ○
  Agricultural science      ○
  Animal husbandry                    ○

● existing   ◐ planned   ○ proposed   ◌ interest
BA Bashkortostan, CHE Chelyabinsk, IRK Irkutsk, KHA Khabarovsk, SVE Sverdlovsk
"""
    )


def test_matrix_names_regions_in_full_where_there_is_room(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    shown = run("matrix", "-s", "elevators", "-f", "table").out
    assert shown.splitlines()[0] == (
        "Sector                  Bashkortostan  Chelyabinsk  Irkutsk  Khabarovsk  Sverdlovsk"
    )
