#!/usr/bin/env python3
"""Looks at the documentation site that docfx made.

Every link and picture inside the site leads to a file that exists, and every anchor to a place on it. In headless Chromium
the start page and a page of the API show themselves at 1280 and at 390 pixels, light and dark, without a word on the
console, nothing wider than the screen, and nothing asked of another machine. Links to other sites are counted, not followed.

    tests/site/check_site.py obj/site
    tests/site/check_site.py --screenshots /tmp/shots obj/site
    tests/site/check_site.py --self-test obj/site

Needs Chromium (apt: chromium; CHROMIUM names another one). Prints facts, then what is wrong; exit code 0 where nothing is,
1 where something is, 77 where there is no Chromium. --self-test also spoils pages and demands that it is noticed.
"""

import argparse
import functools
import html.parser
import http.server
import pathlib
import shutil
import sys
import tempfile
import threading
import urllib.parse

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "browser"))
from chromium import NO_CHROMIUM, VIEWS, Browser, asked_for, find_program, is_dark, look, said  # noqa: E402

START = "index.html"
API = "api/*.TrainingSpec.html"

# The page draws its navigation after it has loaded; a page that never does is noticed, after a while.
PROBE = """
(async () => {
  const end = Date.now() + 15000;
  while (!document.querySelector('#navbar a') && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 50));
  await new Promise(resolve => setTimeout(resolve, 200));
  return {
    heading: document.querySelector('article h1')?.textContent.trim() ?? '',
    navigation: document.querySelectorAll('#navbar a').length,
    unloaded: [...document.querySelectorAll('img')].filter(img => !(img.complete && img.naturalWidth > 0)).map(img => img.getAttribute('src')),
    width: document.documentElement.clientWidth,
    needed: document.documentElement.scrollWidth,
    background: getComputedStyle(document.body).backgroundColor,
  };
})()
"""


class Page(html.parser.HTMLParser):
    """The anchors of a page, and where it leads to."""

    def __init__(self, file):
        super().__init__()
        self.anchors = set()
        self.links = []
        self.feed(file.read_text())

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.anchors.update(named[key] for key in ("id", "name") if named.get(key))
        self.links += [named[key] for key in ("href", "src") if named.get(key) and tag != "link"]


def broken_links(site):
    pages = {file: Page(file) for file in site.rglob("*.html")}
    inside = outside = 0
    for file, page in sorted(pages.items()):
        for link in page.links:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme or parts.netloc:
                outside += parts.scheme != "data"
                continue
            inside += 1
            target = (file.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else file
            if not target.is_file():
                yield f"{file.relative_to(site)}: the link {link} leads nowhere"
            elif parts.fragment and target in pages and urllib.parse.unquote(parts.fragment) not in pages[target].anchors:
                yield f"{file.relative_to(site)}: the link {link} has no place to lead to"
    print(f"fact: {len(pages)} pages, {inside} links inside the site, {outside} to others")


def complaints(root, width, scheme, seen, events):
    """Sentences about what is wrong; none where nothing is."""
    where = f"at {width} px, {scheme}"
    if not seen["heading"]:
        yield f"{where}: there is no heading"
    if not seen["navigation"]:
        yield f"{where}: there is no navigation"
    for picture in seen["unloaded"]:
        yield f"{where}: {picture} has not loaded"
    if seen["needed"] > seen["width"]:
        yield f"{where}: the page is {seen['needed']} px wide, the screen {seen['width']} px"
    if is_dark(seen["background"]) != (scheme == "dark"):
        yield f"{where}: the background is {seen['background']}"
    for event in events:
        yield from (f"{where}: {text}" for text in said(event))
        url = asked_for(event)
        if url and not url.startswith(root):
            yield f"{where}: asks for {url}"


def api_page(site):
    pages = sorted(site.glob(API))
    return str(pages[0].relative_to(site)) if pages else API


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def shown(browser, site, names, screenshots=None):
    """What is wrong with pages as Chromium shows them; scripts of pages need a server."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(QuietHandler, directory=site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}/"
        for name in names:
            for width, scheme in VIEWS:
                shot = screenshots / f"{pathlib.Path(name).stem}-{width}-{scheme}.png" if screenshots else None
                seen, events = look(browser, root + name, width, scheme, PROBE, shot)
                yield from (f"{name} {text}" for text in complaints(root, width, scheme, seen, events))
        server.shutdown()


# What is spoiled on the start page, how, and a part of the complaint that has to follow.
SPOILED_LINKS = [
    ("</article>", '<a href="missing.html">x</a></article>', "missing.html leads nowhere"),
    ("</article>", '<a href="#missing">x</a></article>', "#missing has no place"),
    ("</article>", '<img src="missing.png" alt=""></article>', "missing.png leads nowhere"),
]
SPOILED_LOOKS = [
    ("</article>", '<img src="missing.png" alt=""></article>', "missing.png has not loaded"),
    ("</article>", '<p style="width:2000px">x</p></article>', "the screen 390 px"),
    ("</article>", "<script>console.error('spoiled')</script></article>", "console error: spoiled"),
    ("</article>", '<img src="http://127.0.0.1:9/x.png" alt=""></article>', "asks for http://127.0.0.1:9/x.png"),
    ("<h1", "<h6", "there is no heading"),
    ("</head>", "<style>body{background:#fff !important}</style></head>", "dark: the background is"),
]


def self_test(browser, site):
    """Every way to spoil the start page is noticed."""
    good = (site / START).read_text()
    with tempfile.TemporaryDirectory() as copies:
        copy = pathlib.Path(copies, "site")
        shutil.copytree(site, copy)
        for spoiled, look_for in [(SPOILED_LINKS, broken_links), (SPOILED_LOOKS, lambda copy: shown(browser, copy, [START]))]:
            for old, new, expected in spoiled:
                (copy / START).write_text(good.replace(old, new))
                if not any(expected in text for text in look_for(copy)):
                    yield f"not noticed: {new}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("site", type=pathlib.Path, help="the folder that docfx wrote")
    parser.add_argument("--screenshots", type=pathlib.Path, help="folder for a picture of every view")
    parser.add_argument("--self-test", action="store_true", help="spoil pages in every way and demand that it is noticed")
    options = parser.parse_args()
    site = options.site.resolve()
    if not (site / START).is_file():
        parser.error(f"{site} has no {START}; run `dotnet docfx` first")
    wrong = list(broken_links(site))
    program = find_program()
    if program:
        if options.screenshots:
            options.screenshots.mkdir(parents=True, exist_ok=True)
        with Browser(program) as browser:
            wrong += shown(browser, site, [START, api_page(site)], options.screenshots)
            if options.self_test:
                wrong += self_test(browser, site)
    for text in wrong:
        print(f"wrong: {text}")
    if not program and not wrong:
        print("no Chromium: install it (apt-get install chromium) or name it in CHROMIUM")
        return NO_CHROMIUM
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
