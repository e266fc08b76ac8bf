"""A real browser without a window: Chromium, driven by selenium. Tests are skipped where it is missing."""

from __future__ import annotations

import os
import shutil
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

REQUIRED = "TEST_BROWSER"
"""Environment variable; set to `required`, a missing browser is a failure."""

_FLAGS = (
    "--headless=new",
    "--no-sandbox",  # Chromium has none for root, as whom containers run
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


class Browser:
    """A browser that shows one page at a time."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        driver.set_script_timeout(20)

    def open(self, url: str, width: int, height: int = 900) -> None:
        """Show a page in a window of this size; one under 500 pixels is a phone."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.get(url)

    def prefer(self, scheme: str) -> None:
        """Let the system prefer light or dark."""
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})

    def run(self, script: str, *arguments: object) -> Any:
        """Return what a script finds in the page."""
        return self.driver.execute_script(script, *arguments)

    def wait(self, condition: str, *arguments: object) -> bool:
        """Wait until a condition in JavaScript holds, for ten seconds at most, and return whether it does."""
        script = (
            "const done = arguments[arguments.length - 1], until = Date.now() + 10000;"
            f"const holds = (...args) => {{ return {condition}; }};"
            "const given = [...arguments].slice(0, -1);"
            "const look = () => holds(...given) ? done(true) : Date.now() > until ? done(false) : setTimeout(look, 50);"
            "look();"
        )
        return bool(self.driver.execute_async_script(script, *arguments))

    def errors(self) -> list[str]:
        """Return what the console of the page has of errors since it was last asked."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in {"SEVERE", "WARNING"}]

    def too_wide(self) -> list[str]:
        """Return the elements that stick out of the window at the right, which makes a page scroll sideways."""
        found: list[str] = self.run(
            "if (document.documentElement.scrollWidth <= innerWidth) return [];"
            "const isOut = each => each.getBoundingClientRect().right > innerWidth + 1;"
            "return [...document.querySelectorAll('body *')].filter(isOut).map(each => each.outerHTML.slice(0, 100));"
        )
        return found


def start(profile: Path) -> Browser:
    """Start a browser with an empty profile; skip the test, or let it fail if a browser is required, without one."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if chromium is None or driver is None or find_spec("selenium") is None:
        reason = "no Chromium: apt-get install chromium chromium-driver, and pip install selenium"
        if os.environ.get(REQUIRED) == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    webdriver = import_module("selenium.webdriver")
    service = import_module("selenium.webdriver.chrome.service").Service
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return Browser(webdriver.Chrome(options=options, service=service(driver)))
