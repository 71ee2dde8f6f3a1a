#!/usr/bin/env python3
"""Opens the explorer of a run in headless Chromium, uses it as a person does, and compares its numbers with the run's tables.

At 1280 and at 390 pixels, in light and in dark mode: it shows what an address asks for, nothing is wider than the screen, no
letter is small, all that can be reached by Tab has a name and shows the focus, the console says nothing, and nothing is asked of
the network. Clicks, taps, keys, hovering, addresses and the way back do what they should. Where layers were measured over epochs,
the slider changes what it should; elsewhere there is none.

    tests/explore/open_explorer.py runs/first
    tests/explore/open_explorer.py --self-test runs/first
    tests/explore/open_explorer.py --pictures docs/images runs/first

The run has explore.html in its folder. Needs Chromium (apt: chromium; CHROMIUM names another one) and nothing outside Python's
standard library. Prints facts, then what is wrong; exit code 0 where nothing is, 1 where something is, 77 without Chromium.
"""

import argparse
import array
import csv
import io
import json
import pathlib
import re
import struct
import sys
import tempfile
import zipfile

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "browser"))
from chromium import NO_CHROMIUM, VIEWS, Browser, Tab, asked_for, find_program, is_dark, said  # noqa: E402

SMALLEST_LETTERS = 11
LARGEST_PAGE = 8_000_000
SHOWN = "document.documentElement.dataset.shown === location.hash"

LOOKS = """
(() => {
  const letters = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const size = parseFloat(getComputedStyle(node.parentElement).fontSize);
    if (node.data.trim() && node.parentElement.checkVisibility() && size < SMALLEST) { letters.push(node.data.trim().slice(0, 20) + ' ' + size); }
  }
  const nameOf = e => e.getAttribute('aria-label') || e.labels?.[0]?.textContent.trim() || (e.tagName === 'SELECT' ? '' : e.textContent.trim());
  return {
    letters,
    nameless: [...document.querySelectorAll('a[href], select, summary, [tabindex="0"], canvas[role="img"]')].filter(e => !nameOf(e)).map(e => e.outerHTML.slice(0, 80)),
    width: document.documentElement.clientWidth,
    needed: document.documentElement.scrollWidth,
    background: getComputedStyle(document.body).backgroundColor,
  };
})()
""".replace("SMALLEST", str(SMALLEST_LETTERS))

FOCUS = "(() => { const e = document.activeElement, s = getComputedStyle(e); return [e.id || e.tagName + ' ' + e.textContent, s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2]; })()"
TABLE = "[...document.querySelectorAll('#page tbody tr')].map(row => [...row.children].map(cell => cell.textContent))"
HEADING = "document.querySelector('#page h2').textContent"
UNITS = "[...document.querySelectorAll('#page .units a')].map(a => Number(a.firstChild.data))"
SHARED = "[...document.querySelectorAll('#page ul[aria-label=\"shared units\"] li')].map(li => [li.querySelector('.name').textContent, li.querySelector('.value').textContent])"
TUNING = "[...document.querySelectorAll('#page ul[aria-label=\"mean activation for each class\"] li .value')].map(e => e.textContent)"
DRIVING = "[...document.querySelectorAll('#page .driving .images:not(.means) figure')].length"
SLIDER = "(e => [e.closest('label').checkVisibility(), Number(e.value), Number(e.max), e.getAttribute('aria-valuetext')])(document.getElementById('epoch'))"
FACTS = "Object.fromEntries([...document.querySelectorAll('#page dl.facts div')].map(e => [e.children[0].textContent, e.children[1].textContent]))"
PREFERRED = "(({ classes }) => Array.from(classes))(map.run.preferred(map.state.images, map.state.layer - 1))"
TAKEN_FOR = "[...document.querySelectorAll('#page ul[aria-label=\"Its images are taken for\"] .value')].map(e => Number(e.textContent))"


