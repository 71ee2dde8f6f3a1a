#!/usr/bin/env python3
"""The two products of a convolutional layer's step in PyTorch, to measure Engram against: the way up, and the gradient of the filters.

Both are timed with maps in the order channel, row, column and with the channel last; the faster order of each counts. Reads a case as a line
of JSON, as `bench convolution --in-turn` writes it, and then times it once for every line `again`.

    python3 convolution.py [--threads 2] [--seconds .5]
"""

import argparse
import json
import sys
import time

import torch

LAYOUTS = (torch.contiguous_format, torch.channels_last)


def least(work, seconds):
    best = float("inf")
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def masked(numbers, active):
    return numbers * (torch.rand_like(numbers) < active)


def products(case, layout):
    """A case's two products as functions. What is zero makes no difference to PyTorch; it is there all the same."""
    channels, filters, size, padding = case["channels"], case["filters"], case["kernelSize"], case["kernelSize"] // 2
    maps = masked(torch.rand(case["images"], channels, case["height"], case["width"]) + .5, case["inputActive"]).to(memory_format=layout)
    weights = (torch.rand(filters, channels, size, size) - .5).to(memory_format=layout)
    delta = masked(torch.rand_like(torch.conv2d(maps, weights, padding=padding)) - .5, case["gradientActive"]).to(memory_format=layout)

    def forward():
        return torch.conv2d(maps, weights, padding=padding)

    def gradient():
        return torch.ops.aten.convolution_backward(
            delta, maps, weights, None, [1, 1], [padding, padding], [1, 1], False, [0, 0], 1, [False, True, False])

    return forward, gradient


def measure(layouts, seconds):
    pairs = [[least(work, seconds / len(layouts)) for work in works] for works in layouts]
    return {"forwardSeconds": min(pair[0] for pair in pairs), "gradientSeconds": min(pair[1] for pair in pairs)}


def main():
    parser = argparse.ArgumentParser(description="Times convolutions in PyTorch.")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=.5)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    layouts = []
    with torch.no_grad():
        for line in sys.stdin:
            if line.strip() == "again":
                print(json.dumps(measure(layouts, options.seconds)), flush=True)
            else:
                layouts = [products(json.loads(line), layout) for layout in LAYOUTS]
                measure(layouts, options.seconds)


if __name__ == "__main__":
    main()
