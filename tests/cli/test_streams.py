"""Standard output and error that are slow, full, closed or gone, and what ends a command early."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.shell import bilat, shell
from tests.conftest import DATA, Run

FULL = "bilat: standard output: No space left on device\n"
CLOSED = "bilat: standard output is closed\n"


@pytest.mark.parametrize("command", ["sectors -f json", "regions -f table", "--help"])
@pytest.mark.parametrize(("where", "message"), [("/dev/full", FULL), ("&-", CLOSED)])
def test_what_cannot_be_written_is_an_error(command: str, where: str, message: str) -> None:
    result = shell(f"bilat {command} >{where}")
    assert (result.returncode, result.stderr.decode()) == (1, message)


@pytest.mark.parametrize(
    "command",
    ["sectors -f json", "show irkutsk -f table", "--help", "--show-completion bash"],
)
def test_an_early_closed_pipe_is_no_error(command: str) -> None:
    result = shell(f"bilat {command} | true; echo ${{PIPESTATUS[0]}}")
    assert (result.stdout, result.stderr) == (b"0\n", b"")


def test_unbuffered_streams_fail_in_the_same_way() -> None:
    full = shell("bilat sectors -f json >/dev/full", PYTHONUNBUFFERED="1")
    assert (full.returncode, full.stderr.decode()) == (1, FULL)
    closed = shell("bilat regions -f table | true; echo ${PIPESTATUS[0]}", PYTHONUNBUFFERED="1")
    assert (closed.stdout, closed.stderr) == (b"0\n", b"")


@pytest.mark.parametrize("where", ["&-", "/dev/full"])
def test_without_standard_error_nothing_is_told_elsewhere(where: str) -> None:
    result = shell(f"bilat sectors qqqq -f json 2>{where}")
    assert (result.returncode, result.stdout) == (0, b"[]\n")
    result = shell(f"bilat regions -r x 2>{where}")
    assert (result.returncode, result.stdout) == (2, b"")


@pytest.mark.parametrize(
    ("command", "unbuffered"), [("sectors -f json", "1"), ("sectors -f table", "")]
)
def test_a_slow_pipe_that_does_not_block_gets_everything(
    run: Run, command: str, unbuffered: str
) -> None:
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    _fill_up(writer)
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(
        bilat(*command.split()), stdout=writer, stderr=subprocess.PIPE, env=environment
    ) as process:
        os.close(writer)
        got = b""
        while piece := os.read(reader, 997):
            got += piece
            time.sleep(0.001)
        assert process.stderr
        assert (process.wait(), process.stderr.read()) == (0, b"")
    os.close(reader)
    assert got.lstrip(b"\0").decode() == run(*command.split()).out


def _fill_up(writer: int) -> None:
    """Leave no room in a pipe."""
    try:
        while True:
            os.write(writer, b"\0" * 65536)
    except BlockingIOError:
        pass


def test_the_first_rows_of_a_long_query_come_at_once() -> None:
    query = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    with subprocess.Popen(
        bilat("sql", query), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.read(6) == b"x\n1\n2\n"
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (0, b"")


def test_a_working_directory_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    command = f"cd '{tmp_path}/gone' && rmdir ../gone && bilat regions --data data"
    result = shell(command, PYTHONPATH=str(DATA.parent), PYTHONSAFEPATH="1")
    assert result.returncode == 1
    assert result.stderr.startswith(b"bilat: ")
    assert result.stderr.count(b"\n") == 1


# What ends a command early


def _sitecustomize(folder: Path, code: str) -> dict[str, str]:
    """Return an environment in which Python runs some code before anything else."""
    (folder / "sitecustomize.py").write_text(code)
    return {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}


AT_IMPORT = """
import sys
class AtImport:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            {what}
sys.meta_path.insert(0, AtImport())
"""


@pytest.mark.parametrize("module", ["bilat.cli", "typer", "rich.table"])
def test_ctrl_c_during_imports_ends_quietly(tmp_path: Path, module: str) -> None:
    code = AT_IMPORT.format(module=module, what="raise KeyboardInterrupt")
    environment = _sitecustomize(tmp_path, code)
    ended = subprocess.run(
        bilat("regions", "-f", "table"), capture_output=True, env=environment, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")


def test_another_error_is_not_blamed_on_standard_output(tmp_path: Path) -> None:
    what = "raise OSError(5, 'Input/output error', '/some/module.py')"
    code = AT_IMPORT.format(module="bilat.queries.show", what=what)
    environment = _sitecustomize(tmp_path, code)
    ended = subprocess.run(
        bilat("show", "irkutsk"), capture_output=True, env=environment, check=False
    )
    message = "bilat: /some/module.py: Input/output error\n"
    assert (ended.returncode, ended.stdout, ended.stderr.decode()) == (1, b"", message)


@pytest.mark.parametrize("command", ["check", "draft TEXT"])
def test_ctrl_c_ends_quietly(tmp_path: Path, command: str) -> None:
    """The command waits where it reads the data, as for a slow disk."""
    waiting = tmp_path / "waiting"
    what = f"open({str(waiting)!r}, 'w').close(); import time; time.sleep(60)"
    code = AT_IMPORT.format(module="bilat.dataset.yaml", what=what)
    environment = _sitecustomize(tmp_path, code) | {"BILAT_CACHE": "off"}
    text = tmp_path / "text.txt"
    text.write_text("A line.\n")
    with subprocess.Popen(
        bilat(*command.replace("TEXT", str(text)).split()),
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


def test_without_docstrings_nothing_is_missing() -> None:
    for arguments in (("sectors", "--help"), ("schema", "trade")):
        usual, optimised = (
            subprocess.run(
                [sys.executable, *options, "-m", "bilat", *arguments],
                capture_output=True,
                check=True,
            ).stdout
            for options in ([], ["-OO"])
        )
        assert optimised == usual