class Tables:
    """What the run's folder says."""

    def __init__(self, run):
        folder = run / "analysis"
        self.accuracy = self._read(folder / "accuracy.csv")
        self.ensembles = self._read(folder / "ensembles.csv")
        self.shared = self._read(folder / "shared-units.csv")
        self.sparseness = self._read(folder / "sparseness.csv")
        self.analysis = json.loads((folder / "analysis.json").read_text())
        self.layers = len(self.analysis["correct"]["layers"])
        self.rules = [rule["rule"] for rule in self.analysis["correct"]["layers"][0]["ensembles"]]
        self.epochs = self._read(folder / "epochs.csv") if (folder / "epochs.csv").is_file() else []
        self.epoch_classes = self._read(folder / "epoch-classes.csv") if self.epochs else []
        self.arrays = zipfile.ZipFile(folder / "epochs.npz") if self.epochs else None

    @staticmethod
    def _read(path):
        with open(path, newline="") as file:
            return list(csv.DictReader(file))

    def epochs_of(self, layer):
        """The epochs of a layer that were kept."""
        return [int(r["epoch"]) for r in self.epochs if (r["subset"], r["layer"]) == ("all", str(layer)) and r["epoch"]]

    def means_after(self, subset, layer, epoch):
        """Mean activation of each class and unit after an epoch, from the arrays: [class][unit]."""
        values, (_, classes, units) = read_floats(self.arrays, f"{subset}_layer_{layer}")
        start = self.epochs_of(layer).index(epoch) * classes * units
        return [values[start + label * units:start + (label + 1) * units] for label in range(classes)]

    def ensemble(self, subset, layer, rule, label):
        row = next(r for r in self.ensembles if (r["subset"], r["layer"], r["rule"], r["class"]) == (subset, str(layer), rule, str(label)))
        return [int(unit) for unit in row["units"].split()]

    def best_unit(self, layer):
        """The unit with the largest mean, and its class."""
        means = self.analysis["correct"]["layers"][layer - 1]["classMeans"]
        return max(((label, unit) for label in range(len(means)) for unit in range(len(means[0]))), key=lambda place: means[place[0]][place[1]])


def read_floats(arrays, name):
    """The numbers and the shape of a float32 array of an .npz file."""
    data = io.BytesIO(arrays.read(name + ".npy"))
    length, = struct.unpack("<H", data.read(10)[8:])
    shape = [int(number) for number in re.search(r"'shape': \(([^)]*)\)", data.read(length).decode())[1].split(",") if number.strip()]
    values = array.array("f")
    values.frombytes(data.read())
    return values, shape


def share(text):
    return f"{float(text):.4f}" if text else "–"


def same(text, number):
    """Whether a text of three digits is that number."""
    return abs(float(text.replace(",", "").replace("−", "-")) - number) <= 0.006 * abs(number) + 1e-12


class Visit:
    """One page in a tab, and what is wrong with it."""

    def __init__(self, tab, page, where):
        self.tab, self.page, self.where, self.wrong = tab, page, where, []

    def demand(self, holds, text):
        if not holds:
            self.wrong.append(f"{self.where}: {text}")

    def equal(self, found, expected, what):
        self.demand(found == expected, f"{what} is {found}, not {expected}")

    def open(self, address=""):
        self.tab.open(self.page.as_uri() + address)
        self.tab.wait_until(SHOWN)

    def go(self, address):
        self.tab.ask(f"location.hash = {json.dumps(address)}")
        self.tab.wait_until(SHOWN)

    def press(self, *keys):
        for key in keys:
            self.tab.press(key)
            self.tab.wait_until(SHOWN)

    def heading(self):
        return self.tab.ask(HEADING)

    def address(self):
        return dict(part.split("=") for part in self.tab.ask("location.hash.slice(1)").split("&"))

    def place_of(self, unit):
        """The middle of a unit's cell on the screen."""
        return self.tab.ask(
            f"(() => {{ map.frame.scrollIntoView({{ block: 'center' }}); const r = map.canvas.getBoundingClientRect(), c = map.cells[{unit}]; "
            "return [r.left + c.x + map.size / 2, r.top + c.y + map.size / 2]; })()")

    def middle_of(self, selector):
        return self.tab.ask(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView({{ block: 'center' }}); "
            "const r = e.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; })()")


