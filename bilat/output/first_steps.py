"""What `bilat` alone says: what it answers, and how to begin."""

from bilat.output.tables.layout import indented, text, wrap
from bilat.output.terminal import Terminal

_PURPOSE = (
    "What Belarus and the regions of Russia trade, propose and already do together,",
    "from five official reports, 2015-2025.",
)
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


def first_steps(terminal: Terminal) -> str:
    """The text, in lines that fit the terminal."""
    width = terminal.width
    if width >= _WHOLE:
        commands = max(map(len, _STEPS))
        steps = [f"  {command:{commands}}   {purpose}" for command, purpose in _STEPS.items()]
        return text((*_PURPOSE, "", *steps, "", *_MORE))
    lines = [*wrap(" ".join(_PURPOSE), width), ""]
    for command, purpose in _STEPS.items():
        lines += [f"  {command}", *indented(purpose, 4, width)]
    return text((*lines, "", *(line for each in _MORE for line in wrap(each, width))))
