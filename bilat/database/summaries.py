"""The SQL of the listings that are counted over others: regions, companies and the matrix.

Conditions are SQL expressions on the columns of a table, by the name of the table; all of them must
hold. A count covers the records that a region has of its own, those said of the region itself; with
`own=False`, for a question that names a scope, it covers all records that fit.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bilat.database.rows import CompanyRow, RegionRow
from bilat.database.schema import ColumnInfo, describe
from bilat.vocabulary import STATUS

Conditions = Mapping[str, Sequence[str]]

OWN = "scope IS NULL"  # of a record: said of the region itself

_MATRIX = (
    ColumnInfo("sector", "The sector's id.", references="sector_catalogue"),
    ColumnInfo("sector_name", "The sector's name."),
    ColumnInfo("isic", "ISIC Rev.4 codes of the sector.", is_list=True),
    ColumnInfo("parents", "Ids of the sectors that it belongs to.", is_list=True),
)


def where(conditions: Iterable[str]) -> str:
    """Return a WHERE clause of several conditions, or nothing if there is none."""
    joined = " AND ".join(f"({each})" for each in conditions)
    return f" WHERE {joined}" if joined else ""


def status_order(column: str) -> str:
    """Return an expression that sorts statuses in the order of their vocabulary."""
    cases = " ".join(f"WHEN '{word}' THEN {place}" for place, word in enumerate(STATUS))
    return f"CASE {column} {cases} END"


def regions(conditions: Conditions, *, own: bool = True, met: bool = False) -> str:
    """Return the query for regions with their meetings that fit and counts of records that fit.

    With `met`, a region without such a meeting is omitted. The turnover is the latest of a whole
    year and of all goods, else the latest of any other period.
    """
    counted = OWN if own else "TRUE"
    counts = ", ".join(f"sum(status = '{word}' AND ({counted})) AS \"{word}\"" for word in STATUS)
    return f"""
        WITH fitting AS (
            SELECT *, rowid AS place FROM documents {where(conditions.get("documents", ()))}
        ), known AS (
            SELECT id, name, official_name, kind, iso_3166_2, federal_district, capital, name_ru,
            aliases, rowid AS listing_order
            FROM regions AS region {where(conditions.get("regions", ()))}
        ), latest AS (
            SELECT region AS id, id AS document, head, head_title, date, date_basis, row_number()
            OVER (PARTITION BY region ORDER BY date DESC, place DESC) AS meeting_recency
            FROM fitting
        ), days AS (
            SELECT region AS id, count(DISTINCT date) AS meetings, min(date) AS first_date
            FROM fitting GROUP BY region
        ), turnovers AS (
            SELECT trade.region AS id, text AS turnover, period AS turnover_period,
            year_to AS turnover_year, year_basis AS turnover_year_basis, lower AS turnover_lower,
            upper AS turnover_upper, currency,
            json_array_length(conflicts) AS turnover_conflicts, row_number() OVER (
                PARTITION BY trade.region
                ORDER BY length(period) = 4 DESC, year_to DESC, period LIKE '%-%',
                fitting.date DESC, trade.rowid DESC) AS turnover_recency
            FROM trade JOIN fitting ON fitting.id = trade.document
            WHERE basis = 'stated' AND kind = 'actual' AND flow = 'turnover' AND goods IS NULL
            AND text IS NOT NULL AND period IS NOT NULL
        ), counts AS (
            SELECT region AS id, {counts}, sum(scope IS NOT NULL) AS wider
            FROM sectors {where(conditions.get("sectors", ()))} GROUP BY region
        )
        SELECT {_columns(RegionRow, *STATUS, "wider", "meetings")}, listing_order FROM known
        LEFT JOIN (SELECT * FROM latest WHERE meeting_recency = 1) USING (id)
        LEFT JOIN days USING (id)
        LEFT JOIN (SELECT * FROM turnovers WHERE turnover_recency = 1) USING (id)
        LEFT JOIN counts USING (id) {where(["document IS NOT NULL"] if met else [])}"""


def companies(conditions: Conditions, *, named: bool = False) -> str:
    """Return the query for companies with what the records that fit say of each.

    With `named`, a company without such a record is omitted.
    """

    def ids(column: str, plural: str, order: str = "place") -> str:
        """Return a query for lists of ids, in JSON, in an order."""
        return f"""
            SELECT DISTINCT id, '["' || group_concat("{column}", '", "') OVER (
                PARTITION BY id ORDER BY place
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) || '"]' AS "{plural}"
            FROM (SELECT id, "{column}", min({order}) AS place FROM named GROUP BY 1, 2)"""

    return f"""
        WITH known AS (
            SELECT id, name, city, country, aliases, rowid AS listing_order
            FROM companies AS company {where(conditions.get("companies", ()))}
        ), named AS (
            SELECT link.value AS id, sectors.rowid AS place, region, sector, status, scope
            FROM sectors JOIN sectors_companies AS link USING (id)
            {where(conditions.get("sectors", ()))}
        ), counts AS (
            SELECT id, count(*) AS records, sum(scope IS NOT NULL) AS wider
            FROM named GROUP BY id
        )
        SELECT {_columns(CompanyRow, "records", "wider")}, listing_order FROM known
        LEFT JOIN ({ids("region", "regions")}) USING (id)
        LEFT JOIN ({ids("sector", "sectors")}) USING (id)
        LEFT JOIN ({ids("status", "statuses", status_order("status"))}) USING (id)
        LEFT JOIN counts USING (id) {where(["records"] if named else [])}"""


def _columns(row_type: Any, *numbers: str) -> str:
    """Return the columns of a row, with 0 for a missing number and no items for a list."""
    lists = (column.name for column in describe(row_type) if column.is_list)
    defaults = dict.fromkeys(numbers, "0") | dict.fromkeys(lists, "'[]'")
    return ", ".join(
        f'coalesce("{name}", {defaults[name]}) AS "{name}"' if name in defaults else f'"{name}"'
        for name in row_type._fields
    )


def matrix_columns(regions: Iterable[tuple[str, str]]) -> tuple[ColumnInfo, ...]:
    """Return the columns of the matrix, for regions with their names."""
    cells = (ColumnInfo(id_, f"The statuses in {name}.", required=False) for id_, name in regions)
    total = ColumnInfo("total", "Number of regions with a status in their column.", "integer")
    return (*_MATRIX, *cells, total)


def matrix(
    conditions: Conditions, regions: Sequence[str], *, own: bool = True, wider: bool = False
) -> str:
    """Return the query for sectors with their statuses, joined by +, in each of some regions.

    A sector without a status in these regions is omitted; with `wider`, it stays if a record of
    wider scope fits.
    """
    cells = "".join(
        f", max(CASE region WHEN '{id_}' THEN cell END) AS \"{id_}\"" for id_ in regions
    )
    fitting = conditions.get("sectors", ())
    among = ", ".join(f"'{id_}'" for id_ in regions)
    return f"""
        WITH found AS (
            SELECT DISTINCT sector, region, {status_order("status")} AS place,
            iif({OWN if own else "TRUE"}, status, NULL) AS status
            FROM sectors {where((*fitting, f"region IN ({among})"))}
        ), cells AS (
            SELECT DISTINCT sector, region, group_concat(status, '+') OVER (
                PARTITION BY sector, region ORDER BY place
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS cell
            FROM found {"" if wider else "WHERE status IS NOT NULL"}
        )
        SELECT sector.id AS sector, sector.name AS sector_name, sector.isic, sector.parents{cells},
        count(cell) AS total, sector.rowid AS listing_order
        FROM sector_catalogue AS sector JOIN cells ON sector.id = cells.sector GROUP BY sector.id"""


# The tables that hold a summary without conditions.
SUMMARISED = {"regions": regions({}), "companies": companies({})}
