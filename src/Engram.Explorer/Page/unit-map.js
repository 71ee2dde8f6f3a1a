// All units of a layer as cells: the darker, the larger the mean activation. Cells stand side by side with those of units that prefer the same class.

/** @typedef {{ label: number | null, name: string, units: number[] }} Group */

const mapMargin = 4;
const cellGap = 2;

class UnitMap {
  constructor() {
    this.frame = byId("map");
    this.canvas = /** @type {HTMLCanvasElement} */ (byId("map-picture"));
    /** Units in the order of the map. @type {number[]} */
    this.order = [];
    /** Where each unit's cell is, by unit. @type {{ x: number, y: number, row: number }[]} */
    this.cells = [];
    /** Units of each row. @type {number[][]} */
    this.rows = [];
    /** Names of groups, and where they stand. @type {{ name: string, label: number | null, y: number }[]} */
    this.names = [];
    this.nameWidth = 0;
    this.size = 0;
    /** @type {number | null} */
    this.hovered = null;
    /** @type {Run | null} */
    this.run = null;
    /** @type {State | null} */
    this.state = null;
  }

  /**
   * Draws the map anew.
   * @param {Run} run
   * @param {State} state
   */
  show(run, state) {
    this.run = run;
    this.state = state;
    this.layOut(this.groups(run, state));
    this.draw();
    this.describe();
  }

  /**
   * Units in groups with a name each.
   * @param {Run} run
   * @param {State} state
   * @returns {Group[]}
   */
  groups(run, state) {
    const units = Array.from({ length: run.unitCount(state.layer - 1) }, (_, unit) => unit);
    if (state.order === "position") {
      return [{ label: null, name: "", units }];
    }

    const { classes, means } = run.preferred(state.images, state.layer - 1);
    units.sort((first, second) => means[second] - means[first] || first - second);
    const groups = Array.from({ length: run.classCount }, (_, label) => ({ label: /** @type {number | null} */ (label), name: run.className(label), units: /** @type {number[]} */ ([]) }));
    const silent = { label: null, name: "silent", units: /** @type {number[]} */ ([]) };
    for (const unit of units) {
      (classes[unit] < 0 ? silent : groups[classes[unit]]).units.push(unit);
    }

    silent.units.sort((first, second) => first - second);
    return [...groups, silent].filter(group => group.units.length > 0);
  }

  /** @param {Group[]} groups */
  layOut(groups) {
    const width = this.frame.clientWidth;
    const context = this.context();
    context.font = this.font();
    const longest = Math.max(...groups.map(group => context.measureText(group.name).width));
    this.nameWidth = longest === 0 ? 0 : Math.min(longest + 12, width / 4);
    this.order = groups.flatMap(group => group.units);
    this.cells = [];
    this.rows = [];
    this.names = [];
    // A page that is being put away has no width.
    const room = Math.max(1, width - this.nameWidth - 2 * mapMargin);
    // Few units have large cells, and many stay large enough to be hit.
    this.size = Math.max(13, Math.min(28, Math.floor(Math.sqrt(room * 380 / Math.max(1, this.order.length)))));
    const perRow = Math.max(1, Math.floor(room / this.size));
    let y = mapMargin;
    for (const group of groups) {
      this.names.push({ name: group.name, label: group.label, y });
      for (let first = 0; first < group.units.length; first += perRow) {
        const row = group.units.slice(first, first + perRow);
        row.forEach((unit, place) => { this.cells[unit] = { x: mapMargin + this.nameWidth + place * this.size, y, row: this.rows.length }; });
        this.rows.push(row);
        y += this.size;
      }

      y += 5;
    }

    const scale = devicePixelRatio;
    this.canvas.style.height = `${y + mapMargin}px`;
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round((y + mapMargin) * scale);
  }

  context() {
    return /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
  }

  font() {
    return `12px ${getComputedStyle(document.body).fontFamily}`;
  }

