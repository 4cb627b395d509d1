"""Measure the speed of bilat in pairs: `python -m tests.tools.benchmark [DOCUMENTS]`.

Prints one Markdown table of ratios. The two commands of a pair run in turns (A B A B …), so that
other work on the machine slows both; a ratio is that of the medians. DOCUMENTS is the size of the
large dataset (default 1,000). Nothing here passes or fails.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from bilat.vocabulary import STATUS

RUNS = 9
SMALL = 5

NOTHING_APP = """
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
LOAD_YAML = """
import pathlib, sys, yaml
for path in pathlib.Path(sys.argv[1]).rglob("*.yaml"):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""

SAME_ROWS = {
    "one region and status": ("sectors", "-r", "irkutsk", "-y", "2020", "--status", "interest"),
    "a word": ("sectors", "trolleybus", "-r", "bashkortostan", "-y", "2025"),
    "`show`": ("show", "irkutsk-2020-09-25/trucks"),
    "`regions`": ("regions", "-r", "irkutsk"),
}
"""Questions with the same rows however many documents there are."""

Command = Sequence[str]
Line = tuple[str, str, str]


# The same questions to other programs, on the same rows as JSON lines: name → command


def jq(program: str, file: Path) -> Command:
    return ["jq", "-nc", f"[inputs] | {program}", str(file)]


def miller(file: Path, *verb: str) -> Command:
    return ["mlr", "--ijsonl", "--ojsonl", *verb, str(file)]


def sqlite_utils(query: str, file: Path) -> Command:
    rows = query.replace("rows", f"[{file.stem}]")
    return ["sqlite-utils", "memory", f"{file}:nl", rows, "--nl"]


def duckdb(query: str, file: Path) -> Command:
    rows = query.replace("rows", f"read_json('{file}')")
    script = "import duckdb, sys; duckdb.sql(sys.argv[1])"
    return [sys.executable, "-c", script, f"COPY ({rows}) TO '/dev/stdout' (FORMAT json)"]


def regions(sectors: Path, _trade: Path) -> dict[str, Command]:
    """How many records of each status each region has."""
    counts = ", ".join(f"sum(case when status = '{word}' then 1 else 0 end)" for word in STATUS)
    query = f"SELECT region, {counts} FROM rows GROUP BY region"
    lengths = ", ".join(f'{word}: map(select(.status == "{word}")) | length' for word in STATUS)
    return {
        "jq": jq(f"group_by(.region)[] | {{region: .[0].region, {lengths}}}", sectors),
        "Miller": miller(sectors, "count-distinct", "-f", "region,status"),
        "sqlite-utils": sqlite_utils(query, sectors),
        "DuckDB": duckdb(query, sectors),
    }


def matrix(sectors: Path, _trade: Path) -> dict[str, Command]:
    """The statuses of each sector in each region."""
    query = "SELECT sector, region, {}(DISTINCT status{}) FROM rows GROUP BY sector, region"
    program = """group_by([.sector, .region])[]
        | {sector: .[0].sector, region: .[0].region, status: map(.status) | unique | join("+")}"""
    return {
        "jq": jq(program, sectors),
        "Miller": miller(sectors, "count-distinct", "-f", "sector,region,status"),
        "sqlite-utils": sqlite_utils(query.format("group_concat", ""), sectors),
        "DuckDB": duckdb(query.format("string_agg", ", '+'"), sectors),
    }


def trade(_sectors: Path, trade: Path) -> dict[str, Command]:
    """Every row as it is."""
    return {
        "jq": ["jq", "-c", ".", str(trade)],
        "Miller": miller(trade, "cat"),
        "sqlite-utils": sqlite_utils("SELECT * FROM rows", trade),
        "DuckDB": duckdb("SELECT * FROM rows", trade),
    }


def medians(commands: Sequence[Command], runs: int = RUNS) -> list[float]:
    """Return the median seconds of each command, run in turns."""
    seconds: list[list[float]] = [[] for _ in commands]
    for _ in range(runs):
        for times, command in zip(seconds, commands, strict=True):
            begin = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            times.append(time.perf_counter() - begin)
    return [statistics.median(times) for times in seconds]


def ratio(command: Command, other: Command, runs: int = RUNS) -> str:
    """Return how many times as long the first command takes as the other."""
    first, second = medians([command, other], runs)
    return f"{first / second:.2f}"


def bilat(folder: Path, *arguments: str) -> Command:
    """Return the command that asks a data folder."""
    return [sys.executable, "-m", "bilat", *arguments, "--data", str(folder)]


def uncached(command: Command) -> Command:
    """Return a command that builds its database anew."""
    return ["env", "BILAT_CACHE=off", *command]


def lines(small: Path, large: Path, documents: int, scratch: Path) -> Iterator[Line]:
    """Yield what is measured, the target and the measured ratio."""
    nothing, table = ([sys.executable, "-c", app] for app in (NOTHING_APP, TABLE_APP))
    empty = "a Typer app that draws an empty rich table"
    yield f"`regions` / {empty}", "≤ 1.4", ratio(bilat(small, "regions", "-f", "table"), table)
    yield f"`sectors` / {empty}", "≤ 1.7", ratio(bilat(small, "sectors", "-f", "table"), table)
    json = bilat(small, "regions", "-f", "json")
    yield "`regions -f json` / a do-nothing Typer app", "≤ 1.3", ratio(json, nothing)
    yield f"cold / warm, {SMALL} documents", "≤ 2", ratio(uncached(json), json)
    for name, arguments in SAME_ROWS.items():
        pair = bilat(large, *arguments), bilat(small, *arguments)
        yield f"{name}, {documents:,} documents / {SMALL}", "≤ 1.5", ratio(*pair)
    load = [sys.executable, "-c", LOAD_YAML, str(large)]
    cold = uncached(bilat(large, "regions", "-f", "json"))
    yield f"cold, {documents:,} documents / PyYAML's C load", "≤ 3", ratio(cold, load, 3)
    files = []
    for listing in ("sectors", "trade"):
        files.append(scratch / f"{listing}.jsonl")
        with files[-1].open("wb") as file:
            subprocess.run(bilat(large, listing, "-f", "jsonl"), stdout=file, check=True)
    for name, others in (("regions", regions), ("matrix", matrix), ("trade", trade)):
        rivals = {each: command for each, command in others(*files).items() if is_there(each)}
        first, *rest = medians([bilat(large, name, "-f", "jsonl"), *rivals.values()], 5)
        ratios = (f"{rival} {first / each:.2f}" for rival, each in zip(rivals, rest, strict=True))
        yield f"`{name}`, {documents:,} documents / the same rows", "< 1", ", ".join(ratios)


def is_there(program: str) -> bool:
    """Return whether one of the other programs is installed."""
    if program == "DuckDB":
        return find_spec("duckdb") is not None
    return shutil.which("mlr" if program == "Miller" else program) is not None


def main(documents: int = 1_000) -> None:
    """Print the table, line by line."""
    os.environ.pop("BILAT_CACHE", None)
    os.environ["COLUMNS"] = "120"
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(scratch / "cache")
        small, large = scratch / "small", scratch / "large"
        for count, folder in ((SMALL, small), (documents, large)):
            command = [sys.executable, "-m", "tests.tools.synthetic", str(count), str(folder)]
            subprocess.run(command, check=True)
            subprocess.run(bilat(folder, "regions"), check=True, stdout=subprocess.DEVNULL)
        print("| pair | target | ratio |\n| --- | --- | --- |")
        for line in lines(small, large, documents, scratch):
            print(f"| {' | '.join(line)} |", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
