// Brings views and address together: every choice is an address, and the page shows what its address says.

const mostClassButtons = 20;

const map = new UnitMap();

/** @type {Map<number, Promise<Run>>} */
const loaded = new Map();

/** Which of several showings is the last: one that waited for its numbers may be late. */
let showing = 0;

/** Whether the next showing brings the page of what was chosen into view, which may stand below the map. */
let isChosenInMap = false;

/** @param {number} index */
function loadRun(index) {
  const known = loaded.get(index) ?? readBundle(index).then(tensors => new Run(runs[index], tensors));
  loaded.set(index, known);
  return known;
}

async function show() {
  const number = ++showing;
  const state = readState();
  const run = (await loadRun(state.run)).at(state.layer - 1, state.epoch);
  if (number !== showing) {
    return;
  }

  if (state.unit !== null && state.unit >= run.unitCount(state.layer - 1)) {
    state.unit = null;
  }

  showControls(run, state);
  map.show(run, state);
  showLegend(run, state);
  showPage(run, state);
  if (isChosenInMap) {
    isChosenInMap = false;
    bringPageIntoView();
  }

  document.documentElement.dataset.shown = location.hash;
  performance.mark("shown");
}

/**
 * @param {Run} run
 * @param {State} state
 */
function showControls(run, state) {
  selectById("run").value = String(state.run);
  selectById("rule").replaceChildren(...run.about.rules.map(rule => el("option", { value: rule }, rule)));
  selectById("rule").value = state.rule;
  selectById("images").value = state.images;
  selectById("order").value = state.order;
  showEpochs(run, state);
  byId("layers").replaceChildren(...Array.from({ length: run.layerCount }, (_, index) =>
    el("a", { href: addressOf({ ...state, layer: index + 1, unit: null }), "aria-current": state.layer === index + 1 ? "true" : null, "aria-label": `layer ${index + 1}` }, String(index + 1))));
  byId("classes").replaceChildren(...(run.classCount <= mostClassButtons ? classButtons(run, state) : [classChoice(run, state)]));
}

/**
 * A slider over the epochs of the layer, with the finished network at its end; none where no epochs were measured.
 * @param {Run} run
 * @param {State} state
 */
function showEpochs(run, state) {
  const epochs = epochsOf(run.about, state.layer - 1);
  const slider = /** @type {HTMLInputElement} */ (byId("epoch"));
  byId("epochs").hidden = byId("epoch-hint").hidden = epochs.length === 0;
  slider.max = String(epochs.length);
  slider.value = String(state.epoch === null ? epochs.length : epochs.indexOf(state.epoch));
  slider.setAttribute("aria-valuetext", epochText(state.epoch));
  byId("epoch-name").textContent = epochText(state.epoch);
  byId("epoch-step").textContent = run.about.epochStep > 1 ? `The page has one of every ${run.about.epochStep} epochs that were kept.` : "";
}

/**
 * @param {Run} run
 * @param {State} state
 */
function classButtons(run, state) {
  return run.about.classNames.map((name, label) => el(
    "a",
    { href: addressOf({ ...state, class: state.class === label && state.unit === null ? null : label, other: null, unit: null }), "aria-current": state.class === label ? "true" : null, "aria-label": `class ${name}` },
    name,
  ));
}

/**
 * @param {Run} run
 * @param {State} state
 */
function classChoice(run, state) {
  const choice = el("select", { id: "class" }, el("option", { value: "" }, "none"), ...run.about.classNames.map((name, label) => el("option", { value: label }, name)));
  choice.value = state.class === null ? "" : String(state.class);
  choice.addEventListener("change", () => go({ class: choice.value === "" ? null : Number(choice.value), other: null, unit: null }));
  return el("label", {}, "Class ", choice);
}

/**
 * @param {Run} run
 * @param {State} state
 */
function showLegend(run, state) {
  const { largest } = run.preferred(state.images, state.layer - 1);
  const what = state.class === null ? "for the class that each prefers" : `for class ${run.className(state.class)}`;
  const colors = Array.from({ length: 12 }, (_, step) => css(quantityColor(step / 11)));
  byId("legend").replaceChildren(
    el("span", { class: "scale" }, "0", el("span", { class: "ramp", style: `background: linear-gradient(to right, ${colors.join(", ")})` }), short(largest)),
    el("span", {}, `mean activation ${what}`),
    ...(state.class === null ? [] : [el("span", {}, el("span", { class: "ring" }), `in its ensemble (${state.rule})`)]),
    ...(state.class === null || state.other === null ? [] : [el("span", {}, el("span", { class: "ring dot" }), `also in that of ${run.className(state.other)}`)]),
  );
}

