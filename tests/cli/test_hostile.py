"""Data written by others, odd streams, killed processes: the answer is right or the error clear."""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.shell import bilat, shell
from tests.conftest import CHECKOUT, DATA, Run
from tests.tools.mutations import ACCIDENTS, suffer
from tests.tools.terminal import on_terminal

IRKUTSK = Path("documents") / "irkutsk-2020-09-25.yaml"


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_accidents_are_found_or_lose_no_record(data_copy: Path, accident: str) -> None:
    rng = random.Random(accident)
    for _ in range(25):
        suffer(data_copy, accident, rng)


def _edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


SUMMARY = "summary: The assembly enterprise Mogilevliftmash-Usolye"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            SUMMARY,
            'summary: "\\e[31m"  #',
            "the escape for U+001B is not allowed; remove it",
        ),
        (SUMMARY, "summary: \x1b[2J", "character U+001B is not allowed; remove it"),
        (SUMMARY, "summary: \u202eevil", "character U+202E is not allowed; remove it"),
        (SUMMARY, "summary: e\u200bvil", "character U+200B is not allowed; remove it"),
        (SUMMARY, "summary: e\xadvil", "character U+00AD is not allowed; remove it"),
        (SUMMARY, "summary: evil\U000e0041", "character U+E0041 is not allowed; remove it"),
        ("paragraphs: 8", "paragraphs: 8.5", "should be a whole number, not 8.5"),
        (SUMMARY, "summary: nul\x00", "character U+0000 is not allowed; remove it"),
        (SUMMARY, "summary: !!python/object:os.system x", "is not allowed; remove it"),
        (SUMMARY, "summary: &a x", "the anchor &a is not allowed; remove it"),
        ("lower: 284000000", "lower: .nan", "should be a number, not '.nan'"),
        ("lower: 284000000", "lower: .inf", "should be a number, not '.inf'"),
        ("lower: 284000000", "lower: 1e400", "should be a number, not '1e400'"),
        (
            "lower: 284000000",
            f"lower: {'9' * 5000}",
            "a number of 5000 digits; at most 18 are read",
        ),
        ("lower: 284000000", "lower: -1", "greater than or equal to 0, not -1"),
        ("paragraphs: 8", "paragraphs: true", "should be a number, not true"),
        ("place: null", f"place: {'[' * 200}", "nested more than 32 levels deep"),
    ],
)
def test_hostile_values_are_refused(
    run: Run, data_copy: Path, before: str, after: str, message: str
) -> None:
    _edit(data_copy / IRKUTSK, before, after)
    status, out, err = run("regions", "--data", str(data_copy))
    assert (status, out) == (1, "")
    first = err.splitlines()[0]
    assert first.startswith(f"{data_copy / IRKUTSK}:")
    assert message in first
    assert "\x1b" not in err
    assert "Traceback" not in err


def test_markup_and_formulas_are_kept_as_they_are(run: Run, data_copy: Path) -> None:
    _edit(data_copy / IRKUTSK, SUMMARY, "summary: '=1+1 [red]x[/red] :smile: |' #")
    asked = ("sectors", "-s", "elevators", "-r", "irkutsk", "--data", str(data_copy))
    text = run(*asked, "-f", "csv", "--columns", "summary", "--no-header").out
    assert text == "=1+1 [red]x[/red] :smile: |\n"
    assert "[red]x[/red] :smile:" in " ".join(run(*asked, "-f", "table").out.split())


def test_a_name_on_disk_cannot_speak_to_the_terminal(data_copy: Path) -> None:
    (data_copy / "documents" / "\x1b[31m\u202ered.yaml").write_text("a: [")
    shown = on_terminal(f"bilat regions --data '{data_copy}'", {"NO_COLOR": "1"})
    assert "\x1b" not in shown
    assert "\\x1b[31m\\u202ered.yaml" in shown


@pytest.mark.parametrize("kind", ["device", "folder", "pipe", "dangling"])
def test_what_is_no_file_is_not_read(run: Run, data_copy: Path, kind: str) -> None:
    path = data_copy / "documents" / "x.yaml"
    match kind:
        case "device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "dangling":
            path.symlink_to("nowhere")
    message = (
        "cannot be read: No such file or directory" if kind == "dangling" else "not a regular file"
    )
    assert run("regions", "--data", str(data_copy)) == (
        1,
        "",
        f"{path}: {message}\nbilat: the dataset is unsound\n",
    )