def compare_numbers(visit, _, tables):
    """What is shown of layers, classes and units, against the tables."""
    tab = visit.tab
    visit.open()
    for layer in range(1, tables.layers + 1):
        for subset in ("correct", "all"):
            for rule in tables.rules:
                visit.go(f"#layer={layer}&images={subset}&rule={rule}")
                hoyer = {r["class"]: r["hoyer"] for r in tables.sparseness if (r["subset"], r["layer"]) == (subset, str(layer))}
                expected = [
                    [row["className"], str(len(tables.ensemble(subset, layer, rule, row["class"]))), share(row["accuracy"]), share(hoyer[row["class"]])]
                    for row in tables.accuracy[1:]]
                visit.equal(tab.ask(TABLE), expected, f"the table of layer {layer}, {subset}, {rule}")
        label, unit = tables.best_unit(layer)
        visit.go(f"#layer={layer}&class={label}")
        means = tables.analysis["correct"]["layers"][layer - 1]["classMeans"]
        expected = tables.ensemble("correct", layer, tables.rules[0], label)
        visit.equal(sorted(tab.ask(UNITS)), expected, f"the ensemble of class {label} in layer {layer}")
        pairs = {r["otherClass"] if r["class"] == str(label) else r["class"]: r for r in tables.shared
                 if (r["subset"], r["layer"], r["rule"]) == ("correct", str(layer), tables.rules[0]) and str(label) in (r["class"], r["otherClass"])}
        shown = tab.ask(SHARED)
        visit.equal(len(shown), sum(int(pair["count"]) > 0 for pair in pairs.values()), f"the number of classes that share units with {label} in layer {layer}")
        for name, text in shown:
            pair = pairs[str(tables.analysis["classNames"].index(name))]
            count, jaccard = text.rstrip(")").split(" (")
            visit.demand(count == pair["count"] and same(jaccard, float(pair["jaccard"])), f"{label} and {name} share {text}, not {pair['count']} ({pair['jaccard']})")
        row = tables.accuracy[1 + label]
        visit.equal(sum(tab.ask(TAKEN_FOR)), round(int(row["samples"]) * (1 - float(row["accuracy"]))), f"the number of mistakes about class {label}")
        visit.go(f"#layer={layer}&unit={unit}")
        shown = tab.ask(TUNING)
        visit.demand(all(same(text, means[other][unit]) for other, text in enumerate(shown)) and len(shown) == len(means), f"the tuning of unit {unit} in layer {layer} is {shown}")
        visit.equal(tab.ask(DRIVING), 9, f"the number of images that drive unit {unit} in layer {layer}")


def use_mouse(visit, _, tables):
    """Hovering, clicks and the way back."""
    tab = visit.tab
    label, unit = tables.best_unit(1)
    visit.open()
    tab.move(*visit.place_of(unit))
    visit.demand(tab.ask(f"!document.getElementById('tip').hidden && document.getElementById('tip').textContent.includes('nit {unit},')"), f"hovering over unit {unit} does not name it")
    tab.click(*visit.middle_of(f"#classes a:nth-child({label + 1})"))
    tab.wait_until(SHOWN)
    visit.equal(visit.heading(), f"Class {tables.analysis['classNames'][label]}", "the heading after a click on a class")
    tab.click(*visit.place_of(unit))
    tab.wait_until(SHOWN)
    visit.equal(visit.heading(), f"Layer 1, unit {unit}", "the heading after a click on a unit")
    visit.equal(visit.address().get("unit"), str(unit), "the unit in the address")
    tab.click(*visit.middle_of("#page .columns a.unit"))
    tab.wait_until(SHOWN)
    visit.demand(visit.heading().startswith("Layer 2, unit"), f"a click on a connection leads to {visit.heading()}")
    tab.ask("history.back()")
    tab.wait_until(f"location.hash.includes('unit={unit}') && {SHOWN}")
    visit.equal(visit.heading(), f"Layer 1, unit {unit}", "the heading after the way back")


def use_keys(visit, _, tables):
    """Tab, arrows, digits and Esc."""
    tab = visit.tab
    visit.open("#layer=1")
    reached = []
    for _ in range(100):
        tab.press("Tab")
        name, is_visible = tab.ask(FOCUS)
        reached.append(name)
        visit.demand(is_visible, f"the focus on {name} is not seen")
        if name == "map":
            break
    visit.demand(all(name in reached for name in ("skip", "run", "rule", "images", "order", "map")), f"Tab reaches {reached}")
    visit.press("ArrowRight", "ArrowRight")
    visit.equal(visit.heading(), f"Layer 1, unit {tab.ask('map.order[1]')}", "the heading after two arrows")
    visit.press("ArrowDown")
    visit.equal(visit.address().get("unit"), str(tab.ask("map.rows[1][Math.min(1, map.rows[1].length - 1)]")), "the unit below")
    visit.demand(tab.ask("document.getElementById('map-unit').textContent").startswith("unit "), "the map does not say which unit is chosen")
    visit.press("Escape", "5")
    visit.equal(visit.heading(), f"Class {tables.analysis['classNames'][5]}", "the heading after Esc and the digit 5")
    visit.press("Escape")
    visit.demand(visit.heading().startswith("Layer 1:"), f"Esc leads to {visit.heading()}")


