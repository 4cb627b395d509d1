"""The SQL of the listings that are counted over others: regions, companies and the matrix.

Conditions are SQL expressions on the columns of a table, by the name of the table; all of them must
hold. A count covers the records that a region has of its own, those said of the region itself; with
`own=False`, for a question that names a scope, it covers all records that fit.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bilat.database.rows import SECTOR, CompanyRow, RegionRow
from bilat.database.schema import ColumnInfo, describe
from bilat.vocabulary import STATUS

Conditions = Mapping[str, Sequence[str]]

OWN = "scope IS NULL"  # of a record: said of the region itself


def where(conditions: Iterable[str]) -> str:
    """Return a WHERE clause of several conditions, or nothing if there is none."""
    joined = " AND ".join(f"({each})" for each in conditions)
    return f" WHERE {joined}" if joined else ""


def regions(conditions: Conditions, *, own: bool = True, met: bool = False) -> str:
    """Return the query for regions with their meetings that fit and counts of records that fit.

    With `met`, a region without such a meeting is omitted. The turnover is the latest of a whole
    year and of all goods, else the latest of any other period.
    """
    counted = OWN if own else "TRUE"
    counts = ", ".join(f"sum(status = '{word}' AND ({counted})) AS \"{word}\"" for word in STATUS)
    return f"""
        WITH known AS (
            SELECT id, name, official_name, kind, iso_3166_2, federal_district, capital, name_ru,
            aliases, rowid AS listing_order
            FROM regions AS region {where(conditions.get("regions", ()))}
        ), fitting AS (
            SELECT *, rowid AS meeting FROM documents {where(conditions.get("documents", ()))}
        ), days AS (
            SELECT region AS id, count(DISTINCT date) AS meetings, min(date) AS first_date,
            max(meeting) AS latest FROM fitting GROUP BY region
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
        SELECT {_columns(RegionRow)}, listing_order FROM known
        {"" if met else "LEFT"} JOIN days USING (id)
        LEFT JOIN (SELECT rowid AS latest, id AS document, head, head_title, date, date_basis
            FROM documents) USING (latest)
        LEFT JOIN (SELECT * FROM turnovers WHERE turnover_recency = 1) USING (id)
        LEFT JOIN counts USING (id)"""


def companies(conditions: Conditions, *, named: bool = False) -> str:
    """Return the query for companies with what the records that fit say of each.

    With `named`, a company without such a record is omitted.
    """

    def ids(column: str, plural: str, order: str = "place") -> str:
        """Return a query for lists of ids, in JSON, in an order."""
        items = _joined(f'"{column}"', '", "', "id")
        return f"""
            (SELECT DISTINCT id, '["' || {items} || '"]' AS {plural}
            FROM (SELECT id, {column}, min({order}) AS place FROM named GROUP BY 1, 2))"""

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
        SELECT {_columns(CompanyRow)}, listing_order FROM known
        {"" if named else "LEFT"} JOIN counts USING (id)
        LEFT JOIN {ids("region", "regions")} USING (id)
        LEFT JOIN {ids("sector", "sectors")} USING (id)
        LEFT JOIN {ids("status", "statuses", _status_order("status"))} USING (id)"""


def _columns(row_type: Any) -> str:
    """Return the columns of a row, with 0 for a missing count and no items for a missing list."""
    columns = []
    for column in describe(row_type):
        missing = "'[]'" if column.is_list else "0" if column.type == "integer" else ""
        is_needed = column.required and missing
        name = f'"{column.name}"'
        columns.append(f"coalesce({name}, {missing}) AS {name}" if is_needed else name)
    return ", ".join(columns)


def _status_order(column: str) -> str:
    """Return an expression that sorts statuses in the order of their vocabulary."""
    cases = " ".join(f"WHEN '{word}' THEN {place}" for place, word in enumerate(STATUS))
    return f"CASE {column} {cases} END"


def _joined(column: str, separator: str, group: str) -> str:
    """Return an expression for the values of a group as one text, in the order of `place`."""
    return f"""group_concat({column}, '{separator}') OVER (PARTITION BY {group} ORDER BY place
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)"""


def matrix_columns(regions: Iterable[tuple[str, str]]) -> tuple[ColumnInfo, ...]:
    """Return the columns of the matrix, for regions with their names."""
    return (
        ColumnInfo("sector", "The sector's id.", references=SECTOR),
        ColumnInfo("sector_name", "The sector's name."),
        ColumnInfo("isic", "ISIC Rev.4 codes of the sector.", is_list=True),
        ColumnInfo("parents", "Ids of the sectors that it belongs to.", is_list=True),
        *(ColumnInfo(id_, f"The statuses in {name}.", required=False) for id_, name in regions),
        ColumnInfo("total", "Number of regions with a status in their column.", "integer"),
    )


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
            SELECT DISTINCT sector, region, {_status_order("status")} AS place,
            iif({OWN if own else "TRUE"}, status, NULL) AS status
            FROM sectors {where((*fitting, f"region IN ({among})"))}
        ), cells AS (
            SELECT DISTINCT sector, region, {_joined("status", "+", "sector, region")} AS cell
            FROM found {"" if wider else "WHERE status IS NOT NULL"}
        )
        SELECT sector.id AS sector, sector.name AS sector_name, sector.isic, sector.parents{cells},
        count(cell) AS total, sector.rowid AS listing_order
        FROM sector_catalogue AS sector JOIN cells ON sector.id = cells.sector GROUP BY sector.id"""


# The tables that hold a summary without conditions.
SUMMARISED = {"regions": regions({}), "companies": companies({})}
# The rows of other documents that contradict a trade row: no number is within the bounds of both.
CONFLICTS = """
    UPDATE trade AS one SET conflicts = (
        SELECT coalesce('["' || group_concat(id, '", "') || '"]', '[]') FROM (
            SELECT other.id FROM trade AS other
            WHERE other.region = one.region AND other.period = one.period AND other.flow = one.flow
            AND other.goods IS one.goods AND other.currency = one.currency
            AND other.kind = one.kind AND other.document <> one.document
            AND (other.lower > one.upper OR one.lower > other.upper) ORDER BY other.rowid))
    WHERE kind = 'actual'"""
