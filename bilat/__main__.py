"""`python -m bilat`, and what the command `bilat` runs."""

import gc
import sys
from types import ModuleType


def main() -> None:
    """Runs the command line; Ctrl-C ends it quietly, even while it is still being imported."""
    try:
        _hasten()
        from bilat import cli

        cli.main()
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
