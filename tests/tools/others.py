"""The same questions to jq, Miller, sqlite-utils and DuckDB, on the same rows as JSON lines."""

import shutil
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from bilat.vocabulary import STATUS

Files = Mapping[str, Path]
Commands = dict[str, list[str]]


class Question(NamedTuple):
    """What bilat is asked, and the commands that ask others, by the files of JSON lines."""

    name: str
    arguments: tuple[str, ...]
    others: Callable[[Files], Commands]


def present(commands: Commands) -> Commands:
    """The commands whose tool is installed."""
    return {name: command for name, command in commands.items() if _is_there(name, command[0])}


def _is_there(name: str, program: str) -> bool:
    return bool(find_spec("duckdb") if name == "DuckDB" else shutil.which(program))


def _duckdb(query: str, file: Path) -> list[str]:
    """A query to DuckDB, by way of Python."""
    rows = query.replace("rows", f"read_json('{file}')")
    script = "import duckdb, sys; duckdb.sql(sys.argv[1])"
    return [sys.executable, "-c", script, f"COPY ({rows}) TO '/dev/stdout' (FORMAT json)"]


def _sqlite_utils(query: str, file: Path) -> list[str]:
    rows = query.replace("rows", f"[{file.stem}]")
    return ["sqlite-utils", "memory", f"{file}:nl", rows, "--nl"]


def _jq(program: str, file: Path) -> list[str]:
    return ["jq", "-c", program, str(file)]


def _miller(file: Path, *verb: str) -> list[str]:
    return ["mlr", "--ijsonl", "--ojsonl", *verb, str(file)]


def _regions(files: Files) -> Commands:
    """How many records of each status each region has."""
    file = files["sectors"]
    counts = ", ".join(f"sum(case when status = '{word}' then 1 else 0 end)" for word in STATUS)
    query = f"SELECT region, {counts} FROM rows GROUP BY region"
    jq = ", ".join(f'{word}: map(select(.status == "{word}")) | length' for word in STATUS)
    grouped = f"[inputs] | group_by(.region)[] | {{region: .[0].region, {jq}}}"
    return {
        "jq": ["jq", "-nc", grouped, str(file)],
        "Miller": _miller(file, "count-distinct", "-f", "region,status"),
        "sqlite-utils": _sqlite_utils(query, file),
        "DuckDB": _duckdb(query, file),
    }


def _matrix(files: Files) -> Commands:
    """The statuses of each sector in each region."""
    file = files["sectors"]
    select = "SELECT sector, region,"
    grouped = "FROM rows GROUP BY sector, region"
    jq = """[inputs] | group_by([.sector, .region])[]
        | {sector: .[0].sector, region: .[0].region, status: map(.status) | unique | join("+")}"""
    return {
        "jq": ["jq", "-nc", jq, str(file)],
        "Miller": _miller(file, "count-distinct", "-f", "sector,region,status"),
        "sqlite-utils": _sqlite_utils(f"{select} group_concat(DISTINCT status) {grouped}", file),
        "DuckDB": _duckdb(f"{select} string_agg(DISTINCT status, '+') {grouped}", file),
    }


def _all_of(listing: str) -> Callable[[Files], Commands]:
    """Every row as it is."""

    def commands(files: Files) -> Commands:
        file = files[listing]
        return {
            "jq": _jq(".", file),
            "Miller": _miller(file, "cat"),
            "sqlite-utils": _sqlite_utils("SELECT * FROM rows", file),
            "DuckDB": _duckdb("SELECT * FROM rows", file),
        }

    return commands


def _jq_alone(files: Files) -> Commands:
    return {"jq": _jq(".", files["sectors"])}


QUESTIONS = (
    Question("`regions`", ("regions", "-f", "jsonl"), _regions),
    Question("`matrix`", ("matrix", "-f", "jsonl"), _matrix),
    Question("`trade` of all", ("trade", "-f", "jsonl"), _all_of("trade")),
)
EVERY_RECORD = Question("every record as jsonl", ("sectors", "-f", "jsonl"), _jq_alone)
