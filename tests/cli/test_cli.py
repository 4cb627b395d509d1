"""The command line: exit statuses, messages, help, environment; terminal and pipe in pairs."""

import io
import re
import shlex
from pathlib import Path

import pytest

import bilat
from bilat.queries.filters import FILTERS
from bilat.queries.listings import LISTINGS
from tests.conftest import Run, Screen
from tests.tools.terminal import shell

COMMANDS = (*LISTINGS, "show", "sql", "export", "schema", "check", "draft")


@pytest.mark.parametrize(
    ("command", "status", "message"),
    [
        ("regins", 2, "no such command 'regins'. Did you mean 'regions'?\nTry: bilat --help"),
        (
            "regions --regoin ufa",
            2,
            "no such option: --regoin (Possible options: --region)\nTry: bilat regions --help",
        ),
        (
            "trade -f xml",
            2,
            "invalid value for '--format' / '-f': 'xml' is not one of 'auto', 'table', 'json', "
            "'jsonl', 'csv', 'tsv', 'markdown', 'svg'.\nTry: bilat trade --help",
        ),
        ("regions -f", 2, "option '-f' requires an argument.\nTry: bilat regions --help"),
        ("show", 2, "missing argument 'NAME'.\nTry: bilat show --help"),
        (
            "trade --chart -f csv",
            2,
            "--chart is a table or svg; it cannot be combined with other formats, "
            "--columns or --no-header",
        ),
        ("show ufa --web -f json", 2, "--web cannot be combined with --format or --documents"),
        (
            "schema matrix",
            2,
            "invalid value for 'KIND': 'matrix' is not one of 'region', 'sector', 'company', "
            "'document', 'dataset', 'regions', 'sectors', 'trade', 'companies', 'figures', "
            "'documents'.\nTry: bilat schema --help",
        ),
        ("sql q --param id", 2, "--param takes NAME=VALUE, not 'id'"),
        ("sql q --param =x", 2, "--param takes NAME=VALUE, not '=x'"),
        ("regions --data /nowhere", 1, "/nowhere: there is no such data folder"),
    ],
)
def test_mistakes_are_named(run: Run, command: str, status: int, message: str) -> None:
    told = message.replace("\n", "\n       ")
    assert run(*command.split()) == (status, "", f"bilat: {told}\n")


def test_an_unsound_dataset_lists_its_problems(run: Run, data_copy: Path) -> None:
    path = data_copy / "regions.yaml"
    path.write_text(path.read_text().replace("kind: krai", "kind: kray"))
    result = run("regions", "--data", str(data_copy))
    assert (result.status, result.out) == (1, "")
    problem, last = result.err.splitlines()
    assert re.fullmatch(rf"{path}:\d+:3: \[\d\]\.kind: .*'kray'.*", problem)
    assert last == "bilat: the dataset is unsound"


@pytest.mark.parametrize(
    ("format_", "empty"),
    [
        ("json", "[]\n"),
        ("csv", "region,summary\n"),
        ("markdown", "| region | summary |\n| --- | --- |\n"),
        ("table", ""),
    ],
)
def test_nothing_found_is_no_error(run: Run, format_: str, empty: str) -> None:
    result = run("sectors", "zzz", "-f", format_, "--columns", "region,summary")
    assert (result.status, result.out) == (0, empty)
    assert result.err.startswith("no records match: word 'zzz'\n")


@pytest.mark.parametrize("command", ["sectors zzz --columns region", "sectors zzz", "matrix zzz"])
def test_nothing_found_is_a_picture_without_rows(run: Run, command: str) -> None:
    status, out, err = run(*command.split(), "-f", "svg")
    assert (status, out[:5], out[-7:]) == (0, "<svg ", "</svg>\n")
    assert err.startswith("no records match: word 'zzz'\n")


