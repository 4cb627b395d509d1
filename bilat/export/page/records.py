"""The records, a table a region, and the form that filters them."""

from collections.abc import Iterable, Iterator

from bilat.database.rows import RegionRow, SectorRow
from bilat.export.page import words
from bilat.export.page.contents import Contents, token
from bilat.export.page.markup import (
    Markup,
    block,
    cell,
    element,
    group,
    group_head,
    link,
    markup,
    row,
    soft,
    table,
    unseen,
    whole,
)
from bilat.output import wording
from bilat.output.pen import PLAIN
from bilat.text import fold
from bilat.vocabulary import STATUS

COLUMNS = ("Sector", "Status", "What, and the words it rests on", "Said by")
SCOPES = {"region": "the region itself", "wider": "wider than the region"}

Options = Iterable[tuple[str, str]]


def records(contents: Contents) -> Markup:
    """The form and the tables."""
    regions = (
        _region(contents, region, found) for region, found in contents.by_region(contents.records)
    )
    return markup(_form(contents), *regions, between="\n")


def status(record: SectorRow) -> Markup:
    """The sign and the word of a status, in brackets where it is of something wider."""
    return whole(sign(record), " ", element("b", record.status))


def sign(record: SectorRow) -> Markup:
    """The sign of a status, for those who see the page."""
    return element("span", wording.sign(record, PLAIN), aria_hidden="true")


def _region(contents: Contents, region: RegionRow, found: list[SectorRow]) -> Markup:
    meetings = contents.meetings(region.id)
    own = [_row(contents, each) for each in found if each.scope is None]
    wider = [_row(contents, each) for each in found if each.scope is not None]
    groups = [group(*own)] if own else []
    if wider:
        head = group_head(len(COLUMNS), "Wider than the region, not counted for it")
        groups.append(group(head, *wider))
    name = element("h3", region.name, " ", element("small", words.met(meetings)), id=region.id)
    caption = unseen(f"Records of {region.name}")
    return block("section", name, table("records listed", caption, COLUMNS, *groups))


def _row(contents: Contents, record: SectorRow) -> Markup:
    meeting = contents.document[record.document]
    side = wording.whose(record.status, record.side)
    dated = len(contents.meetings(record.region)) > 1
    return row(
        record.sector_name,
        cell(
            markup(status(record), f" {side}" if side else None),
            soft(f"condition: “{record.condition}”") if record.condition else None,
            soft(f"scope: {record.scope}") if record.scope else None,
        ),
        cell(
            record.summary,
            soft(named) if (named := _named(contents, record)) else None,
            soft(words.quoted(record.evidence)),
        ),
        cell(
            link(record.url, whole(words.source(record, meeting))),
            soft(wording.day(meeting.date)) if dated else None,
        ),
        id=contents.anchors[record.id],
        data_is=" ".join(_tokens(contents, record)),
    )


def _named(contents: Contents, record: SectorRow) -> str:
    """The companies, goods and projects that the summary does not name."""
    summary = f" {fold(record.summary)} "

    def new(names: Iterable[str]) -> str:
        return ", ".join(name for name in names if f" {fold(name)} " not in summary)

    companies = new(contents.company[id_].name for id_ in record.companies)
    goods = ": ".join(filter(None, (companies, new(record.products))))
    return " · ".join(filter(None, (goods, new(record.projects))))


def _tokens(contents: Contents, record: SectorRow) -> Iterator[str]:
    """What a record is, for the filters: each a kind and an id."""
    yield token("region", record.region)
    for sector in (record.sector, *contents.field[record.sector].parents):
        yield token("sector", sector)
    yield token("status", record.status)
    if record.side:
        yield token("side", record.side)
    if record.side == "both":
        yield token("side", "region")
        yield token("side", "belarus")
    yield token("scope", "wider" if record.scope else "region")
    for company in record.companies:
        yield token("company", company)


# The form


def _form(contents: Contents) -> Markup:
    """Hidden until the script shows it, since it does nothing without."""
    search = element(
        "input", name="words", type="search", placeholder="tram, лифты, Amkodor", autocomplete="off"
    )
    regions = ((region.id, region.name) for region in contents.regions)
    statuses = ((word, f"{each.sign} {word}") for word, each in STATUS.items())
    return block(
        "form",
        element("label", "Words ", search, class_="words"),
        _choice(contents, "region", regions),
        _choice(contents, "sector", _sectors(contents)),
        _choice(contents, "status", statuses),
        _choice(contents, "side", wording.SIDES.items()),
        _choice(contents, "scope", SCOPES.items()),
        element("button", "Show all", type="button"),
        element("output", role="status"),
        hidden=True,
        aria_label="Filter the records",
    )


def _choice(contents: Contents, name: str, options: Options) -> Markup:
    choices = (
        element(
            "option",
            label,
            value=value,
            data_of=of if (names := contents.called.get(of := token(name, value))) else None,
            data_names=names,
        )
        for value, label in options
    )
    every = element("option", "all", value="")
    select = block("select", every, *choices, name=name, autocomplete="off")
    return element("label", f"{name.capitalize()} ", select)


def _sectors(contents: Contents) -> Iterator[tuple[str, str]]:
    """The sectors that a record is of, below those that they belong to."""
    return ((field.id, f"{'– ' if field.parents else ''}{field.name}") for field in contents.used())
