"""Runs a shell command on a real pseudo-terminal."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from pathlib import Path

from tests.conftest import OF_THE_PERSON

_PAUSE = 0.5
"""Seconds after which what shows nothing more is waiting for a key."""


def on_terminal(
    command: str,
    environment: dict[str, str] | None = None,
    *,
    width: int = 80,
    height: int = 50,
    keys: bytes = b"",
) -> str:
    """Return what a command shows on a terminal: standard output and error as they come.

    `keys` are typed one by one whenever it is at rest; there is no pager unless `environment` has
    one. The program `bilat` is this checkout.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    inherited = {name: value for name, value in os.environ.items() if name not in OF_THE_PERSON}
    process = subprocess.Popen(
        ["bash", "-c", f"{BILAT}\n{command}"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=Path(__file__).parents[2],
        env=inherited
        | {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PAGER": "cat"}
        | (environment or {}),
        preexec_fn=_own_terminal,
    )
    os.close(theirs)
    shown = b""
    while True:
        if keys and shown and not select.select([ours], [], [], _PAUSE)[0]:
            os.write(ours, keys[:1])
            keys = keys[1:]
            continue
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not piece:
            break
        shown += piece
    process.wait()
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


BILAT = f'bilat() {{ "{sys.executable}" -m bilat "$@"; }}'
"""A function of the shell, so that no installed bilat is tested in place of this one."""


def _own_terminal() -> None:
    """Make standard input the terminal of a new session, which Ctrl-C needs."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