def use_finger(visit, _, tables):
    """A tap chooses a unit and brings it into view."""
    _, unit = tables.best_unit(1)
    visit.open()
    visit.tab.tap(*visit.place_of(unit))
    visit.tab.wait_until(f"location.hash.includes('unit={unit}') && {SHOWN}")
    visit.tab.wait_until("document.getElementById('page').getBoundingClientRect().top < innerHeight / 2")


def use_epochs(visit, _, tables):
    """What is shown after each epoch, against the tables; the slider by mouse and keys, and addresses."""
    tab = visit.tab
    visit.open()
    if not tables.epochs:
        visit.equal(tab.ask(SLIDER)[0], False, "whether there is a slider where no epochs were measured")
        return
    for layer in range(1, tables.layers + 1):
        epochs = tables.epochs_of(layer)
        for place, epoch in enumerate(epochs):
            subset = ("all", "correct")[place % 2]
            compare_epoch(visit, tables, layer, epoch, subset)
            visit.equal(tab.ask(SLIDER), [True, place, len(epochs), f"after {epoch}"], f"the slider after epoch {epoch}")
    first, second = tables.epochs_of(1)[:2]
    visit.go("#layer=1")
    visit.equal(tab.ask(SLIDER)[1:], [len(tables.epochs_of(1))] * 2 + ["finished"], "the slider of the finished network")
    tab.ask("document.getElementById('epoch').focus()")
    visit.press("Home")
    visit.equal(visit.address().get("epoch"), str(first), "the epoch after Home on the slider")
    visit.press("ArrowRight")
    visit.equal(visit.address().get("epoch"), str(second), "the epoch after an arrow on the slider")
    visit.press("End")
    visit.equal(visit.address().get("epoch"), None, "the epoch at the end of the slider")
    tab.ask("document.getElementById('epoch').blur()")
    visit.press(",")
    visit.equal(visit.address().get("epoch"), str(tables.epochs_of(1)[-1]), "the epoch after a comma")
    visit.press(".")
    visit.equal(visit.address().get("epoch"), None, "the epoch after a point")
    x, y = visit.middle_of("#epoch")
    tab.click(x, y)
    tab.wait_until(f"location.hash.includes('epoch=') && {SHOWN}")
    visit.go("#layer=1&epoch=999999")
    visit.equal(tab.ask(SLIDER)[3], "finished", "what an epoch shows that was not kept")


def compare_epoch(visit, tables, layer, epoch, subset):
    tab = visit.tab
    key = (subset, str(layer), str(epoch))
    rows = [r for r in tables.epoch_classes if (r["subset"], r["layer"], r["epoch"]) == key]
    whole = next(r for r in tables.epochs if (r["subset"], r["layer"], r["epoch"]) == key)
    means = tables.means_after(subset, layer, epoch)
    at = f"after epoch {epoch} of layer {layer}, {subset}"
    visit.go(f"#layer={layer}&epoch={epoch}&images={subset}")
    expected = [[tables.analysis["classNames"][int(r["class"])], r["size"], share(r["accuracy"]), share(r["hoyer"])] for r in rows]
    visit.equal(tab.ask(TABLE), expected, f"the table {at}")
    facts = tab.ask(FACTS)
    for name, column in [("Accuracy up to this layer", "accuracy"), ("Hoyer sparseness", "hoyer"), ("Overlap with the final ensembles", "overlapWithFinal"),
                         ("Overlap between classes", "overlapBetweenClasses"), ("Class selectivity", "classSelectivity"), ("Informedness", "informedness")]:
        visit.equal(facts.get(name), share(whole[column]), f"{name} {at}")
    expected = [max(range(len(means)), key=lambda label: means[label][unit]) if any(row[unit] > 0 for row in means) else -1 for unit in range(len(means[0]))]
    visit.equal(tab.ask(PREFERRED), expected, f"the class that each unit prefers {at}")
    label, unit = max(((label, unit) for label in range(len(means)) for unit in range(len(means[0]))), key=lambda place: means[place[0]][place[1]])
    visit.go(f"#layer={layer}&epoch={epoch}&images={subset}&unit={unit}")
    shown = tab.ask(TUNING)
    visit.demand(len(shown) == len(means) and all(same(text, means[other][unit]) for other, text in enumerate(shown)), f"the tuning of unit {unit} {at} is {shown}")
    visit.go(f"#layer={layer}&epoch={epoch}&images={subset}&class={label}")
    visit.equal(sorted(tab.ask(UNITS)), [int(unit) for unit in rows[label]["units"].split()], f"the ensemble of class {label} {at}")
    visit.equal(tab.ask(FACTS).get("Overlap with its final ensemble"), share(rows[label]["overlapWithFinal"]), f"the overlap of class {label} {at}")


