// All classes in a layer: what is shown where nothing is chosen.

/**
 * @param {Run} run
 * @param {State} state
 * @returns {Node[]}
 */
function layerPage(run, state) {
  const layer = state.layer - 1;
  const name = run.about.unitName;
  const measures = run.about[state.images].sparseness[layer][0];
  const silent = Array.from(/** @type {Tensor} */ (run.tensor(`layers.${layer}.active`)).values).filter(active => active === 0).length;
  return [
    el("div", { class: "title" }, el("h2", {}, `Layer ${state.layer}: ${counted(run.unitCount(layer), name)}`)),
    el("p", { class: "lead" }, `${state.epoch === null ? "" : `As it was after ${counted(state.epoch, "epoch")} of its training. `}Choose a ${name} in the map, or a class here.`),
    facts([
      ["Model", run.about.model],
      ["Data", run.about.data],
      [state.epoch === null ? "Accuracy" : "Accuracy up to this layer", share(run.about.accuracy)],
      ["Hoyer sparseness", share(measures.hoyer)],
      [`Share of ${name}s active`, share(measures.activeFraction)],
      [`${capital(name)}s that no image activates`, silent.toLocaleString("en")],
      ...epochFacts(run, state),
    ]),
    el("h3", {}, "Ensembles"),
    el("p", { class: "note" }, `A class's ensemble are the ${name}s that respond to it characteristically, by the rule ${state.rule}.`),
    classTable(run, state),
    run.about.labelsInInput ? el("p", { class: "note" }, "The network sees each image with its true label in it. Images are shown as they are in the data, without it.") : null,
  ].filter(part => part !== null);
}

/**
 * @param {Run} run
 * @param {State} state
 */
function classTable(run, state) {
  const layer = state.layer - 1;
  const heads = ["Class", "Ensemble", "Accuracy", "Hoyer"];
  return el(
    "table",
    {},
    el("thead", {}, el("tr", {}, ...heads.map(head => el("th", { scope: "col" }, head)))),
    el("tbody", {}, ...run.about.classNames.map((_, label) => el(
      "tr",
      {},
      el("th", { scope: "row" }, classLink(run, state, label)),
      el("td", {}, run.ensemble(state.images, layer, state.rule, label).size.toLocaleString("en")),
      el("td", {}, share(run.about.classAccuracy[label])),
      el("td", {}, share(run.about[state.images].sparseness[layer][1 + label].hoyer)),
    ))),
  );
}
