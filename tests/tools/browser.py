"""A real Chromium without a window, driven through chromedriver with the standard library."""

import base64
import json
import re
import shutil
import struct
import subprocess
import tempfile
import urllib.request
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

ARGUMENTS = (
    "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --window-size=500,400"
).split()


def missing() -> str:
    """The program that is not there, or nothing."""
    return next((name for name in ("chromium", "chromedriver") if not shutil.which(name)), "")


class Browser:
    """A session of WebDriver."""

    def __init__(self, session: str) -> None:
        self._session = session

    def open(self, url: str) -> None:
        """Goes to an address as a person does who types it, and waits until it has loaded."""
        _call("POST", f"{self._session}/url", {"url": url})

    def run(self, script: str, *arguments: Any) -> Any:
        """What a function body in JavaScript returns, or what the promise that it returns does."""
        body = {"script": script, "args": arguments}
        return _call("POST", f"{self._session}/execute/sync", body)

    def pixels(self) -> list[list[tuple[int, int, int]]]:
        """What is on the screen: rows of red, green and blue."""
        return _decoded(base64.b64decode(_call("GET", f"{self._session}/screenshot")))


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser with a profile of its own, which ends with the context."""
    driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, driver:
        try:
            assert driver.stdout is not None
            lines = (re.search(r"successfully on port (\d+)", line) for line in driver.stdout)
            root = f"http://127.0.0.1:{next(found[1] for found in lines if found)}"
            chrome = {
                "binary": shutil.which("chromium"),
                "args": [*ARGUMENTS, f"--user-data-dir={profile}"],
            }
            wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": chrome}}}
            session = f"{root}/session/{_call('POST', f'{root}/session', wanted)['sessionId']}"
            try:
                yield Browser(session)
            finally:
                _call("DELETE", session)
        finally:
            driver.terminate()


def _call(method: str, url: str, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)["value"]


def _decoded(png: bytes) -> list[list[tuple[int, int, int]]]:
    """The pixels of a PNG with eight bits a channel."""
    place, data, width, depth = 8, b"", 0, 0
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        chunk = png[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            width, depth = struct.unpack(">I", chunk[:4])[0], {2: 3, 6: 4}[chunk[9]]
        elif kind == b"IDAT":
            data += chunk
        place += length + 12
    raw, stride = zlib.decompress(data), width * depth
    above, rows = bytearray(stride), []
    for start in range(0, len(raw), stride + 1):
        above = _unfiltered(
            raw[start], bytearray(raw[start + 1 : start + 1 + stride]), above, depth
        )
        pixels = zip(*(above[channel::depth] for channel in range(3)), strict=True)
        rows.append([*pixels])
    return rows


def _unfiltered(filter_: int, line: bytearray, above: bytearray, depth: int) -> bytearray:
    for index, value in enumerate(line):
        left = line[index - depth] if index >= depth else 0
        up, corner = above[index], above[index - depth] if index >= depth else 0
        near = left + up - corner
        paeth = min((left, up, corner), key=lambda each: abs(near - each))
        line[index] = (value + (0, left, up, (left + up) // 2, paeth)[filter_]) & 255
    return line
