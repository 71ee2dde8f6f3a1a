// A run as views ask for it. Layers count from 0 here, and from 1 for people.

/** @typedef {"correct" | "all"} Subset */
/** @typedef {{ sampleCount: number, silentSamples: number, hoyer: number | null, activeFraction: number | null, gini: number | null, trevesRolls: number | null }} Measures */
/** @typedef {{ classCounts: number[], sparseness: Measures[][] }} SubsetDescription */
/**
 * @typedef {object} RunDescription
 * @property {string} name
 * @property {string} model
 * @property {string} data
 * @property {number} seed
 * @property {string} unitName
 * @property {boolean} labelsInInput
 * @property {number | null} leftOut
 * @property {string[]} classNames
 * @property {number} accuracy
 * @property {(number | null)[]} classAccuracy
 * @property {string[]} rules
 * @property {SubsetDescription} correct
 * @property {SubsetDescription} all
 * @property {(number | null)[]} fieldSizes
 * @property {EpochDescription[]} epochs
 * @property {number} epochStep
 * @property {number} imageStep
 * @property {number} pictureStep
 */
/** @typedef {{ unit: number, weight: number, place: number }} Connection */

class Run {
  /**
   * @param {RunDescription} about
   * @param {Map<string, Tensor>} tensors
   */
  constructor(about, tensors) {
    this.about = about;
    this.tensors = tensors;
    this.layerCount = about.fieldSizes.length;
    this.classCount = about.classNames.length;
    /** @type {Map<string, { classes: Int32Array, means: Float32Array, largest: number }>} */
    this.preferences = new Map();
    /** @type {Map<string, Run>} */
    this.earlier = new Map();
  }

  /**
   * The run with a layer as it was after an epoch; itself for the finished network.
   * @param {number} layer
   * @param {number | null} epoch
   * @returns {Run}
   */
  at(layer, epoch) {
    if (epoch === null) {
      return this;
    }

    const key = `${layer}.${epoch}`;
    const found = this.earlier.get(key) ?? runAfter(this, layer, epoch);
    this.earlier.set(key, found);
    return found;
  }

  /** @param {string} name */
  tensor(name) {
    return this.tensors.get(name) ?? null;
  }

  /**
   * A row of a tensor whose first length is that of units, images or classes.
   * @param {string} name
   * @param {number} row
   */
  row(name, row) {
    const { values, shape } = /** @type {Tensor} */ (this.tensor(name));
    const length = shape.slice(1).reduce((product, next) => product * next, 1);
    return values.subarray(row * length, (row + 1) * length);
  }

  /** @param {number} layer */
  unitCount(layer) {
    return /** @type {Tensor} */ (this.tensor(`layers.${layer}.active`)).values.length;
  }

  /**
   * Mean activations of a unit over the images of each class.
   * @param {Subset} subset
   * @param {number} layer
   * @param {number} unit
   */
  tuning(subset, layer, unit) {
    const { values, shape: [classes, units] } = /** @type {Tensor} */ (this.tensor(`${subset}.${layer}.means`));
    return Array.from({ length: classes }, (_, label) => values[label * units + unit]);
  }

  /**
   * For each unit the class with the largest mean, −1 for a unit that nothing activates, and that mean; and the largest of all.
   * @param {Subset} subset
   * @param {number} layer
   */
  preferred(subset, layer) {
    const key = `${subset}.${layer}`;
    let found = this.preferences.get(key);
    if (!found) {
      const { values, shape: [classCount, units] } = /** @type {Tensor} */ (this.tensor(`${key}.means`));
      const classes = new Int32Array(units).fill(-1);
      const means = new Float32Array(units);
      for (let label = 0; label < classCount; label++) {
        for (let unit = 0; unit < units; unit++) {
          if (values[label * units + unit] > means[unit]) {
            classes[unit] = label;
            means[unit] = values[label * units + unit];
          }
        }
      }

      found = { classes, means, largest: means.reduce((largest, mean) => Math.max(largest, mean), 0) };
      this.preferences.set(key, found);
    }

    return found;
  }

  /**
   * The units of a class's ensemble, ascending.
   * @param {Subset} subset
   * @param {number} layer
   * @param {string} rule
   * @param {number} label
   * @returns {Set<number>}
   */
  ensemble(subset, layer, rule, label) {
    return new Set(this.list(`${subset}.${layer}.${rule}`, label));
  }

  /**
   * One of several lists of a tensor.
   * @param {string} name
   * @param {number} index
   */
  list(name, index) {
    const starts = /** @type {Tensor} */ (this.tensor(`${name}.starts`)).values;
    return /** @type {Tensor} */ (this.tensor(name)).values.subarray(starts[index], starts[index + 1]);
  }

  /**
   * Connections of a unit: those that excite, strongest first, and those that inhibit.
   * @param {"below" | "above"} side
   * @param {number} layer
   * @param {number} unit
   * @returns {{ excites: Connection[], inhibits: Connection[] } | null}
   */
  connections(side, layer, unit) {
    const name = `layers.${layer}.${side}`;
    if (!this.tensor(name)) {
      return null;
    }

    const weights = this.row(`${name}.weight`, unit);
    const all = Array.from(this.row(name, unit), (other, place) => ({ unit: other, weight: weights[place], place })).filter(one => one.unit >= 0);
    return { excites: all.filter(one => one.weight > 0), inhibits: all.filter(one => one.weight < 0) };
  }

  /**
   * How often images of a class got each label; the last count is of those without a prediction.
   * @param {number} label
   */
  predictions(label) {
    return this.row("confusions", label);
  }

  /** @param {number} label */
  className(label) {
    return this.about.classNames[label];
  }

  /**
   * A class in a sentence.
   * @param {number} label
   */
  classText(label) {
    return label < 0 ? "none" : this.className(label);
  }
}