def test_a_start_up_file_of_the_shell_that_is_not_utf_8_stays(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    start = tmp_path / ".bashrc"
    start.write_bytes(b"# caf\xe9\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    status, out, err = run("--install-completion", "bash")
    assert (status, out) == (1, "")
    assert err.startswith("bilat: the start-up file of the shell is not UTF-8; add to it")
    assert start.read_bytes() == b"# caf\xe9\n"


def test_a_chart_without_amounts_says_so(run: Run) -> None:
    note = "nothing to draw: no amount is stated\n"
    assert run("trade", "--chart", "-r", "chelyabinsk") == (0, "", note)


# Formats


def test_the_version_tells_that_of_the_dataset(run: Run) -> None:
    assert run("--version") == (0, f"bilat {bilat.__version__}\ndataset 3.0.0\n", "")


@pytest.mark.parametrize(
    ("command", "format_", "piped", "on_a_terminal"),
    [
        ("regions -r ufa --columns id,turnover", "tsv", "id\tturnover\n", "─"),
        ("show mzor", "json", '{"kind": "company", "id": "mzor", "name": "MZOR", "', "MZOR"),
    ],
)
def test_auto_is_for_people_on_a_terminal_and_for_programs_in_a_pipe(
    run: Run, screen: Screen, command: str, format_: str, piped: str, on_a_terminal: str
) -> None:
    arguments = command.split()
    out = run(*arguments).out
    assert out.startswith(piped)
    assert screen(*arguments, "-f", format_) == out  # as asked for, it is the same everywhere
    shown = screen(*arguments, TERM="dumb")
    assert on_a_terminal in shown
    assert not shown.startswith(piped)


@pytest.mark.parametrize("command", ["regions", "matrix", "trade --chart", "show ufa", "sql"])
def test_svg_is_a_picture_that_needs_nothing_from_elsewhere(run: Run, command: str) -> None:
    status, out, err = run(*command.split(), "-f", "svg")
    assert (status, err) == (0, "")
    assert out.startswith('<svg class="rich-terminal" viewBox="0 0 1482 ')
    assert out.endswith("</svg>\n")
    assert f">bilat&#160;{command.replace(' ', '&#160;')}&#160;-f&#160;svg</text>" in out
    clipped = {*re.findall(r'clip-path="url\(#([^)]*)\)">[^\s<]', out)}
    assert clipped <= {*re.findall(r'clipPath id="(.*?)"', out)}
    assert not re.search(r"url\([^#]|@font-face|@import|<image", out)


PLAIN = (("regions", "-f", "csv"), ("show", "ufa"))


def test_the_environment_changes_no_byte_of_data(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = [run(*command) for command in PLAIN]
    assert "Республика Башкортостан" in plain[0].out
    for variable in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "TTY_COMPATIBLE", "NO_COLOR"):
        monkeypatch.setenv(variable, "1")
    monkeypatch.setenv("COLUMNS", "40")
    assert [run(*command) for command in PLAIN] == plain


def test_the_locale_changes_no_byte_of_data(run: Run) -> None:
    plain = "".join(run(*command).out for command in PLAIN)
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    changed = shell("bilat regions -f csv; bilat show ufa", **locale)
    assert (changed.returncode, changed.stdout.decode(), changed.stderr) == (0, plain, b"")


def test_web_opens_the_report_at_the_evidence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("typer.launch", opened.append)
    result = run("show", "irkutsk/turnover-2019", "--web")
    assert opened[0].startswith("https://newskitchen.eu/2020/09/25/")
    assert "#:~:text=to%20over%20%24284%20million" in opened[0]
    assert result == (0, "", f"opening {opened[0]}\n")


# Standard input and output as files


def test_a_query_comes_from_standard_input_with_parameters() -> None:
    query = "-- a remark\nSELECT id, :name AS name FROM regions WHERE id = :id"
    result = shell(f"echo '{query}' | bilat sql - --param id=irkutsk -p name='a=b' -f csv")
    assert (result.returncode, result.stdout, result.stderr) == (0, b"id,name\nirkutsk,a=b\n", b"")


@pytest.mark.parametrize("command", ["sql", "draft"])
def test_standard_input_that_cannot_be_read_is_an_error(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a\xff")))
    message = "standard input:1:2: byte 0xff is not UTF-8; save the file as UTF-8"
    assert run(command, "-") == (1, "", f"bilat: {message}\n")
    monkeypatch.setattr("sys.stdin", None)
    assert run(command, "-") == (1, "", "bilat: standard input cannot be read\n")


def test_a_text_may_be_a_file_a_pipe_or_standard_input(tmp_path: Path, run: Run) -> None:
    text = tmp_path / "text.txt"
    text.write_text("On 9 March 2024 the President met Head of Bashkortostan Radiy Khabirov.\n")
    draft = run("draft", str(text)).out
    assert "\nid: bashkortostan-2024-03-09\n" in draft
    others = shell(f"bilat draft - < '{text}'; bilat draft <(cat '{text}')")
    assert others.stdout.decode() == draft * 2


def test_the_page_goes_to_standard_output_and_other_exports_do_not(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("export", "html", "page.html").status == 0
    assert run("export", "html", "-").out == Path("page.html").read_text()
    for kind in ("sqlite", "datapackage"):
        status, out, err = run("export", kind, "-")
        assert (status, out) == (2, "")
        assert "standard output" in err
        assert "./-" in err
    assert run("export", "sqlite", "./-").status == 0
    assert {path.name for path in tmp_path.iterdir()} == {"page.html", "-"}


# Help


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_whole_at_80_columns_and_its_examples_work(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    status, out, err = run(*command.split(), "--help") if command else run()
    assert (status, err) == (0, "")
    assert max(map(len, out.splitlines())) == 80
    assert not re.search(r"…|<bool>|list\[", out)
    block = out.partition("Examples:")[2].partition("╭")[0].replace("\\ ", "").split("\n bilat ")
    examples = [shlex.split(each) for each in block[1:]]
    assert examples
    monkeypatch.chdir(tmp_path)
    Path("texts").mkdir()
    for example in examples:
        if not {"--web", "<", ">"} & {*example}:
            result = run(*example)
            assert result.status == (1 if "texts" in example else 0), (example, result.err)


@pytest.mark.parametrize("command", LISTINGS)
def test_help_has_panels_with_every_filter_and_its_text(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    out = run(command, "--help").out
    assert re.findall("─ ([A-Z][a-z]+) ─", out) == [
        *("Arguments", "Options", "Filters", "Output", "Data")
    ]
    assert re.search("TEXT +Words to find, in any inflection", out)
    for each in FILTERS.values():
        if command in each.listings:
            assert each.options[0] in out
            assert each.help in " ".join(out.replace("│", " ").split())
            assert re.fullmatch(r"[A-Z].{,68}\.", each.help)
