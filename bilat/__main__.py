"""`python -m bilat`, and what the command `bilat` runs."""

import gc
import os
import sys
from contextlib import suppress
from types import ModuleType
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
        _hasten()
        from bilat.cli import app

        app.main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def _hasten() -> None:
    """Leaves out what a process that answers once and ends can do without."""
    gc.disable()
    # pydantic would search every installed package for plug-ins, and import importlib.metadata for
    # it, which takes a tenth of the time of a command.
    no_plugins = ModuleType("pydantic.plugin._loader")
    no_plugins.get_plugins = tuple  # type: ignore[attr-defined]
    sys.modules[no_plugins.__name__] = no_plugins


if __name__ == "__main__":
    main()
