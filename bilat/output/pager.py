"""A pager for what is taller than the terminal."""

import os
import shlex
import shutil
import signal


def show(text: str, encoding: str) -> bool:
    """Shows text in a pager; False where it fits the terminal or there is no pager for it.

    The pager is PAGER, or less where that is not set. It may be left at any time: keys and Ctrl-C
    are its own.
    """
    if text.count("\n") < shutil.get_terminal_size().lines:
        return False
    if os.environ.get("TERM", "dumb") == "dumb":
        return False  # less would ask before it shows anything
    try:
        command = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # a quotation mark that is never closed
        return False
    if command in ([], ["cat"]):
        return False
    return _run(command, text.encode(encoding, "replace"))


def _run(command: list[str], data: bytes) -> bool:
    import subprocess

    environment = {"LESS": "FRX", **os.environ}
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    except OSError:
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pager.communicate(data)  # that it is left before the end is no error
    finally:
        signal.signal(signal.SIGINT, before)
    return True
