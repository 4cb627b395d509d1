"""Typer's rich help, printed as all other output is."""

import os
from typing import Any

from typer.core import TyperCommand, TyperGroup

from bilat.output import streams

WIDEST = 100
"""Columns beyond which lines of help are hard to read."""


class Command(TyperCommand):
    """A command whose help follows the width and the colours of other output."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _prepare()
        super().format_help(ctx, formatter)


class Group(TyperGroup):
    """The commands, with help of the same kind."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _prepare()
        super().format_help(ctx, formatter)


def _prepare() -> None:
    streams.output()
    from typer import rich_utils  # imports rich, which other commands may not need

    rich_utils.FORCE_TERMINAL = None  # GITHUB_ACTIONS would colour even a pipe
    rich_utils.COLOR_SYSTEM = None if os.environ.get("NO_COLOR") else "auto"
    rich_utils.MAX_WIDTH = min(streams.width(), WIDEST)
