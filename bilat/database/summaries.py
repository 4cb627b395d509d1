"""The SQL of the listings that are counted over others: regions, companies and the matrix.

Conditions are SQL expressions on the columns of a table, by the name of the table; all of them must
hold. A count covers the records that a region has of its own, those said of the region itself; with
`own=False`, for a question that names a scope, it covers all records that fit.
"""

from collections.abc import Iterable, Mapping, Sequence

from bilat.database.rows import CompanyRow, RegionRow
from bilat.database.schema import ColumnInfo
from bilat.vocabulary import STATUS

Conditions = Mapping[str, Sequence[str]]

OWN = "scope IS NULL"  # of a record: said of the region itself

_MATRIX = (
    ColumnInfo("sector", "The sector's id.", references="sector_catalogue"),
    ColumnInfo("sector_name", "The sector's name."),
    ColumnInfo("isic", "ISIC Rev.4 codes of the sector.", is_list=True),
    ColumnInfo("parents", "Ids of the sectors that it belongs to.", is_list=True),
)

# The columns of a region that do not follow from its meetings and records.
_OF_A_REGION = (
    *("id", "name", "official_name", "kind", "iso_3166_2", "federal_district", "capital"),
    *("name_ru", "aliases"),
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
    computed = {
        **{name: f"region.{name}" for name in _OF_A_REGION},
        **{word: f'coalesce(counts."{word}", 0)' for word in STATUS},
        "head": "meeting.head",
        "head_title": "meeting.head_title",
        "date": "meeting.date",
        "date_basis": "meeting.date_basis",
        "document": "meeting.id",
        "turnover": "turnover.text",
        "turnover_year": "turnover.year_to",
        "turnover_lower": "turnover.lower",
        "turnover_upper": "turnover.upper",
        "currency": "turnover.currency",
        "turnover_year_basis": "turnover.year_basis",
        "turnover_period": "turnover.period",
        "turnover_conflicts": "json_array_length(turnover.conflicts)",
        "wider": "coalesce(counts.wider, 0)",
        "meetings": "coalesce(meeting.meetings, 0)",
        "first_date": "meeting.first_date",
    }
    columns = ", ".join(f'{computed[name]} AS "{name}"' for name in RegionRow._fields)
    required = [*conditions.get("regions", ()), *(["meeting.id IS NOT NULL"] if met else [])]
    return f"""
        WITH meetings AS (
            SELECT *, count(*) OVER (PARTITION BY region) AS meetings,
            min(date) OVER (PARTITION BY region) AS first_date, row_number() OVER (
                PARTITION BY region ORDER BY date DESC, rowid DESC) AS recency
            FROM documents {where(conditions.get("documents", ()))}
        ), counts AS (
            SELECT region, {counts}, sum(scope IS NOT NULL) AS wider
            FROM sectors {where(conditions.get("sectors", ()))} GROUP BY region
        ), turnovers AS (
            SELECT trade.*, row_number() OVER (
                PARTITION BY trade.region
                ORDER BY length(period) = 4 DESC, year_to DESC, period LIKE '%-%',
                meetings.date DESC, trade.rowid DESC) AS recency
            FROM trade JOIN meetings ON meetings.id = trade.document
            WHERE basis = 'stated' AND kind = 'actual' AND flow = 'turnover' AND goods IS NULL
            AND text IS NOT NULL AND period IS NOT NULL
        )
        SELECT {columns}, region.rowid AS listing_order FROM regions AS region
        LEFT JOIN meetings AS meeting ON meeting.region = region.id AND meeting.recency = 1
        LEFT JOIN turnovers AS turnover ON turnover.region = region.id AND turnover.recency = 1
        LEFT JOIN counts ON counts.region = region.id {where(required)}"""


def companies(conditions: Conditions, *, named: bool = False) -> str:
    """Return the query for companies with what the records that fit say of each.

    With `named`, a company without such a record is omitted.
    """

    def ids(column: str, order: str) -> str:
        """Return a query for lists of ids, in JSON, in an order."""
        return f"""
            SELECT DISTINCT company, '["' || group_concat("{column}", '", "') OVER (
                PARTITION BY company ORDER BY place
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) || '"]' AS ids
            FROM (SELECT company, "{column}", min({order}) AS place FROM named GROUP BY 1, 2)"""

    computed = {
        **{name: f"company.{name}" for name in ("id", "name", "city", "country", "aliases")},
        "regions": "coalesce(in_regions.ids, '[]')",
        "sectors": "coalesce(in_sectors.ids, '[]')",
        "statuses": "coalesce(in_statuses.ids, '[]')",
        "records": "coalesce(counts.records, 0)",
        "wider": "coalesce(counts.wider, 0)",
    }
    columns = ", ".join(f'{computed[name]} AS "{name}"' for name in CompanyRow._fields)
    required = [*conditions.get("companies", ()), *(["counts.records"] if named else [])]
    return f"""
        WITH named AS (
            SELECT link.value AS company, sectors.rowid AS place, region, sector, status, scope
            FROM sectors JOIN sectors_companies AS link USING (id)
            {where(conditions.get("sectors", ()))}
        ), in_regions AS ({ids("region", "place")}
        ), in_sectors AS ({ids("sector", "place")}
        ), in_statuses AS ({ids("status", status_order("status"))}
        ), counts AS (
            SELECT company, count(*) AS records, sum(scope IS NOT NULL) AS wider
            FROM named GROUP BY company
        )
        SELECT {columns}, company.rowid AS listing_order FROM companies AS company
        LEFT JOIN in_regions ON in_regions.company = company.id
        LEFT JOIN in_sectors ON in_sectors.company = company.id
        LEFT JOIN in_statuses ON in_statuses.company = company.id
        LEFT JOIN counts ON counts.company = company.id {where(required)}"""


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
