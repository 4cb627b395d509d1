"""The Python interface: an open data folder that answers questions."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from bilat.database.rows import CompanyRow, DocumentRow, FigureRow, RegionRow, SectorRow, TradeRow
from bilat.database.store import Database
from bilat.errors import BilatError
from bilat.queries import listings, sql
from bilat.queries.listings import Values, as_dicts


class Connection:
    """Answers questions on the dataset of a folder with typed rows.

    Every listing takes TEXT, and the filters of its command as keywords: a value or several, as a
    person types them (`sectors(region="Ufa", status=["planned", "proposed"], conditional=True)`).
    An unknown name or filter raises UsageError. Rows are named tuples; lists in them are tuples.

    Several threads may use a connection; it answers them one after the other.
    """

    def __init__(self, folder: Path | str | None = None) -> None:
        """Open a data folder: by default that in BILAT_DATA, else the dataset of the package.

        Raises FileError if it cannot be read, and DatasetError if the dataset is unsound.
        """
        self._database = Database(folder)
        self._is_open = True
        # SQLite calls Python in a query: threads could wait for each other without end.
        self._lock = Lock()

    def regions(self, text: str = "", **filters: Values | None) -> list[RegionRow]:
        """Return the regions, each with its latest matching meeting and counts of its records."""
        return self._rows("regions", text, filters)

    def sectors(self, text: str = "", **filters: Values | None) -> list[SectorRow]:
        """Return the cooperation records, by region, sector, status and date."""
        return self._rows("sectors", text, filters)

    def trade(self, text: str = "", **filters: Values | None) -> list[TradeRow]:
        """Return the trade figures, stated and derived, by region and period."""
        return self._rows("trade", text, filters)

    def companies(self, text: str = "", **filters: Values | None) -> list[CompanyRow]:
        """Return the companies, with what the matching records say of each.

        Without a filter on records, companies without a record are included.
        """
        return self._rows("companies", text, filters)

    def figures(self, text: str = "", **filters: Values | None) -> list[FigureRow]:
        """Return the figures that are not trade, by region."""
        return self._rows("figures", text, filters)

    def documents(self, text: str = "", **filters: Values | None) -> list[DocumentRow]:
        """Return the documents, the oldest first."""
        return self._rows("documents", text, filters)

    def matrix(self, text: str = "", **filters: Values | None) -> list[dict[str, Any]]:
        """Return sectors by regions, as dicts; a cell has statuses joined with +, or is None."""
        return self._rows("matrix", text, filters)

    def sql(self, query: str, parameters: Mapping[str, Any] = {}) -> list[dict[str, Any]]:
        """Return the rows of a query that only reads, as dicts; lists in them are JSON text.

        `parameters` are values for `:name` in the query. Raises UsageError for what is not a query
        or does more than read.
        """
        with self._answering():
            return as_dicts(sql.run(self._database, query, parameters))

    def close(self) -> None:
        """Close the connection; after that it answers no questions."""
        with self._lock:
            self._is_open = False
            self._database.close()

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _rows(self, listing: str, text: str, filters: dict[str, Values | None]) -> list[Any]:
        with self._answering():
            question = listings.make_question(self._database, listing, text, filters)
            if listing == "matrix":
                return as_dicts(listings.ask(self._database, question))
            return listings.rows(self._database, question)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        with self._lock:
            if not self._is_open:
                raise BilatError("the connection is closed")
            yield
