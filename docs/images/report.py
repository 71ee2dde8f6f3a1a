#!/usr/bin/env python3
"""Draws the README's picture of a report: its first screen and two of its figures, side by side.

    docs/images/report.py reproduction/mnist/report.html

Writes report.png beside this file. Needs Chromium, as tests/report/open_report.py does.
"""

import base64
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "tests" / "report"))

import open_report  # noqa: E402

WINDOW, WIDTH, HEIGHT, SCALE = 1280, 900, 1200, 0.72
MARGIN = 12
# The page's beginning, the activations of single images, and the units that two classes share.
PLACES = ["document.querySelector('h1')", "document.querySelector('figure#figure-wall')", "document.querySelector('figure#figure-shared-units')"]


def open_page(browser, address, width):
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    browser.call("Page.enable", session)
    browser.call("Emulation.setDeviceMetricsOverride", session, width=width, height=HEIGHT, deviceScaleFactor=SCALE, mobile=False)
    browser.call("Emulation.setEmulatedMedia", session, features=[{"name": "prefers-color-scheme", "value": "light"}])
    browser.events.clear()
    browser.call("Page.navigate", session, url=address)
    browser.wait_for("Page.loadEventFired", session)
    return session


def capture(browser, session, left, top, width):
    clip = {"x": left, "y": top, "width": width, "height": HEIGHT, "scale": 1}
    return browser.call("Page.captureScreenshot", session, format="png", captureBeyondViewport=True, clip=clip)["data"]


def main(page):
    with open_report.Browser(os.environ.get("CHROMIUM", "chromium")) as browser:
        session = open_page(browser, page.resolve().as_uri(), WINDOW)
        # Most figures are folded.
        browser.call("Runtime.evaluate", session, expression="document.querySelectorAll('details').forEach(fold => fold.open = true)")
        parts = []
        for place in PLACES:
            corner = f"(box => [box.left + scrollX - {MARGIN}, box.top + scrollY - {MARGIN}])({place}.getBoundingClientRect())"
            left, top = browser.call("Runtime.evaluate", session, expression=corner, returnByValue=True)["result"]["value"]
            parts.append(capture(browser, session, left, top, WIDTH))
        images = "".join(f'<img width="{WIDTH}" height="{HEIGHT}" src="data:image/png;base64,{part}">' for part in parts)
        html = f"<!DOCTYPE html><style>body{{margin:0;display:flex}}</style>{images}"
        whole = open_page(browser, "data:text/html;base64," + base64.b64encode(html.encode()).decode(), WIDTH * len(PLACES))
        (HERE / "report.png").write_bytes(base64.b64decode(capture(browser, whole, 0, 0, WIDTH * len(PLACES))))


if len(sys.argv) != 2:
    sys.exit(__doc__)
main(pathlib.Path(sys.argv[1]))
