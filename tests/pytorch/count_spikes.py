#!/usr/bin/env python3
"""Counts the spikes of a spiking network for MNIST's test images with their true labels, and what they save.

    engram train --model spiking-ff --run RUN
    python3 count_spikes.py RUN [--data FOLDER]
"""

import argparse
import os

import torch

import cross_check

IMAGES_AT_ONCE = 1000


def main():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "mnist")
    parser = argparse.ArgumentParser(description="Counts the spikes of a spiking network.")
    parser.add_argument("run")
    parser.add_argument("--data", default=os.path.normpath(folder), help="folder of MNIST")
    options = parser.parse_args()
    state, metadata = cross_check.read_safetensors(os.path.join(options.run, "weights.safetensors"))
    spec = cross_check.layerwise_spec(metadata)
    images, labels = cross_check.read_test_split(options.data)
    of_steps = torch.zeros(len(spec["layers"]), spec["steps"], dtype=torch.double)
    with torch.no_grad():
        for some, theirs in zip(images.split(IMAGES_AT_ONCE), labels.split(IMAGES_AT_ONCE)):
            layers = cross_check.layerwise_layers(state, spec, some, {"mean": 0.1307, "sd": 0.3081}, theirs)
            for layer, (_, trains) in enumerate(layers):
                of_steps[layer] += trains.sum(dim=(1, 2))
    of_steps /= len(images)
    for layer, (counts, units) in enumerate(zip(of_steps, spec["layers"]), 1):
        print(f"layer {layer}: {counts.sum():.1f} spikes per image, all units and steps together; share of the units that fire in the first step "
              f"{counts[0] / units:.4f}, in the last {counts[-1] / units:.4f}")
        if layer < len(spec["layers"]):
            print(f"  rows of weights that dense products of the next layer would take, over those that spikes take: {spec['steps'] * units / counts.sum():.0f}")


if __name__ == "__main__":
    main()
