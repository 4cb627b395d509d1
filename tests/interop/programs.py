"""Other people's programs: whether they are there, and what they print."""

import importlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

COMMANDS = (
    "check-jsonschema csvjoin datasette frictionless jq mlr psql sqlite-utils sqlite3"
).split()
MODULES = ["duckdb", "pandas"]


def require(name: str) -> None:
    """Skips the test where a program or, of the packages in MODULES, a package is missing.

    Continuous integration has them all: there the test fails.
    """
    if name in MODULES:
        found = importlib.util.find_spec(name) is not None
    else:
        found = shutil.which(name, path=_path()) is not None
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{name} is not installed")


def module(name: str) -> Any:
    """A package of the extra `interop`."""
    require(name)
    return importlib.import_module(name)


def _path() -> str:
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def needs(text: str) -> Iterator[str]:
    for name in (*COMMANDS, *MODULES):
        if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            yield name


@contextmanager
def _process(
    text: str, folder: Path, notes: int, environment: Mapping[str, str] = {}
) -> Iterator[subprocess.Popen[str]]:
    """Run a command in a shell in a folder, and end it with everything that it started.

    `notes` is where standard error goes.
    """
    with subprocess.Popen(
        ["bash", "-euo", "pipefail", "-c", text],
        cwd=folder,
        env={
            **os.environ,
            "PATH": _path(),
            "HOME": str(folder),
            "LC_ALL": "C.UTF-8",
            **environment,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=notes,
        text=True,
        start_new_session=True,
    ) as process:
        limit = Timer(120, os.killpg, (process.pid, signal.SIGKILL))
        limit.start()
        try:
            yield process
        finally:
            limit.cancel()
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)


@contextmanager
def serving(text: str, folder: Path) -> Iterator[str]:
    """The address of a server that a command starts."""
    with _process(text, folder, subprocess.STDOUT) as process:
        assert process.stdout
        said = ""
        for line in process.stdout:
            said += line
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield found[0]
                return
        pytest.fail(f"no server has started:\n{said}")


def get(address: str) -> str:
    """The body of a page."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode())


def output(text: str, folder: Path, environment: Mapping[str, str] = {}) -> str:
    """Return what a command prints that has to succeed and has nothing to say but what it wrote."""
    with _process(text, folder, subprocess.PIPE, environment) as process:
        printed, notes = process.communicate()
    assert process.returncode == 0, notes
    assert all(note.startswith("wrote ") for note in notes.splitlines()), notes
    return printed
