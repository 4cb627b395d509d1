"""Other systems and bare environments: every command works without what may be missing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.tools.terminal import shell

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
FOR_PEOPLE = """\
bilat
bilat sectors lift -f table
bilat trade --chart
bilat companies -f svg
bilat documents -f markdown
bilat show irkutsk -f table
bilat export sqlite x.db
bilat export datapackage package
bilat export html page.html
bilat export html page.html --force
"""


@pytest.mark.parametrize(
    ("hidden", "commands"),
    [(WITHOUT_POSIX, FOR_PEOPLE + FOR_MACHINES), (WITHOUT_RICH, FOR_MACHINES)],
    ids=["POSIX", "rich"],
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
    err = ended.stderr.decode()
    assert re.findall("^\\d+ (?=bilat)", err, re.MULTILINE) == ["0 "] * commands.count("\n"), err


def test_a_bare_environment_is_enough() -> None:
    """No variables, no home and no tools on the path."""
    bare = f"env -i PATH=/nowhere '{sys.executable}' -m bilat"
    result = shell(f"{bare} regions -f table && {bare} --help")
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"Sverdlovsk" in result.stdout
    assert b"Usage:" in result.stdout
