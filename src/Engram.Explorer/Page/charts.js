// Rows of bars, which are lists of links too.

/**
 * @typedef {object} BarRow
 * @property {Node} name
 * @property {number} value
 * @property {string} text
 * @property {string} [mark] A word beside the value.
 * @property {string} [color]
 */

/**
 * Bars of one scale, which begins at 0.
 * @param {BarRow[]} rows
 * @param {string} name What they show.
 * @param {number} [largest] The end of the scale; left out, the largest magnitude.
 */
function barChart(rows, name, largest = rows.reduce((most, row) => Math.max(most, Math.abs(row.value)), 0)) {
  return el("ul", { class: "bars", "aria-label": name }, ...rows.map(row => {
    const part = largest > 0 ? Math.min(1, Math.abs(row.value) / largest) : 0;
    return el(
      "li",
      {},
      el("span", { class: "name" }, row.name),
      el("span", { class: "track", "aria-hidden": "true" }, el("span", { class: "bar", style: `width: ${(100 * part).toFixed(2)}%${row.color ? `; background: ${row.color}` : ""}` })),
      el("span", { class: "value" }, row.text),
      el("span", { class: "mark" }, row.mark ?? ""),
    );
  }));
}

/**
 * What is more than most readers want, behind a line that opens it; nothing for an empty list.
 * @template T
 * @param {T[]} items
 * @param {number} most How many are shown at once.
 * @param {(items: T[]) => HTMLElement} show
 * @returns {HTMLElement[]}
 */
function foldAfter(items, most, show) {
  return items.length <= most
    ? [show(items)]
    : [show(items.slice(0, most)), el("details", {}, el("summary", {}, `${(items.length - most).toLocaleString("en")} more`), show(items.slice(most)))];
}
