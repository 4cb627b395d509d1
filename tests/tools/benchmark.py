"""How long bilat takes, as ratios: run by hand, `python -m tests.benchmark [SIZE ...]`.

Each pair is run in turns (A B A B …), so that what else the machine does falls on both. A ratio is
that of the medians; CPU time is shown too, as the smallest seen. Memory is the most resident; as it
cannot be told from this program's own where that is more, this one imports little. Nothing here is
a verdict.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

RUNS = 9
SIZES = (5, 100, 1_000, 10_000)

QUERIES = {
    "one region, one status": ("sectors", "-r", "irkutsk", "--status", "interest", "-f", "json"),
    "one status, every region": ("sectors", "--status", "planned", "-f", "jsonl"),
    "trade, every region": ("trade", "-f", "jsonl"),
    "a word, every region": ("sectors", "tram", "-f", "jsonl"),
    "every record": ("sectors", "-f", "jsonl"),
    "the regions": ("regions", "-f", "json"),
}
ONE_REGION = QUERIES["one region, one status"]
ONE_STATUS = QUERIES["one status, every region"]

FLOOR = """
import typer
app = typer.Typer(add_completion=False)
@app.command()
def main(name: str = "") -> None: ...
app()
"""
TABLE_FLOOR = """
import typer
app = typer.Typer(add_completion=False)
@app.command()
def main(name: str = "") -> None:
    from rich.console import Console
    from rich.table import Table
    Console().print(Table("empty"))
app()
"""


class Measure(NamedTuple):
    """What a command took: median seconds, least CPU seconds, most memory in MiB."""

    seconds: float
    cpu: float
    memory: float


def measure(
    commands: dict[str, list[str]], runs: int = RUNS, **environment: str
) -> dict[str, Measure]:
    """Runs the commands in turns."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    cpu: dict[str, list[float]] = {name: [] for name in commands}
    memory: dict[str, float] = dict.fromkeys(commands, 0.0)
    for _ in range(runs):
        for name, command in commands.items():
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
                raise SystemExit(f"{name} ended with {process.returncode}: {' '.join(command)}")
            seconds[name].append(time.perf_counter() - begin)
            cpu[name].append(usage.ru_utime + usage.ru_stime)
            memory[name] = max(memory[name], usage.ru_maxrss / 1024)
    return {
        name: Measure(statistics.median(seconds[name]), min(cpu[name]), memory[name])
        for name in commands
    }


def report(title: str, measures: dict[str, Measure]) -> None:
    """Prints the measures, each against the first and, from the third on, against the second."""
    print(f"\n{title}")
    first, second, *_ = measures.values()
    for index, (name, each) in enumerate(measures.items()):
        to_second = f"×{each.seconds / second.seconds:6.2f}" if index > 1 else ""
        print(
            f"  {name:40} {each.seconds * 1000:7.0f} ms  ×{each.seconds / first.seconds:6.2f}"
            f"  {to_second:7}  cpu {each.cpu * 1000:7.0f} ms  ×{each.cpu / first.cpu:6.2f}"
            f"  {each.memory:5.0f} MiB"
        )


