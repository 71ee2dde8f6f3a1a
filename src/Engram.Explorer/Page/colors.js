// Okabe and Ito's colors. No color stands alone: a ring, a sign or a place says the same.

/** @typedef {[number, number, number]} Color */

const palettes = {
  light: {
    paper: /** @type {Color} */ ([255, 255, 255]),
    empty: /** @type {Color} */ ([244, 246, 248]),
    quantity: /** @type {Color[]} */ ([[226, 238, 247], [86, 180, 233], [0, 114, 178], [0, 42, 84]]),
    excites: /** @type {Color} */ ([0, 114, 178]),
    inhibits: /** @type {Color} */ ([213, 94, 0]),
    ring: "#d55e00",
    ink: "#1c2024",
    faint: "#59626b",
  },
  dark: {
    paper: /** @type {Color} */ ([21, 24, 28]),
    empty: /** @type {Color} */ ([30, 35, 41]),
    quantity: /** @type {Color[]} */ ([[24, 44, 62], [0, 92, 148], [86, 180, 233], [216, 240, 255]]),
    excites: /** @type {Color} */ ([86, 180, 233]),
    inhibits: /** @type {Color} */ ([240, 130, 50]),
    ring: "#ffa040",
    ink: "#f2f4f6",
    faint: "#a3acb5",
  },
};

const darkScheme = matchMedia("(prefers-color-scheme: dark)");

function palette() {
  return darkScheme.matches ? palettes.dark : palettes.light;
}

/**
 * @param {Color} from
 * @param {Color} to
 * @param {number} part
 * @returns {Color}
 */
function blend(from, to, part) {
  const [red, green, blue] = from.map((value, place) => Math.round(value + (to[place] - value) * part));
  return [red, green, blue];
}

/**
 * A quantity from 0 to 1: on light paper the more the darker, on dark paper the more the lighter. Its root is shown, so that small means differ too.
 * @param {number} part
 * @returns {Color}
 */
function quantityColor(part) {
  const { empty, quantity } = palette();
  if (!(part > 0)) {
    return empty;
  }

  const place = Math.sqrt(Math.min(part, 1)) * (quantity.length - 1);
  const step = Math.min(Math.floor(place), quantity.length - 2);
  return blend(quantity[step], quantity[step + 1], place - step);
}

/**
 * A signed quantity from −1 to 1.
 * @param {number} part
 * @returns {Color}
 */
function signedColor(part) {
  const { paper, excites, inhibits } = palette();
  return blend(paper, part < 0 ? inhibits : excites, Math.min(1, Math.abs(part)));
}

/** @param {Color} color */
function css(color) {
  return `rgb(${color.join(" ")})`;
}
