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
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):  # who writes has noticed
                if stream:
                    stream.flush()
        # To take apart all that was imported and read would be a sixth of the time of a command.
        os._exit(int(ended.code or 0))


def run() -> NoReturn:
    """Runs the command line; Ctrl-C ends it quietly, even while it is still being imported."""
    try:
        gc.disable()  # the process answers once and ends
        from bilat.cli import app

        app.main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
