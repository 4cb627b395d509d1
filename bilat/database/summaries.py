"""The SQL of what is counted over the facts that fit: regions, companies and the matrix.

Conditions are SQL expressions on the columns of a table, by the name of the table; all of them must
hold.
"""

from collections.abc import Iterable, Mapping, Sequence

from bilat.database.rows import CompanyRow, RegionRow
from bilat.database.tables import ColumnInfo
from bilat.vocabulary import STATUS

Conditions = Mapping[str, Sequence[str]]

OF_THE_REGION: Conditions = {"sectors": ["scope IS NULL"], "wider": ["scope IS NOT NULL"]}
"""What is counted where nothing else is asked: the records of the regions themselves."""

MATRIX = (
    ColumnInfo("sector", "The sector's id.", references="sector_catalogue"),
    ColumnInfo("sector_name", "The sector's name."),
    ColumnInfo("isic", "ISIC Rev.4 codes of the sector.", is_list=True),
    ColumnInfo("parents", "Ids of the sectors that it belongs to.", is_list=True),
)
"""The columns of the matrix before those of the regions."""


_OF_A_REGION = (
    *("id", "name", "official_name", "kind", "iso_3166_2", "federal_district", "capital"),
    *("name_ru", "aliases"),
)
"""The columns of a region that do not follow from its meetings and records."""


def where(conditions: Iterable[str]) -> str:
    """A WHERE clause of several conditions; nothing where there is none."""
    joined = " AND ".join(f"({each})" for each in conditions)
    return f" WHERE {joined}" if joined else ""


def status_order(column: str) -> str:
    """An expression that puts statuses in the order of their vocabulary."""
    cases = " ".join(f"WHEN '{word}' THEN {place}" for place, word in enumerate(STATUS))
    return f"CASE {column} {cases} END"


def regions(conditions: Conditions, *, met: bool = False) -> str:
    """The regions, each with the latest of the meetings that fit and the counts of its records.

    Where `met` is true, a region without such a meeting is left out.
    """
    counted = ", ".join(f"sum(status = '{word}') AS \"{word}\"" for word in STATUS)
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
        "turnover_year_basis": "turnover.year_basis",
        "turnover_period": "turnover.period",
        "meetings": "(SELECT count(*) FROM meetings WHERE region = region.id)",
        "first_date": "(SELECT min(date) FROM meetings WHERE region = region.id)",
        "turnover_lower": "turnover.lower",
        "turnover_upper": "turnover.upper",
        "currency": "turnover.currency",
        "wider": "coalesce(wider.records, 0)",
    }
    columns = ", ".join(f'{computed[name]} AS "{name}"' for name in RegionRow._fields)
    required = [*conditions.get("regions", ()), *(["meeting.id IS NOT NULL"] if met else [])]
    return f"""
        WITH meetings AS (
            SELECT *, row_number() OVER (
                PARTITION BY region ORDER BY date DESC, rowid DESC) AS recency
            FROM documents {where(conditions.get("documents", ()))}
        ), counts AS (
            SELECT region, {counted} FROM sectors {where(conditions.get("sectors", ()))}
            GROUP BY region
        ), wider AS (
            SELECT region, count(*) AS records FROM sectors {where(conditions["wider"])}
            GROUP BY region
        ), turnovers AS (
            SELECT trade.*, row_number() OVER (
                PARTITION BY trade.region
                ORDER BY year_to DESC, meetings.date DESC, trade.rowid DESC) AS recency
            FROM trade JOIN meetings ON meetings.id = trade.document
            WHERE basis = 'stated' AND kind = 'actual' AND text IS NOT NULL AND year_from = year_to
        )
        SELECT {columns}, region.rowid AS listing_order FROM regions AS region
        LEFT JOIN meetings AS meeting ON meeting.region = region.id AND meeting.recency = 1
        LEFT JOIN turnovers AS turnover ON turnover.region = region.id AND turnover.recency = 1
        LEFT JOIN wider ON wider.region = region.id
        LEFT JOIN counts ON counts.region = region.id {where(required)}"""


def companies(conditions: Conditions, *, named: bool = False) -> str:
    """The companies, with what the records that fit say of each.

    Where `named` is true, a company without such a record is left out.
    """

    def ids(column: str, order: str) -> str:
        """A list of ids, in JSON, in an order."""
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
        "wider": "0",
    }
    columns = ", ".join(f'{computed[name]} AS "{name}"' for name in CompanyRow._fields)
    required = [*conditions.get("companies", ()), *(["counts.records"] if named else [])]
    return f"""
        WITH named AS (
            SELECT link.value AS company, sectors.rowid AS place, region, sector, status
            FROM sectors JOIN sectors_companies AS link USING (id)
            {where(conditions.get("sectors", ()))}
        ), in_regions AS ({ids("region", "place")}
        ), in_sectors AS ({ids("sector", "place")}
        ), in_statuses AS ({ids("status", status_order("status"))}
        ), counts AS (SELECT company, count(*) AS records FROM named GROUP BY company)
        SELECT {columns}, company.rowid AS listing_order FROM companies AS company
        LEFT JOIN in_regions ON in_regions.company = company.id
        LEFT JOIN in_sectors ON in_sectors.company = company.id
        LEFT JOIN in_statuses ON in_statuses.company = company.id
        LEFT JOIN counts ON counts.company = company.id {where(required)}"""


def matrix(conditions: Conditions, regions: Sequence[str], *, every: bool = False) -> str:
    """The sectors that have a record that fits, with its statuses, joined by +, in each region.

    Where `every` is true, all sectors of the catalogue.
    """
    cells = "".join(
        f", max(CASE region WHEN '{id_}' THEN cell END) AS \"{id_}\"" for id_ in regions
    )
    return f"""
        WITH found AS (
            SELECT DISTINCT sector, region, status, {status_order("status")} AS place
            FROM sectors {where(conditions.get("sectors", ()))}
        ), cells AS (
            SELECT DISTINCT sector, region, group_concat(status, '+') OVER (
                PARTITION BY sector, region ORDER BY place
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS cell
            FROM found
        )
        SELECT sector.id AS sector, sector.name AS sector_name, sector.isic, sector.parents{cells},
        sector.rowid AS listing_order
        FROM sector_catalogue AS sector {"LEFT" if every else ""} JOIN cells
        ON sector.id = cells.sector GROUP BY sector.id"""