def drag_epochs(visit, _, tables):
    """A tap on the slider chooses an epoch."""
    if tables.epochs:
        visit.open()
        visit.tab.tap(*visit.middle_of("#epoch"))
        visit.tab.wait_until(f"location.hash.includes('epoch=') && {SHOWN}")


def look_at(visit, scheme, tables):
    """What a reader would notice of layer, class and unit."""
    label, unit = tables.best_unit(2)
    for address, heading in [
            ("", "Layer 1:"), ("#layer=2", "Layer 2:"), (f"#layer=2&class={label}", "Class"), (f"#layer=2&unit={unit}", f"Layer 2, unit {unit}"), *earlier(tables), ("#layer=99&unit=x", "Layer 1:")]:
        visit.open(address)
        visit.demand(visit.heading().startswith(heading), f"{address} leads to {visit.heading()}")
        looks = visit.tab.ask(LOOKS)
        visit.demand(looks["needed"] <= looks["width"], f"{address} is {looks['needed']} px wide on a screen of {looks['width']} px")
        visit.demand(is_dark(looks["background"]) == (scheme == "dark"), f"the background is {looks['background']}")
        visit.demand(not looks["letters"], f"{address} has small letters: {looks['letters'][:3]}")
        visit.demand(not looks["nameless"], f"{address} has parts without a name: {looks['nameless'][:3]}")


def earlier(tables):
    """An address of an epoch, where there is one."""
    return [(f"#layer=2&epoch={tables.epochs_of(2)[0]}", "Layer 2:")] if tables.epochs else []


def visits(width, scheme):
    """What is done at a width and in a scheme: each view is looked at, and used in one of them."""
    yield look_at
    if (width, scheme) == VIEWS[0]:
        yield from (compare_numbers, use_mouse, use_keys, use_epochs)
    elif width < 500 and scheme == "light":
        yield from (use_finger, drag_epochs)


def check(browser, page, tables):
    wrong = []
    for width, scheme in VIEWS:
        for part in visits(width, scheme):
            wrong += do(browser, page, tables, width, scheme, part)
    print(f"fact: {page.stat().st_size / 1e6:.2f} MB, drawn {time_to_show(browser, page):.2f} s after its address is typed")
    if page.stat().st_size > LARGEST_PAGE:
        wrong.append(f"the page has {page.stat().st_size} bytes")
    return wrong


def do(browser, page, tables, width, scheme, part):
    """One part of the check, in a tab of its own, and what is wrong."""
    with Tab(browser, width, scheme) as tab:
        visit = Visit(tab, page, f"{width} px, {scheme}")
        try:
            part(visit, scheme, tables)
        except TimeoutError as error:
            visit.demand(False, str(error))
        for event in tab.events():
            for text in said(event):
                visit.demand(False, text)
            url = asked_for(event)
            visit.demand(url is None or url in (page.as_uri(), "about:blank"), f"asks for {url}")
        return visit.wrong


def time_to_show(browser, page):
    with Tab(browser, *VIEWS[0]) as tab:
        Visit(tab, page, "").open()
        return tab.ask("performance.getEntriesByName('shown')[0].startTime") / 1000


# What is spoiled, how, in which part it is noticed, and a part of the complaint that has to follow.
SPOILED = [
    ('"classAccuracy":[0.', '"classAccuracy":[0.0', compare_numbers, "the table of layer 1"),
    ("count / (own.size + theirs.size - count)", "count / own.size", compare_numbers, "share"),
    ('case "ArrowRight": return map.beside(state.unit, 1)', 'case "ArrowRight": return map.beside(state.unit, 2)', use_keys, "after two arrows"),
    (":focus-visible { outline: 2px", ":focus-visible { outline: 0px", use_keys, "is not seen"),
    ("tip.hidden = unit === null", "tip.hidden = true", use_mouse, "does not name it"),
    ("let showing = 0;", "let showing = 0; console.error('spoiled');", look_at, "console error: spoiled"),
    ("figcaption { margin-top: 3px; font-size: 13px", "figcaption { margin-top: 3px; font-size: 9px", look_at, "small letters"),
    ("main { display: grid", "main { min-width: 1400px; display: grid", look_at, "px wide on a screen"),
    ('"aria-label": `previous ${name}`, class: "step" }, "‹"', 'class: "step" }', look_at, "without a name"),
]


