"""Draws the README's picture: mean activation of layer 1's units for each digit, units sorted by preferred digit.

usage: python3 docs/images/ensembles.py <run with representations.npz> docs/images/ensembles.png

Needs numpy only; the run is made by `engram train --representations`.
"""
import struct
import sys
import zlib

import numpy

UNIT_WIDTH, CLASS_HEIGHT, MARGIN = 2, 26, 34
# A sequence from near-black blue over orange to near-white: ordered in lightness, readable without color vision.
STOPS = numpy.array([[8, 10, 28], [60, 28, 90], [170, 50, 80], [240, 130, 50], [252, 240, 190]], float)
DIGITS = ["111101101101111", "010110010010111", "111001111100111", "111001111001111", "101101111001001",
          "111100111001111", "111100111101111", "111001001001001", "111101111101111", "111101111001111"]


def color(value):
    place = numpy.clip(value, 0, 1) * (len(STOPS) - 1)
    low = numpy.minimum(place.astype(int), len(STOPS) - 2)
    return STOPS[low] + (STOPS[low + 1] - STOPS[low]) * (place - low)[..., None]


def main(run, target):
    file = numpy.load(f"{run}/representations.npz")
    activations, labels = file["representations"][:, 0, :], file["labels"]
    means = numpy.stack([activations[labels == label].mean(0) for label in range(10)])
    alive = means.max(0) > 0.02 * means.max()
    means = means[:, alive]
    order = numpy.lexsort((-means.max(0), means.argmax(0)))
    means = means[:, order] / numpy.quantile(means.max(0), 0.9)
    image = numpy.full((10 * CLASS_HEIGHT, MARGIN + means.shape[1] * UNIT_WIDTH, 3), 255.0)
    for label in range(10):
        rows = slice(label * CLASS_HEIGHT, (label + 1) * CLASS_HEIGHT - 2)
        image[rows, MARGIN:] = numpy.repeat(color(means[label]), UNIT_WIDTH, axis=0)[None]
        for place, bit in enumerate(DIGITS[label]):
            if bit == "1":
                y, x = label * CLASS_HEIGHT + 5 + 3 * (place // 3), 10 + 4 * (place % 3)
                image[y:y + 3, x:x + 4] = 60
    data = b"".join(b"\0" + row.astype(numpy.uint8).tobytes() for row in image)

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", image.shape[1], image.shape[0], 8, 2, 0, 0, 0)
    with open(target, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b""))


main(*sys.argv[1:])
