"""The command line: arguments, messages, formats, environment and help."""

import io
import os
import re
import shlex
from pathlib import Path

import pytest

import bilat
from bilat.queries.filters import FILTERS
from bilat.queries.listings import LISTINGS
from tests.conftest import Run, Screen
from tests.tools.terminal import shell

# Command lines that are wrong, with what is printed

DASH = "begins with a dash from a word processor; type"
QUOTES = "has curly quotes from a word processor; type straight quotes"
MISTAKES = {
    "regins": "no such command 'regins'. Did you mean 'regions'?\nTry: bilat --help",
    "regions --regoin ufa": "no such option: --regoin (Possible options: --region)\n"
    "Try: bilat regions --help",
    "regions -f": "option '-f' requires an argument.\nTry: bilat regions --help",
    "trade -f xml": "invalid value for '--format' / '-f': 'xml' is not one of 'auto', 'table', "
    "'json', 'jsonl', 'csv', 'tsv', 'markdown', 'svg'.\nTry: bilat trade --help",
    "show": "missing argument 'NAME'.\nTry: bilat show --help",
    "trade --chart -f csv": "--chart is a table or svg; it takes no --columns or --no-header",
    "show ufa --web -f json": "--web cannot be combined with --format or --documents",
    "sql q --param id": "--param takes NAME=VALUE, not 'id'",
    "sql q --param =x": "--param takes NAME=VALUE, not '=x'",
    # as a word processor writes them
    "sectors —region bashkortostan": f"'—region' {DASH} '--region'",
    "sectors –r ufa": f"'–r' {DASH} '-r'",
    "sectors -–region=ufa": f"'-–region=ufa' {DASH} '--region=ufa'",
    "trade --year –2020": f"'–2020' {DASH} '-2020'",
    "sectors --region “Bashkortostan”": f"'“Bashkortostan”' {QUOTES}",
    "sectors --region=“Ufa”": f"'--region=“Ufa”' {QUOTES}",
    "show ‘Elga seaport’": f"'‘Elga' {QUOTES}",
    "sectors road building”": f"'building”' {QUOTES}",
    **{
        command.replace("X", os.fsdecode(b"\xd3\xf4\xe0")): "'\\xd3\\xf4\\xe0' is not UTF-8; "
        "set the encoding of the terminal to UTF-8"
        for command in ("sectors X", "regions -r X", "X")
    },
}


@pytest.mark.parametrize("command", MISTAKES, ids=ascii)
def test_mistakes_are_named(run: Run, command: str) -> None:
    message = MISTAKES[command].replace("\n", "\n       ")
    assert run(*command.split()) == (2, "", f"bilat: {message}\n")


def test_dashes_and_quotes_within_an_argument_are_text(run: Run) -> None:
    assert run("sql", "select '“a” — b’' as a", "-f", "csv") == (0, "a\n“a” — b’\n", "")
    assert run("sectors", "workers’", "-f", "csv", "--no-header").status == 0


def test_an_unsound_dataset_lists_its_problems(run: Run, data_copy: Path) -> None:
    path = data_copy / "regions.yaml"
    path.write_text(path.read_text().replace("kind: krai", "kind: kray"))
    result = run("regions", "--data", str(data_copy))
    assert (result.status, result.out) == (1, "")
    problem, last = result.err.splitlines()
    assert re.fullmatch(rf"{path}:\d+:3: \[\d\]\.kind: .*'kray'.*", problem)
    assert last == "bilat: the dataset is unsound"