def main(sizes: tuple[int, ...]) -> None:
    """Prints the whole report."""
    # Installed packages are compiled; this one has to be as well.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    python = sys.executable
    tools = Path(python).parent
    os.environ["PATH"] = f"{tools}{os.pathsep}{os.environ['PATH']}"
    program = str(tools / "bilat")
    floor = {"do-nothing Typer app": [python, "-c", FLOOR]}
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_CACHE_HOME"] = str(Path(scratch) / "cache")
        os.environ["COLUMNS"] = "120"
        folders = {size: Path(scratch) / f"data-{size}" for size in sizes}

        def ask(size: int, *arguments: str) -> list[str]:
            return [program, *arguments, "--data", str(folders[size])]

        for size, folder in folders.items():
            subprocess.run([python, "-m", "tests.synthetic", str(size), str(folder)], check=True)
            subprocess.run(ask(size, *ONE_REGION), check=True, stdout=subprocess.DEVNULL)
        five = sizes[0]
        report(
            f"{five} documents, warm, against a do-nothing Typer app",
            measure(
                {
                    **floor,
                    "bilat --version": [program, "--version"],
                    "bilat sectors -r … --status … -f json": ask(five, *ONE_REGION),
                    "bilat trade -f json": ask(five, "trade", "-f", "json"),
                },
                runs=2 * RUNS,
            ),
        )
        report(
            "a drawn table, against a Typer app that draws an empty one",
            measure(
                {
                    "Typer app, empty rich table": [python, "-c", TABLE_FLOOR],
                    "bilat regions -f table": ask(five, "regions", "-f", "table"),
                },
                runs=2 * RUNS,
            ),
        )
        for name, arguments in QUERIES.items():
            by_size = {f"{size} documents": ask(size, *arguments) for size in sizes}
            report(f"warm: {name}", measure({**floor, **by_size}))
        by_size = {f"{size} documents": ask(size, *ONE_REGION) for size in sizes}
        report("cold, without a snapshot", measure({**floor, **by_size}, runs=3, BILAT_CACHE="off"))
        for size in sizes:
            if size <= 1_000:
                against_libyaml(python, ask(size, *ONE_REGION), folders[size], size)
            if size >= 1_000:
                lines = Path(scratch) / f"{size}.jsonl"
                with lines.open("wb") as file:
                    subprocess.run(ask(size, "sectors", "-f", "jsonl"), stdout=file, check=True)
                against_others(
                    f"one region, one status, {size} documents, against others on the same rows",
                    ask(size, *ONE_REGION),
                    lines,
                    {"region": "irkutsk", "status": "interest"},
                    folders[size] if size <= 1_000 else None,
                )
                against_others(
                    f"one status, every region, {size} documents, against others on the same rows",
                    ask(size, *ONE_STATUS),
                    lines,
                    {"status": "planned"},
                )


def against_libyaml(python: str, command: list[str], folder: Path, size: int) -> None:
    """Compares a cold load with PyYAML on the same files."""
    parse = (
        "import sys, yaml, pathlib\n"
        "for path in pathlib.Path(sys.argv[1]).rglob('*.yaml'):\n"
        "    list(yaml.parse(path.read_bytes(), Loader=yaml.CSafeLoader))\n"
    )
    construct = parse.replace("list(yaml.parse(", "(yaml.load(")
    report(
        f"cold, {size} documents, against libyaml through PyYAML",
        measure(
            {
                "PyYAML, load": [python, "-c", construct, str(folder)],
                "PyYAML, events only": [python, "-c", parse, str(folder)],
                "bilat, no snapshot": ["env", "BILAT_CACHE=off", *command],
            },
            runs=3,
        ),
    )


def against_others(
    title: str, command: list[str], lines: Path, wanted: dict[str, str], yaml: Path | None = None
) -> None:
    """Compares a warm query with other tools on JSON Lines; one reads the YAML files too."""
    conditions = [(f'"{value}"', key) for key, value in wanted.items()]
    jq = " and ".join(f".{key} == {value}" for value, key in conditions)
    miller = " && ".join(f"${key} == {value}" for value, key in conditions)
    sql = " and ".join(f"{key} = '{value}'" for key, value in wanted.items())
    others = {
        "jq": ["jq", "-c", f"select({jq})", str(lines)],
        "Miller": ["mlr", "--ijsonl", "--ojsonl", "filter", miller, str(lines)],
        "sqlite-utils": [
            *("sqlite-utils", "memory", f"{lines}:nl"),
            f"select * from [{lines.stem}] where {sql}",
        ],
    }
    if yaml and shutil.which("yq", path=Path(sys.executable).parent):  # the Python one
        each = (
            f'select(.region == "{wanted["region"]}").cooperation[]'
            f' | select(.status == "{wanted["status"]}")'
        )
        files = map(str, (yaml / "documents").iterdir())
        others["yq (Python), the YAML files"] = ["yq", "-c", each, *files]
    present = {name: other for name, other in others.items() if shutil.which(other[0])}
    report(title, measure({"bilat, warm": command, **present}, runs=3))


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
