"""A real browser without a window: Chromium, driven through chromedriver's WebDriver protocol."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

OPTIONS = (
    "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --hide-scrollbars"
).split()


class Browser:
    """A window of the browser."""

    def __init__(self, driver: str, binary: str, profile: Path) -> None:
        self._address = f"{driver}/session"
        options = {"binary": binary, "args": [*OPTIONS, f"--user-data-dir={profile}"]}
        wanted = {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        made = self._ask("", {"capabilities": {"alwaysMatch": wanted}})
        self._address += f"/{made['sessionId']}"

    def open(self, address: str) -> None:
        """Open an address as if for the first time, and wait until it is loaded."""
        self._ask("/url", {"url": "about:blank"})
        self._log("performance")  # forget the requests until now
        self._ask("/url", {"url": address})

    def script(self, code: str, *arguments: object) -> Any:
        """Return what a function body in JavaScript returns."""
        return self._ask("/execute/sync", {"script": code, "args": arguments})

    def click(self, selector: str) -> None:
        """Click the first element that a CSS selector finds, as a person does."""
        self._ask(f"{self._element(selector)}/click", {})

    def type(self, selector: str, text: str) -> None:
        """Type a text into the first element that a CSS selector finds."""
        self._ask(f"{self._element(selector)}/value", {"text": text})

    def size(self, width: int, height: int) -> None:
        """Make the page as wide and high as that, in CSS pixels."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.command("Emulation.setDeviceMetricsOverride", metrics)

    def scheme(self, scheme: str, media: str = "") -> None:
        """Prefer `light` or `dark`; media may be `print`."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.command("Emulation.setEmulatedMedia", {"media": media, "features": features})

    def messages(self) -> list[str]:
        """Return what was written to the console since the last time, and errors of the page."""
        return [entry["message"] for entry in self._log("browser")]

    def requests(self) -> list[str]:
        """Return the addresses that the page has asked for."""
        events = (json.loads(entry["message"])["message"] for entry in self._log("performance"))
        sent = (event for event in events if event["method"] == "Network.requestWillBeSent")
        return [event["params"]["request"]["url"] for event in sent]

    def command(self, name: str, parameters: dict[str, Any]) -> Any:
        """Run a command of the debugging protocol."""
        return self._ask("/goog/cdp/execute", {"cmd": name, "params": parameters})

    def close(self) -> None:
        """End the browser."""
        urlopen(Request(self._address, method="DELETE")).close()

    def _element(self, selector: str) -> str:
        found = self._ask("/element", {"using": "css selector", "value": selector})
        return f"/element/{next(iter(found.values()))}"

    def _log(self, kind: str) -> Any:
        return self._ask("/se/log", {"type": kind})

    def _ask(self, path: str, body: object) -> Any:
        try:
            with urlopen(Request(self._address + path, json.dumps(body).encode())) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"]) from None


@contextmanager
def browsing(scratch: Path) -> Iterator[Browser]:
    """Give a browser with a profile of its own in a folder; skip the test where there is none."""
    driver, binary = shutil.which("chromedriver"), shutil.which("chromium")
    if not driver or not binary:
        if os.environ.get("CI"):
            pytest.fail("chromium and chromium-driver are not installed")
        pytest.skip("needs chromium and chromium-driver")
    home = os.environ | {"HOME": str(scratch), "XDG_CONFIG_HOME": str(scratch)}
    command = [driver, "--port=0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=home, text=True) as process:
        try:
            assert process.stdout
            said = (re.search(r"successfully on port (\d+)", line) for line in process.stdout)
            port = next(found[1] for found in said if found)
            browser = Browser(f"http://127.0.0.1:{port}", binary, scratch / "profile")
            try:
                yield browser
            finally:
                browser.close()
        finally:
            process.terminate()
