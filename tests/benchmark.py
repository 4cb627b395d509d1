"""How long bilat takes, as ratios: run by hand, `python -m tests.benchmark [SIZE ...]`.

Each pair is run in turns (A B A B …), so that what else the machine does falls on both. A ratio is
that of the medians; CPU time is shown too, as the smallest seen. Memory is the most resident; less
than this program's own cannot be told. Nothing here is a verdict.
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

import bilat
from tests.conftest import DATA
from tests.synthetic import write_folder

RUNS = 9
SIZES = (5, 100, 1_000, 10_000)

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
            _, _, usage = os.wait4(process.pid, 0)
            process.returncode = 0
            seconds[name].append(time.perf_counter() - begin)
            cpu[name].append(usage.ru_utime + usage.ru_stime)
            memory[name] = max(memory[name], usage.ru_maxrss / 1024)
    return {
        name: Measure(statistics.median(seconds[name]), min(cpu[name]), memory[name])
        for name in commands
    }


def report(title: str, measures: dict[str, Measure]) -> None:
    """Prints the measures, each against the first."""
    print(f"\n{title}")
    base = next(iter(measures.values()))
    for name, each in measures.items():
        print(
            f"  {name:44} {each.seconds * 1000:8.0f} ms  ×{each.seconds / base.seconds:5.2f}"
            f"  cpu {each.cpu * 1000:8.0f} ms  ×{each.cpu / base.cpu:5.2f}  {each.memory:6.0f} MiB"
        )


def main(sizes: tuple[int, ...]) -> None:
    """Prints the whole report."""
    # Installed packages are compiled; this one has to be as well.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    python = sys.executable
    program = str(Path(python).parent / "bilat")
    with tempfile.TemporaryDirectory() as scratch:
        cache = Path(scratch) / "cache"
        os.environ["XDG_CACHE_HOME"] = str(cache)
        os.environ["COLUMNS"] = "120"
        folders = {size: Path(scratch) / f"data-{size}" for size in sizes}
        dataset = bilat.load(DATA)
        for size, folder in folders.items():
            write_folder(dataset, size, folder)

        def ask(folder: Path, *arguments: str) -> list[str]:
            return [program, *arguments, "--data", str(folder)]

        query = ("sectors", "--region", "irkutsk", "--status", "interest", "-f", "json")
        wide = ("sectors", "--status", "planned", "-f", "jsonl")
        five = folders[sizes[0]]
        report(
            "five documents, warm, against a do-nothing Typer app",
            measure(
                {
                    "do-nothing Typer app": [python, "-c", FLOOR],
                    "bilat sectors -r … --status … -f json": ask(five, *query),
                    "bilat trade -f json": ask(five, "trade", "-f", "json"),
                    "bilat --version": [program, "--version"],
                    "the same query, no snapshot": ["env", "BILAT_CACHE=off", *ask(five, *query)],
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
        for name, arguments in (("one region", query), ("all regions", wide)):
            report(
                f"warm, by the number of documents ({name})",
                measure({f"{size} documents": ask(folders[size], *arguments) for size in sizes}),
            )
        parse = (
            "import sys, yaml, pathlib\n"
            "for path in pathlib.Path(sys.argv[1]).rglob('*.yaml'):\n"
            "    list(yaml.parse(path.read_bytes(), Loader=yaml.CSafeLoader))\n"
        )
        construct = parse.replace("list(yaml.parse(", "(yaml.load(")
        for size in sizes:
            if size > 1_000:
                continue
            report(
                f"cold, {size} documents, against libyaml through PyYAML",
                measure(
                    {
                        "PyYAML, load": [python, "-c", construct, str(folders[size])],
                        "PyYAML, events only": [python, "-c", parse, str(folders[size])],
                        "bilat, no snapshot": [
                            "env",
                            "BILAT_CACHE=off",
                            *ask(folders[size], *query),
                        ],
                    },
                    runs=3,
                ),
            )
        for size in sizes:
            if size < 1_000:
                continue
            lines = Path(scratch) / f"{size}.jsonl"
            with lines.open("wb") as file:
                subprocess.run(
                    ask(folders[size], "sectors", "-f", "jsonl"), stdout=file, check=True
                )
            chosen = 'select(.region == "irkutsk" and .status == "interest")'
            others = {
                "jq": ["jq", "-c", chosen, str(lines)],
                "Miller": [
                    "mlr",
                    "--ijsonl",
                    "--ojsonl",
                    "filter",
                    '$region == "irkutsk" && $status == "interest"',
                    str(lines),
                ],
                "sqlite-utils": [
                    "sqlite-utils",
                    "memory",
                    f"{lines}:nl",
                    f"select * from [{lines.stem}] "
                    "where region = 'irkutsk' and status = 'interest'",
                ],
            }
            present = {
                name: command for name, command in others.items() if shutil.which(command[0])
            }
            yq = Path(python).parent / "yq"  # the Python one; it reads the YAML itself
            if yq.exists() and size <= 1_000:  # beyond that, minutes
                each = 'select(.region == "irkutsk").cooperation[] | select(.status == "interest")'
                files = map(str, (folders[size] / "documents").iterdir())
                present["yq (Python), the YAML files"] = [str(yq), "-c", each, *files]
            report(
                f"the same rows as JSON Lines, {size} documents",
                measure(
                    {
                        "bilat, warm": ask(folders[size], *query),
                        "bilat, warm, all regions": ask(folders[size], *wide),
                        **present,
                    },
                    runs=3,
                ),
            )


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
