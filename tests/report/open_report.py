#!/usr/bin/env python3
"""Opens a report in headless Chromium and checks what a reader would notice.

At 1280 and at 390 pixels, in light and in dark mode: every figure has loaded and has a size, nothing is wider than the
screen, every link leads somewhere, the console has no error, and nothing is asked of the network.

    tests/report/open_report.py runs/report/report.html
    tests/report/open_report.py --screenshots /tmp/shots runs/report/report.html
    tests/report/open_report.py --self-test

Needs Chromium (apt: chromium; CHROMIUM names another one) and nothing outside Python's standard library. Prints facts,
then what is wrong; exit code 0 where nothing is, 1 where something is, 77 where there is no Chromium.
"""

import argparse
import base64
import itertools
import json
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.parse

VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
TIMEOUT_SECONDS = 60
NO_CHROMIUM = 77

# Runs in the page, after its load event, and returns what there is to judge.
PROBE = """
(() => {
  const box = element => { const r = element.getBoundingClientRect(); return r.width > 1 && r.height > 1; };
  const pictures = [...document.querySelectorAll('figure')].map(figure => {
    const svg = figure.querySelector('svg'), img = figure.querySelector('img');
    return {
      name: figure.id,
      caption: (figure.querySelector('figcaption')?.textContent ?? '').trim().length > 0,
      loaded: svg ? box(svg) && svg.getBBox().width > 1 && svg.querySelectorAll('path, rect, text').length > 5
                  : Boolean(img && img.complete && img.naturalWidth > 1 && box(img)),
    };
  });
  return {
    title: document.title,
    pictures,
    strayImages: [...document.querySelectorAll('img')].filter(img => !(img.complete && img.naturalWidth > 0)).length,
    images: document.querySelectorAll('img, svg').length,
    width: document.documentElement.clientWidth,
    needed: document.documentElement.scrollWidth,
    anchors: [...document.querySelectorAll('a[href^="#"]')].filter(a => !document.getElementById(a.hash.slice(1))).map(a => a.hash),
    files: [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href')).filter(h => !h.startsWith('#')),
    background: getComputedStyle(document.body).backgroundColor,
  };
})()
"""


class WebSocket:
    """The few bytes of RFC 6455 that a client needs."""

    def __init__(self, port, path):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_SECONDS)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        head = b""
        while b"\r\n\r\n" not in head:
            byte = self.socket.recv(1)
            if not byte:
                raise ConnectionError("Chromium closed the connection")
            head += byte

    def send(self, text):
        data = text.encode()
        size = struct.pack("!BB", 0x81, 0x80 | len(data)) if len(data) < 126 else \
            struct.pack("!BBH", 0x81, 0x80 | 126, len(data)) if len(data) < 65536 else \
            struct.pack("!BBQ", 0x81, 0x80 | 127, len(data))
        mask = os.urandom(4)
        self.socket.sendall(size + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(data)))

    def receive(self):
        message = b""
        while True:
            first, second = self._read(2)
            length = second & 0x7F
            if length == 126:
                length = struct.unpack("!H", self._read(2))[0]
            elif length == 127:
                length = struct.unpack("!Q", self._read(8))[0]
            message += self._read(length)
            if first & 0x80:
                return message.decode()

    def _read(self, count):
        data = bytearray()
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            if not part:
                raise ConnectionError("Chromium closed the connection")
            data += part
        return bytes(data)


