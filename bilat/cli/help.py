"""Typer's rich help, with the width and the colours of other output."""

import os
from typing import Any

from typer.core import TyperCommand, TyperGroup

from bilat.output import streams

WIDEST = 100  # columns beyond which lines of help are hard to read


class _Help:
    def format_help(self, ctx: Any, formatter: Any) -> None:
        os.environ.pop("TERMINAL_WIDTH", None)  # which Typer takes for a number
        from typer import rich_utils  # imports rich, which other commands may not need

        rich_utils.FORCE_TERMINAL = None  # GITHUB_ACTIONS would colour even a pipe
        rich_utils.MAX_WIDTH = min(streams.width(), WIDEST)
        for parameter in ctx.command.get_params(ctx):
            if parameter.metavar is None or parameter.param_type_name == "argument":
                parameter.display_type_rich = lambda ctx: ""  # not <bool> or <list[str]>
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Command(_Help, TyperCommand):
    """A command with such help."""


class Group(_Help, TyperGroup):
    """All commands, with such help."""
