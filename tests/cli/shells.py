"""Real shells on a pseudo-terminal, with bilat's completion, typed into as a person does."""

import os
import pty
import re
import select
import signal
import sys
import time
from pathlib import Path

from tests.conftest import CHECKOUT

COMMANDS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "--interactive"],
}
_PREPARE = {
    "bash": 'PS1=; bind "set enable-bracketed-paste off"; eval "$(_BILAT_COMPLETE=source_bash bilat)"',
    "zsh": "PROMPT=; PROMPT_SP=; autoload -Uz compinit; compinit -D -u;"
    ' eval "$(_BILAT_COMPLETE=source_zsh bilat)"',
    "fish": "function fish_prompt; end; _BILAT_COMPLETE=source_fish bilat | source",
}
_ESCAPES = re.compile(
    r"\x1b(\[[0-9;?>=]*[A-Za-z]|\][^\x07]*\x07|[()][A-Z0-9]|[=>])|[^\n]*\r(?!\r*\n)"
)
"""What moves the cursor or sets the title, and what of a line is overwritten."""
_PATIENCE = 60


class Shell:
    """A shell that has loaded the completion of bilat, in a home of its own."""

    def __init__(self, name: str, home: Path, environment: dict[str, str]) -> None:
        program = home / "bin" / "bilat"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bilat "$@"\n')
        program.chmod(0o700)
        kept = {each: os.environ[each] for each in ("XDG_CACHE_HOME",) if each in os.environ}
        variables = {
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(CHECKOUT),
            "HOME": str(home),
            "TERM": "xterm",
            "LC_ALL": "C.UTF-8",
        }
        self._process, self._terminal = pty.fork()
        if not self._process:
            os.chdir(home)
            os.execvpe(COMMANDS[name][0], COMMANDS[name], kept | variables | environment)
        self._shown = ""
        self._count = 0
        self._run(_PREPARE[name])

    def words(self, line: str) -> list[str]:
        """Return the words that the shell makes of a line; its keys may be Tab."""
        shown = self._run(f"printf '<%s>\\n' {line}") if "\t" not in line else self._completed(line)
        return re.findall(r"^<(.*?)>\r*$", shown, re.MULTILINE)

    def close(self) -> None:
        """End the shell."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._terminal)

    def _completed(self, line: str) -> str:
        """Type a line, and put at its beginning what prints its words instead of running it."""
        self._type(line)
        self._type("\x01")  # Ctrl-A: to the beginning of the line
        return self._run("printf '<%s>\\n' ")

    def _run(self, line: str) -> str:
        """Type a line and Enter; return what is shown until the shell has done it."""
        self._count += 1
        self._type(f"{line}\r")
        self._type(f"echo end''-of-{self._count}\r")
        return self._until(f"end-of-{self._count}")

    def _type(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def _until(self, mark: str) -> str:
        until = time.monotonic() + _PATIENCE
        while mark not in self._shown:
            left = until - time.monotonic()
            assert left > 0, f"the shell shows no {mark!r} but {self._shown!r}"
            if select.select([self._terminal], [], [], left)[0]:
                piece = os.read(self._terminal, 65536).decode("utf-8", "replace")
                if "\x1b[c" in piece or "\x1b[0c" in piece:  # fish asks what terminal it is
                    self._type("\x1b[?62c")
                self._shown += piece
        shown, _, self._shown = self._shown.partition(mark)
        return _ESCAPES.sub("", shown)
