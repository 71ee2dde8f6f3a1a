"""A headless Chromium, spoken to with the DevTools protocol; it needs nothing outside Python's standard library."""

import base64
import itertools
import json
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import tempfile
import time

VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
TIMEOUT_SECONDS = 60
NO_CHROMIUM = 77


def find_program():
    """Chromium by the name it has here, or as CHROMIUM names it; None where there is none."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


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


def look(browser, url, width, scheme, probe, screenshot=None):
    """What the page shows at a width, as the script that probes it says, and what it said and asked for meanwhile."""
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Runtime", "Log", "Network"):
        browser.call(f"{domain}.enable", session)
    browser.call("Emulation.setDeviceMetricsOverride", session, width=width, height=900, deviceScaleFactor=1, mobile=width < 500)
    browser.call("Emulation.setEmulatedMedia", session, features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.events.clear()
    browser.call("Page.navigate", session, url=url)
    browser.wait_for("Page.loadEventFired", session)
    seen = browser.call("Runtime.evaluate", session, expression=probe, returnByValue=True, awaitPromise=True)["result"]["value"]
    if screenshot:
        image = browser.call("Page.captureScreenshot", session, format="png", captureBeyondViewport=True)
        screenshot.write_bytes(base64.b64decode(image["data"]))
    events = [event for event in browser.events if event.get("sessionId") == session]
    browser.call("Target.closeTarget", targetId=target)
    return seen, events


def said(event):
    """What the console says in an event."""
    parameters = event.get("params", {})
    if event["method"] == "Runtime.exceptionThrown":
        yield f"exception: {parameters['exceptionDetails']['text']}"
    elif event["method"] == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "warning", "assert"):
        yield f"console {parameters['type']}: {parameters['args'][0].get('value', '')}"
    elif event["method"] == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
        yield f"browser {parameters['entry']['level']}: {parameters['entry']['text']}"


def asked_for(event):
    """The address that an event asks for; None where it asks for none outside the page itself."""
    if event["method"] != "Network.requestWillBeSent":
        return None
    url = event["params"]["request"]["url"].split("#")[0]
    return None if url.startswith("data:") else url


def is_dark(background):
    """Whether a background as CSS computes it is dark."""
    return sum(float(part) for part in background.strip("rgba()").split(",")[:3]) < 3 * 128
