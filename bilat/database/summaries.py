"""The SQL of the listings that are counted over others: regions, companies and the matrix.

Conditions are SQL expressions on the columns of a table, by the name of the table; all of them must
hold. Counts cover records that were said of the region itself, and others only if the parameter
`scope` of the query asks for them.
"""

from collections.abc import Iterable, Mapping, Sequence

from bilat.database.rows import SECTOR
from bilat.database.schema import TABLES, ColumnInfo
from bilat.vocabulary import STATUS

Conditions = Mapping[str, Sequence[str]]

# The parameter `scope` of a question that is not about a certain scope.
ANY_SCOPE = '["all"]'
_IS_COUNTED = f"(scope IS NULL OR :scope <> '{ANY_SCOPE}')"
# Of a region: it is a column of the matrix.
HAS_RECORDS = "id IN (SELECT region FROM sectors)"


def where(conditions: Iterable[str]) -> str:
    """Return a WHERE clause of several conditions, or nothing if there is none."""
    joined = " AND ".join(f"({condition})" for condition in conditions)
    return f" WHERE {joined}" if joined else ""


def regions(conditions: Conditions) -> str:
    """Return the query for regions with their meetings that fit and counts of records that fit.

    The turnover is the latest of a whole year and of all goods, else the latest of another period.
    """
    counts = ", ".join(f"sum(status = '{word}' AND {_IS_COUNTED}) AS \"{word}\"" for word in STATUS)
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
        SELECT {_columns("regions")}, listing_order FROM known
        LEFT JOIN days USING (id)
        LEFT JOIN (SELECT rowid AS latest, id AS document, head, head_title, date, date_basis
            FROM documents) USING (latest)
        LEFT JOIN (SELECT * FROM turnovers WHERE turnover_recency = 1) USING (id)
        LEFT JOIN counts USING (id)"""


def companies(conditions: Conditions, *, with_records: bool = False) -> str:
    """Return the query for companies with what the records that fit say of each.

    `with_records` omits the companies without such a record.
    """
    return f"""
        WITH known AS (
            SELECT id, name, city, country, aliases, rowid AS listing_order
            FROM companies AS company {where(conditions.get("companies", ()))}
        ), records AS (
            SELECT * FROM sectors {where(conditions.get("sectors", ()))} ORDER BY rowid
        ), counts AS (
            SELECT company.value AS id,
            replace(json_group_array(DISTINCT region), ',', ', ') AS regions,
            replace(json_group_array(DISTINCT sector), ',', ', ') AS sectors,
            '["' || {_statuses('", "')} || '"]' AS statuses,
            count(*) AS records, sum(scope IS NOT NULL) AS wider
            FROM records, json_each(records.companies) AS company GROUP BY 1
        )
        SELECT {_columns("companies")}, listing_order FROM known
        {"" if with_records else "LEFT"} JOIN counts USING (id)"""


def _columns(table: str) -> str:
    """Return the columns of a table, with what stands in them where nothing is known."""
    return ", ".join(
        f'"{column.name}"'
        if column.missing is None
        else f'coalesce("{column.name}", {column.missing!r}) AS "{column.name}"'
        for column in TABLES[table].columns
    )


def _statuses(separator: str, counted: str = "TRUE") -> str:
    """Return an expression for the statuses in a group of records, in their vocabulary's order."""
    words = (
        f"iif(sum(status = '{word}' AND {counted}), '{separator}{word}', '')" for word in STATUS
    )
    return f"substr({' || '.join(words)}, {len(separator) + 1})"


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


def matrix(conditions: Conditions, regions: Sequence[str], *, wider: bool = False) -> str:
    """Return the query for sectors with their statuses, joined by +, in each of some regions.

    A sector without a status in these regions is omitted; with `wider`, it stays if a record of
    wider scope fits.
    """
    among = ", ".join(f"'{id_}'" for id_ in regions)
    cells = "".join(f", max(cell) FILTER (WHERE region = '{id_}') AS \"{id_}\"" for id_ in regions)
    return f"""
        WITH cells AS (
            SELECT sector, region, nullif({_statuses("+", _IS_COUNTED)}, '') AS cell
            FROM sectors {where((*conditions.get("sectors", ()), f"region IN ({among})"))}
            GROUP BY sector, region
        )
        SELECT sector.id AS sector, sector.name AS sector_name, isic, parents{cells},
        count(cell) AS total, sector.rowid AS listing_order
        FROM sector_catalogue AS sector JOIN cells ON sector.id = cells.sector
        {"" if wider else "WHERE cell IS NOT NULL"} GROUP BY sector.id"""


# The rows of other documents that contradict a trade row: no number is within the bounds of both.
CONFLICTS = """
    UPDATE trade AS one SET conflicts = (
        SELECT replace(json_group_array(id), ',', ', ') FROM (
            SELECT other.id FROM trade AS other
            WHERE other.region = one.region AND other.period = one.period AND other.flow = one.flow
            AND other.goods IS one.goods AND other.currency = one.currency
            AND other.kind = one.kind AND other.document <> one.document
            AND (other.lower > one.upper OR one.lower > other.upper) ORDER BY other.rowid))
    WHERE kind = 'actual'"""
