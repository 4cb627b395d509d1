"""The command line: exit statuses, messages, help, environment; terminal and pipe in pairs."""

import re
import shlex
from pathlib import Path

import pytest

import bilat
from bilat.queries.filters import FILTERS
from bilat.queries.listings import LISTINGS
from tests.cli.shell import shell
from tests.conftest import Run
from tests.tools.terminal import on_terminal

COMMANDS = (*LISTINGS, "show", "sql", "export", "schema", "check", "draft")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (
            ("regins",),
            2,
            "no such command 'regins'. Did you mean 'regions'?\n       Try: bilat --help",
        ),
        (
            ("regions", "--regoin", "ufa"),
            2,
            "no such option: --regoin (Possible options: --region)\n"
            "       Try: bilat regions --help",
        ),
        (
            ("trade", "-f", "xml"),
            2,
            "invalid value for '--format' / '-f': 'xml' is not one of 'auto', 'table', 'json', "
            "'jsonl', 'csv', 'tsv', 'markdown', 'svg'.\n       Try: bilat trade --help",
        ),
        (
            ("regions", "-f"),
            2,
            "option '-f' requires an argument.\n       Try: bilat regions --help",
        ),
        (("show",), 2, "missing argument 'NAME'.\n       Try: bilat show --help"),
        (
            ("trade", "--chart", "-f", "csv"),
            2,
            "--chart is a table or svg; it cannot be combined with other formats, "
            "--columns or --no-header",
        ),
        (
            ("show", "ufa", "--web", "-f", "json"),
            2,
            "--web cannot be combined with --format or --documents",
        ),
        (
            ("schema", "matrix"),
            2,
            "unknown schema 'matrix'\n"
            "       Files: region, sector, company, document, dataset\n"
            "       Listings: regions, sectors, trade, companies, figures, documents",
        ),
        (("regions", "--data", "/nowhere"), 1, "/nowhere: there is no such data folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_mistakes_are_named(
    run: Run, arguments: tuple[str, ...], status: int, message: str
) -> None:
    assert run(*arguments) == (status, "", f"bilat: {message}\n")


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
        ("jsonl", ""),
        ("csv", "region,summary\n"),
        ("tsv", "region\tsummary\n"),
        ("markdown", "| region | summary |\n| --- | --- |\n"),
        ("table", ""),
        ("svg", ""),
    ],
)
def test_nothing_found_is_no_error(run: Run, format_: str, empty: str) -> None:
    result = run("sectors", "zzz", "-f", format_, "--columns", "region,summary")
    assert (result.status, result.out) == (0, empty)
    assert result.err.startswith("no records match: word 'zzz'\n")


def test_a_chart_without_amounts_says_so(run: Run) -> None:
    note = "nothing to draw: no amount is stated\n"
    assert run("trade", "--chart", "-r", "chelyabinsk") == (0, "", note)


# Formats


@pytest.mark.parametrize(
    ("command", "printed"),
    [
        (
            "bilat regions --region irkutsk --columns id,turnover -f csv",
            "id,turnover\nirkutsk,over $284 million\n",
        ),
        ("bilat sql 'select 1 as a, 2 as b' -f json", '[\n  {"a": 1, "b": 2}\n]\n'),
        ("bilat --version", f"bilat {bilat.__version__}, dataset 3.0.0\n"),
    ],
)
def test_an_explicit_format_is_the_same_everywhere(command: str, printed: str) -> None:
    assert shell(command).stdout.decode() == printed
    assert on_terminal(command) == printed


@pytest.mark.parametrize(
    ("command", "piped", "on_a_terminal"),
    [
        ("bilat regions --columns id,turnover", "id\tturnover\n", "─"),
        ("bilat show mzor", '{"kind": "company", "id": "mzor", "name": "MZOR", "', "MZOR"),
    ],
)
def test_auto_is_for_people_on_a_terminal_and_for_programs_in_a_pipe(
    command: str, piped: str, on_a_terminal: str
) -> None:
    assert shell(command).stdout.decode().startswith(piped)
    shown = on_terminal(command, {"TERM": "dumb"})
    assert on_a_terminal in shown
    assert not shown.startswith(piped)


@pytest.mark.parametrize("command", ["regions", "matrix", "trade --chart", "show ufa", "sql"])
def test_svg_is_a_picture_that_needs_nothing_from_elsewhere(run: Run, command: str) -> None:
    status, out, err = run(*command.split(), "-f", "svg")
    assert (status, err) == (0, "")
    assert out.startswith('<svg viewBox="0 0 1482 ')
    assert out.endswith("</svg>\n")
    assert f">bilat&#160;{command.replace(' ', '&#160;')}&#160;-f&#160;svg</text>" in out
    clipped = {*re.findall(r'clip-path="url\(#([^)]*)\)">[^\s<]', out)}
    assert clipped <= {*re.findall(r'clipPath id="(.*?)"', out)}
    assert not re.search(r"url\([^#]|@font-face|@import|<image", out)


