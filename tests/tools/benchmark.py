"""How fast bilat is, against what it should be: `python -m tests.tools.benchmark [SIZE ...]`.

Prints one Markdown table of ratios. Commands that are compared run in turns (A B A B …), so that
what else the machine does falls on both; a ratio of times is that of the medians. Instructions are
counted by valgrind's cachegrind, where that is installed; they have no noise. Memory is the most
that is resident. Sizes are numbers of documents, the smallest first. Nothing here is a verdict.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.tools.others import EVERY_RECORD, QUESTIONS, present

RUNS = 11
SIZES = (5, 1_000)
VALGRIND = (
    *("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"),
    "--trace-children=yes",
)

APP = """
import typer
app = typer.Typer(add_completion=False)
@app.command()
def main(name: str = "") -> None: ...
app()
"""
TABLE_APP = """
import typer
app = typer.Typer(add_completion=False)
@app.command()
def main(name: str = "") -> None:
    from rich.console import Console
    from rich.table import Table
    Console().print(Table("empty"))
app()
"""
YAML = """
import sys, yaml, pathlib
for path in pathlib.Path(sys.argv[1]).rglob("*.yaml"):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""

ONE_MEETING = {
    "region and status": ("sectors", "-r", "irkutsk", "-y", "2020", "--status", "interest"),
    "company": ("sectors", "-r", "khabarovsk", "-y", "2025", "-c", "belaz"),
    "word": ("sectors", "trolleybus", "-r", "bashkortostan", "-y", "2025"),
    "show": ("show", "irkutsk-2020-09-25/trucks"),
}
"""What has the same rows however many documents there are."""

Command = Sequence[str]


class Cost(NamedTuple):
    """What a command took: median seconds and the most memory, in KiB."""

    seconds: float
    memory: float


class Line(NamedTuple):
    """A line of the table."""

    what: str
    target: str
    instructions: str
    time: str
    memory: str = ""


def measure(commands: Sequence[Command], runs: int = RUNS, **environment: str) -> list[Cost]:
    """Runs the commands in turns."""
    seconds: list[list[float]] = [[] for _ in commands]
    memory = [0.0] * len(commands)
    for _ in range(runs):
        for place, command in enumerate(commands):
            begin = time.perf_counter()
            process = subprocess.Popen(
                command,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **environment},
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
            seconds[place].append(time.perf_counter() - begin)
            memory[place] = max(memory[place], usage.ru_maxrss)
    return [Cost(*each) for each in zip(map(statistics.median, seconds), memory, strict=True)]