def test_thousands_of_problems_are_capped_and_counted(run: Run, data_copy: Path) -> None:
    with (data_copy / IRKUTSK).open("a") as file:
        file.writelines(f"k{number}: 1\n" for number in range(5_000))
    lines = (data_copy / IRKUTSK).read_text().count("\n")
    err = run("regions", "--data", str(data_copy)).err.splitlines()
    assert len(err) == 52
    assert err[-2:] == [
        f"{data_copy / IRKUTSK}:{lines - 4949}:1: and 4950 more problems from here",
        "bilat: the dataset is unsound",
    ]


def test_a_hundred_broken_files_are_capped_and_counted(run: Run, data_copy: Path) -> None:
    for number in range(150):
        (data_copy / "documents" / f"{number:03}.yaml").write_text("[")
    err = run("regions", "--data", str(data_copy)).err.splitlines()
    assert len(err) == 102
    assert err[-2] == "... and 50 more problems"


@pytest.mark.parametrize("after", [0.05, 0.15, 0.25, 0.4])
def test_killed_while_writing_then_run_again(tmp_path: Path, after: float) -> None:
    target = tmp_path / "bilat.db"
    subprocess.run(bilat("export", "sqlite", str(target)), check=True, capture_output=True)
    before = target.read_bytes()
    process = subprocess.Popen(
        bilat("export", "sqlite", str(target), "--force"),
        stderr=subprocess.DEVNULL,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "other")},
    )
    time.sleep(after)
    process.kill()
    process.wait()
    assert target.read_bytes() == before
    done = subprocess.run(
        bilat("trade", "-f", "csv"),
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "other")},
        capture_output=True,
        check=True,
    )
    assert len(done.stdout.splitlines()) == 10


def test_a_path_with_spaces_and_other_letters(run: Run, data_copy: Path) -> None:
    folder = data_copy.rename(data_copy.with_name("дані та інше ü"))
    assert run("regions", "--data", str(folder), "-f", "jsonl").out.count("\n") == 5


def test_from_a_zip_file(tmp_path: Path) -> None:
    code = shutil.copytree(CHECKOUT / "bilat", tmp_path / "code" / "bilat")
    archive = shutil.make_archive(str(tmp_path / "site"), "zip", code.parent)
    environment = {**os.environ, "PYTHONPATH": archive, "BILAT_DATA": str(DATA)}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bilat", *arguments]
        return subprocess.run(
            command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
        )

    assert run("regions", "-f", "table", "--columns", "id").stdout.split()[-1] == "sverdlovsk"
    assert run("check").stderr.startswith("5 documents, ")
    del environment["BILAT_DATA"]
    ended = run("regions")
    assert ended.returncode == 1
    assert ended.stderr == (
        f"bilat: {archive}/data: there is no such data folder; name one with --data or BILAT_DATA\n"
    )


def test_without_a_home(tmp_path: Path) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("HOME", "XDG_CACHE_HOME", "BILAT_DATA")
    }
    ended = subprocess.run(
        bilat("regions", "-f", "jsonl"),
        env={**environment, "BILAT_DATA": str(DATA), "HOME": str(tmp_path / "missing")},
        capture_output=True,
        check=True,
    )
    assert ended.stdout.count(b"\n") == 5


@pytest.mark.parametrize(
    "command",
    [
        *("sectors X", "regions -r X", "sectors --product X", "show X", "sql 'SELECT \"X\"'"),
        *("regions --columns X", "regions --sort X", "regions --data X", "sectors --hs X"),
        *("trade -f X", "schema X", "export X y", "export sqlite no/X", "check --documents X"),
        *("draft X", "X"),
    ],
)
def test_arguments_that_are_no_text(tmp_path: Path, command: str) -> None:
    written = command.replace("X", "x$'\\xff'").replace(
        "'SELECT \"x$'\\xff'\"'", "$'SELECT x\\xff'"
    )
    result = shell(f"cd '{tmp_path}'; bilat {written}")
    assert result.returncode in (0, 1, 2)
    assert result.stderr
    assert b"Traceback" not in result.stderr
    result.stderr.decode()
