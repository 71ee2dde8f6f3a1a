// Parts of the page, made without markup in texts: names of classes and folders are anyone's.

/**
 * An element with attributes and children. An attribute that is false or null is left out, true stands alone.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | null>} attributes
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }

  element.append(...children.filter(child => child !== null));
  return element;
}

/**
 * The element of an id, which is in the page.
 * @param {string} id
 * @returns {HTMLElement}
 */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {string} id */
function selectById(id) {
  return /** @type {HTMLSelectElement} */ (byId(id));
}

/**
 * A number with three digits that count, more where they stand before the point.
 * @param {number} value
 */
function short(value) {
  const size = Math.abs(value);
  return size === 0 ? "0" : size >= 100 ? value.toLocaleString("en", { maximumFractionDigits: 0 }) : size >= 0.0001 ? value.toPrecision(3) : value.toExponential(2);
}

/**
 * A share of one with four decimals, as tables in a terminal have it; a dash for one that is not defined.
 * @param {number | null} value
 */
function share(value) {
  return value === null ? "–" : value.toFixed(4);
}

/**
 * A count and what is counted.
 * @param {number} count
 * @param {string} what
 */
function counted(count, what) {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}

/**
 * A text with its first letter large.
 * @param {string} text
 */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
