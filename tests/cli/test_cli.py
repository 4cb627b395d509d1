"""The command line: exit statuses, messages, streams, environment; terminal and pipe in pairs."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bilat import progress
from bilat.cli.app import EXAMPLES
from tests.conftest import Run
from tests.tools.terminal import on_terminal

BILAT = Path(sys.executable).parent / "bilat"


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Runs a command in a shell, bilat first on the path."""
    path = f"{BILAT.parent}{os.pathsep}{os.environ['PATH']}"
    variables = {**os.environ, "PATH": path, **environment}
    return subprocess.run(["bash", "-c", command], capture_output=True, env=variables, check=False)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        pytest.param(
            ("sectors", "-r", "Bashkorstan"),
            2,
            "bilat: unknown region 'Bashkorstan'; did you mean bashkortostan? Known: bashkortostan,"
            " chelyabinsk, irkutsk, khabarovsk, sverdlovsk\n",
            id="misspelt region",
        ),
        pytest.param(
            ("sectors", "--sector", "tramz"),
            2,
            "bilat: unknown sector 'tramz'; did you mean trams?\n",
            id="misspelt sector",
        ),
        pytest.param(
            ("sectors", "--status", "exists"),
            2,
            "bilat: unknown status 'exists'; did you mean existing?"
            " Known: existing, planned, proposed, interest\n",
            id="misspelt status",
        ),
        pytest.param(
            ("documents", "--columns", "id,when"),
            2,
            "bilat: unknown column 'when'. Columns: id, region, region_name, date, date_stated,"
            " date_basis, date_note, place, head, head_title, publisher, url, language, paragraphs,"
            " sha256, cooperation, trade, figures\n",
            id="unknown column",
        ),
        pytest.param(
            ("matrix", "--sort", "-moscow"),
            2,
            "bilat: unknown column 'moscow'. Columns: sector, sector_name, bashkortostan,"
            " chelyabinsk, irkutsk, khabarovsk, sverdlovsk\n",
            id="unknown column to sort by",
        ),
        pytest.param(
            ("trade", "--chart", "-f", "csv"),
            2,
            "bilat: --chart is a drawing; it goes with no format, columns or header\n",
            id="chart as csv",
        ),
        pytest.param(
            ("show", "irkutk"),
            2,
            "bilat: nothing goes by the name 'irkutk'; did you mean irkutsk?\n",
            id="show nothing",
        ),
        pytest.param(
            ("show", "fact:zzzzzzzz"),
            2,
            "bilat: unknown fact 'zzzzzzzz'; 95 are known, `bilat sectors` lists them\n",
            id="show no fact",
        ),
        pytest.param(
            ("regions", "--data", "x" * 300),
            1,
            f"bilat: {'x' * 300}: cannot be read: File name too long\n",
            id="long name of a folder",
        ),
        pytest.param(
            ("export", "sqlite", f"{'x' * 300}/y"),
            1,
            f"bilat: {'x' * 300}/y: cannot be written: File name too long\n",
            id="long name of an export",
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


def test_a_wrong_option_is_named(run: Run) -> None:
    result = run("regions", "--frmat", "json")
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("bilat: No such option: --frmat")
    assert result.err.endswith("\nTry 'bilat regions --help'.\n")


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
    assert result == (0, empty, "no sectors match 'zzz'\n")


@pytest.mark.parametrize(
    ("command", "piped", "shown"),
    [
        (
            "bilat regions --region irkutsk --columns id,turnover",
            "id\tturnover\nirkutsk\tover $284 million\n",
            "id       turnover\n──────────────────────────\nirkutsk  over $284 million\n",
        ),
        (
            "bilat regions --region irkutsk --columns id,turnover -f csv",
            "id,turnover\nirkutsk,over $284 million\n",
            "id,turnover\nirkutsk,over $284 million\n",
        ),
        (
            "bilat show mzor",
            '{"kind": "company", "id": "mzor", "name": "MZOR", "fields": {"aliases": ["МЗОР"],',
            "MZOR  company mzor\nAliases   МЗОР\nCity      Minsk\nCountry   Belarus\n",
        ),
    ],
    ids=["auto", "explicit", "show"],
)
def test_terminal_and_pipe(command: str, piped: str, shown: str) -> None:
    assert shell(command).stdout.decode().startswith(piped)
    assert on_terminal(command, {"NO_COLOR": "1"}).startswith(shown)


@pytest.mark.parametrize(
    "environment",
    [
        {"FORCE_COLOR": "1", "PY_COLORS": "1", "GITHUB_ACTIONS": "true"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"COLUMNS": "40"},
        {"PYTHONIOENCODING": "ascii"},
        {"NO_COLOR": "1", "TERM": "dumb"},
    ],
    ids=lambda environment: " ".join(environment),
)
def test_the_environment_changes_no_byte(environment: dict[str, str]) -> None:
    command = "for format in json jsonl csv tsv markdown; do bilat regions -f $format; done"
    plain = shell(command)
    assert "Республика Башкортостан" in plain.stdout.decode("utf-8")
    changed = shell(command, **environment)
    assert (changed.returncode, changed.stdout, changed.stderr) == (0, plain.stdout, b"")


def test_an_early_closed_pipe_is_no_error() -> None:
    result = shell("for i in {1..3}; do bilat sectors | head -n 1; echo ${PIPESTATUS[0]}; done")
    assert result.stdout.splitlines()[1::2] == [b"0"] * 3
    assert result.stderr == b""


@pytest.mark.parametrize(
    ("command", "status", "message"),
    [
        ("bilat regions > /dev/full", 1, "bilat: standard output: No space left on device\n"),
        ("bilat regions >&-", 1, "bilat: standard output is closed\n"),
        ("bilat regions -r x 2>&-", 2, ""),
        ("bilat regions -r x 2>/dev/full", 2, ""),
        ("bilat --help > /dev/full", 1, "bilat: standard output: No space left on device\n"),
        ("bilat --help | true; exit ${PIPESTATUS[0]}", 0, ""),
    ],
)
def test_streams_that_fail(command: str, status: int, message: str) -> None:
    result = shell(command)
    assert (result.returncode, result.stderr.decode()) == (status, message)


def test_without_standard_error_nothing_is_told_elsewhere() -> None:
    result = shell("bilat sectors qqqq -f json 2>&-")
    assert (result.returncode, result.stdout) == (0, b"[]\n")


def test_a_width_that_is_no_number_is_passed_over() -> None:
    result = shell("bilat --help", TERMINAL_WIDTH="wide")
    assert (result.returncode, result.stderr) == (0, b"")


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
    for line in result.out.splitlines():
        if line.startswith("  bilat "):
            assert run(*line.split("  ")[1].split()[1:]).status == 0


def test_version(run: Run) -> None:
    assert run("--version") == (0, "bilat 0.1.0\n", "")


@pytest.mark.parametrize("command", EXAMPLES)
def test_help_has_a_purpose_panels_and_examples_that_work(run: Run, command: str) -> None:
    shown = run(command, "--help")
    assert (shown.status, shown.err) == (0, "")
    assert "─ Output ─" in shown.out
    assert len(EXAMPLES[command]) >= 2
    for example in EXAMPLES[command]:
        assert example in " ".join(shown.out.split())
        assert shell(example).returncode == 0, example


def test_help_in_a_pipe_has_no_colour() -> None:
    assert b"\x1b" not in shell("bilat trade --help", FORCE_COLOR="1", GITHUB_ACTIONS="1").stdout


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("bilat sectors --region ", "bashkortostan chelyabinsk irkutsk khabarovsk sverdlovsk"),
        ("bilat sectors --sector tr", "tractors trucks trams trolleybuses"),
        ("bilat companies --company m", "maz mogilevliftmash mogilevliftmash-usolye mtz mzor"),
        ("bilat matrix --status ", "existing planned proposed interest"),
        ("bilat sectors --form joint", "joint-production joint-venture"),
        ("bilat sectors --proposed-by ", "belarus region"),
        ("bilat trade --basis ", "stated derived"),
        ("bilat regions --format j", "json jsonl"),
        ("bilat trade --columns id,year_", "id,year_from id,year_to id,year_basis"),
        ("bilat matrix --sort b", "bashkortostan"),
        ("bilat show mz", "mzor"),
        (
            "bilat show irkutsk-2020-09-25/turnover",
            "irkutsk-2020-09-25/turnover-2019 irkutsk-2020-09-25/turnover-2020 "
            "irkutsk-2020-09-25/turnover-2019/derived-2018",
        ),
        ("bilat sectors --data /nowhere --region ", ""),
    ],
)
def test_bash_completes_ids(line: str, offered: str) -> None:
    words = line.split(" ")
    completed = shell(
        "bilat", _BILAT_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1)
    )
    assert completed.stdout.decode().split() == offered.split()
    assert completed.stderr == b""


def test_zsh_and_fish_show_what_an_id_is() -> None:
    line = "bilat show mz"
    zsh = shell("bilat", _BILAT_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line)
    assert zsh.stdout.decode() == '_arguments \'*: :(("mzor":"company, MZOR"))\'\n'
    fish = shell(
        "bilat",
        _BILAT_COMPLETE="complete_fish",
        _TYPER_COMPLETE_ARGS=line,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert fish.stdout.decode() == "mzor\tcompany, MZOR\n"


def test_completion_is_silent_on_a_broken_dataset(data_copy: Path) -> None:
    (data_copy / "regions.yaml").write_text("- id: [\n")
    completed = shell(
        "bilat",
        _BILAT_COMPLETE="complete_bash",
        COMP_WORDS="bilat sectors --region ",
        COMP_CWORD="3",
        BILAT_DATA=str(data_copy),
    )
    assert (completed.stdout.strip(), completed.stderr) == (b"", b"")


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