/**
 * @param {Run} run
 * @param {State} state
 */
function showPage(run, state) {
  const page = byId("page");
  const hadFocus = page.contains(document.activeElement);
  page.replaceChildren(...(state.unit !== null ? unitPage(run, state, map) : state.class !== null ? classPage(run, state) : layerPage(run, state)));
  if (hadFocus) {
    page.focus({ preventScroll: true });
  }
}

/**
 * Shows something else.
 * @param {Partial<State>} changes
 * @param {boolean} isStep A step leaves no trace in the history.
 */
function go(changes, isStep = false) {
  const address = addressWith(changes);
  if (isStep) {
    history.replaceState(null, "", address);
  }

  if (address === location.hash) {
    show();
  } else {
    location.hash = address;
  }
}

/** Beside each other there is room for map and page; otherwise the page is brought into view. */
function bringPageIntoView() {
  if (byId("page").getBoundingClientRect().top > innerHeight * 0.7) {
    byId("page").scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }
}

function listenToControls() {
  selectById("run").replaceChildren(...runs.map((run, index) => el("option", { value: index }, run.name)));
  selectById("run").addEventListener("change", event => go({ run: Number(/** @type {HTMLSelectElement} */ (event.target).value), layer: 1, epoch: null, unit: null, class: null, other: null, rule: "" }));
  selectById("rule").addEventListener("change", () => go({ rule: selectById("rule").value }));
  selectById("images").addEventListener("change", () => go({ images: selectById("images").value === "all" ? "all" : "correct" }));
  selectById("order").addEventListener("change", () => go({ order: selectById("order").value === "position" ? "position" : "class" }));
  byId("epoch").addEventListener("input", event => {
    const state = readState();
    const epochs = epochsOf(runs[state.run], state.layer - 1);
    go({ epoch: epochs[Number(/** @type {HTMLInputElement} */ (event.target).value)] ?? null }, true);
  });
  byId("skip").addEventListener("click", event => {
    event.preventDefault();
    byId("page").focus();
  });
}

function listenToMap() {
  const tip = byId("tip");
  map.frame.addEventListener("pointermove", event => {
    const unit = map.unitAt(event.offsetX, event.offsetY, 0);
    if (event.pointerType === "touch" || (unit === map.hovered && unit === null)) {
      return;
    }

    map.hovered = unit;
    map.draw();
    map.frame.style.cursor = unit !== null || map.classAt(event.offsetX, event.offsetY) !== null ? "pointer" : "default";
    showTip(tip, unit, event);
  });
  map.frame.addEventListener("pointerleave", () => {
    map.hovered = null;
    map.draw();
    tip.hidden = true;
  });
  map.frame.addEventListener("click", event => {
    const unit = map.unitAt(event.offsetX, event.offsetY, map.size / 2);
    const label = map.classAt(event.offsetX, event.offsetY);
    isChosenInMap = unit !== null || label !== null;
    if (unit !== null) {
      go({ unit });
    } else if (label !== null) {
      go({ class: label, other: null, unit: null });
    }
  });
}

/**
 * A unit's number and tuning beside the pointer.
 * @param {HTMLElement} tip
 * @param {number | null} unit
 * @param {PointerEvent} event
 */
function showTip(tip, unit, event) {
  tip.hidden = unit === null;
  if (unit === null || !map.run || !map.state) {
    return;
  }

  const means = map.run.tuning(map.state.images, map.state.layer - 1, unit);
  const largest = Math.max(...means);
  tip.replaceChildren(
    el("b", {}, capital(map.words(unit))),
    el("div", { class: "tuning", "aria-hidden": "true" }, ...means.slice(0, 50).map((mean, label) => el(
      "span",
      {},
      el("i", { style: `height: ${largest > 0 ? 36 * mean / largest : 0}px` }),
      means.length <= 10 && map.run ? el("small", {}, map.run.className(label).slice(0, 3)) : null,
    ))),
  );
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${Math.min(event.clientX + 14, innerWidth - width - 8)}px`;
  tip.style.top = `${event.clientY + 18 + height > innerHeight ? event.clientY - height - 10 : event.clientY + 18}px`;
}

listenToControls();
listenToMap();
listenToKeys(map, go);
addEventListener("hashchange", show);
darkScheme.addEventListener("change", show);
new ResizeObserver(() => { if (map.run && map.state) { map.show(map.run, map.state); } }).observe(map.frame);
show();
