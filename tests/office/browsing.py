"""A page in a real browser: opened, walked through by key, measured and printed."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome, ChromeOptions, Keys
from selenium.webdriver.chrome.service import Service

MISSING = "Chromium is missing. On Debian and Ubuntu: apt-get install chromium chromium-driver"

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-device-scale-factor=1",
)

# Of every element with words of its own: what it says, its ink, and what it stands on.
_INKS = """
const found = [];
const clear = 'rgba(0, 0, 0, 0)';
for (const each of document.body.querySelectorAll('*')) {
  const own = [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  if (!own) continue;
  let ground = each;
  while (ground && getComputedStyle(ground).backgroundColor === clear) {
    ground = ground.parentElement;
  }
  const paper = ground ? getComputedStyle(ground).backgroundColor : 'rgb(255, 255, 255)';
  found.push([each.tagName + ': ' + each.textContent.trim().slice(0, 40),
              getComputedStyle(each).color, paper]);
}
return found;
"""


def chromium(folder: Path) -> Chrome:
    """Return Debian's browser, driven by Debian's driver, with a profile of its own."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if browser is None or driver is None:
        pytest.fail(MISSING, pytrace=False)
    options = ChromeOptions()
    options.binary_location = browser
    for flag in (*FLAGS, f"--user-data-dir={folder}", "--window-size=1280,900"):
        options.add_argument(flag)
    return Chrome(options=options, service=Service(driver))


class Browser:
    """What tests do with a page."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def open(self, page: Path, width: int = 1280, height: int = 900) -> None:
        """Show a page from the disk in a window of a size."""
        self.driver.set_window_size(width, height)
        self.driver.get(page.as_uri())

    def ask(self, script: str, *words: Any) -> Any:
        """Return what JavaScript says of the page."""
        return self.driver.execute_script(f"return {script}", *words)

    def count(self, selector: str) -> int:
        """Return how many elements there are."""
        return int(self.ask("document.querySelectorAll(arguments[0]).length", selector))

    def texts(self, selector: str) -> list[str]:
        """Return what elements say, as it is shown."""
        return list(
            self.ask("[...document.querySelectorAll(arguments[0])].map(e => e.innerText)", selector)
        )

    def press(self, *keys: str) -> None:
        """Press keys, wherever the focus is."""
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def tab(self) -> str:
        """Go on by Tab; return the element that has the focus: its tag, `#id` or `.class`."""
        self.press(Keys.TAB)
        here = (
            "(e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : e.className ? '.' + e.className"
        )
        return str(self.ask(f"{here} : ''))(document.activeElement)"))

    def focus_ring(self) -> tuple[float, str]:
        """Return the width in pixels and the colour of the outline around what has the focus."""
        width, style, colour = self.ask(
            "(s => [s.outlineWidth, s.outlineStyle, s.outlineColor])"
            "(getComputedStyle(document.activeElement))"
        )
        return (0.0 if style == "none" else float(width.removesuffix("px"))), colour

    def contrasts(self) -> dict[str, float]:
        """Return the contrast of every text on the page with what it stands on."""
        found = self.driver.execute_script(_INKS)
        return {f"{words} ({ink} on {paper})": contrast(ink, paper) for words, ink, paper in found}

    def tree(self) -> list[tuple[str, str]]:
        """Return role and name of everything that a screen reader is told of."""
        nodes = self.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        shown = [node for node in nodes if not node.get("ignored")]
        return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in shown]

    def pdf(self) -> bytes:
        """Return the page as it prints, on the paper that its own style asks for."""
        asked = {"preferCSSPageSize": True, "printBackground": False}
        return base64.b64decode(self.driver.execute_cdp_cmd("Page.printToPDF", asked)["data"])

    def beyond_the_paper(self, millimetres: float) -> list[str]:
        """Return the cells that would be cut off on paper of a width between its margins."""
        width = round(millimetres / 25.4 * 96)
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        try:
            return list(
                self.ask(
                    "[...document.querySelectorAll('th, td, p, dd, h1, h2')].filter(e =>"
                    " e.getBoundingClientRect().right > arguments[0] + 1"
                    " || e.scrollWidth > e.clientWidth + 1).map(e => e.innerText)",
                    width,
                )
            )
        finally:
            self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
            self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours `rgb(r, g, b)`: WCAG 2.2, definition."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    shares = [part / 255 for part in parts]
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
