// Units and classes as links.

/**
 * A unit, with the class that it prefers.
 * @param {Run} run
 * @param {State} state
 * @param {number} layer From 1.
 * @param {number} unit
 */
function unitLink(run, state, layer, unit) {
  const label = run.preferred(state.images, layer - 1).classes[unit];
  const prefers = label < 0 ? "silent" : run.className(label);
  return el(
    "a",
    { href: addressOf({ ...state, layer, unit }), class: "unit", "aria-label": `${run.about.unitName} ${unit} of layer ${layer}, ${label < 0 ? "silent" : `prefers ${prefers}`}` },
    String(unit),
    el("small", {}, prefers),
  );
}

/**
 * A class.
 * @param {Run} run
 * @param {State} state
 * @param {number} label
 */
function classLink(run, state, label) {
  return el("a", { href: addressOf({ ...state, class: label, other: null, unit: null }) }, run.className(label));
}

/**
 * Many units side by side.
 * @param {Run} run
 * @param {State} state
 * @param {number[]} units
 */
function unitList(run, state, units) {
  return el("ul", { class: "units" }, ...units.map(unit => el("li", {}, unitLink(run, state, state.layer, unit))));
}
