"""The Python interface: a data folder, open to be asked."""

from collections import namedtuple
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any

from bilat.database.store import Database
from bilat.database.rows import CompanyRow, DocumentRow, FigureRow, RegionRow, SectorRow, TradeRow
from bilat.queries import listings, sql
from bilat.queries.listings import Values


class Connection:
    """Answers questions on the dataset of a folder with typed rows.

    Every listing takes TEXT and the filters of its command, as keywords: a value or several, as
    a person types them (`sectors(region="Ufa", status=["planned", "proposed"])`). An unknown name
    or filter raises UsageError. Rows are tuples with named fields; lists in them are tuples.

    A connection may be used by several threads, which are answered one after the other; each call
    gives a list of its own.
    """

    def __init__(self, folder: Path | str | None = None) -> None:
        """Opens a data folder, by default the one that bilat brings along.

        Raises FileError where it cannot be read, and DatasetError, with every problem, where the
        dataset is unsound.
        """
        self._database = Database(None if folder is None else Path(folder))
        # SQLite calls Python in a query: threads could wait for each other without end.
        self._lock = Lock()

    def regions(self, text: str = "", **filters: Values | None) -> list[RegionRow]:
        """The regions, each with the latest meeting that fits and the counts of its records."""
        return self._rows("regions", text, filters)

    def sectors(self, text: str = "", **filters: Values | None) -> list[SectorRow]:
        """The cooperation records, by region, sector, status and date."""
        return self._rows("sectors", text, filters)

    def trade(self, text: str = "", **filters: Values | None) -> list[TradeRow]:
        """Trade by region and year, stated and derived."""
        return self._rows("trade", text, filters)

    def companies(self, text: str = "", **filters: Values | None) -> list[CompanyRow]:
        """The companies, with what the records that fit say of each.

        Without a filter on records, companies that no record names are listed too.
        """
        return self._rows("companies", text, filters)

    def figures(self, text: str = "", **filters: Values | None) -> list[FigureRow]:
        """The numbers that are not trade, by region."""
        return self._rows("figures", text, filters)

    def documents(self, text: str = "", **filters: Values | None) -> list[DocumentRow]:
        """The documents, the oldest first."""
        return self._rows("documents", text, filters)

    def matrix(self, text: str = "", **filters: Values | None) -> list[dict[str, Any]]:
        """Sectors by regions, as dicts: a cell holds statuses joined with a plus sign, or None."""
        return self._rows("matrix", text, filters)

    def sql(self, query: str) -> list[Any]:
        """The rows of a query in SQL, as named tuples; lists in them are JSON text.

        It may read only. A column whose name is no name of Python goes by its place (`_0`).
        Raises UsageError for what is no query or does more than read.
        """
        with self._lock:
            answer = sql.run(self._database, query)
            found = list(answer.rows)
        names = [column.name for column in answer.columns]
        row = namedtuple("Row", names, rename=True)  # type: ignore[misc]
        return [row(*each) for each in found]

    def close(self) -> None:
        """Closes the folder; it can be asked nothing more."""
        with self._lock:
            self._database.close()

    def __enter__(self) -> "Connection":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _rows(self, listing: str, text: str, filters: dict[str, Values | None]) -> list[Any]:
        with self._lock:
            asked = listings.question(self._database, listing, text, filters)
            return listings.rows(self._database, asked)
