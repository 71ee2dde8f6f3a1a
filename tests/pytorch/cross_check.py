#!/usr/bin/env python3
"""Holds what Engram computes against PyTorch: goodness, predictions and activations of a run, and training steps.

    engram train --epochs 2 --representations --run RUN
    engram evaluate RUN --samples 1000 --goodness GOODNESS.npz     (and the same for every other --model)
    dotnet run -c Release --project tests/Engram.CrossCheck -- STEPS
    python3 cross_check.py --run RUN --goodness GOODNESS.npz --steps STEPS [--self-test]

PyTorch's side shares no code with Engram: layers are nn.Linear, gradients come from autograd, updates from
torch.optim.Adam. It computes in double precision, so that only Engram's rounding is measured. Files are read with numpy,
and safetensors by the few lines below. --self-test then spoils one number after the other in what Engram wrote and
demands that each is noticed. Needs PyTorch 1.13 or newer and numpy.
"""

import argparse
import copy
import glob
import gzip
import json
import math
import multiprocessing
import os
import re
import struct
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

TOLERANCE = 1e-4
# Scores of a network whose layers have objectives of their own, likewise.
SCORE_TOLERANCE = 1e-5
# How far a potential has to be from its threshold for a spike to be certain, whatever the rounding; so many rows must have no other potentials.
LEAST_MARGIN = 1e-5
LEAST_CERTAIN_SHARE = 0.9
# What --self-test adds to a number, as a share of the largest in its tensor.
SPOIL = 10 * TOLERANCE
# Goodness below this share of the threshold is that of a nearly silent sample: what is left of it when it was brought to
# unit length is rounding. It is held against the threshold, all other goodness against itself.
NEARLY_SILENT = 0.1
# Adam divides a gradient by its own size, so a gradient that is nothing but rounding decides a whole step. Parameters
# whose gradients were below this share of the largest are compared with Adam's step from Engram's own gradient only.
NEGLIGIBLE_GRADIENT = 1e-3
LABEL_COUNT = 10
SIDE = 28


def entmax15(scores):
    """Entmax with alpha 1.5 by sorting (Peters, Niculae and Martins 2019, algorithm 2)."""
    halves = (scores - scores.amax(dim=1, keepdim=True)) / 2
    ordered = halves.sort(dim=1, descending=True).values
    count = torch.arange(1, ordered.shape[1] + 1, dtype=ordered.dtype)
    mean = ordered.cumsum(dim=1) / count
    variance = ordered.square().cumsum(dim=1) / count - mean.square()
    thresholds = mean - ((1 - count * variance) / count).clamp(min=1e-30).sqrt()
    size = (thresholds <= ordered).sum(dim=1, keepdim=True)
    return (halves - thresholds.gather(1, size - 1)).clamp(min=0).square()


OPTIMIZER = {
    "adam": lambda parameters, case: torch.optim.Adam(parameters, lr=case["learningRate"]),
    "adamw": lambda parameters, case: torch.optim.AdamW(parameters, lr=case["learningRate"], weight_decay=case["weightDecay"]),
    "sgd": lambda parameters, case: torch.optim.SGD(parameters, lr=case["learningRate"], momentum=case["momentum"], weight_decay=case["weightDecay"]),
}

# PyTorch's names of what an optimizer remembers.
SLOT = {"first": "exp_avg", "second": "exp_avg_sq", "momentum": "momentum_buffer"}

