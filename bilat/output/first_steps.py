"""What `bilat` alone says: what it answers, and how to begin."""

from bilat.output.tables.layout import indented, text, wrap
from bilat.output.terminal import Terminal

_PURPOSE = "What Belarus and the regions of Russia trade, propose and already do together,"
_STEPS = {
    "bilat regions": "who met when, and how much there is on each",
    "bilat sectors -r Bashkortostan": "what exists there, is planned or proposed",
    "bilat trade --chart": "turnover, as stated and as it follows",
    "bilat show trolleybuses": "one thing in full, with its evidence",
}
_MORE = (
    "Also: companies, figures, documents, matrix, sql, check, export, schema, draft",
    "Help: bilat --help, bilat COMMAND --help",
)
_WHOLE = 79
"""The width from which commands have their purposes beside them."""


def first_steps(reports: str, terminal: Terminal) -> str:
    """The text, in lines that fit the terminal; `reports` says what the answers are from."""
    purpose = (_PURPOSE, f"from {reports}.")
    width = terminal.width
    if width >= _WHOLE:
        commands = max(map(len, _STEPS))
        steps = [f"  {command:{commands}}   {answer}" for command, answer in _STEPS.items()]
        return text((*purpose, "", *steps, "", *_MORE))
    lines = [*wrap(" ".join(purpose), width), ""]
    for command, answer in _STEPS.items():
        lines += [f"  {command}", *indented(answer, 4, width)]
    return text((*lines, "", *(line for each in _MORE for line in wrap(each, width))))
