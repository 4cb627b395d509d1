"""Standard output and error that are slow, full, closed or gone, and what ends a command early."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import DATA, Run
from tests.tools.terminal import bilat, shell

FULL = "bilat: standard output: No space left on device\n"
CLOSED = "bilat: standard output is closed\n"


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("bilat sectors -f json >/dev/full", FULL),
        ("bilat regions -f table >/dev/full", FULL),
        ("PYTHONUNBUFFERED=1 bilat sectors -f json >/dev/full", FULL),
        ("bilat --help >/dev/full", FULL),
        ("bilat regions >&-", CLOSED),
    ],
)
def test_what_cannot_be_written_is_an_error(command: str, message: str) -> None:
    result = shell(command)
    assert (result.returncode, result.stderr.decode()) == (1, message)


def test_an_early_closed_pipe_is_no_error() -> None:
    commands = (
        "bilat sectors -f json",
        "bilat show irkutsk -f table",
        "PYTHONUNBUFFERED=1 bilat regions -f table",
        "bilat --help",
        "bilat --show-completion bash",
    )
    result = shell("; ".join(f"{command} | true; echo ${{PIPESTATUS[0]}}" for command in commands))
    assert (result.stdout, result.stderr) == (b"0\n" * len(commands), b"")


def test_without_standard_error_notes_are_dropped() -> None:
    result = shell("bilat sectors qqqq -f json 2>&-; bilat regions -r x 2>/dev/full")
    assert (result.returncode, result.stdout) == (2, b"[]\n")


def test_a_slow_pipe_that_does_not_block_gets_everything(run: Run) -> None:
    let_go = f"{sys.executable} -c 'import os; os.set_blocking(1, False)'"
    for variable in ("PYTHONUNBUFFERED=1", "PYTHONUNBUFFERED="):
        command = f"({let_go}; {variable} bilat sectors -f json) | (sleep 1; cat)"
        assert shell(command).stdout.decode() == run("sectors", "-f", "json").out


def test_the_first_rows_of_a_long_query_come_at_once() -> None:
    query = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    with subprocess.Popen(
        bilat("sql", query), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        assert [process.stdout.readline() for _ in range(3)] == [b"x\n", b"1\n", b"2\n"]
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (0, b"")


def test_a_working_directory_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    command = f"cd '{tmp_path}/gone' && rmdir ../gone && bilat regions --data data"
    result = shell(command, PYTHONPATH=str(DATA.parent), PYTHONSAFEPATH="1")
    message = b"bilat: data: there is no such data folder\n"
    assert (result.returncode, result.stderr) == (1, message)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError(5, "Input/output error", "/some/file"), "/some/file: Input/output error"),
        (MemoryError(), "out of memory"),
    ],
)
def test_another_error_is_not_blamed_on_standard_output(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, message: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("bilat.queries.show.show", fail)
    assert run("show", "irkutsk") == (1, "", f"bilat: {message}\n")


# What ends a command early

WAIT_AT_IMPORT = """
import sys, time
class WaitAtImport:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            open({waiting!r}, "w").close()
            time.sleep(60)
sys.meta_path.insert(0, WaitAtImport())
"""


@pytest.mark.parametrize("module", ["bilat.cli", "bilat.dataset.yaml", "rich.table"])
def test_ctrl_c_ends_quietly(tmp_path: Path, module: str) -> None:
    """The command waits where it imports a module, as for a slow disk."""
    waiting = tmp_path / "waiting"
    code = WAIT_AT_IMPORT.format(module=module, waiting=str(waiting))
    (tmp_path / "sitecustomize.py").write_text(code)
    path = f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    with subprocess.Popen(
        bilat("regions", "-f", "table"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": path, "BILAT_CACHE": "off"},
    ) as process:
        while not waiting.exists():
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out, err) == (130, b"", b"")


def test_without_docstrings_nothing_is_missing(run: Run) -> None:
    both = "for sys.argv in (['bilat', 'sectors', '--help'], ['bilat', 'schema', 'trade']): main()"
    program = f"import sys; from bilat.__main__ import main\n{both}"
    optimised = subprocess.run(
        [sys.executable, "-OO", "-c", program], capture_output=True, check=True
    )
    usual = run("sectors", "--help").out + run("schema", "trade").out
    assert optimised.stdout.decode() == usual