@pytest.mark.parametrize(
    "environment",
    [
        {"FORCE_COLOR": "1", "PY_COLORS": "1", "GITHUB_ACTIONS": "true", "TTY_COMPATIBLE": "1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONUNBUFFERED": "1"},
        {"COLUMNS": "40", "PYTHONIOENCODING": "ascii", "NO_COLOR": "1", "TERM": "dumb", "CI": "1"},
    ],
    ids=lambda environment: " ".join(environment),
)
def test_the_environment_changes_no_byte_of_data(run: Run, environment: dict[str, str]) -> None:
    plain = "".join(run(*command).out for command in (("regions", "-f", "csv"), ("show", "ufa")))
    assert "Республика Башкортостан" in plain
    changed = shell("bilat regions -f csv; bilat show ufa", **environment)
    assert (changed.returncode, changed.stdout.decode(), changed.stderr) == (0, plain, b"")


def test_the_data_variable_names_a_folder(
    run: Run, monkeypatch: pytest.MonkeyPatch, data_copy: Path
) -> None:
    path = data_copy / "regions.yaml"
    path.write_text(path.read_text().replace("capital: Ufa", "capital: Sterlitamak"))
    monkeypatch.setenv("BILAT_DATA", str(data_copy))
    assert run("regions", "-r", "RU-BA", "--columns", "capital").out == "capital\nSterlitamak\n"


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


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("id",), "--param takes NAME=VALUE, not 'id'"),
        (("=x",), "--param takes NAME=VALUE, not '=x'"),
        (("id=a", ":id=b"), "the parameter 'id' is given twice"),
    ],
)
def test_a_parameter_has_a_name_and_a_value(run: Run, given: tuple[str, ...], message: str) -> None:
    options = [word for each in given for word in ("--param", each)]
    assert run("sql", "select :id", *options) == (2, "", f"bilat: {message}\n")


@pytest.mark.parametrize("command", ["sql -", "draft -"])
def test_standard_input_that_cannot_be_read_is_an_error(command: str) -> None:
    closed = shell(f"bilat {command} <&-")
    assert (closed.returncode, closed.stderr) == (1, b"bilat: standard input is closed\n")
    other = shell(rf"printf 'a\xff' | bilat {command}")
    assert (other.returncode, other.stderr) == (
        1,
        b"bilat: standard input:1:2: byte 0xff is not UTF-8; save the file as UTF-8\n",
    )


def test_a_text_may_be_a_file_a_pipe_or_standard_input(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("On 9 March 2024 the President met Head of Bashkortostan Radiy Khabirov.\n")
    drafts = [
        shell(command.replace("TEXT", f"'{text}'")).stdout
        for command in ("bilat draft TEXT", "bilat draft - < TEXT", "bilat draft <(cat TEXT)")
    ]
    assert b"\nid: bashkortostan-2024-03-09\n" in drafts[0]
    assert drafts == drafts[:1] * 3


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


def test_bilat_alone_prints_the_help(run: Run) -> None:
    assert run() == run("--help")
    assert run().status == 0


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_whole_at_80_columns(run: Run, command: str) -> None:
    status, out, err = run(*command.split(), "--help")
    assert (status, err) == (0, "")
    assert max(map(len, out.splitlines())) == 80
    assert "…" not in out
    assert "<bool>" not in out
    assert "list[" not in out


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


def test_help_texts_are_short_sentences() -> None:
    for each in FILTERS.values():
        assert len(each.help) <= 70, each.help
        assert re.fullmatch(r"[A-Z].*\.", each.help), each.help
    for listing in LISTINGS.values():
        assert re.fullmatch(r"[A-Z].*\.", listing.purpose), listing.purpose


@pytest.mark.parametrize("command", ["", *(each for each in COMMANDS if each != "draft")])
def test_the_examples_of_the_help_work(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    out = run(*command.split(), "--help").out
    block = out.partition("Examples:")[2].partition("╭")[0].replace("\\ ", "").split("\n bilat ")
    examples = [shlex.split(each) for each in block[1:]]
    assert len(examples) >= 2
    monkeypatch.chdir(tmp_path)
    Path("texts").mkdir()
    for example in examples:
        if not {"--web", "<", ">"} & {*example}:
            result = run(*example)
            assert result.status == (1 if "texts" in example else 0), (example, result.err)
