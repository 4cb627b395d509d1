"""The whole dataset as one page of HTML, to be read in a browser, offline and without a server."""

from pathlib import Path

from bilat.database.store import Database
from bilat.export.page.contents import Contents
from bilat.export.page.page import BEGINNING, page


def write(database: Database, path: Path) -> None:
    """Writes the page to a path where nothing is."""
    path.write_text(page(Contents(database)), encoding="utf-8", newline="\n")


def is_ours(path: Path) -> bool:
    """Whether a file is a page of bilat."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(BEGINNING)) == BEGINNING.encode()
