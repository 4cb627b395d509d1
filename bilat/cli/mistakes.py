"""A command line that Typer refuses → what would be right."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import typer

from bilat.queries.filters import FILTERS
from bilat.queries.listings import LISTINGS

_MEANT = {
    **dict.fromkeys(("search", "find", "grep", "query", "ask"), "sectors"),
    **dict.fromkeys(("list", "ls", "records", "cooperation", "projects", "offers"), "sectors"),
    **dict.fromkeys(("turnover", "statistics", "stats"), "trade"),
    **dict.fromkeys(("numbers", "facts"), "figures"),
    **dict.fromkeys(("meetings", "reports", "sources", "texts"), "documents"),
    **dict.fromkeys(("table", "overview", "summary"), "matrix"),
    **dict.fromkeys(("validate", "verify", "lint"), "check"),
    **dict.fromkeys(("info", "get", "describe", "view"), "show"),
}
"""What people type for a command."""
_OPTIONS = {
    **dict.fromkeys(("--speaker", "--by", "--who"), "--said-by president, head or report"),
    **dict.fromkeys(("--after", "--since", "--from"), "--year 2020-"),
    **dict.fromkeys(("--before", "--until", "--to"), "--year -2020"),
    "--proposed-by": "--side, which is of plans and of interest too",
    "--csv": "--format csv",
    "--json": "--format json",
    "--output": "--format, or > FILE",
    "--limit": "head, as in: bilat sectors | head",
    "--exclude": "bilat sql, for filters have no negation",
    "--not": "bilat sql, for filters have no negation",
}
"""What people type for an option, and what does it."""


def explain(error: typer.TyperException, arguments: Sequence[str]) -> str:
    """What a person is told of an error that Typer found in the arguments."""
    context: Any = getattr(error, "ctx", None)
    name = getattr(error, "option_name", None)
    message = error.format_message().replace("Value error, ", "")
    command = context.command_path if context else "bilat"
    if context is not None and context.parent is None:
        commands = [*context.command.commands]
        if name or message.startswith("No such command"):
            return _command(str(name or arguments[0]), arguments, commands)
    elif context is not None and name and "No such option" in message:
        return _option(name, command, context)
    return f"{message}\nTry '{command} --help'."


def _command(given: str, arguments: Sequence[str], commands: Sequence[str]) -> str:
    """Of a word that is no command, or an option before the command."""
    every = f"Commands: {', '.join(commands)}"
    if given.startswith("-"):
        found = next((each for each in arguments if each in commands), None)
        if found is None:
            return f"there is no option {given}; an option follows its command\n{every}"
        rest = list(arguments)
        rest.remove(found)
        return f"options follow the command: bilat {' '.join([found, *rest])}"
    if given == "help":
        return f"there is no command 'help'; to ask for it: bilat {' '.join(arguments[1:2])} --help"
    near = [_MEANT[given]] if given in _MEANT else get_close_matches(given, commands, n=3)
    if not near:
        return f"there is no command {given!r}; to search: bilat sectors TEXT\n{every}"
    after = " ".join(arguments[arguments.index(given) + 1 :])
    takes_text = near[0] in LISTINGS or near[0] == "show"
    meant = f"bilat {near[0]} {after}".strip() if takes_text else f"bilat {near[0]}"
    return f"there is no command {given!r}; did you mean: {meant}\n{every}"


def _option(given: str, command: str, context: Any) -> str:
    """Of an option that a command does not have: the nearest, else the list."""
    given = given.partition("=")[0]
    known = [opt for param in context.command.params for opt in param.opts if opt.startswith("--")]
    if filter_ := next((each for each in FILTERS.values() if given in each.options), None):
        return (
            f"{command} has no option {given}; {', '.join(filter_.listings)} have it.\n"
            f"To search for a word: {command} WORD"
        )
    if given in _OPTIONS:
        return f"{command} has no option {given}; there is {_OPTIONS[given]}"
    near = get_close_matches(given, known, n=2, cutoff=0.8)
    if near:
        return f"{command} has no option {given}; did you mean {' or '.join(near)}?"
    every = ", ".join(known)
    more = "\nAnything else: bilat sql" if context.info_name in LISTINGS else ""
    return f"{command} has no option {given}\nOptions: {every}{more}"
