"""A PostgreSQL server of its own, in a temporary folder."""

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@contextmanager
def postgres() -> Iterator[dict[str, str]]:
    """Start a server and yield the variables by which `psql` finds it; it ends afterwards."""
    folder = INSTALLED[-1] if INSTALLED else Path(shutil.which("initdb") or "").parent
    if not (folder / "initdb").is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("PostgreSQL is not installed")
    # The path of a socket may have about a hundred characters only.
    with TemporaryDirectory(dir="/tmp", prefix="bilat-pg-") as scratch:
        # PostgreSQL refuses to run as root.
        user = "postgres" if getpass.getuser() == "root" else getpass.getuser()
        as_user = ["runuser", "-u", user, "--"] if user == "postgres" else []
        shutil.chown(scratch, user)
        data = Path(scratch, "data")
        control = [*as_user, str(folder / "pg_ctl"), "-D", str(data), "-w"]
        options = f"-c listen_addresses='' -c unix_socket_directories='{scratch}'"
        for command in (
            [*as_user, str(folder / "initdb"), "-D", str(data), "-A", "trust", "-E", "UTF8"],
            [*control, "-l", f"{scratch}/log", "-o", options, "start"],
        ):
            subprocess.run(command, check=True, capture_output=True, cwd=scratch)
        try:
            yield {"PGHOST": scratch, "PGUSER": user, "PGDATABASE": "postgres"}
        finally:
            stop = [*control, "-m", "immediate", "stop"]
            subprocess.run(stop, check=True, capture_output=True, cwd=scratch)
