"""`python -m bilat`, and what the command `bilat` runs."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def main() -> NoReturn:
    """Runs the command line and ends the process with its status."""
    try:
        run()
    except SystemExit as ended:
        status = _status(ended)
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):  # who writes has noticed
                if stream:
                    stream.flush()
        # To take apart all that was imported and read would be a sixth of the time of a command.
        os._exit(status)


def _status(ended: SystemExit) -> int:
    """What the process ends with; a text is told to the person, as Python does."""
    if ended.code is None or isinstance(ended.code, int):
        return ended.code or 0
    if sys.stderr:
        with suppress(OSError):
            sys.stderr.write(f"{ended.code}\n")
    return 1


def run() -> NoReturn:
    """Runs the command line; Ctrl-C ends it quietly, even while it is still being imported."""
    try:
        gc.disable()  # the process answers once and ends
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none has a say in a command
        from bilat.output import terminal

        terminal.take_over()
        from bilat.cli import app

        app.main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
