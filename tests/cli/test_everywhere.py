"""Other systems and bare environments: every command works without what may be missing."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shell import bilat
from tests.conftest import CHECKOUT, DATA

WITHOUT_POSIX = """
import os, signal, sys
for name in ("fcntl", "pwd", "grp", "resource", "termios"):
    sys.modules[name] = None
for name in ("getuid", "geteuid", "set_blocking"):
    delattr(os, name)
del signal.SIGHUP
"""
WITHOUT_RICH = "import sys; sys.modules['rich'] = None\n"
RUN_ALL = """
import sys
from bilat.__main__ import main
for line in open("commands"):
    sys.argv = line.split()
    print(main(), *sys.argv, file=sys.stderr)
"""
COMMANDS = """\
bilat
bilat --version
bilat regions
bilat sectors lift -f table
bilat trade --chart
bilat companies -f svg
bilat figures -f json
bilat documents -f markdown
bilat matrix -f csv
bilat show irkutsk -f table
bilat sql
bilat check
bilat export sqlite x.db
bilat export datapackage package
bilat export html page.html
bilat export html page.html --force
bilat schema trade
bilat draft text.txt
"""


FOR_MACHINES = """\
bilat --version
bilat regions -f json
bilat matrix -f tsv
bilat sectors lift --columns id,summary -f csv
bilat sectors zzz -f jsonl
bilat show irkutsk -f json
bilat sql -f csv
bilat check
bilat schema trade
bilat draft text.txt
"""


@pytest.mark.parametrize(
    ("hidden", "commands"), [(WITHOUT_POSIX, COMMANDS), (WITHOUT_RICH, FOR_MACHINES)]
)
def test_no_command_needs_what_may_be_missing(tmp_path: Path, hidden: str, commands: str) -> None:
    (tmp_path / "commands").write_text(commands)
    (tmp_path / "text.txt").write_text("On 7 February 2025 they met.\n")
    ended = subprocess.run(
        [sys.executable, "-c", hidden + RUN_ALL],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        cwd=tmp_path,
        check=False,
    )
    told = ended.stderr.decode()
    assert re.findall("^\\d+ (?=bilat)", told, re.MULTILINE) == ["0 "] * commands.count("\n"), told


def test_a_bare_environment_is_enough(tmp_path: Path) -> None:
    """No variables, no home, no tools on the path, and a checkout that cannot be written."""
    for arguments in (("regions", "-f", "jsonl"), ("sectors", "-f", "table"), ("--help",)):
        ended = subprocess.run(
            bilat(*arguments),
            env={"PATH": str(tmp_path)},
            capture_output=True,
            cwd=CHECKOUT,
            check=True,
        )
        assert ended.stdout
        assert ended.stderr == b""


def test_a_console_that_is_not_utf_8_shows_what_it_can() -> None:
    """As one of Windows, in an encoding that has neither boxes nor Cyrillic."""
    environment = os.environ | {"PYTHONIOENCODING": "cp437", "PYTHONUTF8": "0"}
    ended = subprocess.run(
        bilat("show", "irkutsk", "-f", "table"), env=environment, capture_output=True, check=True
    )
    assert "Irkutsk Oblast" in ended.stdout.decode("cp437")
    assert ended.stderr == b""


def test_bilat_runs_from_a_zip_file(tmp_path: Path) -> None:
    code = shutil.copytree(CHECKOUT / "bilat", tmp_path / "code" / "bilat")
    archive = shutil.make_archive(str(tmp_path / "site"), "zip", code.parent)
    environment = {**os.environ, "PYTHONPATH": archive, "BILAT_DATA": str(DATA)}
    ended = subprocess.run(
        [sys.executable, "-m", "bilat", "regions", "-f", "table", "--columns", "id"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "sverdlovsk" in ended.stdout
