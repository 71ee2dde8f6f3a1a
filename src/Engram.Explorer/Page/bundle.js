// A run's numbers: a safetensors file, packed by gzip, in base64.

/** @typedef {Float32Array | Int32Array | Uint8Array | Int8Array} Values */
/** @typedef {{ values: Values, shape: number[] }} Tensor */

/** @type {Record<string, new (buffer: ArrayBuffer, offset: number, length: number) => Values>} */
const valueTypes = { F32: Float32Array, I32: Int32Array, U8: Uint8Array, I8: Int8Array };

/**
 * Floats of 16 bits as they are: 5 bits of exponent, 10 of fraction, none of them negative.
 * @param {Uint16Array} halves
 */
function fromHalves(halves) {
  return Float32Array.from(halves, half => {
    const exponent = half >> 10;
    return exponent === 0 ? half * 2 ** -24 : (1024 + (half & 1023)) * 2 ** (exponent - 25);
  });
}

/** @param {string} text */
function fromBase64(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let place = 0; place < bytes.length; place++) {
    bytes[place] = letters.charCodeAt(place);
  }

  return bytes;
}

/**
 * The tensors of a safetensors file: 8 bytes with the header's length, the header as JSON, then the numbers.
 * @param {ArrayBuffer} file
 * @returns {Map<string, Tensor>}
 */
function readTensors(file) {
  const length = Number(new DataView(file).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 8, length)));
  const tensors = new Map();
  for (const [name, entry] of Object.entries(header)) {
    if (name !== "__metadata__") {
      const [begin, end] = entry.data_offsets;
      const count = entry.shape.reduce((/** @type {number} */ product, /** @type {number} */ next) => product * next, 1);
      const place = /** @type {const} */ ([file, 8 + length + begin, end > begin ? count : 0]);
      tensors.set(name, { values: entry.dtype === "F16" ? fromHalves(new Uint16Array(...place)) : new valueTypes[entry.dtype](...place), shape: entry.shape });
    }
  }

  return tensors;
}

/**
 * Unpacks the numbers of a run.
 * @param {number} index
 */
async function readBundle(index) {
  const packed = new Blob([fromBase64(byId(`bundle-${index}`).textContent ?? "")]);
  const unpacked = packed.stream().pipeThrough(new DecompressionStream("gzip"));
  return readTensors(await new Response(unpacked).arrayBuffer());
}
