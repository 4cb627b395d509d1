"""SQL: any query that only reads."""

import math
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any, NoReturn

from bilat.database.store import Answer, Database, Row, explained
from bilat.errors import UsageError

# Functions that only compute; whatever else SQLite has or gets is refused.
_FUNCTIONS = frozenset(
    """
    abs char coalesce concat concat_ws format glob hex ifnull iif instr length like likelihood
    likely lower ltrim max min nullif octet_length printf quote random replace round rtrim sign
    substr substring trim typeof unhex unicode unlikely upper
    date time datetime julianday unixepoch strftime timediff current_date current_time
    current_timestamp
    avg count group_concat string_agg sum total median percentile
    row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value
    nth_value
    json json_array json_array_length json_extract json_group_array json_group_object json_object
    json_patch json_pretty json_quote json_remove json_replace json_set json_type json_valid
    -> ->>
    acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2
    mod pi pow power radians sin sinh sqrt tan tanh trunc
    """.split()
)
# The query for every table and column with its description.
TABLES_QUERY = """
    SELECT table_name AS "table", column_name AS "column", type, description
    FROM column_info ORDER BY rowid"""
# Long enough for every answer, and short enough for Ctrl-C to be noticed between instructions.
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
}


def run(database: Database, query: str, parameters: Mapping[str, Any] = {}) -> Answer:
    """Return the answer to a query that only reads, with values for its parameters by name.

    A repeated column name gets a number (`id`, `id_2`), a blob becomes its hexadecimal digits, and
    an infinite number its name. Raises UsageError, with SQLite's message where it has one, for what
    is not a query, does more than read, or uses a function or a table that is not allowed.
    """
    connection = database.connection
    connection.execute("SELECT 1 FROM json_each('[]'), json_tree('[]')")  # connects these tables
    connection.execute("PRAGMA trusted_schema = OFF")
    with _reading_only(database):
        names, rows = database.query(query, _Parameters(parameters))
    if not names:
        raise UsageError("sql: not a query that returns rows, such as: select * from regions")

    def plain_rows() -> Iterator[Row]:
        with _reading_only(database):
            for row in rows:
                yield tuple(map(_plain, row))

    return Answer(_distinct(names), plain_rows())


class _Parameters(dict[str, Any]):
    def __missing__(self, name: str) -> NoReturn:
        raise UsageError(f"sql: no value for :{name}; use --param {name}=VALUE")


@contextmanager
def _reading_only(database: Database) -> Iterator[None]:
    """Let a query do nothing but read, within limits and until Ctrl-C, and say why it fails."""
    tables = {name.lower() for (name,) in database.rows("SELECT name FROM sqlite_schema")}
    refused: list[str] = []

    def authorize(action: int, first: str | None, second: str | None, *_: object) -> int:
        if what := _refused(action, first or "", second or "", tables):
            refused.append(what)
        return sqlite3.SQLITE_DENY if what else sqlite3.SQLITE_OK

    connection = database.connection  # the one that answers, if a damaged one was left
    limits = {limit: connection.setlimit(limit, most) for limit, most in _LIMITS.items()}
    # After so many instructions of SQLite, Python looks for Ctrl-C.
    connection.set_progress_handler(lambda: 0, 100_000)
    connection.set_authorizer(authorize)
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
        code = getattr(error, "sqlite_errorcode", 0)
        # An interrupt in a function that SQLite calls ends the query with such an error only.
        if code == sqlite3.SQLITE_INTERRUPT or (code == sqlite3.SQLITE_AUTH and not refused):
            raise KeyboardInterrupt from None
        if not refused and "no such table" not in str(error):
            raise explained(error, "sql") from None
        message = f"sql only reads; refused: {refused[0]}" if refused else f"sql: {error}"
        if "table" in message:
            names = (name for (name,) in database.rows("SELECT name FROM table_info"))
            message += f"\nTables: {', '.join(names)}"
        raise UsageError(message) from None
    finally:
        connection.set_authorizer(None)
        connection.set_progress_handler(None, 0)
        for limit, most in limits.items():
            connection.setlimit(limit, most)


def _refused(action: int, first: str, second: str, tables: Collection[str]) -> str:
    """Return what is refused of an action that SQLite asks about; empty if a query may do it."""
    match action:
        case sqlite3.SQLITE_SELECT | sqlite3.SQLITE_RECURSIVE:
            return ""
        case sqlite3.SQLITE_FUNCTION:
            return "" if second.lower() in _FUNCTIONS else f"the function {second}"
        case sqlite3.SQLITE_READ:
            table = first.lower()
            is_internal = table.startswith("sqlite_") or "_fts" in table
            # What is read without a column may be the name of a subquery.
            is_known = table in (*tables, "json_each", "json_tree") or not second
            return "" if is_known and not is_internal else f"the table {first}"
        case sqlite3.SQLITE_UPDATE if first == "sqlite_master":  # it connects a virtual table
            return "a table function other than json_each and json_tree"
    return "this statement"


def _distinct(names: Sequence[str]) -> list[str]:
    """Return the names, with numbers where one is repeated."""
    taken = {*names}
    distinct: dict[str, None] = {}
    numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(2))
    for name in names:
        if name in distinct:
            numbered = (f"{name}_{number}" for number in numbers[name])
            name = next(new for new in numbered if new not in taken)
        distinct[name] = None
    return [*distinct]


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and not math.isfinite(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value
