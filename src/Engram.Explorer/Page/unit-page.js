// All about a unit.

const mostTuningRows = 20;

/**
 * @param {Run} run
 * @param {State} state
 * @param {UnitMap} map
 * @returns {Node[]}
 */
function unitPage(run, state, map) {
  const unit = /** @type {number} */ (state.unit);
  const layer = state.layer - 1;
  const name = run.about.unitName;
  return [
    el(
      "div",
      { class: "title" },
      el("h2", {}, `Layer ${state.layer}, ${name} ${unit}`),
      el(
        "nav",
        { "aria-label": `Other ${name}s` },
        el("a", { href: addressOf({ ...state, unit: map.beside(unit, -1) }), "aria-label": `previous ${name}`, class: "step" }, "‹"),
        el("a", { href: addressOf({ ...state, unit: map.beside(unit, 1) }), "aria-label": `next ${name}`, class: "step" }, "›"),
        el("a", { href: addressOf({ ...state, unit: null }), "aria-label": "close", class: "step" }, "×"),
      ),
    ),
    unitSummary(run, state, unit),
    ...tuningSection(run, state, unit),
    ...finishedNote(state),
    ...drivingImages(run, layer, unit),
    ...inputWeights(run, state, unit),
    ...connectionSection(run, state, unit, "below", `${capital(name)}s of layer ${state.layer - 1}`, "that excite it", "that inhibit it"),
    ...connectionSection(run, state, unit, "above", `${capital(name)}s of layer ${state.layer + 1}`, "that it excites", "that it inhibits"),
  ];
}

/**
 * @param {Run} run
 * @param {State} state
 * @param {number} unit
 */
function unitSummary(run, state, unit) {
  const { classes, means } = run.preferred(state.images, state.layer - 1);
  const active = run.row(`layers.${state.layer - 1}.active`, unit)[0];
  if (active === 0) {
    return el("p", { class: "lead" }, "No test image activates it.");
  }

  return el(
    "p",
    { class: "lead" },
    ...(classes[unit] < 0 ? [] : ["Prefers class ", classLink(run, state, classes[unit]), `, with a mean activation of ${short(means[unit])}. `]),
    `${short(100 * active)} % of the test images activate it.`,
  );
}

/**
 * @param {Run} run
 * @param {State} state
 * @param {number} unit
 */
function tuningSection(run, state, unit) {
  const means = run.tuning(state.images, state.layer - 1, unit);
  const labels = means.map((_, label) => label);
  const shown = labels.length <= mostTuningRows ? labels : labels.sort((first, second) => means[second] - means[first] || first - second);
  const largest = Math.max(...means);
  const rules = run.about.rules.map(rule => ({ rule, labels: means.flatMap((_, label) => run.ensemble(state.images, state.layer - 1, rule, label).has(unit) ? [label] : []) }));
  return [
    el("h3", {}, "Tuning"),
    el("p", { class: "note" }, `Mean activation over the images of each class${state.images === "correct" ? " that are classified correctly" : ""}. ● marks classes whose ensemble it belongs to by ${state.rule}.`),
    ...foldAfter(shown, mostTuningRows, some => barChart(some.map(label => ({
      name: classLink(run, state, label),
      value: means[label],
      text: short(means[label]),
      mark: run.ensemble(state.images, state.layer - 1, state.rule, label).has(unit) ? "●" : "",
    })), "mean activation for each class", largest)),
    el("dl", { class: "rules" }, ...rules.flatMap(({ rule, labels: of }) => [
      el("dt", {}, rule),
      el("dd", {}, ...(of.length === 0 ? ["in no ensemble"] : of.flatMap((label, place) => place === 0 ? [classLink(run, state, label)] : [", ", classLink(run, state, label)]))),
    ])),
  ];
}

/**
 * @param {Run} run
 * @param {number} layer
 * @param {number} unit
 */
