"""Standard output and error that are slow, full, closed or gone, and what ends a command early."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.shell import bilat, shell
from tests.conftest import DATA

COMMANDS = ("regions", "sectors -f json", "regions -f table", "show irkutsk", "sql", "--help")
FULL = "bilat: standard output: No space left on device\n"
CLOSED = "bilat: standard output is closed\n"


@pytest.mark.parametrize("command", [*COMMANDS, "schema trade", "--version", ""])
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(("where", "message"), [("/dev/full", FULL), ("&-", CLOSED)])
def test_what_cannot_be_written_is_an_error(
    command: str, unbuffered: str, where: str, message: str
) -> None:
    result = shell(f"bilat {command} >{where}", PYTHONUNBUFFERED=unbuffered)
    assert (result.returncode, result.stderr.decode()) == (1, message)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_early_closed_pipe_is_no_error(command: str, unbuffered: str) -> None:
    result = shell(f"bilat {command} | true; echo ${{PIPESTATUS[0]}}", PYTHONUNBUFFERED=unbuffered)
    assert (result.stdout, result.stderr) == (b"0\n", b"")


@pytest.mark.parametrize("where", ["&-", "/dev/full"])
def test_without_standard_error_nothing_is_told_elsewhere(where: str) -> None:
    result = shell(f"bilat sectors qqqq -f json 2>{where}")
    assert (result.returncode, result.stdout) == (0, b"[]\n")
    result = shell(f"bilat regions -r x 2>{where}")
    assert (result.returncode, result.stdout) == (2, b"")


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "command", ["sectors -f json", "sectors -f table", "sql", "sectors --help"]
)
def test_a_slow_pipe_that_does_not_block_gets_everything(command: str, unbuffered: str) -> None:
    arguments = command.split()
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered, "COLUMNS": "80"}
    expected = subprocess.run(
        bilat(*arguments), capture_output=True, env=environment, check=True
    ).stdout
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    _fill_up(writer)
    with subprocess.Popen(
        bilat(*arguments), stdout=writer, stderr=subprocess.PIPE, env=environment
    ) as process:
        os.close(writer)
        got = b""
        while piece := os.read(reader, 997):
            got += piece
            time.sleep(0.001)
        assert process.stderr
        assert (process.wait(), process.stderr.read()) == (0, b"")
    os.close(reader)
    assert got.lstrip(b"\0") == expected


def _fill_up(writer: int) -> None:
    """Leaves no room in a pipe."""
    try:
        while True:
            os.write(writer, b"\0" * 65536)
    except BlockingIOError:
        pass


def test_a_width_that_is_no_number_is_passed_over() -> None:
    result = shell("bilat --help", TERMINAL_WIDTH="wide")
    assert (result.returncode, result.stderr) == (0, b"")


# What ends a command early


def _sitecustomize(folder: Path, code: str) -> dict[str, str]:
    """An environment in which Python runs some code before anything else."""
    (folder / "sitecustomize.py").write_text(code)
    return {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}


FAILS_AT_IMPORT = """
import sys
class Fails:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            {what}
sys.meta_path.insert(0, Fails())
"""


@pytest.mark.parametrize(
    ("what", "status", "message"),
    [
        ("raise SystemExit('no licence')", 1, "no licence\n"),
        ("raise SystemExit", 0, ""),
        ("raise SystemExit(7)", 7, ""),
        ("raise KeyboardInterrupt", 130, ""),
    ],
)
def test_what_an_import_ends_with(tmp_path: Path, what: str, status: int, message: str) -> None:
    code = FAILS_AT_IMPORT.format(module="bilat.queries.listings", what=what)
    environment = _sitecustomize(tmp_path, code)
    ended = subprocess.run(bilat("regions"), capture_output=True, env=environment, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr.decode()) == (status, b"", message)


def test_another_error_is_not_blamed_on_standard_output(tmp_path: Path) -> None:
    what = "raise OSError(5, 'Input/output error', '/some/module.py')"
    code = FAILS_AT_IMPORT.format(module="bilat.queries.profile", what=what)
    environment = _sitecustomize(tmp_path, code)
    ended = subprocess.run(
        bilat("show", "irkutsk"), capture_output=True, env=environment, check=False
    )
    message = "bilat: /some/module.py: Input/output error\n"
    assert (ended.returncode, ended.stdout, ended.stderr.decode()) == (1, b"", message)


@pytest.mark.parametrize("arguments", [("check",), ("regions",), ("draft", "PIPE")])
def test_ctrl_c_ends_quietly(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """The command waits for a file that never comes, as for a slow one."""
    data = tmp_path / "data"
    (data / "documents").mkdir(parents=True)
    for path in DATA.glob("*.yaml"):
        (data / path.name).write_bytes(path.read_bytes())
    waiting = tmp_path / "waiting"
    what = f"open({str(waiting)!r}, 'w').close(); import time; time.sleep(60)"
    code = FAILS_AT_IMPORT.format(module="bilat.dataset.strict_yaml", what=what)
    environment = _sitecustomize(tmp_path, code)
    text = tmp_path / "text.txt"
    text.write_text("A line.\n")
    command = bilat(*(str(text) if each == "PIPE" else each for each in arguments))
    with subprocess.Popen(
        [*command, "--data", str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        while not waiting.exists():
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out, err) == (130, b"", b"")


@pytest.mark.parametrize("arguments", [("--help",), ("sectors", "--help"), ("schema", "trade")])
def test_without_docstrings_nothing_is_missing(arguments: tuple[str, ...]) -> None:
    usual, optimised = (
        subprocess.run(
            [sys.executable, *options, "-m", "bilat", *arguments], capture_output=True, check=True
        ).stdout
        for options in ([], ["-OO"])
    )
    assert optimised.decode() == usual.decode()
