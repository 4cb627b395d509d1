"""A page in the person's browser."""

import os
import sys

import typer


def opened(url: str) -> bool:
    """Opens an address in a browser with windows, and says whether there is one."""
    import webbrowser  # of no other command

    shows = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
    if not shows and sys.platform != "darwin":
        return False
    try:
        webbrowser.get()
        return typer.launch(url, wait=True) == 0
    except (webbrowser.Error, OSError):
        return False