function drivingImages(run, layer, unit) {
  const top = Array.from(run.row(`layers.${layer}.top`, unit)).filter(place => place >= 0);
  const activations = run.row(`layers.${layer}.top.activation`, unit);
  if (top.length === 0) {
    return [];
  }

  const { shape: [, ...shape] } = /** @type {Tensor} */ (run.tensor("images"));
  const { shape: [, ...meanShape] } = /** @type {Tensor} */ (run.tensor(`layers.${layer}.mean`));
  const field = run.about.fieldSizes[layer];
  const step = run.about.imageStep;
  const images = top.map((place, rank) => imageFigure(
    run,
    place,
    [el("span", { class: "pair" }, el("b", {}, run.className(run.row("images.label", place)[0])), el("span", { class: "value" }, short(activations[rank]))), mistake(run, place)],
    field === null ? null : fieldFrame(run, layer, unit, rank, field, shape),
  ));
  return [
    el("h3", {}, "Images that drive it most"),
    el("p", { class: "note" }, `Each with its class and the activation${field === null ? "" : ", which is the mean of the channel's map. A frame is what the map's largest number sees"}.${step > 1 ? ` One pixel is the mean of ${step} × ${step}.` : ""}`),
    el(
      "div",
      { class: "driving" },
      el("div", { class: "images" }, ...images),
      el(
        "div",
        { class: "images means" },
        meanFigure(weightedMean(run, top, activations), shape, `Mean of these ${top.length}, weighted by activation`),
        meanFigure(run.row(`layers.${layer}.mean`, unit), meanShape, "Mean of all test images, weighted by activation"),
      ),
    ),
  ];
}

/**
 * @param {ArrayLike<number>} values
 * @param {number[]} shape
 * @param {string} text
 */
function meanFigure(values, shape, text) {
  return el("figure", {}, el("div", { class: "picture" }, brightnessPicture(values, shape, text)), el("figcaption", {}, text));
}

/**
 * The mean of images, weighted by activation and as bright as can be.
 * @param {Run} run
 * @param {number[]} images
 * @param {ArrayLike<number>} activations
 */
function weightedMean(run, images, activations) {
  const sum = new Float64Array(run.row("images", 0).length);
  images.forEach((image, rank) => run.row("images", image).forEach((value, place) => { sum[place] += activations[rank] * value; }));
  const largest = sum.reduce((most, value) => Math.max(most, value), 0);
  return largest > 0 ? sum.map(value => 255 * value / largest) : sum;
}

/**
 * A frame around what the largest number of a map sees; of what sees all of the image there is none.
 * @param {Run} run
 * @param {number} layer
 * @param {number} unit
 * @param {number} rank
 * @param {number} size
 * @param {number[]} shape
 */
function fieldFrame(run, layer, unit, rank, size, [, height, width]) {
  const [top, left] = run.row(`layers.${layer}.top.place`, unit).slice(2 * rank, 2 * rank + 2);
  const [rows, columns] = [height * run.about.imageStep, width * run.about.imageStep];
  const percent = (/** @type {number} */ part, /** @type {number} */ whole) => `${(100 * part / whole).toFixed(1)}%`;
  return size >= rows && size >= columns
    ? null
    : el("span", { class: "field", style: `top: ${percent(top, rows)}; left: ${percent(left, columns)}; width: ${percent(size, columns)}; height: ${percent(size, rows)}` });
}

/**
 * @param {Run} run
 * @param {State} state
 * @param {number} unit
 */
function inputWeights(run, state, unit) {
  const layer = state.layer - 1;
  const name = `layers.${layer}.weights`;
  const weights = run.tensor(name);
  const isFilter = run.about.fieldSizes[layer] !== null;

  // Filters over channels of a layer below stand beside these channels.
  if (!weights || (isFilter && layer > 0)) {
    return [];
  }

  const labels = run.tensor(`layers.${layer}.labels`);
  const step = run.about.pictureStep;
  return [
    el("h3", {}, isFilter ? "Its filter" : "Its weights from pixels"),
    weightLegend(),
    channelPictures(weights, run.row(name, unit)),
    el("p", { class: "note" }, `The largest magnitude is ${short(run.row(`${name}.largest`, unit)[0])}.${!isFilter && step > 1 ? ` One pixel is the mean of ${step} × ${step} weights.` : ""}`),
    ...(labels ? labelWeights(run, run.row(`layers.${layer}.labels`, unit)) : []),
  ];
}

