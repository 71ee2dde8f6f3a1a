#!/usr/bin/env python3
"""Opens a report in headless Chromium and checks what a reader would notice.

At 1280 and at 390 pixels, in light and in dark mode: six figures at most stand open, every figure has loaded and has a
size, is as dark as the page and has letters of 11 pixels at least, nothing is wider than the screen, every link leads
somewhere, the console has no error, and nothing is asked of the network.

    tests/report/open_report.py runs/report/report.html
    tests/report/open_report.py --screenshots /tmp/shots runs/report/report.html
    tests/report/open_report.py --self-test

Needs Chromium (apt: chromium; CHROMIUM names another one) and nothing outside Python's standard library. Prints facts,
then what is wrong; exit code 0 where nothing is, 1 where something is, 77 where there is no Chromium.
"""

import argparse
import pathlib
import sys
import tempfile
import urllib.parse

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "browser"))
from chromium import NO_CHROMIUM, VIEWS, Browser, asked_for, find_program, is_dark, look, said  # noqa: E402

MOST_OPEN = 6
LEAST_LETTERS = 11

# Runs in the page, after its load event, and returns what there is to judge. What is folded is unfolded first.
PROBE = """
(() => {
  const open = [...document.querySelectorAll('figure')].filter(figure => !figure.closest('details:not([open])')).length;
  document.querySelectorAll('details').forEach(details => { details.open = true; });
  const letters = text => { const m = text.getScreenCTM(); return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(m.a, m.b); };
  const shows = element => getComputedStyle(element).display !== 'none';
  const box = element => { const r = element.getBoundingClientRect(); return r.width > 1 && r.height > 1; };
  const pictures = [...document.querySelectorAll('figure')].map(figure => {
    const svg = figure.querySelector('svg'), img = figure.querySelector('img');
    return {
      name: figure.id,
      caption: (figure.querySelector('figcaption')?.textContent ?? '').trim().length > 0,
      loaded: svg ? box(svg) && svg.getBBox().width > 1 && svg.querySelectorAll('path, rect, text').length > 5
                  : Boolean(img && img.complete && img.naturalWidth > 1 && box(img)),
      letters: svg ? Math.min(...[...svg.querySelectorAll('text')].filter(text => text.textContent.trim()).map(letters)) : null,
      paper: svg?.querySelector('rect') ? getComputedStyle(svg.querySelector('rect')).fill : 'rgb(255, 255, 255)',
      maps: svg ? [...svg.querySelectorAll('.on-light, .on-dark')].filter(shows).map(map => map.getAttribute('class')) : [],
    };
  });
  return {
    title: document.title,
    open,
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


def complaints(page, width, scheme, seen, events):
    """Sentences about what is wrong; none where nothing is."""
    where = f"at {width} px, {scheme}"
    if not seen["pictures"]:
        yield f"{where}: there is no figure"
    if seen["open"] > MOST_OPEN:
        yield f"{where}: {seen['open']} figures stand open, and {MOST_OPEN} are the most"
    for picture in seen["pictures"]:
        if not picture["loaded"]:
            yield f"{where}: {picture['name']} has not loaded or has no size"
        if picture["letters"] is not None and picture["letters"] < LEAST_LETTERS - 0.01:
            yield f"{where}: {picture['name']} has letters of {picture['letters']:.1f} px, and {LEAST_LETTERS} are the least"
        if is_dark(picture["paper"]) != (scheme == "dark") or any(map != f"on-{scheme}" for map in picture["maps"]):
            yield f"{where}: {picture['name']} is not drawn for a {scheme} page"
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
    if is_dark(seen["background"]) != (scheme == "dark"):
        yield f"{where}: the background is {seen['background']}"
    for event in events:
        yield from (f"{where}: {text}" for text in said(event))
        url = asked_for(event)
        if url and url != page.as_uri():
            yield f"{where}: asks for {url}"


def check(browser, page, screenshots=None):
    wrong = []
    for width, scheme in VIEWS:
        shot = screenshots / f"{width}-{scheme}.png" if screenshots else None
        seen, events = look(browser, page.as_uri(), width, scheme, PROBE, shot)
        wrong += complaints(page, width, scheme, seen, events)
        print(f"fact: {width} px, {scheme}: {len(seen['pictures'])} figures, {seen['open']} open, {sum(p['loaded'] for p in seen['pictures'])} loaded, letters of {min((p['letters'] for p in seen['pictures'] if p['letters']), default=0):.1f} px, "
              f"page {seen['needed']} px wide on a screen of {seen['width']} px")
    print(f"fact: {page.name} is {page.stat().st_size / 1e6:.2f} MB")
    return wrong


GOOD = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>t</title><style>body{background:#fff}rect{fill:#fff}.on-dark{display:none}@media(prefers-color-scheme:dark){body{background:#000}
rect{fill:#000}.on-light{display:none}.on-dark{display:inline}}</style></head><body><a href="#f">f</a>FIGURES
<details><summary>s</summary>FOLDED</details>EXTRA</body></html>"""
FIGURE = """<figure id="ID"><svg width="90" height="90">RECTS<text y="20" font-size="11">t</text><g class="on-light"/><g class="on-dark"/></svg>
<figcaption>c</figcaption></figure>""".replace("RECTS", '<rect x="9" width="40" height="40"/>' * 8)
GOOD = GOOD.replace("FIGURES", "".join(FIGURE.replace("ID", name) for name in "fghijk")).replace("FOLDED", FIGURE.replace("ID", "l"))

# What is spoiled, how, and a part of the complaint that has to follow.
SPOILED = [
    ("<svg", "<svg style=\"display:none\"", "has not loaded"),
    ('<rect x="9" width="40" height="40"/>', "", "has not loaded"),
    ("<details>", "<details open>", "7 figures stand open"),
    ('font-size="11"', 'font-size="10.9"', "has letters of 10.9 px"),
    ('<svg width="90" height="90">', '<svg width="80" height="80" viewBox="0 0 90 90">', "has letters of 9.8 px"),
    ("rect{fill:#000}", "", "f is not drawn for a dark page"),
    (".on-light{display:none}", "", "f is not drawn for a dark page"),
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
    program = find_program()
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