def instructions(command: Command) -> int | None:
    """How many instructions a command takes; None where they cannot be counted."""
    if not shutil.which(VALGRIND[0]):
        return None
    ended = subprocess.run(
        [*VALGRIND, *command],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    counted = re.findall(r"I\s+refs:\s+([\d,]+)", ended.stderr)
    return max(int(each.replace(",", "")) for each in counted)


def against(what: str, target: str, command: Command, other: Command) -> Line:
    """A line that compares a command with another in instructions and time."""
    counted = instructions(command), instructions(other)
    ratio = f"{counted[0] / counted[1]:.3f}" if counted[0] and counted[1] else ""
    costs = measure([command, other])
    return Line(what, target, ratio, f"{costs[0].seconds / costs[1].seconds:.2f}")


class Bench:
    """Folders of several sizes, each asked once before it is measured."""

    def __init__(self, scratch: Path, sizes: Sequence[int]) -> None:
        self.python = sys.executable
        self.scratch = scratch
        self.sizes = sizes
        for size in sizes:
            folder = self.folder(size)
            synthetic = [self.python, "-m", "tests.tools.synthetic", str(size), str(folder)]
            subprocess.run(synthetic, check=True)
        time.sleep(3)  # what changed just now is not kept
        for size in sizes:
            subprocess.run(self.bilat(size, "regions"), check=True, stdout=subprocess.DEVNULL)

    def folder(self, size: int) -> Path:
        return self.scratch / f"data-{size}"

    def bilat(self, size: int, *arguments: str) -> Command:
        program = Path(self.python).with_name("bilat")
        return [str(program), *arguments, "--data", str(self.folder(size))]

    def lines(self) -> Iterator[Line]:
        """The lines of the table, one after the other."""
        yield from self.warm(self.sizes[0])
        yield from self.cold(self.sizes[0])
        for size in self.sizes[1:]:
            yield from self.grown(size)
            yield from self.ahead(size)
            if size <= 1_000:
                yield self.cold_against_yaml(size)

    def warm(self, size: int) -> Iterator[Line]:
        app, table_app = ([self.python, "-c", each] for each in (APP, TABLE_APP))
        listing = self.bilat(size, *ONE_MEETING["region and status"], "-f", "json")
        yield against(
            "filtered JSON listing / do-nothing Typer app", "≤ 1.15, time ≤ 0.9", listing, app
        )
        empty = "Typer app with an empty rich table"
        drawn = self.bilat(size, "regions", "-f", "table")
        yield against(f"`regions` drawn / {empty}", "≤ 1.15", drawn, table_app)
        drawn = self.bilat(size, "sectors", "-f", "table")
        yield against(f"all records drawn / {empty}", "≤ 1.4", drawn, table_app)

    def cold(self, size: int) -> Iterator[Line]:
        warm = self.bilat(size, *ONE_MEETING["region and status"])
        yield against("cold / warm", "≤ 1.6", ["env", "BILAT_CACHE=off", *warm], ["env", *warm])

    def grown(self, size: int) -> Iterator[Line]:
        first = self.sizes[0]
        for name, arguments in ONE_MEETING.items():
            large, small = (self.bilat(each, *arguments) for each in (size, first))
            yield against(f"{name}, {size:,} documents / {first}", "≤ 1.3", large, small)
        every = ("sectors", "-f", "jsonl")
        costs = measure([self.bilat(each, *every) for each in (size, first)], runs=3)
        memory = f"{costs[0].memory / costs[1].memory:.2f}"
        what = f"every record as jsonl, {size:,} documents / {first}"
        yield Line(what, "memory ≤ 2", "", "", memory)

    def ahead(self, size: int) -> Iterator[Line]:
        files = {}
        for listing in ("sectors", "trade"):
            files[listing] = self.scratch / f"{listing}-{size}.jsonl"
            with files[listing].open("wb") as file:
                command = self.bilat(size, listing, "-f", "jsonl")
                subprocess.run(command, stdout=file, check=True)
        for name, arguments, others in (*QUESTIONS, EVERY_RECORD):
            asked = self.bilat(size, *arguments)
            rivals = present(others(files))
            costs = measure([asked, *rivals.values()], runs=5)
            ratios = (
                f"{rival} {costs[0].seconds / cost.seconds:.2f}"
                for rival, cost in zip(rivals, costs[1:], strict=True)
            )
            yield Line(f"{name}, {size:,} documents / others", "< 1", "", ", ".join(ratios))

    def cold_against_yaml(self, size: int) -> Line:
        asked = ["env", "BILAT_CACHE=off", *self.bilat(size, *ONE_MEETING["region and status"])]
        yaml = [self.python, "-c", YAML, str(self.folder(size))]
        costs = measure([asked, yaml], runs=3)
        ratio = f"{costs[0].seconds / costs[1].seconds:.2f}"
        return Line(f"cold, {size:,} documents / PyYAML's C load", "≤ 1.5", "", ratio)


def main(sizes: Sequence[int], write: Callable[[str], object] = print) -> None:
    """Prints the table, line by line."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # installed packages are compiled
    os.environ.pop("BILAT_CACHE", None)
    tools = str(Path(sys.executable).parent)
    os.environ |= {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "120"}
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_CACHE_HOME"] = str(Path(scratch) / "cache")
        bench = Bench(Path(scratch), sizes)
        write(f"| {' | '.join(Line._fields)} |")
        write("| --- | --- | ---: | ---: | ---: |")
        for line in bench.lines():
            write(f"| {' | '.join(line)} |")
            sys.stdout.flush()


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