def test_a_start_up_file_of_the_shell_that_is_not_utf_8_stays(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    start = tmp_path / ".bashrc"
    start.write_bytes(b"# caf\xe9\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    status, out, err = run("--install-completion", "bash")
    assert (status, out) == (1, "")
    assert err.startswith("bilat: the start-up file of the shell is not UTF-8; use --show")
    assert start.read_bytes() == b"# caf\xe9\n"


# Answers without rows


@pytest.mark.parametrize(
    ("command", "beginning", "end"),
    [
        ("sectors zzz -f json", "", "[]\n"),
        ("sectors zzz --columns id,date -f csv", "", "id,date\n"),
        ("sectors zzz --columns id,date -f markdown", "", "| id | date |\n| --- | --- |\n"),
        ("sectors zzz --columns id -f table", "id", "──\n"),
        ("sectors zzz --columns id -f svg", "<svg ", "</svg>\n"),
        ("sectors zzz -f svg", "<svg ", "</svg>\n"),
        ("matrix zzz -f svg", "<svg ", "</svg>\n"),
    ],
)
def test_no_rows_are_no_error(run: Run, command: str, beginning: str, end: str) -> None:
    status, out, err = run(*command.split())
    assert (status, out[: len(beginning)]) == (0, beginning)
    assert out.endswith(end) if beginning else out == end
    assert err.startswith("no records match: word 'zzz'\n")


def test_a_chart_without_amounts_says_so(run: Run) -> None:
    note = "nothing to draw: no amount is stated\n"
    assert run("trade", "--chart", "-r", "chelyabinsk") == (0, "", note)


# Formats and environment


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
    assert screen(*arguments, "-f", format_) == out  # a named format is the same everywhere
    drawn = screen(*arguments, TERM="dumb")
    assert on_a_terminal in drawn
    assert not drawn.startswith(piped)


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


def test_the_environment_and_the_locale_change_neither_arguments_nor_data(run: Run) -> None:
    commands = "regions -f csv", "show ufa", "regions -r Башкирия --columns name_ru"
    usual = "".join(run(*command.split()).out for command in commands)
    assert usual.endswith("name_ru\nРеспублика Башкортостан\n")
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "COLUMNS": "40"}
    for variable in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "TTY_COMPATIBLE", "NO_COLOR"):
        environment[variable] = "1"
    result = shell("; ".join(f"bilat {command}" for command in commands), **environment)
    assert (result.returncode, result.stdout.decode(), result.stderr) == (0, usual, b"")


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
    wrote = "wrote page.html: 5 documents, 92 facts\n"
    assert run("export", "html", "page.html") == (0, "", wrote)
    assert run("export", "html", "-").out == Path("page.html").read_text()
    for kind in ("sqlite", "datapackage"):
        message = f"{kind} cannot be written to standard output; for a file, write ./-"
        assert run("export", kind, "-") == (2, "", f"bilat: {message}\n")
    assert run("export", "sqlite", "./-").status == 0
    assert {path.name for path in tmp_path.iterdir()} == {"page.html", "-"}


# Help


@pytest.mark.parametrize(
    "command", ["", *LISTINGS, "show", "sql", "export", "schema", "check", "draft"]
)
def test_help_is_whole_at_80_columns_and_its_examples_work(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    status, out, err = run(*command.split(), "--help") if command else run()
    assert (status, err) == (0, "")
    assert max(map(len, out.splitlines())) == 80
    assert not re.search(r"…|<bool>|list\[", out)
    block = out.partition("Examples:")[2].partition("╭")[0].replace("\\ ", "").split("\n bilat ")
    examples = [shlex.split(example) for example in block[1:]]
    assert examples
    monkeypatch.chdir(tmp_path)
    Path("texts").mkdir()
    for example in examples:
        if not {"--web", "<", ">"} & {*example}:
            result = run(*example)
            assert result.status == (1 if "texts" in example else 0), (example, result.err)


@pytest.mark.parametrize("command", LISTINGS)
def test_help_has_panels_with_every_filter_and_its_text(run: Run, command: str) -> None:
    out = run(command, "--help").out
    panels = ["Arguments", "Options", "Filters", "Output", "Data"]
    assert re.findall("─ ([A-Z][a-z]+) ─", out) == panels
    assert re.search("TEXT +Words to find, in any inflection", out)
    for filter_ in FILTERS.values():
        if command in filter_.listings:
            assert filter_.options[0] in out
            assert filter_.help in " ".join(out.replace("│", " ").split())
            assert re.fullmatch(r"[A-Z].{,68}\.", filter_.help)