  draw() {
    const { run, state } = this;
    if (!run || !state) {
      return;
    }

    const context = this.context();
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.drawNames(context);
    const { means, largest } = run.preferred(state.images, state.layer - 1);
    const ofClass = state.class === null ? means : run.row(`${state.images}.${state.layer - 1}.means`, state.class);
    const ensemble = state.class === null ? null : run.ensemble(state.images, state.layer - 1, state.rule, state.class);
    const other = state.class === null || state.other === null ? null : run.ensemble(state.images, state.layer - 1, state.rule, state.other);
    for (const unit of this.order) {
      context.fillStyle = css(quantityColor(largest > 0 ? ofClass[unit] / largest : 0));
      const { x, y } = this.cells[unit];
      const side = this.size - cellGap;
      context.fillRect(x, y, side, side);
      if (ensemble?.has(unit)) {
        context.strokeStyle = palette().ring;
        context.lineWidth = 2;
        context.strokeRect(x + 1, y + 1, side - 2, side - 2);
      }

      if (ensemble?.has(unit) && other?.has(unit)) {
        context.fillStyle = palette().ring;
        context.fillRect(x + side / 2 - 2, y + side / 2 - 2, 4, 4);
      }
    }

    this.outline(context, this.hovered, 1);
    this.outline(context, state.unit, 3);
  }

  /** @param {CanvasRenderingContext2D} context */
  drawNames(context) {
    context.font = this.font();
    context.textBaseline = "middle";
    for (const { name, label, y } of this.names) {
      context.fillStyle = label !== null && label === this.state?.class ? palette().ring : palette().faint;
      context.fillText(name, mapMargin, y + this.size / 2, Math.max(1, this.nameWidth - 6));
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number | null} unit
   * @param {number} width
   */
  outline(context, unit, width) {
    if (unit !== null && this.cells[unit]) {
      const { x, y } = this.cells[unit];
      context.strokeStyle = palette().ink;
      context.lineWidth = width;
      context.strokeRect(x - width / 2 - 0.5, y - width / 2 - 0.5, this.size - cellGap + width + 1, this.size - cellGap + width + 1);
    }
  }

  /** Says in words what is chosen, for who does not see the map. */
  describe() {
    const { run, state } = this;
    if (run && state) {
      this.frame.setAttribute("aria-label", `${capital(run.about.unitName)}s of layer ${state.layer}, ${state.order === "class" ? "by preferred class" : "by number"}`);
      byId("map-unit").textContent = state.unit === null ? "none is chosen" : this.words(state.unit);
    }
  }

  /**
   * A unit in a line.
   * @param {number} unit
   */
  words(unit) {
    const { run, state } = this;
    if (!run || !state) {
      return "";
    }

    const { classes, means } = run.preferred(state.images, state.layer - 1);
    return `${run.about.unitName} ${unit}, ${classes[unit] < 0 ? "silent" : `prefers ${run.className(classes[unit])}, mean ${short(means[unit])}`}`;
  }

  /**
   * The unit at a place of the canvas, or the nearest one that a finger may have meant.
   * @param {number} x
   * @param {number} y
   * @param {number} reach How far off it may be.
   */
  unitAt(x, y, reach) {
    let nearest = null;
    let least = reach;
    for (const unit of this.order) {
      const cell = this.cells[unit];
      const distance = Math.max(Math.abs(x - cell.x - this.size / 2), Math.abs(y - cell.y - this.size / 2)) - this.size / 2;
      if (distance <= least) {
        nearest = unit;
        least = distance;
      }
    }

    return nearest;
  }

  /**
   * The class whose name is at a place.
   * @param {number} x
   * @param {number} y
   */
  classAt(x, y) {
    return x > this.nameWidth ? null : this.names.find(name => name.label !== null && y >= name.y - 2 && y <= name.y + this.size)?.label ?? null;
  }

  /**
   * The unit some places further in the order of the map.
   * @param {number | null} unit
   * @param {number} step
   */
  beside(unit, step) {
    const place = unit === null ? (step > 0 ? 0 : this.order.length - 1) : this.order.indexOf(unit) + step;
    return this.order[Math.max(0, Math.min(this.order.length - 1, place))];
  }

  /**
   * The unit in the row above or below.
   * @param {number | null} unit
   * @param {number} step
   */
  below(unit, step) {
    if (unit === null) {
      return this.beside(null, step);
    }

    const { row } = this.cells[unit];
    const next = this.rows[row + step];
    return next ? next[Math.min(next.length - 1, this.rows[row].indexOf(unit))] : unit;
  }
}
