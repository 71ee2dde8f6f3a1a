// What is shown, as the address of the page has it: #layer=1&unit=37. What is not said there is as at the beginning.

/**
 * @typedef {object} State
 * @property {number} run
 * @property {number} layer From 1.
 * @property {number | null} epoch Epochs that the layer had trained; null for the finished network.
 * @property {number | null} unit
 * @property {number | null} class
 * @property {number | null} other Another class, whose ensemble is compared.
 * @property {string} rule
 * @property {Subset} images
 * @property {"class" | "position"} order
 */

/** @type {RunDescription[]} */
const runs = JSON.parse(byId("runs").textContent ?? "[]");

/**
 * A number of the address, null where there is none or it is out of range.
 * @param {URLSearchParams} address
 * @param {string} name
 * @param {number} least
 * @param {number} most
 */
function numberOf(address, name, least, most) {
  const text = address.get(name) ?? "";
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : null;
}

/** @returns {State} */
function readState() {
  const address = new URLSearchParams(location.hash.slice(1));
  const run = numberOf(address, "run", 0, runs.length - 1) ?? 0;
  const about = runs[run];
  const layer = numberOf(address, "layer", 1, about.fieldSizes.length) ?? 1;
  const asked = numberOf(address, "epoch", 0, Number.MAX_SAFE_INTEGER);
  const epoch = asked !== null && epochsOf(about, layer - 1).includes(asked) ? asked : null;

  // Of earlier epochs there are ensembles by the first rule.
  const rule = epoch === null ? address.get("rule") ?? "" : "";
  return {
    run,
    layer,
    epoch,
    unit: numberOf(address, "unit", 0, Number.MAX_SAFE_INTEGER),
    class: numberOf(address, "class", 0, about.classNames.length - 1),
    other: numberOf(address, "other", 0, about.classNames.length - 1),
    rule: about.rules.includes(rule) ? rule : about.rules[0],
    images: address.get("images") === "all" ? "all" : "correct",
    order: address.get("order") === "position" ? "position" : "class",
  };
}

/**
 * The address of a state.
 * @param {State} state
 */
function addressOf(state) {
  const address = new URLSearchParams();
  if (state.run > 0) { address.set("run", String(state.run)); }
  address.set("layer", String(state.layer));
  if (state.epoch !== null) { address.set("epoch", String(state.epoch)); }
  if (state.unit !== null) { address.set("unit", String(state.unit)); }
  if (state.class !== null) { address.set("class", String(state.class)); }
  if (state.class !== null && state.other !== null) { address.set("other", String(state.other)); }
  if (state.rule !== runs[state.run].rules[0]) { address.set("rule", state.rule); }
  if (state.images !== "correct") { address.set("images", state.images); }
  if (state.order !== "class") { address.set("order", state.order); }
  return `#${address}`;
}

/**
 * The address of what is shown but for some changes.
 * @param {Partial<State>} changes
 */
function addressWith(changes) {
  return addressOf({ ...readState(), ...changes });
}
