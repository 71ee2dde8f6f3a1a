#!/usr/bin/env python3
"""Draws the README's picture: mean activation of all 784 units of the first layer, for each digit, in three ways to show it.

    docs/images/ensembles.py RUN

RUN is a finished run of FF on MNIST, as `engram train` and `engram reproduce` make it. Writes ensembles.png beside this file, from the
weights and MNIST's test images. Needs numpy, and Chromium (CHROMIUM names another one) for the letters.
"""

import base64
import gzip
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

import numpy

HERE = pathlib.Path(__file__).resolve().parent
MNIST = HERE.parent.parent / "data" / "mnist"
UNIT, ROW, LEFT, TOP, GAP = 1, 13, 62, 56, 44
WIDTH, HEIGHT = 990, 596
# A sequence from near-black blue over orange to near-white: ordered in lightness, readable without color vision.
STOPS = numpy.array([[8, 10, 28], [60, 28, 90], [170, 50, 80], [240, 130, 50], [252, 240, 190]], float)


def weights_of(run):
    content = (pathlib.Path(run) / "weights.safetensors").read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])

    def tensor(name):
        entry = header[name]
        return numpy.frombuffer(content, "<f4", int(numpy.prod(entry["shape"])), start + entry["data_offsets"][0]).reshape(entry["shape"])

    return tensor("layers.0.weight"), tensor("layers.0.bias"), header["__metadata__"]


def test_images():
    pixels = numpy.frombuffer(gzip.open(MNIST / "t10k-images-idx3-ubyte.gz").read(), numpy.uint8, offset=16).reshape(-1, 784)
    return pixels, numpy.frombuffer(gzip.open(MNIST / "t10k-labels-idx1-ubyte.gz").read(), numpy.uint8, offset=8)


def activations(inputs, weight, bias):
    inputs = inputs / numpy.maximum(numpy.linalg.norm(inputs, axis=1, keepdims=True), 1e-12)
    return numpy.maximum(inputs @ weight.T + bias, 0)


def measure(run):
    """Mean activation [digits, units] of images with their label, of labels alone and of images alone; and which units no image activates."""
    weight, bias, metadata = weights_of(run)
    pixels, labels = test_images()
    images = (pixels / numpy.float32(255) - numpy.float32(metadata["mean"])) / numpy.float32(metadata["standardDeviation"])
    images[:, :10] = 0
    overlay = numpy.float32(metadata["labelValue"]) * numpy.eye(784, dtype="float32")[:10]
    labelled = activations(images + overlay[labels], weight, bias)
    by_digit = [numpy.stack([shown[labels == digit].mean(0) for digit in range(10)]) for shown in (labelled, activations(images, weight, bias))]
    return by_digit[0], activations(overlay, weight, bias), by_digit[1], labelled.max(0) > 0


def color(value):
    place = numpy.clip(value, 0, 1) * (len(STOPS) - 1)
    low = numpy.minimum(place.astype(int), len(STOPS) - 2)
    return (STOPS[low] + (STOPS[low + 1] - STOPS[low]) * (place - low)[..., None]).astype(numpy.uint8)


def png(pixels):
    """A picture of [rows, columns, 3] bytes."""
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row.tobytes() for row in pixels), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def picture(pixels, x, y, width, height):
    data = base64.b64encode(png(pixels)).decode()
    return f'<image x="{x}" y="{y}" width="{width}" height="{height}" preserveAspectRatio="none" style="image-rendering:pixelated" href="data:image/png;base64,{data}"/>'


def text(x, y, words, size=13, anchor="start", more=""):
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" {more}>{words}</text>'


def panel(title, means, scale, top, starts):
    """Ten rows of digits, 784 columns of units, and lines where the next digit's units begin."""
    count = means.shape[1]
    yield text(LEFT, top - 8, title, 14, more='font-weight="bold"')
    yield picture(color(means / scale), LEFT, top, count * UNIT, 10 * ROW)
    for digit in range(10):
        yield text(LEFT - 8, top + digit * ROW + 11, digit, 12, "end")
    for start in starts:
        yield f'<line x1="{LEFT + start}" x2="{LEFT + start}" y1="{top + 10 * ROW}" y2="{top + 10 * ROW + 5}" stroke="#000"/>'
    middle = top + 5 * ROW
    yield text(22, middle, "digit", 13, "middle", f'transform="rotate(-90 22 {middle})"')


def main(run):
    labelled, alone, images, alive = measure(run)
    preferred = numpy.where(alive, labelled.argmax(0), 10)
    order = numpy.lexsort((-labelled.max(0), preferred))
    starts = [int((preferred < digit).sum()) for digit in range(12)]
    scale = max(float(numpy.quantile(labelled.max(0)[alive], 0.95)), 1e-6)
    parts, top = [], TOP
    titles = ["test images with their true label", "the label alone, without an image", "the same images without a label"]
    for title, means in zip(titles, (labelled, alone, images)):
        parts += panel(title, means[:, order], scale, top, starts)
        top += 10 * ROW + GAP
    end = top - GAP
    for digit in range(10):
        parts.append(text(LEFT + (starts[digit] + starts[digit + 1]) / 2, end + 18, digit, 12, "middle"))
    parts.append(text(LEFT + (starts[10] + starts[11]) / 2, end + 18, f"{starts[11] - starts[10]} units that no test image activates", 12, "middle"))
    parts.append(text(LEFT + 392, end + 40, "all 784 units of the first layer, ordered by the digit that activates them most", 13, "middle"))
    bar = LEFT + 784 + 24
    parts.append(picture(color(numpy.linspace(1, 0, 256)[:, None]), bar, TOP, 14, end - TOP))
    for share in (0, 0.5, 1):
        parts.append(text(bar + 20, TOP + (1 - share) * (end - TOP) + 4, f"{share * scale:.1f}" + (" or more" if share == 1 else ""), 12))
    parts.append(text(bar + 88, (TOP + end) / 2, "mean activation", 13, "middle", f'transform="rotate(-90 {bar + 88} {(TOP + end) / 2})"'))
    svg = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="Liberation Sans, Arial, sans-serif">'
           f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>')
    draw(svg, HERE / "ensembles.png")


def draw(svg, target):
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or sys.exit("Chromium is missing; name it in CHROMIUM.")
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "page.html")
        page.write_text(f'<!DOCTYPE html><style>body{{margin:0}}svg{{display:block}}</style>{svg}', encoding="utf-8")
        subprocess.run([program, "--headless", "--no-sandbox", "--disable-gpu", "--force-device-scale-factor=2", "--hide-scrollbars",
                        f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={target}", page.as_uri()], check=True, capture_output=True)


if len(sys.argv) != 2:
    sys.exit(__doc__)
main(sys.argv[1])
