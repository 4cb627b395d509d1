"""Typer's rich help, with the width and the colours of other output."""

import os
from typing import Any

from typer.core import TyperCommand, TyperGroup

from bilat.output import streams

WIDEST = 100
"""Columns beyond which lines of help are hard to read."""


class Command(TyperCommand):
    """A command with such help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _prepare(self.get_params(ctx))
        super().format_help(ctx, formatter)


class Group(TyperGroup):
    """All commands, with such help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _prepare(self.get_params(ctx))
        super().format_help(ctx, formatter)


def _prepare(parameters: list[Any]) -> None:
    streams.output()
    from typer import rich_utils  # imports rich, which other commands may not need

    rich_utils.FORCE_TERMINAL = None  # GITHUB_ACTIONS would colour even a pipe
    rich_utils.COLOR_SYSTEM = None if os.environ.get("NO_COLOR") else "auto"
    rich_utils.MAX_WIDTH = min(streams.width(), WIDEST)
    for parameter in parameters:
        if parameter.metavar is None or parameter.param_type_name == "argument":
            parameter.display_type_rich = _no_type  # such as <bool> or <list[str]>


def _no_type(ctx: Any) -> str:
    return ""
