// A run as it was after some epochs: what the training has changed of a layer since, in the place of what the finished network has.

/** @typedef {{ classCounts: number[], sparseness: Measures[], overlapWithFinal: (number | null)[], meanOverlapWithFinal: number | null, overlapBetweenClasses: number | null, classSelectivity: number | null, informedness: number | null }} EpochSubset */
/** @typedef {{ layer: number, epoch: number | null, accuracy: number, classAccuracy: (number | null)[], correct: EpochSubset, all: EpochSubset }} EpochDescription */

/** @type {Subset[]} */
const subsets = ["correct", "all"];

/**
 * The epochs of a layer whose weights were kept, in their order.
 * @param {RunDescription} about
 * @param {number} layer
 * @returns {number[]}
 */
function epochsOf(about, layer) {
  return about.epochs.flatMap(one => one.layer === layer && one.epoch !== null ? [one.epoch] : []);
}

/**
 * The epoch some places further, null for the finished network, which is the last.
 * @param {RunDescription} about
 * @param {number} layer
 * @param {number | null} epoch
 * @param {number} step
 */
function epochBeside(about, layer, epoch, step) {
  const epochs = epochsOf(about, layer);
  const place = (epoch === null ? epochs.length : epochs.indexOf(epoch)) + step;
  return epochs[Math.max(0, place)] ?? null;
}

/**
 * What was measured of a layer at a moment, null where nothing was.
 * @param {RunDescription} about
 * @param {number} layer
 * @param {number | null} epoch
 */
function momentOf(about, layer, epoch) {
  return about.epochs.find(one => one.layer === layer && one.epoch === epoch) ?? null;
}

/**
 * A run with one of its layers as it was after an epoch.
 * @param {Run} run
 * @param {number} layer
 * @param {number} epoch
 */
function runAfter(run, layer, epoch) {
  const moment = /** @type {EpochDescription} */ (momentOf(run.about, layer, epoch));
  const name = `epochs.${run.about.epochs.indexOf(moment)}`;
  const tensors = new Map(run.tensors);
  const tensor = (/** @type {string} */ part) => /** @type {Tensor} */ (run.tensor(`${name}.${part}`));
  tensors.set(`layers.${layer}.active`, tensor("active"));
  for (const subset of subsets) {
    const parts = tensor(`${subset}.means`);
    const scale = tensor(`${subset}.scale`).values[0];
    tensors.set(`${subset}.${layer}.means`, { values: Float32Array.from(parts.values, part => part * scale), shape: parts.shape });
    tensors.set(`${subset}.${layer}.${run.about.rules[0]}`, tensor(`${subset}.ensembles`));
    tensors.set(`${subset}.${layer}.${run.about.rules[0]}.starts`, tensor(`${subset}.ensembles.starts`));
  }

  const about = (/** @type {Subset} */ subset) => ({
    classCounts: subset === "all" ? run.about.all.classCounts : moment[subset].classCounts,
    sparseness: run.about[subset].sparseness.map((measures, index) => index === layer ? moment[subset].sparseness : measures),
  });
  const after = new Run({ ...run.about, rules: run.about.rules.slice(0, 1), accuracy: moment.accuracy, classAccuracy: moment.classAccuracy, correct: about("correct"), all: about("all") }, tensors);
  for (const subset of subsets) {
    const classes = Int32Array.from(tensor(`${subset}.preferred`).values);
    const { values } = /** @type {Tensor} */ (after.tensor(`${subset}.${layer}.means`));
    const means = Float32Array.from(classes, (label, unit) => label < 0 ? 0 : values[label * classes.length + unit]);
    after.preferences.set(`${subset}.${layer}`, { classes, means, largest: means.reduce((largest, mean) => Math.max(largest, mean), 0) });
  }

  return after;
}

/**
 * Names and values of what was measured of a layer at a moment; none where nothing was.
 * @param {Run} run
 * @param {State} state
 * @returns {[string, string][]}
 */
function epochFacts(run, state) {
  const moment = momentOf(run.about, state.layer - 1, state.epoch);
  if (!moment) {
    return [];
  }

  const images = moment[state.images];
  return [
    ["Overlap with the final ensembles", share(images.meanOverlapWithFinal)],
    ["Overlap between classes", share(images.overlapBetweenClasses)],
    ["Class selectivity", share(images.classSelectivity)],
    ["Informedness", share(images.informedness)],
  ];
}

/** @param {number | null} epoch */
function epochText(epoch) {
  return epoch === null ? "finished" : `after ${epoch}`;
}

/**
 * Says of what stands below that the epoch does not change it.
 * @param {State} state
 */
function finishedNote(state) {
  return state.epoch === null ? [] : [el("p", { class: "note of-finished" }, "What follows is of the finished network.")];
}
