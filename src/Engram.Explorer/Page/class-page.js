// All about a class in a layer.

const mostUnits = 60;
const mostClassRows = 12;

/**
 * @param {Run} run
 * @param {State} state
 * @returns {Node[]}
 */
function classPage(run, state) {
  const label = /** @type {number} */ (state.class);
  return [
    el(
      "div",
      { class: "title" },
      el("h2", {}, `Class ${run.className(label)}`),
      el("nav", { "aria-label": "Away" }, el("a", { href: addressOf({ ...state, class: null, other: null }), "aria-label": "close", class: "step" }, "×")),
    ),
    classFacts(run, state, label),
    ...ensembleSection(run, state, label),
    ...sharedSection(run, state, label),
    ...confusionSection(run, state, label),
  ];
}

/**
 * @param {Run} run
 * @param {State} state
 * @param {number} label
 */
function classFacts(run, state, label) {
  const measures = run.about[state.images].sparseness[state.layer - 1][1 + label];
  const counts = run.about.all.classCounts[label];
  return el(
    "div",
    {},
    run.about.leftOut === label ? el("p", { class: "lead" }, "The network was trained without this class, and never predicts it.") : null,
    facts([
      ["Test images", counts.toLocaleString("en")],
      ["Classified correctly", share(run.about.classAccuracy[label])],
      [`Hoyer sparseness, layer ${state.layer}`, share(measures.hoyer)],
      [`Share of ${run.about.unitName}s active`, share(measures.activeFraction)],
      ...finalOverlap(run, state, label),
    ]),
  );
}

/**
 * How far a class's ensemble is the one of the finished network.
 * @param {Run} run
 * @param {State} state
 * @param {number} label
 * @returns {[string, string][]}
 */
function finalOverlap(run, state, label) {
  const moment = momentOf(run.about, state.layer - 1, state.epoch);
  return moment ? [["Overlap with its final ensemble", share(moment[state.images].overlapWithFinal[label])]] : [];
}

/**
 * Names and values.
 * @param {[string, string][]} pairs
 */
function facts(pairs) {
  return el("dl", { class: "facts" }, ...pairs.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

/**
 * @param {Run} run
 * @param {State} state
 * @param {number} label
 */
function ensembleSection(run, state, label) {
  const units = [...run.ensemble(state.images, state.layer - 1, state.rule, label)];
  const means = run.row(`${state.images}.${state.layer - 1}.means`, label);
  units.sort((first, second) => means[second] - means[first] || first - second);
  return [
    el("h3", {}, `Its ensemble in layer ${state.layer}: ${counted(units.length, run.about.unitName)}`),
    el("p", { class: "note" }, `By the rule ${state.rule}; the largest mean activation first. In the map they have a ring. Beside each stands the class that it prefers.`),
    ...(units.length === 0 ? [] : foldAfter(units, mostUnits, some => unitList(run, state, some))),
  ];
}

/**
 * @param {Run} run
 * @param {State} state
 * @param {number} label
 */
function sharedSection(run, state, label) {
  const own = run.ensemble(state.images, state.layer - 1, state.rule, label);
  const rows = Array.from({ length: run.classCount }, (_, other) => other).filter(other => other !== label).map(other => {
    const theirs = run.ensemble(state.images, state.layer - 1, state.rule, other);
    const count = [...own].filter(unit => theirs.has(unit)).length;
    return { other, count, jaccard: count === 0 ? 0 : count / (own.size + theirs.size - count) };
  }).filter(row => row.count > 0).sort((first, second) => second.count - first.count || first.other - second.other);
  if (rows.length === 0) {
    return own.size === 0 ? [] : [el("h3", {}, `${capital(run.about.unitName)}s shared with other classes`), el("p", { class: "note" }, "None.")];
  }

  return [
    el("h3", {}, `${capital(run.about.unitName)}s shared with other classes`),
    el("p", { class: "note" }, "How many, and in brackets the Jaccard index. A class that is chosen here has a point in the rings of the map."),
    ...foldAfter(rows, mostClassRows, some => barChart(some.map(row => ({
      name: el("a", { href: addressOf({ ...state, other: state.other === row.other ? null : row.other }), "aria-current": state.other === row.other ? "true" : null }, run.className(row.other)),
      value: row.count,
      text: `${row.count} (${short(row.jaccard)})`,
      mark: state.other === row.other ? "●" : "",
    })), "shared units", own.size)),
  ];
}

/**
 * @param {Run} run
 * @param {State} state
 * @param {number} label
 */
function confusionSection(run, state, label) {
  const predictions = Array.from(run.predictions(label));
  const total = predictions.reduce((sum, count) => sum + count, 0);
  const takenFor = predictions.map((count, other) => ({ other, count })).filter(row => row.other !== label && row.count > 0);
  const takenForIt = Array.from({ length: run.classCount }, (_, other) => ({ other, count: run.predictions(other)[label] })).filter(row => row.other !== label && row.count > 0);
  const wrong = Array.from(run.list("wrong", label));
  const wrongCount = total - predictions[label];
  const chart = (/** @type {{ other: number, count: number }[]} */ rows, /** @type {string} */ name) => {
    rows.sort((first, second) => second.count - first.count || first.other - second.other);
    return el("div", {}, el("h4", {}, name), ...(rows.length === 0 ? [el("p", { class: "note" }, "none")] : foldAfter(rows, mostClassRows, some => barChart(some.map(row => ({
      name: row.other < run.classCount ? classLink(run, state, row.other) : document.createTextNode("no class"),
      value: row.count,
      text: String(row.count),
    })), name, rows[0].count))));
  };
  return [
    ...finishedNote(state),
    el("h3", {}, "Confusions"),
    el("p", { class: "note" }, `${(total - wrongCount).toLocaleString("en")} of ${counted(total, "image")} are classified correctly.`),
    el("div", { class: "columns" }, chart(takenFor, "Its images are taken for"), chart(takenForIt, "Images taken for it are of")),
    ...(wrong.length === 0 ? [] : [
      el("h3", {}, "Misclassified images"),
      el("p", { class: "note" }, wrong.length < wrongCount ? `The first ${wrong.length} of ${wrongCount.toLocaleString("en")}.` : "All of them."),
      el("div", { class: "images many" }, ...wrong.map(place => imageFigure(run, place, [mistake(run, place)]))),
    ]),
  ];
}
