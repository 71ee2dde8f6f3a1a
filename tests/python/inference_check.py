#!/usr/bin/env python3
"""Holds the scores and predictions of runs against numpy, PyTorch and ONNX Runtime.

    engram evaluate RUN --samples 1000 --goodness RUN/goodness.npz
    engram export RUN --onnx RUN/network.onnx
    dotnet Engram.CrossCheck.dll onnx RUN/network.onnx DATA 1000 RUN/onnx.npz
    inference_check.py --images t10k-images-idx3-ubyte.gz [--self-test] RUN...

numpy's and PyTorch's side is the code of docs/python.md; the images are read here. All compute with float32. --self-test
also spoils one number at a time of what is compared and demands that it is noticed.
"""

import argparse
import gzip
import os
import sys

import numpy as np
import torch

from run_snippets import definitions

PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "python.md")
# Differences as shares of the largest score: of 999 in 1,000 scores, and of each. What is left of a nearly silent layer when it is
# brought to unit length is rounding, which the next layer then goes on with.
TOLERANCE = 1e-5
TOLERANCE_OF_EACH = 5e-5


def read_images(path, count):
    with gzip.open(path) as file:
        return np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784)[:count]


def label_of(prediction):
    """Engram's files have 255 for no prediction, ONNX has -1."""
    return prediction.astype(np.int64) % 256


def difference(one, other):
    """The difference of all but one in 1,000 of two arrays of scores, and the largest, as shares of the largest score."""
    if one.shape != other.shape:
        return np.inf, np.inf
    differences = np.abs(one.astype(np.float64) - other) / max(np.abs(one).max(), 1)
    return np.quantile(differences, 0.999), differences.max()


def find_failures(results):
    """One sentence for each of the contestants that differs from Engram. Results: scores and predictions by who computed them."""
    scores, predictions = results["Engram"]
    failures = []
    for who, (other, predicted) in results.items():
        most, largest = difference(scores, other)
        # Not "greater than", so that NaN fails too.
        if not (most <= TOLERANCE and largest <= TOLERANCE_OF_EACH):
            failures.append(f"{who}: scores differ by {largest:.3g} of the largest, 999 in 1,000 by {most:.3g} at most")
        wrong = np.flatnonzero(predictions != predicted)
        if len(wrong):
            failures.append(f"{who}: {len(wrong)} predictions differ, the first for image {wrong[0]}")
    return failures


def compute(run, images):
    page = definitions(PAGE)
    weights, metadata = page["read_weights"](os.path.join(run, "weights.safetensors"))
    state = {name: torch.from_numpy(values.copy()) for name, values in weights.items()}
    engram, onnx = (dict(np.load(os.path.join(run, name))) for name in ("goodness.npz", "onnx.npz"))
    own = engram["logits"][:, np.newaxis] if "logits" in engram else engram.get("goodness", engram.get("scores"))
    ofonnx = onnx["layer_scores"] if "layer_scores" in onnx else onnx["scores"][:, np.newaxis]

    def predict(scores):
        return scores[:, 0].argmax(axis=1) if "logits" in engram else page["predict"](scores, metadata)

    with torch.no_grad():
        oftorch = page["torch_scores"](images, state, metadata).numpy()
    results = {
        "Engram": (own, label_of(engram["predictions"])),
        "PyTorch": (oftorch, predict(oftorch)),
        "ONNX Runtime": (ofonnx, label_of(onnx["prediction"])),
    }
    # The page has no convolution in numpy.
    if weights["layers.0.weight"].ndim == 2:
        ofnumpy = page["scores"](images, weights, metadata)
        results["numpy"] = (ofnumpy, predict(ofnumpy))
    return results


def spoiled(results, who, part):
    """The same results with one number of one contestant changed."""
    scores, predictions = (values.copy() for values in results[who])
    if part == 0:
        scores.flat[len(who) * 7919 % scores.size] += 10 * TOLERANCE * max(np.abs(scores).max(), 1)
    else:
        predictions[len(who) * 97 % len(predictions)] += 1
    return {**results, who: (scores, predictions)}


def main():
    parser = argparse.ArgumentParser(description="Scores and predictions of runs against numpy, PyTorch and ONNX Runtime.")
    parser.add_argument("--images", required=True, help="IDX file of test images, packed with gzip")
    parser.add_argument("--self-test", action="store_true", help="also spoil what is compared, and demand that it is noticed")
    parser.add_argument("run", nargs="+", help="folder with weights.safetensors, goodness.npz and onnx.npz")
    options = parser.parse_args()
    failed = False
    for run in options.run:
        count = len(np.load(os.path.join(run, "onnx.npz"))["prediction"])
        results = compute(run, read_images(options.images, count))
        failures = find_failures(results)
        if options.self_test and not failures:
            failures = [f"a wrong number of {who} was not noticed" for who in results for part in (0, 1) if not find_failures(spoiled(results, who, part))]
        for failure in failures:
            print(f"FAILED {os.path.basename(run)}: {failure}")
        failed |= bool(failures)
        largest = max(difference(results["Engram"][0], scores)[1] for scores, _ in results.values())
        print(f"fact: {os.path.basename(run)}: {count} images, scores within {largest:.1e} of the largest")
    sys.exit(failed)


if __name__ == "__main__":
    main()
