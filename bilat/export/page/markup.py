"""HTML, element by element: whatever is not markup already is escaped."""

from collections.abc import Iterable
from html import escape

_VOID = frozenset(("br", "col", "input", "link", "meta", "wbr"))


class Markup(str):
    """Text that is HTML; any other text is escaped where it becomes a part of some."""

    __slots__ = ()


def markup(*parts: str | None, between: str = "") -> Markup:
    """Parts one after the other; None is no part."""
    html = (
        part if isinstance(part, Markup) else escape(part) for part in parts if part is not None
    )
    return Markup(between.join(html))


def element(name: str, /, *content: str | None, **attributes: str | bool | None) -> Markup:
    """An element with its content.

    `class_` is the attribute class and `data_label` is data-label; of True only the name is
    written, None and False are left out.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(value)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{markup(*content)}</{name}>")


def block(name: str, /, *content: str | None, **attributes: str | bool | None) -> Markup:
    """An element whose parts stand on lines of their own, so that their words stay apart."""
    return element(name, "\n", markup(*content, between="\n"), "\n", **attributes)


def unseen(text: str) -> Markup:
    """Text for those who listen to the page."""
    return element("span", text, class_="unseen")


def soft(*content: str | None) -> Markup:
    """A second line."""
    return element("div", *content, class_="soft")


def whole(*content: str) -> Markup:
    """What is not broken over lines."""
    return element("span", *content, class_="whole")


def link(address: str, *content: str) -> Markup:
    """A link to an address of the web; what has any other kind of address is no link."""
    if address.lower().startswith(("https://", "http://")):
        return element("a", *content, href=address, rel="noreferrer")
    return markup(*content)


def table(name: str, caption: str, columns: Iterable[str], *groups: str) -> Markup:
    """A table with its head; the groups of its rows are made with `group`.

    The roles say what the elements are where a narrow screen sets them as blocks.
    """
    heads = (element("th", each, scope="col", role="columnheader") for each in columns)
    head = element("tr", *heads, role="row")
    return block(
        "table",
        element("caption", caption),
        element("thead", head, role="rowgroup"),
        *groups,
        role="table",
        class_=name,
    )


def group(*rows: str) -> Markup:
    """Rows that belong together."""
    return block("tbody", *rows, role="rowgroup")


def group_head(width: int, *content: str) -> Markup:
    """A row that says what a group of rows is about."""
    head = element("th", *content, scope="rowgroup", colspan=str(width), role="rowheader")
    return element("tr", head, role="row", class_="group")


def row(head: str, *cells: str, **attributes: str | None) -> Markup:
    """A row: its name, and cells made with `cell`."""
    name = element("th", head, scope="row", role="rowheader")
    return block("tr", name, *cells, role="row", **attributes)


def cell(*content: str | None, label: str | None = None, class_: str | None = None) -> Markup:
    """A cell; the label says what it is where the head of the table cannot be seen."""
    parts = markup(*content, between="\n")
    return element("td", parts, role="cell", data_label=label, class_=class_)
