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

# What the protocol wants beside the names of keys.
KEY_CODES = {"Tab": 9, "Enter": 13, "Escape": 27, "End": 35, "Home": 36, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, ",": 188, ".": 190}


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

    def wait_for(self, method, session, after=0):
        """Waits for an event that comes after so many others."""
        while not any(event.get("method") == method and event.get("sessionId") == session for event in self.events[after:]):
            self.events.append(json.loads(self.socket.receive()))


class Tab:
    """A page at a width and in a color scheme, which can be asked, clicked and typed at."""

    def __init__(self, browser, width, scheme, height=900):
        self.browser = browser
        self.target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        browser.events.clear()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.browser.call("Target.closeTarget", targetId=self.target)

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def open(self, url):
        """Goes to an address, and waits until all that belongs to the page is there."""
        for address in ("about:blank", url):  # an address with another fragment only would load nothing
            before = len(self.browser.events)
            self.call("Page.navigate", url=address)
            self.browser.wait_for("Page.loadEventFired", self.session, before)

    def ask(self, expression):
        """The value of an expression in the page; of a promise, what it comes to."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails'].get('exception', {}).get('description', 'failed')}")
        return answer["result"].get("value")

    def wait_until(self, expression):
        """Waits until an expression in the page is true."""
        end = time.monotonic() + TIMEOUT_SECONDS
        while not self.ask(f"Boolean({expression})"):
            if time.monotonic() > end:
                raise TimeoutError(f"{expression} did not become true within {TIMEOUT_SECONDS} s")
            time.sleep(0.02)

    def press(self, key):
        """Presses and lets go of a key, by the name that scripts know it by."""
        code = KEY_CODES.get(key) or ord(key)
        text = {"text": key} if len(key) == 1 else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def move(self, x, y):
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    def click(self, x, y):
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def tap(self, x, y):
        self.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def picture(self, path, whole=True, selector=None):
        """Draws the page, what of it is on the screen, or one element with a margin."""
        part = {}
        if selector:
            x, y, width, height = self.ask(
                f"(() => {{ const r = document.querySelector({json.dumps(selector)}).getBoundingClientRect(); return [r.x + scrollX, r.y + scrollY, r.width, r.height]; }})()")
            part = {"clip": {"x": x - 8, "y": y - 8, "width": width + 16, "height": height + 16, "scale": 1}}
        image = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole or bool(selector), **part)
        path.write_bytes(base64.b64decode(image["data"]))

    def events(self):
        """All that happened in it since it was made."""
        return [event for event in self.browser.events if event.get("sessionId") == self.session]


def look(browser, url, width, scheme, probe, screenshot=None):
    """What the page shows at a width, as the script that probes it says, and what it said and asked for meanwhile."""
    with Tab(browser, width, scheme) as tab:
        tab.open(url)
        seen = tab.ask(probe)
        if screenshot:
            tab.picture(screenshot)
        return seen, tab.events()


def said(event):
    """What the console says in an event."""
    parameters = event.get("params", {})
    if event["method"] == "Runtime.exceptionThrown":
        details = parameters['exceptionDetails']
        yield f"exception: {details.get('exception', {}).get('description', details['text'])}"
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
