// Images, mean images and weights as small pictures, one pixel for each value.

/**
 * A picture whose pixels a function colors.
 * @param {number} height
 * @param {number} width
 * @param {string} name What it shows, for who does not see it.
 * @param {(place: number) => Color} color
 */
function picture(height, width, name, color) {
  const canvas = el("canvas", { width, height, role: "img", "aria-label": name });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const pixels = context.createImageData(width, height);
  for (let place = 0; place < width * height; place++) {
    pixels.data.set([...color(place), 255], 4 * place);
  }

  context.putImageData(pixels, 0, 0);
  return canvas;
}

// Red, green, blue, and opacity, which is not shown.
const MOST_COLORS = 4;

/**
 * A picture of brightness: of one channel gray, of three in color; of frames, which are more, their brightest.
 * @param {ArrayLike<number>} values In the order channel, row, column.
 * @param {number[]} shape Channels, rows, columns.
 * @param {string} name
 */
function brightnessPicture(values, [channels, height, width], name) {
  const size = height * width;
  if (channels > MOST_COLORS) {
    return picture(height, width, name, place => {
      const brightest = Math.max(...Array.from({ length: channels }, (_, channel) => values[channel * size + place]));
      return [brightest, brightest, brightest];
    });
  }

  const second = channels > 2 ? 1 : 0;
  return picture(height, width, name, place => [values[place], values[second * size + place], values[2 * second * size + place]]);
}

/**
 * A signed picture of one channel.
 * @param {ArrayLike<number>} values In 127ths of the largest magnitude.
 * @param {number} height
 * @param {number} width
 * @param {string} name
 */
function signedPicture(values, height, width, name) {
  return picture(height, width, name, place => signedColor(values[place] / 127));
}

/**
 * One of the images that the page holds.
 * @param {Run} run
 * @param {number} place
 */
function imagePicture(run, place) {
  const { shape } = /** @type {Tensor} */ (run.tensor("images"));
  return brightnessPicture(run.row("images", place), shape.slice(1), `image ${run.row("images.sample", place)[0]}`);
}

/**
 * An image and what is said below it.
 * @param {Run} run
 * @param {number} place
 * @param {(Node | null)[]} caption
 * @param {HTMLElement | null} mark Laid over it.
 */
function imageFigure(run, place, caption, mark = null) {
  const number = run.row("images.sample", place)[0];
  return el("figure", { title: `test image ${number}` }, el("div", { class: "picture" }, imagePicture(run, place), mark), el("figcaption", {}, ...caption));
}

/**
 * What an image was taken for where that is not its class.
 * @param {Run} run
 * @param {number} place
 */
function mistake(run, place) {
  const predicted = run.row("images.predicted", place)[0];
  return predicted === run.row("images.label", place)[0] ? null : el("span", { class: "wrong" }, "taken for ", el("b", {}, run.classText(predicted)));
}

/** What blue and orange mean in pictures of weights. */
function weightLegend() {
  const { excites, inhibits } = palette();
  return el(
    "p",
    { class: "key" },
    el("span", { class: "swatch", style: `background: ${css(excites)}` }), "+ excites ",
    el("span", { class: "swatch", style: `background: ${css(inhibits)}` }), "− inhibits",
  );
}
