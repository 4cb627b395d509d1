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
        self._driver = driver
        options = {"binary": binary, "args": [*OPTIONS, f"--user-data-dir={profile}"]}
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        made = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._session = f"/session/{made['sessionId']}"
        self.open("about:blank")
        self.requests()  # those of the browser's own first page

    def open(self, address: str) -> None:
        """Opens an address and waits until it is loaded."""
        self._ask("POST", f"{self._session}/url", {"url": address})

    def script(self, code: str, *arguments: object) -> Any:
        """What a function body in JavaScript returns."""
        asked = {"script": code, "args": arguments}
        return self._ask("POST", f"{self._session}/execute/sync", asked)

    def click(self, selector: str) -> None:
        """Clicks the first element that a CSS selector finds, as a person does."""
        self._ask("POST", f"{self._element(selector)}/click", {})

    def type(self, selector: str, text: str) -> None:
        """Types a text into the first element that a CSS selector finds."""
        self._ask("POST", f"{self._element(selector)}/value", {"text": text})

    def size(self, width: int, height: int) -> None:
        """Makes the page as wide and high as that, in CSS pixels."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.command("Emulation.setDeviceMetricsOverride", metrics)

    def scheme(self, scheme: str, media: str = "") -> None:
        """Prefers `light` or `dark`; media may be `print`."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.command("Emulation.setEmulatedMedia", {"media": media, "features": features})

    def messages(self) -> list[str]:
        """What was written to the console since the last time, errors of the page included."""
        return [entry["message"] for entry in self._log("browser")]

    def requests(self) -> list[str]:
        """The addresses that were asked for since the last time."""
        events = (json.loads(entry["message"])["message"] for entry in self._log("performance"))
        return [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]

    def command(self, name: str, parameters: dict[str, Any]) -> Any:
        """A command of the debugging protocol."""
        asked = {"cmd": name, "params": parameters}
        return self._ask("POST", f"{self._session}/goog/cdp/execute", asked)

    def close(self) -> None:
        """Ends the browser."""
        self._ask("DELETE", self._session)

    def _element(self, selector: str) -> str:
        asked = {"using": "css selector", "value": selector}
        found = self._ask("POST", f"{self._session}/element", asked)
        return f"{self._session}/element/{next(iter(found.values()))}"

    def _log(self, kind: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._ask("POST", f"{self._session}/se/log", {"type": kind})
        return found

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self._driver}{path}", data, method=method)
        try:
            with urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"]) from None


@contextmanager
def browsing(scratch: Path) -> Iterator[Browser]:
    """A browser with a profile of its own in a folder; skips the test where there is none."""
    driver, binary = shutil.which("chromedriver"), shutil.which("chromium")
    if not driver or not binary:
        if os.environ.get("CI"):
            pytest.fail("chromium and chromium-driver are not installed")
        pytest.skip("needs chromium and chromium-driver")
    process = subprocess.Popen(
        [driver, "--port=0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"HOME": str(scratch), "XDG_CONFIG_HOME": str(scratch)},
        text=True,
    )
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
        process.wait()
        if process.stdout:
            process.stdout.close()
