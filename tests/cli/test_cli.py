"""The command line: exit statuses, messages, help, environment; terminal and pipe in pairs."""

import io
import json
import sys
from pathlib import Path

import pytest

import bilat
from bilat import progress
from bilat.queries.listings import LISTINGS
from tests.cli.shell import shell
from tests.conftest import Run
from tests.tools.terminal import on_terminal


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        pytest.param(
            ("sectors", "-r", "Bashkorstan"),
            2,
            "bilat: no region goes by the name 'Bashkorstan'; did you mean bashkortostan?\n"
            "       Regions: bashkortostan, chelyabinsk, irkutsk, khabarovsk, sverdlovsk\n",
            id="misspelt region",
        ),
        pytest.param(
            ("sectors", "--sector", "tramz"),
            2,
            "bilat: no sector goes by the name 'tramz'; did you mean trams?\n"
            "       All 34: bilat matrix\n",
            id="misspelt sector",
        ),
        pytest.param(
            ("trade", "--chart", "-f", "csv"),
            2,
            "bilat: --chart is a drawing; it goes with no format, columns or header\n",
            id="chart as csv",
        ),
        pytest.param(
            ("regions", "--data", "x" * 300),
            1,
            f"bilat: {'x' * 300}: cannot be read: File name too long\n",
            id="long name of a folder",
        ),
        pytest.param(
            ("regions", "--data", "/nowhere"),
            1,
            "bilat: /nowhere: there is no such data folder\n",
            id="no folder",
        ),
        pytest.param(
            ("check", "--documents", "/nowhere"),
            1,
            "bilat: /nowhere: cannot be read: No such file or directory\n",
            id="no texts",
        ),
    ],
)
def test_mistakes_are_named(
    run: Run, arguments: tuple[str, ...], status: int, message: str
) -> None:
    assert run(*arguments) == (status, "", message)


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (("sectors", "--status", "exists"), "existing"),
        (("documents", "--columns", "id,dat"), "date"),
        (("documents", "--columns", "id,qqqq"), "sha256"),
        (("matrix", "--sort", "-khabarovks"), "khabarovsk"),
        (("regions", "--frmat", "json"), "--format"),
        (("show", "irkutk"), "irkutsk"),
        (("show", "fact:zzzzzzzz"), "zzzzzzzz"),
        (("regions", "-r", "!irkutsk"), "bilat sql"),
        (("schema", "matrix"), "document"),
        (("export", "csv", "x"), "datapackage"),
    ],
)
def test_mistakes_come_with_what_was_meant(run: Run, arguments: tuple[str, ...], near: str) -> None:
    result = run(*arguments)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("bilat: ")
    assert near in result.err


def test_an_unsound_dataset_lists_its_problems(run: Run, data_copy: Path) -> None:
    path = data_copy / "regions.yaml"
    path.write_text(path.read_text().replace("kind: krai", "kind: kray"))
    assert run("regions", "--data", str(data_copy)) == (
        1,
        "",
        f"{path}:36:3: [3].kind: 'kray' is not one of 'oblast', 'krai' or 'republic';"
        " did you mean krai?\nbilat: the dataset is unsound\n",
    )


@pytest.mark.parametrize(
    ("format_", "empty"),
    [
        ("json", "[]\n"),
        ("jsonl", ""),
        ("csv", "region,summary\n"),
        ("tsv", "region\tsummary\n"),
        ("markdown", "| region | summary |\n| --- | --- |\n"),
        ("table", ""),
    ],
)
def test_nothing_found_is_no_error(run: Run, format_: str, empty: str) -> None:
    result = run("sectors", "zzz", "-f", format_, "--columns", "region,summary")
    assert (result.status, result.out) == (0, empty)
    assert "zzz" in result.err


@pytest.mark.parametrize(
    ("command", "piped", "shown"),
    [
        (
            "bilat regions --region irkutsk --columns id,turnover -f csv",
            "id,turnover\nirkutsk,over $284 million\n",
            "id,turnover\nirkutsk,over $284 million\n",
        ),
        (
            "bilat sql 'select 1 as a, 2 as b' -f csv",
            "a,b\n1,2\n",
            "a,b\n1,2\n",
        ),
    ],
)
def test_an_explicit_format_always_wins(command: str, piped: str, shown: str) -> None:
    assert shell(command).stdout.decode() == piped
    assert on_terminal(command, {"NO_COLOR": "1"}) == shown


@pytest.mark.parametrize(
    ("command", "piped", "on_a_terminal"),
    [
        ("bilat regions --columns id,turnover", "id\tturnover\n", "─"),
        ("bilat sql 'select id, turnover from regions'", "id\tturnover\n", "─"),
        ("bilat show mzor", '{"kind": "company", "id": "mzor", "name": "MZOR", "', "MZOR"),
    ],
)
def test_auto_is_for_people_on_a_terminal_and_for_programs_in_a_pipe(
    command: str, piped: str, on_a_terminal: str
) -> None:
    assert shell(command).stdout.decode().startswith(piped)
    shown = on_terminal(command, {"NO_COLOR": "1"})
    assert on_a_terminal in shown
    assert not shown.startswith(piped)