class Browser:
    """A headless Chromium of its own, spoken to with the DevTools protocol."""

    def __init__(self, program):
        self.profile = tempfile.TemporaryDirectory(prefix="engram-report-", ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-background-networking", "--remote-debugging-port=0", f"--user-data-dir={self.profile.name}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.numbers = itertools.count(1)
        self.events = []
        self.socket = WebSocket(*self._address())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(TIMEOUT_SECONDS)
        self.profile.cleanup()

    def _address(self):
        file = pathlib.Path(self.profile.name, "DevToolsActivePort")
        end = time.monotonic() + TIMEOUT_SECONDS
        while time.monotonic() < end:
            lines = file.read_text().split("\n") if file.exists() else []
            if len(lines) >= 2:
                return int(lines[0]), lines[1]
            if self.process.poll() is not None:
                raise RuntimeError(f"Chromium ended with {self.process.returncode} before it could be spoken to")
            time.sleep(0.05)
        raise TimeoutError(f"Chromium did not start within {TIMEOUT_SECONDS} s")

    def call(self, method, session=None, **parameters):
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        self.socket.send(json.dumps(message | ({"sessionId": session} if session else {})))
        while True:
            answer = json.loads(self.socket.receive())
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def wait_for(self, method, session):
        while not any(event.get("method") == method and event.get("sessionId") == session for event in self.events):
            self.events.append(json.loads(self.socket.receive()))


def look(browser, page, width, scheme, screenshot=None):
    """What the page shows at a width, and what it said and asked for while it loaded."""
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Runtime", "Log", "Network"):
        browser.call(f"{domain}.enable", session)
    browser.call("Emulation.setDeviceMetricsOverride", session, width=width, height=900, deviceScaleFactor=1, mobile=width < 500)
    browser.call("Emulation.setEmulatedMedia", session, features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.events.clear()
    browser.call("Page.navigate", session, url=page.as_uri())
    browser.wait_for("Page.loadEventFired", session)
    seen = browser.call("Runtime.evaluate", session, expression=PROBE, returnByValue=True)["result"]["value"]
    if screenshot:
        image = browser.call("Page.captureScreenshot", session, format="png", captureBeyondViewport=True)
        screenshot.write_bytes(base64.b64decode(image["data"]))
    events = [event for event in browser.events if event.get("sessionId") == session]
    browser.call("Target.closeTarget", targetId=target)
    return seen, events


def complaints(page, width, scheme, seen, events):
    """Sentences about what is wrong; none where nothing is."""
    where = f"at {width} px, {scheme}"
    if not seen["pictures"]:
        yield f"{where}: there is no figure"
    for picture in seen["pictures"]:
        if not picture["loaded"]:
            yield f"{where}: {picture['name']} has not loaded or has no size"
        if not picture["caption"]:
            yield f"{where}: {picture['name']} has no caption"
    if seen["strayImages"]:
        yield f"{where}: {seen['strayImages']} images have not loaded"
    if seen["needed"] > seen["width"]:
        yield f"{where}: the page is {seen['needed']} px wide, the screen {seen['width']} px"
    for anchor in seen["anchors"]:
        yield f"{where}: the link {anchor} leads nowhere"
    for file in seen["files"]:
        if urllib.parse.urlsplit(file).scheme or not (page.parent / urllib.parse.unquote(file)).is_file():
            yield f"{where}: the link {file} is not to a file beside the page"
    dark = sum(int(part) for part in seen["background"].strip("rgba()").split(",")[:3]) < 3 * 128
    if dark != (scheme == "dark"):
        yield f"{where}: the background is {seen['background']}"
    for event in events:
        yield from (f"{where}: {text}" for text in said(page, event))


def said(page, event):
    """What the console or the network says in an event."""
    parameters = event.get("params", {})
    if event["method"] == "Runtime.exceptionThrown":
        yield f"exception: {parameters['exceptionDetails']['text']}"
    elif event["method"] == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "warning", "assert"):
        yield f"console {parameters['type']}: {parameters['args'][0].get('value', '')}"
    elif event["method"] == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
        yield f"browser {parameters['entry']['level']}: {parameters['entry']['text']}"
    elif event["method"] == "Network.requestWillBeSent":
        url = parameters["request"]["url"]
        if not url.startswith("data:") and url.split("#")[0] != page.as_uri():
            yield f"asks for {url}"


def check(browser, page, screenshots=None):
    wrong = []
    for width, scheme in VIEWS:
        shot = screenshots / f"{width}-{scheme}.png" if screenshots else None
        seen, events = look(browser, page, width, scheme, shot)
        wrong += complaints(page, width, scheme, seen, events)
        print(f"fact: {width} px, {scheme}: {len(seen['pictures'])} figures, {sum(p['loaded'] for p in seen['pictures'])} loaded, "
              f"page {seen['needed']} px wide on a screen of {seen['width']} px")
    print(f"fact: {page.name} is {page.stat().st_size / 1e6:.2f} MB")
    return wrong


GOOD = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>t</title><style>body{background:#fff}@media(prefers-color-scheme:dark){body{background:#000}}
svg{width:100%;height:auto}</style></head><body><a href="#f">f</a><figure id="f"><svg viewBox="0 0 90 90">RECTS</svg>
<figcaption>c</figcaption></figure>EXTRA</body></html>""".replace("RECTS", '<rect x="9" width="40" height="40"/>' * 8)

# What is spoiled, how, and a part of the complaint that has to follow.
SPOILED = [
    ("<svg", "<svg style=\"display:none\"", "has not loaded"),
    ('<rect x="9" width="40" height="40"/>', "", "has not loaded"),
    ("<figcaption>c</figcaption>", "", "has no caption"),
    ("EXTRA", '<img src="missing.png" alt="">', "images have not loaded"),
    ("EXTRA", '<img src="http://127.0.0.1:9/x.png" alt="">', "asks for http://127.0.0.1:9/x.png"),
    ("EXTRA", '<p style="width:2000px">x</p>', "the screen 390 px"),
    ("EXTRA", "<script>console.error('spoiled')</script>", "console error: spoiled"),
    ("EXTRA", "<script>throw new Error('x')</script>", "exception"),
    ("EXTRA", '<a href="#nowhere">n</a>', "#nowhere leads nowhere"),
    ("EXTRA", '<a href="missing.svg">n</a>', "missing.svg is not to a file"),
    ("body{background:#000}", "", "the background is"),
]


def self_test(browser):
    """A good page passes, and every way to spoil it is noticed."""
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "page.html")
        page.write_text(GOOD.replace("EXTRA", ""))
        failures += [f"the good page: {text}" for text in check(browser, page)]
        for old, new, expected in SPOILED:
            page.write_text(GOOD.replace(old, new).replace("EXTRA", ""))
            if not any(expected in text for text in check(browser, page)):
                failures.append(f"not noticed: {old} -> {new}")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("page", nargs="?", type=pathlib.Path, help="the report's HTML file")
    parser.add_argument("--screenshots", type=pathlib.Path, help="folder for a picture of every view")
    parser.add_argument("--self-test", action="store_true", help="spoil a page in every way and demand that it is noticed")
    options = parser.parse_args()
    if not options.self_test and not (options.page and options.page.is_file()):
        parser.error("name a report's HTML file that exists")
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        print("no Chromium: install it (apt-get install chromium) or name it in CHROMIUM", file=sys.stderr)
        return NO_CHROMIUM
    if options.screenshots:
        options.screenshots.mkdir(parents=True, exist_ok=True)
    with Browser(program) as browser:
        wrong = self_test(browser) if options.self_test else check(browser, options.page.resolve(), options.screenshots)
    for text in wrong:
        print(f"wrong: {text}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
