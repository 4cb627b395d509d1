"""A pager for what is taller than the terminal."""

import os
import shutil
import signal

_ENDED_BY_SIGNAL = 128


def show(text: str, encoding: str) -> bool:
    """Shows text in a pager; False where it fits the terminal or there is no pager for it.

    The pager is PAGER, or less where that is not set. It may be left at any time: keys and Ctrl-C
    are its own.
    """
    if text.count("\n") < shutil.get_terminal_size().lines:
        return False
    if os.environ.get("TERM", "dumb") == "dumb":
        return False  # less would ask before it shows anything
    command = os.environ.get("PAGER", "less").strip()
    if command in ("", "cat"):
        return False
    return _run(command, text.encode(encoding, "replace"))


def _run(command: str, data: bytes) -> bool:
    """Runs a pager as a shell does, as other programs do too; whether it did not fail."""
    import subprocess

    environment = {"LESS": "FRX", **os.environ}
    pager = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pager.communicate(data)  # that it is left before the end is no error
    finally:
        signal.signal(signal.SIGINT, before)
    return not 0 < pager.returncode < _ENDED_BY_SIGNAL
