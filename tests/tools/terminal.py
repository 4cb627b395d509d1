"""bilat in a real shell: between pipes, or on a pseudo-terminal into which keys are typed."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.conftest import CHECKOUT, OF_THE_PERSON

# A function of the shell, so that no installed bilat is tested in place of this one.
BILAT = f'bilat() {{ "{sys.executable}" -m bilat "$@"; }}'
_PATIENCE = 60  # seconds after which nothing more is going to be shown


def bilat(*arguments: str) -> list[str]:
    """Return a command line that needs no path."""
    return [sys.executable, "-m", "bilat", *arguments]


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in bash, with standard output and error pipes."""
    return subprocess.run(
        ["bash", "-c", f"{BILAT}\n{command}"],
        capture_output=True,
        env=os.environ | environment,
        cwd=CHECKOUT,
        check=False,
    )


class Terminal:
    """A program on a pseudo-terminal."""

    def __init__(
        self,
        program: Sequence[str],
        environment: Mapping[str, str],
        *,
        width: int = 80,
        height: int = 50,
        folder: Path = CHECKOUT,
    ) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self._process = subprocess.Popen(
            program,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env=environment,
            preexec_fn=_own_terminal,
        )
        os.close(theirs)
        self._shown = b""

    def type(self, keys: str) -> None:
        """Type some keys."""
        os.write(self._ours, keys.encode())

    def until(self, mark: str) -> str:
        """Return what is shown until a mark appears, without what was returned before."""
        while mark.encode() not in self._shown:
            assert self._read(), f"it ends without {mark!r}, showing {self._shown!r}"
        shown, _, self._shown = self._shown.partition(mark.encode())
        return shown.decode()

    def rest(self) -> str:
        """Return what is shown until the program ends, without what was returned before."""
        while self._read():
            pass
        self._process.wait()
        os.close(self._ours)
        return self._shown.decode().replace("\r\n", "\n")

    def _read(self) -> bool:
        """Read what is shown; return whether there can be more."""
        is_ready = select.select([self._ours], [], [], _PATIENCE)[0]
        assert is_ready, f"nothing more is shown than {self._shown!r}"
        try:
            piece = os.read(self._ours, 65536)
        except OSError:  # Linux: the other end is closed
            return False
        if b"\x1b[c" in piece or b"\x1b[0c" in piece:  # it asks what terminal this is, as fish does
            self.type("\x1b[?62c")
        self._shown += piece
        return bool(piece)


def _own_terminal() -> None:
    """Make standard input the terminal of a new session, which Ctrl-C needs."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def started(command: str, *, width: int = 80, height: int = 50, **environment: str) -> Terminal:
    """Start a command of bash; there is no pager unless the environment has one."""
    inherited = {name: value for name, value in os.environ.items() if name not in OF_THE_PERSON}
    usual = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PAGER": ""}
    program = ["bash", "-c", f"{BILAT}\n{command}"]
    return Terminal(program, inherited | usual | environment, width=width, height=height)


def on_terminal(command: str, *, width: int = 80, height: int = 50, **environment: str) -> str:
    """Return what a command of bash shows: standard output and error as they come."""
    return started(command, width=width, height=height, **environment).rest()