GOODNESS = {
    "l2-norm": lambda h: h.norm(dim=1),
    "l1-norm": lambda h: h.norm(p=1, dim=1),
    "linf-norm": lambda h: h.norm(p=float("inf"), dim=1),
    "sum-of-squares": lambda h: h.square().sum(dim=1),
    "mean-square": lambda h: h.square().mean(dim=1),
    "top-k": lambda h: h.topk(min(h.shape[1], max(5, h.shape[1] // 50)), dim=1).values.mean(dim=1),
    "entmax": lambda h: (entmax15(h) * h.square()).sum(dim=1),
}
# [images, layers, classes] to [images, classes].
PREDICTION = {
    "softmax": lambda scores: scores.softmax(dim=2).sum(dim=1),
    "sum": lambda scores: scores.sum(dim=1),
    "last": lambda scores: scores[:, -1],
}
ACTIVATION = {"relu": torch.relu, "sigmoid": torch.sigmoid}
NUMPY_TYPES = {"F32": "<f4", "U8": "|u1", "I64": "<i8"}


# --------------------------------------------------------------------------------------------------------- files

def read_safetensors(path):
    """Tensors by name, and the metadata. The file: length of a JSON header, the header, the values."""
    with open(path, "rb") as file:
        content = file.read()
    (header_length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8:8 + header_length])
    metadata = header.pop("__metadata__", {})
    values = memoryview(content)[8 + header_length:]
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        array = np.frombuffer(values[start:end], dtype=NUMPY_TYPES[entry["dtype"]])
        tensors[name] = torch.from_numpy(array.reshape(entry["shape"]).copy())
    return tensors, metadata


def read_test_split(folder):
    """Images as bytes [samples, inputs] and labels."""
    with gzip.open(os.path.join(folder, "t10k-images-idx3-ubyte.gz")) as file:
        images = np.frombuffer(file.read(), dtype=np.uint8, offset=16).reshape(-1, 784)
    with gzip.open(os.path.join(folder, "t10k-labels-idx1-ubyte.gz")) as file:
        labels = np.frombuffer(file.read(), dtype=np.uint8, offset=8)
    return torch.from_numpy(images.copy()), torch.from_numpy(labels.copy())


# ------------------------------------------------------------------------------------------------------- network

class Network(nn.Module):
    """A stack of linear layers, and a classifier's head, that reads Engram's weights.safetensors as its own state_dict."""

    def __init__(self, state):
        super().__init__()
        shapes = [tensor.shape for name, tensor in sorted(state.items()) if name.startswith("layers.") and name.endswith(".weight")]
        has_biases = "layers.0.bias" in state
        self.layers = nn.ModuleList(nn.Linear(inputs, units, bias=has_biases) for units, inputs in shapes)
        self.head = None
        if "head.weight" in state:
            classes, units = state["head.weight"].shape
            self.head = nn.Linear(units, classes)
        self.load_state_dict(state)
        self.double()

    def activations(self, inputs, activation):
        """Activations of every layer; each receives those of the one below, at unit length unless there is a head."""
        result = []
        for layer in self.layers:
            inputs = ACTIVATION[activation](layer(inputs if self.head else F.normalize(inputs, dim=1)))
            result.append(inputs)
        return result


def plain(images, mean, standard_deviation):
    """Bytes to the inputs of a classifier."""
    return (images.double() / 255 - mean) / standard_deviation


def overlay(images, labels, mean, standard_deviation, label_value):
    """Bytes to network inputs with a label written into the first ten."""
    inputs = plain(images, mean, standard_deviation)
    inputs[:, :LABEL_COUNT] = 0
    inputs.scatter_(1, labels.long().unsqueeze(1), label_value)
    return inputs


# -------------------------------------------------------------------------------------------------------- checks

def compare(what, engrams, pytorchs, where=..., tolerance=TOLERANCE):
    """A list with one sentence where two tensors differ by more than a share of the largest magnitude, or none."""
    if engrams.shape != pytorchs.shape:
        return [f"{what}: Engram's shape is {tuple(engrams.shape)}, PyTorch's {tuple(pytorchs.shape)}"]
    largest = pytorchs.abs().max().item()
    difference = (engrams - pytorchs)[where].abs().max().item()
    # Not "greater than", so that NaN fails too.
    if difference <= tolerance * largest:
        return []
    return [f"{what}: differs by {difference:.3g}, largest {largest:.3g}, ratio {difference / max(largest, 1e-30):.3g}"]


NO_PREDICTION = 255


def compare_spikes(what, engrams, pytorchs, margins):
    """The same of what follows from spikes: where a potential is as near to its threshold as rounding goes, either side of it is right."""
    certain = margins > LEAST_MARGIN
    share = certain.double().mean().item()
    if share < LEAST_CERTAIN_SHARE:
        return [f"{what}: only {share:.1%} of the spikes are certain"]
    return compare(what, engrams, pytorchs, where=certain)


def predict(scores):
    """The label with the largest score, or none where all are equal."""
    return torch.where((scores == scores[:, :1]).all(dim=1), NO_PREDICTION, scores.argmax(dim=1))


def check_goodness(state, metadata, engrams, images, data):
    """Goodness per sample, layer and label to a relative error each, and predictions without exception."""
    if json.loads(metadata["spec"])["Model"] == "spiking-ff":
        return check_goodness_of_spikes(state, metadata, engrams, images, data)
    if metadata["labelCode"] in SPREAD_LABELS:
        return check_goodness_of_maps(state, metadata, engrams, images, data)
    network = Network(state)
    sample_count = len(engrams["goodness"])
    goodness = torch.empty(sample_count, len(network.layers), LABEL_COUNT, dtype=torch.double)
    with torch.no_grad():
        for label in range(LABEL_COUNT):
            inputs = overlay(images[:sample_count], torch.full((sample_count,), label), data["mean"], data["sd"],
                             float(metadata["labelValue"]))
            for index, activations in enumerate(network.activations(inputs, metadata["activation"])):
                goodness[:, index, label] = GOODNESS[metadata["goodness"]](activations)
    predictions = predict(PREDICTION[json.loads(metadata["spec"])["Prediction"]](goodness))
    failures = []
    if tuple(engrams["goodness"].shape) != tuple(goodness.shape):
        return [f"goodness has the shape {tuple(engrams['goodness'].shape)} and not {tuple(goodness.shape)}"]
    thresholds = torch.tensor([[float(value)] for value in metadata["thresholds"].split(",")])
    scale = torch.where(goodness >= NEARLY_SILENT * thresholds, goodness, thresholds.double().expand_as(goodness))
    relative = ((engrams["goodness"] - goodness).abs() / scale).max().item()
    if not relative <= TOLERANCE:
        failures.append(f"goodness: largest relative difference {relative:.3g}")
    wrong = (engrams["predictions"].long() != predictions).sum().item()
    if wrong:
        failures.append(f"predictions: {wrong} of {sample_count} differ")
    return failures


def check_goodness_of_maps(state, metadata, engrams, images, data):
    """The same where labels are spread over the image."""
    spec, images = layerwise_spec(metadata), images[:len(engrams["goodness"])]
    with torch.no_grad():
        ofLabels = [torch.stack([layerwise_scores(values, activations, spec, LABEL_COUNT)[:, 0] for values, activations in
                                 layerwise_layers(state, spec, images, data, torch.full((len(images),), label))], dim=1) for label in range(LABEL_COUNT)]
    goodness = torch.stack(ofLabels, dim=2)
    failures = compare("goodness", engrams["goodness"], goodness, tolerance=SCORE_TOLERANCE)
    wrong = (engrams["predictions"].long() != predict(PREDICTION[spec["prediction"]](goodness[:, int(spec["skipFirstLayer"]):]))).sum().item()
    return failures + ([f"predictions: {wrong} of {len(images)} differ"] if wrong else [])


def check_goodness_of_spikes(state, metadata, engrams, images, data):
    """The same where units fire, and predictions from the goodness that Engram wrote."""
    spec, images = layerwise_spec(metadata), images[:len(engrams["goodness"])]
    goodness, margins = torch.empty(2, *engrams["goodness"].shape, dtype=torch.double)
    with torch.no_grad():
        for label in range(LABEL_COUNT):
            layers = layerwise_layers(state, spec, images, data, torch.full((len(images),), label))
            for layer, (values, trains) in enumerate(layers):
                goodness[:, layer, label] = layerwise_scores(values, trains, spec, LABEL_COUNT)[:, 0]
                margins[:, layer, label] = trains.margin
    by_rule = predict(PREDICTION[spec["prediction"]](engrams["goodness"].float()[:, int(spec["skipFirstLayer"]):]))
    wrong = (engrams["predictions"].long() != by_rule).sum().item()
    return compare_spikes("goodness", engrams["goodness"], goodness, margins) + (
        [f"predictions: {wrong} of {len(images)} differ"] if wrong else [])


def check_logits(state, metadata, engrams, images, data):
    """A classifier's logits, and predictions without exception."""
    network = Network(state)
    with torch.no_grad():
        hidden = network.activations(plain(images[:len(engrams["logits"])], data["mean"], data["sd"]), metadata["activation"])
        logits = network.head(hidden[-1])
    failures = compare("logits", engrams["logits"], logits)
    wrong = (engrams["predictions"].long() != predict(logits)).sum().item()
    return failures + ([f"predictions: {wrong} of {len(logits)} differ"] if wrong else [])


def layerwise_layers(state, spec, images, data, labels):
    """The parameters and the activations of every layer of a network whose layers learned one by one."""
    parameters = {name: tensor.double() for name, tensor in state.items()}
    mean, deviation = (0, 1) if spec.get("pixels") == "unit" else (data["mean"], data["sd"])
    inputs = layerwise_inputs(labelled(plain(images, mean, deviation), labels, spec, mean, deviation), spec)
    for layer in range(len(spec["layers"])):
        values, activations = layerwise_activations(parameters, layer, inputs, spec, trains=False)
        yield values, activations
        inputs = layerwise_passed_on(activations, spec["model"])


def check_scores(state, metadata, engrams, images, data):
    """Scores of every layer for every class, and predictions without exception."""
    spec = layerwise_spec(metadata)
    layers = layerwise_layers(state, spec, images[:len(engrams["scores"])], data, None)
    with torch.no_grad():
        scores = torch.stack([layerwise_scores(values, activations, spec, LABEL_COUNT) for values, activations in layers], dim=1)
    failures = compare("scores", engrams["scores"], scores, tolerance=SCORE_TOLERANCE)
    wrong = (engrams["predictions"].long() != predict(PREDICTION[spec["prediction"]](scores))).sum().item()
    return failures + ([f"predictions: {wrong} of {len(scores)} differ"] if wrong else [])


def hidden_activations(state, metadata, images, labels, data):
    """Activations of all layers for images with their own label, or as they are where no label is in the input."""
    if "activation" not in metadata:
        layers = [activations for _, activations in layerwise_layers(state, layerwise_spec(metadata), images, data, labels)]
        return [activations.mean(dim=(2, 3)) if activations.dim() == 4 else activations for activations in layers]
    inputs = (plain(images, data["mean"], data["sd"]) if "head.weight" in state else
              overlay(images, labels, data["mean"], data["sd"], float(metadata["labelValue"])))
    return Network(state).activations(inputs, metadata["activation"])


def check_representations(state, metadata, engrams, images, labels, data):
    """Activations of all layers of test images."""
    count = len(engrams["labels"])
    failures = []
    if not torch.equal(engrams["labels"], labels[:count]):
        failures.append("representations: labels are not those of the test split")
    with torch.no_grad():
        activations = hidden_activations(state, metadata, images[:count], labels[:count], data)
    for number, layer in enumerate(activations, 1):
        if layer.dim() == 3:
            margins = layer.margin[:, None].expand(layer.shape[1:])
            counts = engrams[f"layer_{number}"]
            failures += compare(f"spike counts of layer {number} as whole numbers", counts, counts.round())
            failures += compare_spikes(f"representations of layer {number}", engrams[f"layer_{number}"], layer.sum(dim=0), margins)
            continue
        failures += compare(f"representations of layer {number}", engrams[f"layer_{number}"], layer)
    return failures


def optimizer_step(layer, layer_name, tensors, case, prefix, gradients):
    """A step of one layer, from the slots that Engram had before it. Returns parameters and slots after it."""
    optimizer = OPTIMIZER[case["optimizer"]](layer.parameters(), case)
    for part, parameter in layer.named_parameters():
        parameter.grad = gradients[part].double()
        optimizer.state[parameter] = {
            "step": torch.tensor(float(tensors[f"{prefix}.number"] - 1)),
            **{SLOT[slot]: tensors[f"{prefix}.before.{slot}.{layer_name}.{part}"].double() for slot in case["slots"]},
        }
    optimizer.step()
    result = {}
    for part, parameter in layer.named_parameters():
        result[f"{prefix}.after.{layer_name}.{part}"] = parameter.detach()
        for slot in case["slots"]:
            result[f"{prefix}.after.{slot}.{layer_name}.{part}"] = optimizer.state[parameter][SLOT[slot]]
    return result


def check_layer(layer, layer_name, tensors, case, prefix):
    """A layer's gradients, and its step from autograd's gradient and from Engram's."""
    autograds = {part: parameter.grad for part, parameter in layer.named_parameters()}
    engrams = {part: tensors[f"{prefix}.gradient.{layer_name}.{part}"] for part in autograds}
    failures = []
    for part, gradient in autograds.items():
        failures += compare(f"{prefix}.gradient.{layer_name}.{part}", engrams[part], gradient)
    stepped = optimizer_step(copy.deepcopy(layer), layer_name, tensors, case, prefix, engrams)
    for name, value in stepped.items():
        failures += compare(f"{name} from Engram's gradient", tensors[name], value)
    for name, value in optimizer_step(layer, layer_name, tensors, case, prefix, autograds).items():
        where = ...
        if "second" in case["slots"]:
            size = stepped[f"{prefix}.after.second.{layer_name}.{name.rsplit('.', 1)[1]}"].sqrt()
            where = (size >= NEGLIGIBLE_GRADIENT * size.max()) | (size == 0)
        failures += compare(name, tensors[name], value, where=where)
    return failures


def network_before(tensors, prefix):
    """The network as it was before a step."""
    start = f"{prefix}.before."
    return Network({name[len(start):]: tensor for name, tensor in tensors.items()
                    if name.startswith((f"{start}layers.", f"{start}head."))})


def check_whole_step(tensors, case, step):
    """One step of a model that one loss trains as a whole: loss, gradients, and what Adam makes of them."""
    prefix = f"step{step}"
    network = network_before(tensors, prefix)
    if case["model"] == "bp":
        hidden = network.activations(plain(tensors["images"], case["pixelMean"], case["pixelStandardDeviation"]), case["activation"])
        loss = F.cross_entropy(network.head(hidden[-1]), tensors["labels"].long())
    else:
        images = torch.cat((tensors["images"], tensors["images"]))
        labels = torch.cat((tensors["labels"], tensors[f"{prefix}.wrongLabels"]))
        sign = torch.ones(len(labels))
        sign[:len(tensors["labels"])] = -1
        inputs = overlay(images, labels, case["pixelMean"], case["pixelStandardDeviation"], case["labelValue"])
        hidden = network.activations(inputs, case["activation"])
        goodness = sum(GOODNESS[case["goodness"]](activations) for activations in hidden)
        loss = F.softplus(sign * (goodness - case["thresholds"][0])).mean()
    (loss + case["activationPenalty"] * sum(activations.abs().sum() for activations in hidden)).backward()
    failures = []
    for index, layer in enumerate(network.layers):
        failures += check_layer(layer, f"layers.{index}", tensors, case, prefix)
    if network.head:
        failures += check_layer(network.head, "head", tensors, case, prefix)
    return failures + compare(f"{prefix}.losses", tensors[f"{prefix}.losses"], torch.tensor([loss.item()]))


def check_step(tensors, case, step):
    """One step of one batch: loss, gradients, and what Adam makes of them, for every layer that the step trained."""
    prefix = f"step{step}"
    network = network_before(tensors, prefix)
    images = torch.cat((tensors["images"], tensors["images"]))
    labels = torch.cat((tensors["labels"], tensors[f"{prefix}.wrongLabels"]))
    inputs = overlay(images, labels, case["pixelMean"], case["pixelStandardDeviation"], case["labelValue"])
    sign = torch.ones(len(labels))
    sign[:len(tensors["labels"])] = -1
    failures, losses = [], []
    for index, layer in enumerate(network.layers):
        activations = ACTIVATION[case["activation"]](layer(F.normalize(inputs, dim=1)))
        # What is passed on was computed before the layer's own step, and no gradient goes back through it.
        inputs = activations.detach()
        if index in case["layersOfSteps"][step]:
            goodness = GOODNESS[case["goodness"]](activations)
            loss = F.softplus(sign * (goodness - case["thresholds"][index])).mean()
            loss.backward()
            losses.append(loss.item())
            failures += check_layer(layer, f"layers.{index}", tensors, case, prefix)
    return failures + compare(f"{prefix}.losses", tensors[f"{prefix}.losses"], torch.tensor(losses))


def layerwise_spec(metadata):
    """The spec of a run, with names as cases of steps have them."""
    return {name[0].lower() + name[1:]: value for name, value in json.loads(metadata["spec"]).items()}


def of_layer(value, layer):
    """A value that is given for all layers or for each."""
    return value[min(layer, len(value) - 1)] if isinstance(value, list) else value


def labelled(rows, labels, spec, mean, deviation):
    """Normalized pixels with labels over the first of them, or spread over the image, where the model has such."""
    if spec["model"] == "spiking-ff":
        rows = rows.clone()
        rows[:, :LABEL_COUNT] = F.one_hot(labels.long(), LABEL_COUNT) * spec.get("labelValue", 1.0)
        return rows
    if spec["model"] != "conv-ff":
        return rows
    gray = rows * deviation + mean
    if spec["labelCode"] == "fourier":
        steps = torch.arange(SIDE, dtype=torch.double) / SIDE
        y, x = torch.meshgrid(steps, steps, indexing="ij")
        waves = torch.stack([(1 + torch.sin(2 * math.pi * f * (x * math.cos(math.radians(a)) + y * math.sin(math.radians(a))))) / 2 for f, a in WAVES])
        gray = (1 - spec["labelShare"]) * gray + spec["labelShare"] * waves.flatten(1)[labels.long()]
    else:
        maps = gray.view(-1, 1, SIDE, SIDE)
        gray = torch.stack([OPERATIONS[label](maps[row:row + 1]).flatten() for row, label in enumerate(labels.tolist())])
    return (gray - mean) / deviation


def largest(maps):
    return F.max_pool2d(maps, 3, stride=1, padding=1)


def least(maps):
    return -largest(-maps)


def turned(maps):
    """Turned by 15 degrees, counterclockwise, around the middle."""
    angle, middle = math.radians(15), (SIDE - 1) / 2
    y, x = torch.meshgrid(*[torch.arange(SIDE, dtype=torch.double) - middle] * 2, indexing="ij")
    grid = torch.stack([math.cos(angle) * x - math.sin(angle) * y, math.cos(angle) * y + math.sin(angle) * x], dim=2) / middle
    return F.grid_sample(maps, grid[None], mode="bilinear", padding_mode="zeros", align_corners=True)


# Frequency and angle of the waves of ten labels, and their operations.
WAVES = [(1, 0), (1, 45), (1, 90), (1, 135), (2, 0), (2, 45), (2, 90), (3, 0), (3, 45), (3, 90)]
OPERATIONS = [lambda maps: maps, least, largest, lambda maps: largest(least(maps)), lambda maps: least(largest(maps)), lambda maps: largest(maps) - least(maps),
              turned, lambda maps: F.pad(maps, (2, -2)), lambda maps: 1 - maps, lambda maps: least(turned(maps))]
# Models of layers that learn one by one, with labels in their images.
WITH_LABELS = ("conv-ff", "spiking-ff")
SPREAD_LABELS = ("fourier", "morphological")


def layerwise_inputs(rows, spec):
    """Images as rows, as maps where layers are convolutional, or as spikes, [steps, rows, inputs]."""
    if spec.get("encoding", "constant") == "latency":
        first = torch.where(rows > 0, ((1 - rows) * (spec["steps"] - 1)).round(), math.nan)
        return torch.stack([(first == step).to(rows.dtype) for step in range(spec["steps"])])
    return rows.view(len(rows), 1, SIDE, SIDE) if spec["model"].startswith("conv-") else rows


class Spike(torch.autograd.Function):
    """1 above zero; going back, a surrogate takes the place of the derivative."""

    @staticmethod
    def forward(ctx, distance, surrogate, slope):
        ctx.save_for_backward(distance)
        ctx.surrogate, ctx.slope = surrogate, slope
        return (distance > 0).to(distance.dtype)

    @staticmethod
    def backward(ctx, gradient):
        distance, = ctx.saved_tensors
        if ctx.surrogate == "fast-sigmoid":
            return gradient / (1 + (ctx.slope or 25) * distance.abs()) ** 2, None, None
        slope = ctx.slope or 2
        return gradient * slope / 2 / (1 + (math.pi / 2 * slope * distance) ** 2), None, None


def spike_trains(values, layer, inputs, spec):
    """Spikes of a layer's units, [steps, rows, units], and how near potentials came to the threshold: an image drives the first layer, spikes the others."""
    beta = values.get("beta", torch.tensor(of_layer(spec["beta"], layer), dtype=torch.float).double())
    threshold = values.get("threshold", torch.tensor(of_layer(spec["spikeThreshold"], layer), dtype=torch.float).double())
    currents = F.linear(inputs, values["weight"], values.get("bias"))
    if layer > 0 and spec["currentLength"] > 0:
        currents = F.normalize(currents, dim=2) * spec["currentLength"]
    trains, potential, spikes, margin = [], 0, None, getattr(inputs, "margin", torch.full((), math.inf))
    for step in range(spec["steps"]):
        reset = 0 if spikes is None else threshold * spikes.detach()
        potential = beta * potential + (currents[step] if currents.dim() == 3 else currents) - reset
        spikes = Spike.apply(potential - threshold, spec["surrogate"], spec["surrogateSlope"])
        trains.append(spikes)
        margin = torch.minimum(margin, (potential - threshold).detach().abs().amin(dim=1))
    trains = torch.stack(trains)
    trains.margin = margin
    return trains


def layerwise_activations(parameters, layer, inputs, spec, trains):
    """One layer of a network whose layers learn one by one. Statistics that it keeps are brought up to date in place."""
    values = {name[len(f"layers.{layer}."):]: value for name, value in parameters.items() if name.startswith(f"layers.{layer}.")}
    if spec["model"] == "spiking-ff":
        return values, spike_trains(values, layer, inputs, spec)
    is_convolutional = inputs.dim() == 4
    if is_convolutional:
        size = of_layer(spec["kernelSize"], layer)
        padding = size // 2 if spec["padding"] is None else of_layer(spec["padding"], layer)
        drives = F.conv2d(inputs, values["weight"], values.get("bias"), stride=of_layer(spec["stride"], layer), padding=padding)
    else:
        drives = F.linear(inputs, values["weight"], values.get("bias"))
    if "norm.weight" in values:
        drives = F.batch_norm(drives, values["norm.running_mean"], values["norm.running_var"], values["norm.weight"],
                              values.get("norm.bias"), training=trains, momentum=0.1, eps=1e-5)
    activations = ACTIVATION[spec["activation"]](drives)
    if is_convolutional:
        size = min(2, *activations.shape[2:]) if spec["poolSize"] is None else of_layer(spec["poolSize"], layer)
        activations = (F.max_pool2d if spec["pooling"] == "max" else F.avg_pool2d)(activations, size)
    return values, activations


def layerwise_passed_on(activations, model):
    """What the layer above takes: of unit length, or of a root mean square of 1 where it is maps; spikes as they are."""
    if model.endswith("lc") or model == "spiking-ff":
        return activations
    rows = F.normalize(activations.flatten(1), dim=1)
    return (rows * math.sqrt(rows.shape[1])).view_as(activations) if activations.dim() == 4 else rows


def layerwise_scores(values, activations, spec, class_count):
    """A layer's scores of all classes: from cosines with its prototypes, or of its linear head; or its goodness with the label in the image."""
    if spec["model"] == "spiking-ff":
        return activations.sum(dim=0).square().mean(dim=1, keepdim=True)
    if spec["model"] == "conv-ff":
        return activations.flatten(1).square().mean(dim=1, keepdim=True)
    if activations.dim() == 4:
        if "auxiliary.weight" in values:
            activations = ACTIVATION[spec["activation"]](F.conv2d(activations, values["auxiliary.weight"], values["auxiliary.bias"], padding=1))
        activations = F.adaptive_avg_pool2d(activations, [min(spec["headGrid"], side) for side in activations.shape[2:]]).flatten(1)
    if spec["model"].endswith("lc"):
        return F.linear(activations, values["head.weight"], values["head.bias"])
    cosines = F.normalize(activations, dim=1) @ F.normalize(values["prototypes"], dim=1).T
    return torch.logsumexp(spec["gamma"] * cosines.view(len(activations), class_count, -1), dim=2) / spec["gamma"]


def layerwise_loss(values, activations, labels, case):
    """A layer's own loss: on cosines with its prototypes, or of its linear head."""
    scores = layerwise_scores(values, activations, case, case["classCount"])
    if case["model"] in WITH_LABELS:
        positive, negative = scores[:, 0].chunk(2)
        z = -case["lossScale"] * (positive - negative)
        return {"threshold": lambda: (F.softplus(1 - positive) + F.softplus(negative - 1)).mean() / 2,
                "softplus-difference": lambda: F.softplus(z).mean(), "swish-difference": lambda: F.silu(z).mean()}[case["loss"]]()
    if case["model"].endswith("lc"):
        return F.cross_entropy(scores, labels)
    of_label = scores.gather(1, labels[:, None])
    others = ((scores - of_label + case["margin"]) / case["temperature"]).scatter(1, labels[:, None], -math.inf)
    return torch.log1p(others.exp().sum(dim=1)).mean()


def check_layerwise_step(tensors, case, step):
    """One step of layers that learn one by one: losses, slots (which tell gradients), parameters and kept statistics."""
    prefix = f"step{step}"
    start = f"{prefix}.before."
    trained = case["layersOfSteps"][step]
    parameters = {name[len(start):]: tensor.double() for name, tensor in tensors.items() if name.startswith(f"{start}layers.")}
    rows = plain(tensors["images"], case["pixelMean"], case["pixelStandardDeviation"])
    if case["model"] in WITH_LABELS:
        labels = torch.cat([tensors["labels"], tensors[f"{prefix}.wrongLabels"]])
        rows = labelled(torch.cat([rows, rows]), labels, case, case["pixelMean"], case["pixelStandardDeviation"])
    inputs = layerwise_inputs(rows, case)
    failures, losses = [], []
    for layer in range(max(trained) + 1):
        learned = [name for name in parameters if name.startswith(f"layers.{layer}.") and f"{start}{case['slots'][0]}.{name}" in tensors]
        for name in learned:
            parameters[name].requires_grad_()
        values, activations = layerwise_activations(parameters, layer, inputs, case, layer in trained)
        if layer in trained:
            loss = layerwise_loss(values, activations, tensors["labels"].long(), case)
            loss.backward()
            losses.append(loss.item())
            failures += check_layerwise_parameters(parameters, learned, tensors, {**case, "learningRate": case["learningRates"][step]}, prefix)
            for name in parameters:
                if name.startswith(f"layers.{layer}.norm.running"):
                    failures += compare(f"{prefix}.after.{name}", tensors[f"{prefix}.after.{name}"], parameters[name])
        inputs = layerwise_passed_on(activations.detach(), case["model"])
    return failures + compare(f"{prefix}.losses", tensors[f"{prefix}.losses"], torch.tensor(losses))


def check_layerwise_parameters(parameters, names, tensors, case, prefix):
    """The optimizer's step from autograd's gradients, and from those that Engram's slots tell."""
    failures = []
    for name in names:
        before, after = ({slot: tensors[f"{prefix}.{when}.{slot}.{name}"].double() for slot in case["slots"]} for when in ("before", "after"))
        if case["optimizer"] == "sgd":
            told = after["momentum"] - case["momentum"] * before["momentum"] - case["weightDecay"] * parameters[name].detach()
        else:
            told = (after["first"] - 0.9 * before["first"]) / 0.1
        size = after["second"].sqrt() if "second" in after else None
        for gradient, whose in ((told, " from Engram's gradient"), (parameters[name].grad, "")):
            parameter = parameters[name].detach().clone().requires_grad_()
            parameter.grad = gradient.clone()
            optimizer = OPTIMIZER[case["optimizer"]]([parameter], case)
            optimizer.state[parameter] = {"step": torch.tensor(float(tensors[f"{prefix}.number"] - 1)),
                                          **{SLOT[slot]: value.clone() for slot, value in before.items()}}
            optimizer.step()
            where = ... if whose or size is None else (size >= NEGLIGIBLE_GRADIENT * size.max()) | (size == 0)
            failures += compare(f"{prefix}.after.{name}{whose}", tensors[f"{prefix}.after.{name}"], parameter.detach(), where=where)
            for slot in case["slots"]:
                failures += compare(f"{prefix}.after.{slot}.{name}{whose}", after[slot], optimizer.state[parameter][SLOT[slot]])
    return failures


def check_steps(tensors, case, steps):
    """Some steps of a case. A step's number for Adam counts those of the same layers."""
    failures = []
    for step in steps:
        layers = case["layersOfSteps"][step]
        number = case["layersOfSteps"][:step + 1].count(layers)
        is_layerwise = case["model"].endswith(("hff", "lc")) or case["model"].startswith(("conv-", "spiking-"))
        check = check_layerwise_step if is_layerwise else check_step if case["model"] == "ff" else check_whole_step
        failures += check({**tensors, f"step{step}.number": number}, case, step)
    return failures


# ------------------------------------------------------------------------------------------------------ self-test

def step_of(part):
    """The step that a tensor belongs to."""
    return int(re.match(r"step(\d+)\.", part)[1])


def is_untouched(part, case):
    """Whether it belongs to a layer that did not train in its step, which no check looks at."""
    match = re.match(r"step\d+\.after\..*?layers\.(\d+)\.", part)
    return match is not None and int(match[1]) not in case["layersOfSteps"][step_of(part)]


def spoiled(tensors, name, position):
    """The same tensors, one number of one of them changed."""
    value = tensors[name].clone()
    flat = value.view(-1)
    if value.dtype == torch.uint8:
        flat[position] = (flat[position] + 1) % LABEL_COUNT
    else:
        # Of a tensor of zeros any other number is wrong.
        flat[position] += SPOIL * (value.abs().max() or 1)
    return {**tensors, name: value}


def self_test(name, tensors, parts, check):
    """One sentence for every spoiled part that a check lets pass."""
    failures = []
    for part in parts:
        position = len(part) * 7919 % tensors[part].numel()
        if not check(spoiled(tensors, part, position)):
            failures.append(f"{name}: a wrong number in {part} was not noticed")
    return failures


# -------------------------------------------------------------------------------------------------------- command

class Report:
    """Counts checks and prints their failures."""

    def __init__(self):
        self.failure_count = 0

    def add(self, what, failures):
        for failure in failures:
            print(f"FAILED {what}: {failure}")
        self.failure_count += len(failures)
        if not failures:
            print(f"agrees: {what}")


# What scores a run has, by their name in the file.
RUN_CHECK = {"goodness": check_goodness, "logits": check_logits, "scores": check_scores}


def check_run(options, run, goodness_path):
    """What was checked of a run, and its failures, one check after the other."""
    state, metadata = read_safetensors(os.path.join(run, "weights.safetensors"))
    images, labels = read_test_split(options.data)
    data = {"mean": 0.1307, "sd": 0.3081}
    goodness = {name: torch.from_numpy(array) for name, array in np.load(goodness_path).items()}
    hidden = {name: torch.from_numpy(array[:len(goodness["labels"])])
              for name, array in np.load(os.path.join(run, "representations.npz")).items()}

    scores = next(name for name in RUN_CHECK if name in goodness)

    def goodness_failures(tensors):
        return RUN_CHECK[scores](state, metadata, tensors, images, data)

    def hidden_failures(tensors):
        return check_representations(state, metadata, tensors, images, labels, data)

    model = json.loads(metadata["spec"])["Model"]
    yield f"{model}: {scores} and predictions of {len(goodness['labels'])} images", goodness_failures(goodness)
    yield f"{model}: hidden representations", hidden_failures(hidden)
    if options.self_test:
        yield f"self-test of {scores}", self_test(scores, goodness, [scores, "predictions"], goodness_failures)
        yield ("self-test of representations",
               self_test("representations", hidden, [name for name in hidden if name != "predictions"], hidden_failures))


def check_case(options, path):
    """The same of the steps in a file."""
    name = os.path.basename(path)[:-len(".safetensors")]
    tensors, metadata = read_safetensors(path)
    case = json.loads(metadata["case"])
    # Everything that comes out of a step; what goes into it is "before".
    results = [part for part in tensors if (".after." in part or ".gradient." in part or part.endswith(".losses"))
               and not is_untouched(part, case)]
    yield f"steps of {name}, {len(results)} tensors", check_steps(tensors, case, range(len(case["layersOfSteps"])))
    if options.self_test:
        # A number that one step has wrong is for the check of that step to notice.
        yield f"self-test of {name}", [
            failure for part in results
            for failure in self_test(name, tensors, [part], lambda changed, step=step_of(part): check_steps(changed, case, [step]))]


def carry_out(task):
    check, *arguments = task
    return list(check(*arguments))


def parse_options():
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    parser = argparse.ArgumentParser(description="Holds what Engram computes against PyTorch.")
    parser.add_argument("--run", required=True, action="append", help="run folder with representations.npz; may be repeated")
    parser.add_argument("--goodness", required=True, action="append", help="what engram evaluate --goodness wrote for it")
    parser.add_argument("--steps", required=True, help="folder that tests/Engram.CrossCheck wrote")
    parser.add_argument("--data", default=os.path.normpath(os.path.join(root, "data", "mnist")), help="folder of MNIST")
    parser.add_argument("--self-test", action="store_true", help="also spoil numbers, each of which must be noticed")
    return parser.parse_args()


def main():
    options = parse_options()
    paths = sorted(glob.glob(os.path.join(options.steps, "*.safetensors")))
    if not paths:
        sys.exit(f"{options.steps} holds no steps; run tests/Engram.CrossCheck first.")
    tasks = [(check_run, options, *of_run) for of_run in zip(options.run, options.goodness)]
    tasks += [(check_case, options, path) for path in paths]
    report = Report()
    # Tensors are small: a core for each process is faster than all cores for one.
    torch.set_num_threads(1)
    with multiprocessing.get_context("fork").Pool() as pool:
        for checked in pool.imap(carry_out, tasks):
            for what, failures in checked:
                report.add(what, failures)
    if report.failure_count:
        sys.exit(f"{report.failure_count} disagreements")


if __name__ == "__main__":
    main()
