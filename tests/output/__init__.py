"""What several tests of output need."""

import io
from collections.abc import Iterable

from rich.console import Console

from bilat.output.look import THEME, Form, Sheet


def drawn(sheets: Iterable[Sheet], form: Form) -> str:
    """Return sheets as a console without colours prints them."""
    encoding = "ascii" if form.ascii else "utf-8"
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace")
    options = {"color_system": None, "highlight": False, "markup": False, "emoji": False}
    console = Console(file=file, width=form.room, theme=THEME, **options)  # type: ignore[arg-type]
    for number, sheet in enumerate(sheets):
        for part in ("" if number else None, sheet.title, sheet.table, *sheet.notes):
            if part is not None:
                console.print(part)
    file.seek(0)
    return file.read()