/**
 * Weights channel by channel.
 * @param {Tensor} weights
 * @param {Values} values
 */
function channelPictures({ shape: [, channels, height, width] }, values) {
  const names = channels === 3 ? ["red", "green", "blue"] : channels === 1 ? [""] : Array.from({ length: channels }, (_, channel) => `channel ${channel}`);
  return el("div", { class: "images weights" }, ...names.map((name, channel) => el(
    "figure",
    {},
    el("div", { class: "picture" }, signedPicture(values.subarray(channel * height * width, (channel + 1) * height * width), height, width, `weights ${name}`)),
    name ? el("figcaption", {}, name) : null,
  )));
}

/**
 * @param {Run} run
 * @param {Values} weights
 */
function labelWeights(run, weights) {
  return [
    el("h3", {}, "Its weights from the label"),
    el("p", { class: "note" }, "One input for each label. Where that is a pixel, it is left blank above."),
    ...foldAfter(Array.from(weights, (_, label) => label), mostTuningRows, labels => signedBars(labels.map(label => ({ name: document.createTextNode(run.className(label)), value: weights[label] })), "weight from each label")),
  ];
}

/**
 * Bars of weights: the sign is in the text, and in the color too.
 * @param {{ name: Node, value: number }[]} rows
 * @param {string} name
 */
function signedBars(rows, name) {
  return barChart(rows.map(row => ({
    ...row,
    text: `${row.value < 0 ? "−" : "+"}${short(Math.abs(row.value))}`,
    color: css(row.value < 0 ? palette().inhibits : palette().excites),
  })), name);
}

/**
 * Units of a neighbouring layer that a unit is most connected with.
 * @param {Run} run
 * @param {State} state
 * @param {number} unit
 * @param {"below" | "above"} side
 * @param {string} title
 * @param {string} excited
 * @param {string} inhibited
 */
function connectionSection(run, state, unit, side, title, excited, inhibited) {
  const connections = run.connections(side, state.layer - 1, unit);
  if (!connections) {
    return [];
  }

  const other = state.layer + (side === "above" ? 1 : -1);
  const column = (/** @type {string} */ what, /** @type {Connection[]} */ list) => el(
    "div",
    {},
    el("h4", {}, what),
    list.length === 0 ? el("p", { class: "note" }, "none") : signedBars(list.map(one => ({ name: nameOf(one), value: one.weight })), `${title} ${what}`),
  );
  const nameOf = (/** @type {Connection} */ one) => {
    const link = unitLink(run, state, other, one.unit);
    const filter = side === "below" ? filterOf(run, state.layer - 1, unit, one.unit) : null;
    return filter ? el("span", { class: "filtered" }, filter, link) : link;
  };
  const isFilter = run.about.fieldSizes[state.layer - 1] !== null;
  return [
    el("h3", {}, title),
    el("p", { class: "note" }, `By the ${isFilter ? "mean weight of the filter" : "weight"} between them. Beside each ${run.about.unitName} stands the class that it prefers.`),
    isFilter && side === "below" ? weightLegend() : null,
    el("div", { class: "columns" }, column(excited, connections.excites), column(inhibited, connections.inhibits)),
  ].filter(part => part !== null);
}

/**
 * What a filter has for one channel of the layer below.
 * @param {Run} run
 * @param {number} layer
 * @param {number} unit
 * @param {number} channel
 */
function filterOf(run, layer, unit, channel) {
  const filters = run.tensor(`layers.${layer}.weights`);
  if (!filters || run.about.fieldSizes[layer] === null) {
    return null;
  }

  const [, , height, width] = filters.shape;
  return signedPicture(run.row(`layers.${layer}.weights`, unit).subarray(channel * height * width, (channel + 1) * height * width), height, width, `filter for channel ${channel}`);
}
