"""What the tests share: the real dataset, a copy of it to break, and the command line."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest
from hypothesis import settings

import bilat
from bilat.cli import app
from bilat.dataset.models import Dataset
from bilat.queries.connection import Connection
from tests.tools.folders import write_folder

# On a busy machine an example may take any time.
settings.register_profile("without deadline", deadline=None)
settings.load_profile("without deadline")

CHECKOUT = Path(__file__).parent.parent
DATA = CHECKOUT / "data"
TEXTS = CHECKOUT.parent / "shared" / "documents"


class Result(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str


class Run(Protocol):
    def __call__(self, *arguments: str) -> Result: ...


OF_THE_PERSON = (
    *("BILAT_CACHE", "BILAT_DATA", "CI", "COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "LESS"),
    *("LINES", "NO_COLOR", "PAGER", "PY_COLORS", "TERM", "TERMINAL_WIDTH", "TTY_COMPATIBLE"),
)
"""Variables of the person who runs the tests that would change what bilat prints."""


@pytest.fixture(autouse=True)
def plain_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Remove the variables that would change what is printed; all tests share a cache folder."""
    for name in OF_THE_PERSON:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The real dataset, as YAML has it."""
    return bilat.load(DATA)


@pytest.fixture(scope="session")
def data() -> Iterator[Connection]:
    """The real dataset, open to be asked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_CACHE", "off")
        connection = bilat.connect(DATA)
    with connection:
        yield connection


class Connect(Protocol):
    def __call__(self, dataset: Dataset) -> Connection: ...


@pytest.fixture
def connect(tmp_path: Path) -> Iterator[Connect]:
    """Opens a changed dataset to be asked, by way of a folder of YAML files."""
    with ExitStack() as opened:
        count = 0

        def connect(dataset: Dataset) -> Connection:
            nonlocal count
            count += 1
            folder = write_folder(dataset, tmp_path / f"changed-{count}")
            return opened.enter_context(bilat.connect(folder))

        yield connect


@pytest.fixture
def data_copy(tmp_path: Path) -> Path:
    """A copy of the real data folder, to be changed."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture(scope="session")
def texts() -> Path:
    """The folder of source texts; a test that needs it is skipped where it is not there."""
    if not TEXTS.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"the source texts are not at {TEXTS}")
        pytest.skip("the source texts are not part of the project")
    return TEXTS


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in this process, with standard output a pipe."""

    def run(*arguments: str) -> Result:
        monkeypatch.setattr("sys.argv", ["bilat", *arguments])
        status = app.main()
        out, err = capfdbinary.readouterr()
        return Result(status, out.decode(), err.decode())

    return run


class Screen(Protocol):
    def __call__(self, *arguments: str, **environment: str) -> str: ...


@pytest.fixture
def screen(run: Run, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Return what a command line shows where standard output is a terminal of 80 columns."""

    def screen(*arguments: str, **environment: str) -> str:
        with monkeypatch.context() as patch:
            patch.setattr(sys.stdout, "isatty", lambda: True)
            usual = {"TERM": "xterm-256color", "LINES": "50", "PAGER": ""}
            for name, value in (usual | environment).items():
                patch.setenv(name, value)
            status, out, err = run(*arguments)
        assert (status, err) == (0, "")
        return out

    return screen
