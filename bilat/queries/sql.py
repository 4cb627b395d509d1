"""SQL: any query that only reads."""

import math
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from bilat.database.schema import ColumnInfo
from bilat.database.store import Database, Row
from bilat.errors import UsageError
from bilat.queries.listings import Answer, explained

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
_READS = (
    *(sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE),
    sqlite3.SQLITE_FUNCTION,
)
_TABLE_FUNCTIONS = ("json_each", "json_tree")
_CHANGES = "INSERT UPDATE DELETE PRAGMA ATTACH DETACH TRANSACTION SAVEPOINT ALTER_TABLE ANALYZE"
_ACTIONS = {getattr(sqlite3, f"SQLITE_{name}"): name for name in _CHANGES.split()}

# Long enough for every answer, and short enough for Ctrl-C to be noticed between instructions.
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
_INSTRUCTIONS = 100_000  # how many instructions SQLite executes before Python looks for Ctrl-C


def run(database: Database, query: str, parameters: Mapping[str, Any] = {}) -> Answer:
    """Return the answer to a query that only reads, with values for its parameters by name.

    A repeated column name gets a number (`id`, `id_2`), a blob becomes its hexadecimal digits, and
    an infinite number its name. Raises UsageError, with SQLite's message where it has one, for what
    is not a query, does more than read, or uses a function or a table that is not allowed.
    """
    guard = _Guard(database)
    connection = database.connection
    connection.execute("SELECT 1 FROM json_each('[]'), json_tree('[]')")  # connects these tables
    connection.execute("PRAGMA trusted_schema = OFF")
    with guard.explaining():
        connection.set_authorizer(guard.authorize)
        try:
            names, rows = database.query(query, _Parameters(parameters))
        finally:
            connection.set_authorizer(None)
    if not names:
        raise UsageError("sql: not a query that returns rows, such as: select * from regions")

    def plain_rows() -> Iterator[Row]:
        with guard.explaining():
            for row in rows:
                yield tuple(map(_plain, row))

    return Answer([ColumnInfo(name, "") for name in _distinct(names)], plain_rows())


class _Parameters(dict[str, Any]):
    """Values of parameters."""

    def __missing__(self, name: str) -> NoReturn:
        raise UsageError(f"sql: no value for :{name}; use --param {name}=VALUE")


class _Guard:
    """Lets a query do nothing but read, and says why one ended."""

    def __init__(self, database: Database) -> None:
        self._tables = [name for (name,) in database.rows("SELECT name FROM table_info")]
        names = {name for (name,) in database.rows("SELECT name FROM sqlite_schema")}
        modules = {name for (name,) in database.rows("SELECT name FROM pragma_module_list")}
        self._connection = database.connection  # the one that answers, if a damaged one was left
        self._readable = {name for name in names if "_fts" not in name} | {*_TABLE_FUNCTIONS}
        self._known = names | modules
        self._refused = ""

    def authorize(self, action: int, first: str | None, second: str | None, *_: object) -> int:
        """Answer what SQLite asks for each thing that a query does while it is compiled."""
        refused = ""
        match action:
            case sqlite3.SQLITE_READ if not self._may_read((first or "").lower(), second or ""):
                refused = f"the table {first}"
            case sqlite3.SQLITE_FUNCTION if (second or "").lower() not in _FUNCTIONS:
                refused = f"the function {second}"
            case sqlite3.SQLITE_UPDATE if first == "sqlite_master":  # it connects a virtual table
                refused = f"a table function other than {' and '.join(_TABLE_FUNCTIONS)}"
            case _ if action not in _READS:
                refused = _ACTIONS.get(action, "this statement")
        self._refused = self._refused or refused
        return sqlite3.SQLITE_DENY if refused else sqlite3.SQLITE_OK

    def _may_read(self, table: str, column: str) -> bool:
        """Whether a table may be read; one of which no column is read may be a subquery's name."""
        is_known = table in self._known or table.startswith(("sqlite_", "pragma_"))
        return table in self._readable or not (column or is_known)

    @contextmanager
    def explaining(self) -> Iterator[None]:
        """Let Ctrl-C end what is executed meanwhile, and say why a query fails."""
        connection = self._connection
        limits = {limit: connection.setlimit(limit, most) for limit, most in _LIMITS.items()}
        connection.set_progress_handler(lambda: 0, _INSTRUCTIONS)
        try:
            yield
        except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
            self._explain(error)
        finally:
            connection.set_progress_handler(None, 0)
            for limit, most in limits.items():
                connection.setlimit(limit, most)

    def _explain(self, error: Exception) -> NoReturn:
        code = getattr(error, "sqlite_errorcode", 0)
        # An interrupt in a function that SQLite calls ends the query with such an error only.
        if code == sqlite3.SQLITE_INTERRUPT or (code == sqlite3.SQLITE_AUTH and not self._refused):
            raise KeyboardInterrupt from None
        if self._refused:
            allowed = f"\nTables: {', '.join(self._tables)}" if "table" in self._refused else ""
            raise UsageError(f"sql only reads; refused: {self._refused}{allowed}") from None
        if isinstance(error, UnicodeEncodeError):
            raise UsageError("sql: the query has bytes that are not UTF-8") from None
        if "no such table" in str(error):
            raise UsageError(f"sql: {error}\nTables: {', '.join(self._tables)}") from None
        raise explained(error, "sql") from None


def _distinct(names: Sequence[str]) -> list[str]:
    """Return the names, with numbers where one is repeated."""
    taken, numbers = {*names}, Counter[str]()
    found: list[str] = []
    for name in names:
        numbers[name] += 1
        distinct = name
        if numbers[name] > 1:
            while (distinct := f"{name}_{numbers[name]}") in taken:
                numbers[name] += 1
            taken.add(distinct)
        found.append(distinct)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and not math.isfinite(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def tables(database: Database) -> Answer:
    """Return every table and column with its description."""
    query = """
        SELECT table_name AS "table", column_name AS "column", column_info.type,
        column_info.description FROM column_info ORDER BY column_info.rowid"""
    names = ("table", "column", "type", "description")
    return Answer([ColumnInfo(name, "") for name in names], database.rows(query))
