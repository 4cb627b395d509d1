"""The command line: options → question → rows on standard output. No logic of its own."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bilat.cli import commands, listing
from bilat.database.store import Database, Row
from bilat.errors import BilatError, DatasetError
from bilat.output import terminal
from bilat.queries.listings import LISTINGS
from bilat.version import __version__

PURPOSE = "What Belarus and the regions of Russia trade, propose and already do together."

app = typer.Typer(
    name="bilat",
    help=PURPOSE,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        terminal.write_text(f"bilat {__version__}{_dataset_version()}\n")
        raise typer.Exit


def _dataset_version() -> str:
    """Which dataset is asked, where it can be read."""
    found = _of_the_dataset("SELECT value FROM dataset_info WHERE name = 'version'")
    return f", dataset {found[0]}" if found else ""


def _reports() -> str:
    """What the answers are from; in general words where that cannot be read."""
    found = _of_the_dataset(
        "SELECT count(*), substr(min(date), 1, 4), substr(max(date), 1, 4) FROM documents"
    )
    if not found or not found[0]:
        return "official reports of meetings"
    count, first, last = found
    number = _SMALL[count] if count < len(_SMALL) else str(count)
    years = first if first == last else f"{first}-{last}"
    return f"{number} official report{'' if count == 1 else 's'}, {years}"


_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _of_the_dataset(query: str) -> Row | None:
    """The first row of a query to the dataset, unless it cannot be read."""
    folder = os.environ.get("BILAT_DATA")
    try:
        return Database(Path(folder) if folder else None).one(query)
    except BilatError:
        return None


@app.callback(invoke_without_command=True, help=PURPOSE)
def start(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        from bilat.output.first_steps import first_steps

        terminal.write_text(first_steps(_reports(), terminal.terminal()))


def _add(
    name: str, run: Callable[..., None], purpose: str, examples: Sequence[str], more: str = ""
) -> None:
    """Adds a command; in its help an example has a line of its own."""
    help_ = "\n\n".join(filter(None, [purpose, "\b\n" + "\n".join(examples), more]))
    app.command(name, help=help_, short_help=purpose)(run)


for _name, (_purpose, _examples, _) in LISTINGS.items():
    _add(_name, listing.command(_name), _purpose, _examples, listing.words_help(_name))
_add(
    "show",
    commands.show,
    "One thing in full: a region, sector, company, document, fact.",
    (
        "bilat show irkutsk/turnover-2019",
        "bilat show trolleybuses --format json",
        "bilat show Khabarovsk --format markdown",
        "bilat show khabarovsk/trucks --web",
    ),
)
_add(
    "sql",
    commands.sql,
    "Anything else, in SQL; alone, the tables and columns.",
    (
        "bilat sql 'SELECT region, count(*) AS n FROM sectors GROUP BY 1 ORDER BY n DESC'",
        "bilat sql \"SELECT id, value FROM sectors_companies WHERE value = 'belaz'\" -f csv",
        "bilat sql \"SELECT phrase FROM evidence WHERE document LIKE 'irkutsk%'\"",
    ),
)
_add(
    "check",
    commands.check,
    "Is the dataset sound, does it agree with the documents?",
    ("bilat check", "bilat check --documents texts --format json"),
)
_add(
    "export",
    commands.export,
    "Hand on the whole dataset: a database, a data package, a page.",
    (
        "bilat export sqlite bilat.db",
        "bilat export datapackage bilat-data",
        "bilat export html bilat.html",
    ),
)
_add(
    "schema",
    commands.schema,
    "Print the JSON Schema of a YAML file or of a listing.",
    ("bilat schema document", "bilat schema trade"),
)
_add(
    "draft",
    commands.draft,
    "Print the skeleton of a document's file for a new text.",
    ("bilat draft meeting.txt", "bilat draft meeting.txt --data data"),
)


# From the shell


def main() -> NoReturn:
    """Runs the command line and ends the process with its status."""
    if not terminal.is_terminal():
        # Typer colours its help wherever one of these is set, even in a pipe.
        for name in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "TTY_COMPATIBLE"):
            os.environ.pop(name, None)
    if not os.environ.get("TERMINAL_WIDTH", "").isdecimal():
        os.environ.pop("TERMINAL_WIDTH", None)  # Typer takes it for a number
    sys.exit(_run())


def _run() -> int:
    try:
        status = app(prog_name="bilat", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except terminal.ReaderGone:
        return 0
    except DatasetError as error:
        terminal.note(f"{error}\nbilat: the dataset is unsound")
        return error.exit_code
    except BilatError as error:
        terminal.complain(str(error))
        return error.exit_code
    except typer.TyperException as error:
        from bilat.cli import mistakes

        terminal.complain(mistakes.explain(error, sys.argv[1:]))
        return error.exit_code
    except UnicodeEncodeError as error:
        terminal.complain(f"{error.object!a} is no text in UTF-8")
        return 2
    except OSError as error:
        reason = error.strerror or str(error)
        terminal.complain(f"{error.filename}: {reason}" if error.filename else reason)
        return 1
    except MemoryError:
        terminal.complain("there is not enough memory for that")
        return 1
    except (KeyboardInterrupt, typer.Abort):
        return 130
