#!/usr/bin/env python3
"""Layers that learn by a loss of their own, in PyTorch, to measure Engram against: hyperspherical FF (hff) and the local classifier (lc).

Engram's defaults: 3 x 1024 units, batches of 256 (hff) and 128 (lc), all layers in every step, images shifted by up to two pixels anew in every epoch.
Like forward_forward.py, whose reading of data, threads and Adam it shares, it is meant as PyTorch's best case on a CPU.

    python3 local_layers.py --model hff|lc [--data FOLDER] [--epochs 3] [--threads 2] [--repeats 5]
"""

import argparse
import math
import os
import time

# First: it says to OpenBLAS how many threads there are before PyTorch is loaded.
import forward_forward as recipes

import torch
from torch import nn
from torch.nn import functional as F

SIDE = 28
PROTOTYPES, GAMMA, MARGIN, TEMPERATURE = 4, 10.0, 0.0, 0.05
HYPERSPHERICAL_DROPOUT, CLASSIFIER_DROPOUT = 0.2, 0.1


class HypersphericalLayer(nn.Module):
    """Activations of unit length, scored by prototypes of the classes; dropout comes behind the scores, before the length."""

    def __init__(self, inputs, units):
        super().__init__()
        self.linear = nn.Linear(inputs, units)
        bound = math.sqrt(3 / units)
        self.prototypes = nn.Parameter(torch.empty(recipes.LABEL_COUNT * PROTOTYPES, units).uniform_(-bound, bound))

    def forward(self, inputs):
        """What is passed on, and the scores of the labels."""
        activations = self.linear(inputs).relu()
        cosines = recipes.normalize(activations) @ recipes.normalize(self.prototypes).T
        passed = recipes.normalize(F.dropout(activations, HYPERSPHERICAL_DROPOUT, self.training))
        return passed, torch.logsumexp(GAMMA * cosines.unflatten(1, (recipes.LABEL_COUNT, PROTOTYPES)), dim=2) / GAMMA

    @staticmethod
    def loss(scores, labels):
        true = scores.gather(1, labels.unsqueeze(1))
        # The true label's own term is exp(0), the 1 of the formula.
        margins = ((scores - true + MARGIN) / TEMPERATURE).scatter(1, labels.unsqueeze(1), 0.0)
        return torch.logsumexp(margins, dim=1).mean()


class ClassifierLayer(nn.Module):
    """Batch-normalized activations with a linear classifier of their own; dropout comes behind the classifier."""

    def __init__(self, inputs, units):
        super().__init__()
        self.linear = nn.Linear(inputs, units)
        self.normalization = nn.BatchNorm1d(units)
        self.head = nn.Linear(units, recipes.LABEL_COUNT)
        nn.init.zeros_(self.head.weight)

    def forward(self, inputs):
        activations = self.normalization(self.linear(inputs)).relu()
        return F.dropout(activations, CLASSIFIER_DROPOUT, self.training), self.head(activations)

    @staticmethod
    def loss(scores, labels):
        return F.cross_entropy(scores, labels)


# Per model: its layer, and the learning rate and batch size of Engram's defaults.
MODELS = {"hff": (HypersphericalLayer, 0.002, 256), "lc": (ClassifierLayer, 0.0005, 128)}


def shifted(images, background, reach, generator):
    """Every image moved by up to `reach` pixels in each direction, drawn anew; what comes in is background."""
    squares = F.pad(images.unflatten(1, (SIDE, SIDE)), (reach,) * 4, value=background)
    moves = torch.randint(0, 2 * reach + 1, (2, len(images)), generator=generator)
    result = torch.empty_like(images).unflatten(1, (SIDE, SIDE))
    for down in range(2 * reach + 1):
        for right in range(2 * reach + 1):
            chosen = ((moves[0] == down) & (moves[1] == right)).nonzero().squeeze(1)
            result[chosen] = squares[chosen, down:down + SIDE, right:right + SIDE]
    return result.flatten(1)


def train(layers, images, labels, options, generator):
    """All layers in every step, each with its own loss; no gradient goes from one to another."""
    optimizer = recipes.build_adam(layers.parameters(), options.learning_rate)
    background = images.min().item()
    for epoch in range(options.epochs):
        start = time.perf_counter()
        inputs = shifted(images, background, options.shift, generator) if options.shift else images
        total = torch.zeros(())
        for batch in torch.randperm(len(images), generator=generator).split(options.batch_size):
            optimizer.zero_grad(set_to_none=True)
            passed, expected = inputs[batch], labels[batch]
            for layer in layers:
                passed, scores = layer(passed)
                loss = layer.loss(scores, expected)
                loss.backward()
                total += loss.detach() * len(batch)
                passed = passed.detach()
            optimizer.step()
        print(f"epoch {epoch} loss {total.item() / len(images):.4f} {time.perf_counter() - start:.3f} s", flush=True)


@torch.no_grad()
def predict(layers, images, labels, repeats):
    """Labels by the last layer's scores (lc) or by those of all (hff), several times; the first counts as a warm-up."""
    layers.eval()
    for repeat in range(repeats + 1):
        start = time.perf_counter()
        passed, scores = images, []
        for layer in layers:
            passed, of_layer = layer(passed)
            scores.append(of_layer)
        label = (scores[-1] if isinstance(layers[0], ClassifierLayer) else sum(scores)).argmax(dim=1)
        if repeat > 0:
            print(f"predict {time.perf_counter() - start:.4f} s", flush=True)
    print(f"test accuracy {(label == labels).double().mean().item():.4f}")


def parse_options():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "mnist")
    parser = argparse.ArgumentParser(description="Hyperspherical FF and the local classifier in PyTorch.")
    parser.add_argument("--model", choices=sorted(MODELS), required=True)
    parser.add_argument("--data", default=os.path.normpath(folder), help="folder with the four IDX files (default: the repository's MNIST)")
    parser.add_argument("--layers", type=int, nargs="+", default=[1024, 1024, 1024], metavar="UNITS")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--shift", type=int, default=2, metavar="PIXELS")
    parser.add_argument("--learning-rate", type=float)
    parser.add_argument("--batch-size", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=int(os.environ["OPENBLAS_NUM_THREADS"]), help="default: all cores")
    parser.add_argument("--repeats", type=int, default=5, help="timed predictions of the test images (default 5)")
    options = parser.parse_args()
    _, learning_rate, batch_size = MODELS[options.model]
    options.learning_rate = options.learning_rate or learning_rate
    options.batch_size = options.batch_size or batch_size
    return options


def main():
    options = parse_options()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    generator = torch.Generator().manual_seed(options.seed)
    images, labels = recipes.read_split(options.data, "train")
    sizes = [images.shape[1], *options.layers]
    layers = nn.ModuleList(MODELS[options.model][0](before, after) for before, after in zip(sizes, sizes[1:]))
    train(layers, images, labels, options, generator)
    predict(layers, *recipes.read_split(options.data, "t10k"), options.repeats)


if __name__ == "__main__":
    main()
