"""Commands in a real shell, bilat first on the path."""

import os
import subprocess
import sys
from pathlib import Path

PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Runs a command in bash, with standard output and error pipes."""
    variables = {**os.environ, "PATH": PATH, **environment}
    return subprocess.run(["bash", "-c", command], capture_output=True, env=variables, check=False)


def bilat(*arguments: str) -> list[str]:
    """A command line that needs no path."""
    return [sys.executable, "-m", "bilat", *arguments]