@pytest.mark.parametrize(
    "environment",
    [
        {"FORCE_COLOR": "1", "PY_COLORS": "1", "GITHUB_ACTIONS": "true", "TTY_COMPATIBLE": "1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"COLUMNS": "40"},
        {"PYTHONIOENCODING": "ascii"},
        {"NO_COLOR": "1", "TERM": "dumb"},
        {"PYTHONUNBUFFERED": "1"},
    ],
    ids=lambda environment: " ".join(environment),
)
def test_the_environment_changes_no_byte(environment: dict[str, str]) -> None:
    command = "for format in json jsonl csv tsv; do bilat regions -f $format; done; bilat show ufa"
    plain = shell(command)
    assert "Республика Башкортостан" in plain.stdout.decode("utf-8")
    changed = shell(command, **environment)
    assert (changed.returncode, changed.stdout, changed.stderr) == (0, plain.stdout, b"")


@pytest.mark.parametrize("variable", ["FORCE_COLOR", "GITHUB_ACTIONS", "TTY_COMPATIBLE"])
@pytest.mark.parametrize(
    "command",
    [
        "bilat regions -f table",
        "bilat trade --chart",
        "bilat show irkutsk -f table",
        "bilat sql -f table",
        "bilat trade --help",
        "bilat --help",
        "bilat nothing",
    ],
)
def test_a_pipe_has_no_colour(variable: str, command: str) -> None:
    result = shell(command, **{variable: "1", "TERM": "xterm-256color"})
    assert result.stdout + result.stderr
    assert b"\x1b" not in result.stdout + result.stderr


def test_sort_puts_nulls_last_both_ways(run: Run) -> None:
    columns = ("--columns", "id,turnover_year", "-f", "csv", "--no-header")
    assert run("regions", "--sort", "turnover_year", *columns).out == (
        "irkutsk,2019\nbashkortostan,2024\nsverdlovsk,2024\nchelyabinsk,\nkhabarovsk,\n"
    )
    assert run("regions", "--sort", "-turnover_year", *columns).out == (
        "bashkortostan,2024\nsverdlovsk,2024\nirkutsk,2019\nchelyabinsk,\nkhabarovsk,\n"
    )


def test_json_has_every_key_with_typed_values(run: Run) -> None:
    [row] = json.loads(run("trade", "--year", "2019", "-f", "json").out)
    url = row.pop("url")
    assert url.startswith("https://newskitchen.eu/2020/09/25/")
    assert "#:~:text=to%20over%20%24284%20million&text=in%20comparison" in url
    assert row == {
        "id": "irkutsk-2020-09-25/turnover-2019",
        "region": "irkutsk",
        "region_name": "Irkutsk",
        "year_from": 2019,
        "year_to": 2019,
        "year_basis": "stated",
        "kind": "actual",
        "basis": "stated",
        "text": "over $284 million",
        "hedge": "over",
        "lower": 284000000,
        "upper": None,
        "currency": "USD",
        "direction": "up",
        "change_text": "going up by 2.6 times",
        "change_lower": 1.6,
        "change_upper": 1.6,
        "compared_to": 2018,
        "stated_by": "region_head",
        "speaker": "Igor Kobzev",
        "derivation": None,
        "note": None,
        "document": "irkutsk-2020-09-25",
        "paragraphs": [8],
        "cause": None,
        "doubt": None,
        "evidence": [
            "to over $284 million",
            "in comparison with 2018",
            "going up by 2.6 times",
            "In 2019 trade and economic cooperation",
        ],
    }


def test_the_data_variable_names_a_folder(
    run: Run, monkeypatch: pytest.MonkeyPatch, data_copy: Path
) -> None:
    path = data_copy / "regions.yaml"
    path.write_text(path.read_text().replace("capital: Ufa", "capital: Sterlitamak"))
    monkeypatch.setenv("BILAT_DATA", str(data_copy))
    assert run("regions", "-r", "RU-BA", "--columns", "capital").out == "capital\nSterlitamak\n"


def test_bilat_alone_says_what_to_try_first(run: Run) -> None:
    result = run()
    assert (result.status, result.err) == (0, "")
    tried = 0
    for line in result.out.splitlines():
        if line.startswith("  bilat "):
            assert run(*line.strip().split("  ")[0].split()[1:]).status == 0, line
            tried += 1
    assert tried >= 3


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"bilat {bilat.__version__}, dataset 2.0.0\n", "")


@pytest.mark.parametrize("command", LISTINGS)
def test_help_has_the_options_and_examples_that_work(run: Run, command: str) -> None:
    shown = run(command, "--help")
    assert (shown.status, shown.err) == (0, "")
    for option in ("--region", "--format", "--columns", "--sort", "--no-header", "--data"):
        assert option in shown.out
    examples = LISTINGS[command].examples
    assert len(examples) >= 2
    for example in examples:
        assert example in " ".join(shown.out.split())
        assert shell(example).returncode == 0, example


def test_progress_is_shown_on_a_terminal_after_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    seconds = iter([0.0, 0.5, 1.0, 1.05, 1.2])
    monkeypatch.setattr("bilat.progress.time.monotonic", lambda: next(seconds))
    assert list(progress.shown("abcd", "reading")) == list("abcd")
    assert shown.getvalue() == "\r\033[Kreading: 1 of 4\r\033[Kreading: 3 of 4\r\033[K"
    shown.truncate(0)
    seconds = iter([0.0, 3.0])
    interrupted = progress.shown("abcd", "reading")
    assert next(iter(interrupted)) == "a"
    del interrupted
    assert shown.getvalue().endswith("\r\033[K")
    piped = io.StringIO()
    monkeypatch.setattr(sys, "stderr", piped)
    assert list(progress.shown("abcd", "reading")) == list("abcd")
    assert piped.getvalue() == ""