# The same of a page of a run that was measured over epochs, whose other parts are as in one that was not; and of the slider that this has not.
SPOILED_EPOCHS = [
    ("exponent - 25", "exponent - 26", use_epochs, "the tuning of unit"),
    ('Int32Array.from(tensor(`${subset}.preferred`).values)', 'Int32Array.from(tensor(`${subset}.preferred`).values).reverse()', use_epochs, "each unit prefers"),
    ("tensor(`${subset}.ensembles`)", "tensor(`correct.ensembles`)", use_epochs, "the ensemble of class"),
    ("classAccuracy: moment.classAccuracy", "classAccuracy: run.about.classAccuracy", use_epochs, "the table after epoch"),
    ("share(images.informedness)", "share(images.classSelectivity)", use_epochs, "Informedness after epoch"),
    ('slider.value = String(state.epoch === null ? epochs.length', 'slider.value = String(state.epoch === null ? 0', use_epochs, "the slider of the finished network"),
    ('event.key === "," ? -1 : 1', 'event.key === "," ? -2 : 1', use_epochs, "after a comma"),
]
SPOILED_WITHOUT_EPOCHS = [("hidden = epochs.length === 0", "hidden = false", use_epochs, "whether there is a slider")]


def self_test(browser, page, tables):
    """Every way to spoil the page is noticed."""
    failures = []
    text = page.read_text()
    with tempfile.TemporaryDirectory() as folder:
        spoiled = pathlib.Path(folder, "explore.html")
        for old, new, part, expected in SPOILED_EPOCHS if tables.epochs else SPOILED + SPOILED_WITHOUT_EPOCHS:
            if old not in text:
                failures.append(f"the page has nothing to spoil like {old}")
                continue
            spoiled.write_text(text.replace(old, new, 1))
            if not any(expected in complaint for complaint in do(browser, spoiled, tables, *VIEWS[0], part)):
                failures.append(f"not noticed: {old} -> {new}")
    return failures


def draw(browser, page, tables, folder):
    """The pictures of docs/explore.md, and that of the README."""
    label, unit = tables.best_unit(1)
    views = [
        ("explore-layer", 1280, 860, "light", "#layer=1"),
        ("explore-unit", 1280, 1140, "light", f"#layer=1&unit={unit}"),
        ("explore-class", 1280, 920, "dark", f"#layer=1&class={label}"),
        ("explore-phone", 390, 844, "light", f"#layer=1&unit={unit}"),
        *([("explore-epochs", 1280, 780, "light", f"#layer=1&epoch={tables.epochs_of(1)[2]}&class={label}")] if tables.epochs else []),
    ]
    for name, width, height, scheme, address in views:
        with Tab(browser, width, scheme, height) as tab:
            Visit(tab, page, name).open(address)
            if width < 500:
                tab.ask("document.getElementById('page').scrollIntoView()")
            tab.picture(folder / f"{name}.png", whole=False)
            if name == "explore-unit":
                tab.picture(folder / "what-a-unit-sees.png", selector="#page .driving")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run", type=pathlib.Path, help="the run's folder")
    parser.add_argument("--page", type=pathlib.Path, help="its page; left out, explore.html in the folder")
    parser.add_argument("--pictures", type=pathlib.Path, help="folder for the pictures of docs/explore.md; nothing is checked")
    parser.add_argument("--self-test", action="store_true", help="spoil the page in every way and demand that it is noticed")
    options = parser.parse_args()
    page = options.page or options.run / "explore.html"
    if not page.is_file():
        parser.error(f"{page} does not exist; make it with engram explore")
    program = find_program()
    if not program:
        print("no Chromium: install it (apt-get install chromium) or name it in CHROMIUM", file=sys.stderr)
        return NO_CHROMIUM
    tables = Tables(options.run)
    with Browser(program) as browser:
        if options.pictures:
            options.pictures.mkdir(parents=True, exist_ok=True)
            draw(browser, page.resolve(), tables, options.pictures)
            return 0
        wrong = (self_test if options.self_test else check)(browser, page.resolve(), tables)
    for text in wrong:
        print(f"wrong: {text}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
