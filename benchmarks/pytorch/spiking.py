#!/usr/bin/env python3
"""Forward-Forward with spikes, in PyTorch, to measure Engram against.

Engram's defaults: 784-500-500 leaky integrate-and-fire units, 10 time steps, batches of 256, both layers in every step, and in every step a wrong label for
each image, drawn by the goodness of all nine. It is meant as PyTorch's best case on a CPU: the image's product is shared by all steps and all labels, all
candidates are one batch, the second layer's products of all steps are one matrix product, and only the membranes go step by step. A batch is taken in parts
whose tensors stay in the cache.

    python3 spiking.py [--data FOLDER] [--epochs 3] [--threads 2] [--repeats 5]
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

SIZES = (784, 500, 500)
STEPS, BETA, THRESHOLD, LENGTH, SLOPE, LOSS_SCALE = 10, 0.99, 1.0, 6.0, 2.0, 6.0
BATCH, LEARNING_RATE, PART = 256, 0.001, 64


class Spike(torch.autograd.Function):
    """1 above zero; going back, the arc tangent's slope."""

    @staticmethod
    def forward(ctx, distance):
        ctx.save_for_backward(distance)
        return (distance > 0).to(distance.dtype)

    @staticmethod
    def backward(ctx, gradient):
        distance, = ctx.saved_tensors
        return gradient * (SLOPE / 2) / (1 + (math.pi / 2 * SLOPE * distance).square())


def fire(currents, steps_share):
    """Spikes of all steps, [steps, rows, units]."""
    first = currents if steps_share else currents[0]
    potential, spikes, trains = first, Spike.apply(first - THRESHOLD), []
    trains.append(spikes)
    for step in range(1, STEPS):
        potential = BETA * potential + (currents if steps_share else currents[step]) - THRESHOLD * spikes.detach()
        spikes = Spike.apply(potential - THRESHOLD)
        trains.append(spikes)
    return torch.stack(trains)


def goodness(trains):
    return trains.sum(dim=0).square().mean(dim=1)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(before, after) for before, after in zip(SIZES, SIZES[1:]))
        self.optimizers = [torch.optim.Adam(layer.parameters(), lr=LEARNING_RATE) for layer in self.layers]

    def image_drive(self, images):
        """The first layer's current without a label; the label inputs of the images are cleared."""
        return self.layers[0](images)

    def first(self, drive, labels):
        """Spikes of the first layer; a label adds the weights of its input, which is 1."""
        return fire(drive + self.layers[0].weight.T[labels], steps_share=True)

    def second(self, trains):
        currents = self.layers[1](trains.flatten(0, 1)).unflatten(0, trains.shape[:2])
        return fire(F.normalize(currents, dim=2) * LENGTH, steps_share=False)

    def all_labels(self, images):
        """Goodness of both layers together, [images, labels]."""
        return torch.cat([self.all_labels_of_part(part) for part in images.split(PART)])

    def all_labels_of_part(self, images):
        drive = self.image_drive(images).repeat_interleave(recipes.LABEL_COUNT, dim=0)
        first = self.first(drive, torch.arange(recipes.LABEL_COUNT).repeat(len(images)))
        return (goodness(first) + goodness(self.second(first))).view(len(images), -1)

    def step(self, images, labels):
        with torch.no_grad():
            weights = self.all_labels(images).sqrt().scatter(1, labels.unsqueeze(1), 0)
            # Where no wrong label has any goodness, all are alike.
            weights += (weights.sum(dim=1, keepdim=True) == 0) * (1 - F.one_hot(labels, recipes.LABEL_COUNT))
            wrong = torch.multinomial(weights, 1).squeeze(1)
        for optimizer in self.optimizers:
            optimizer.zero_grad(set_to_none=True)
        for part in torch.arange(len(images)).split(PART):
            drive = self.image_drive(images[part])
            first = self.first(torch.cat([drive, drive]), torch.cat([labels[part], wrong[part]]))
            second = self.second(first.detach())
            for trains in (first, second):
                positive, negative = goodness(trains).chunk(2)
                (F.silu(-LOSS_SCALE * (positive - negative)).sum() / len(images)).backward()
        for optimizer in self.optimizers:
            optimizer.step()


def read_split(folder, prefix):
    """Pixels from 0 to 1, with the label inputs cleared, and labels."""
    images = recipes.read_idx(folder, f"{prefix}-images-idx3-ubyte").flatten(1).float() / 255
    images[:, :recipes.LABEL_COUNT] = 0
    return images, recipes.read_idx(folder, f"{prefix}-labels-idx1-ubyte").long()


def train(network, images, labels, epochs):
    for epoch in range(1, epochs + 1):
        start = time.perf_counter()
        for batch in torch.randperm(len(images)).split(BATCH):
            network.step(images[batch], labels[batch])
        print(f"epoch {epoch} {time.perf_counter() - start:.3f} s", flush=True)


@torch.no_grad()
def predict(network, images, labels, repeats):
    """Labels by the goodness of both layers, several times; the first counts as a warm-up."""
    for repeat in range(repeats + 1):
        start = time.perf_counter()
        label = torch.cat([network.all_labels(part).argmax(dim=1) for part in images.split(BATCH)])
        if repeat > 0:
            print(f"predict {time.perf_counter() - start:.4f} s", flush=True)
    print(f"test accuracy {(label == labels).double().mean().item():.4f}")


def parse_options():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "mnist")
    parser = argparse.ArgumentParser(description="Forward-Forward with spikes in PyTorch.")
    parser.add_argument("--data", default=os.path.normpath(folder), help="folder with the four IDX files (default: the repository's MNIST)")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=int(os.environ["OPENBLAS_NUM_THREADS"]), help="default: all cores")
    parser.add_argument("--repeats", type=int, default=3, help="timed predictions of the test images (default 3)")
    return parser.parse_args()


def main():
    options = parse_options()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    network = Network()
    train(network, *read_split(options.data, "train"), options.epochs)
    predict(network, *read_split(options.data, "t10k"), options.repeats)


if __name__ == "__main__":
    main()
