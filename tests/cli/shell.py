"""Commands in a real shell."""

import os
import subprocess
import sys

from tests.conftest import CHECKOUT
from tests.tools.terminal import BILAT


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in bash, with standard output and error pipes."""
    return subprocess.run(
        ["bash", "-c", f"{BILAT}\n{command}"],
        capture_output=True,
        env=os.environ | environment,
        cwd=CHECKOUT,
        check=False,
    )


def bilat(*arguments: str) -> list[str]:
    """Return a command line that needs no path."""
    return [sys.executable, "-m", "bilat", *arguments]
