#!/usr/bin/env python3
"""The three recipes of Tosato et al. (arXiv 2305.18353) in PyTorch, to measure Engram against: FF, BP/FF and BP.

It is meant as PyTorch's best case on a CPU: whole batches, all threads, no gradient where none is needed, inputs
normalized once instead of once per step, positives and negatives of a batch in one product, denormals flushed, and memory kept.
Needs PyTorch 1.13 or newer and nothing else. docs/method.md says what is computed.

    python3 forward_forward.py [--model ff|bp-ff|bp] [--data FOLDER] [--epochs 2] [--threads 2] [--json]
    python3 forward_forward.py --predict WEIGHTS.safetensors [--repeats 5]
"""

import ctypes
import glob
import importlib.util
import os
import sys


def _threads_from_command_line():
    """Number of threads, read before PyTorch is loaded: OpenBLAS asks its environment only while it is loading."""
    for index, word in enumerate(sys.argv):
        if word == "--threads" and index + 1 < len(sys.argv):
            return sys.argv[index + 1]
        if word.startswith("--threads="):
            return word.split("=", 1)[1]
    return str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())


def _has_own_openmp():
    """
    Whether this PyTorch brings its OpenMP along, as the wheels on PyPI do, whose MKL then uses the same threads. A
    distribution's PyTorch works with OpenBLAS, which has threads of its own: two pools that wait by spinning take the
    cores from each other, and an epoch takes up to twice as long. There, OpenMP's threads have to wait asleep.
    """
    folder = os.path.dirname(importlib.util.find_spec("torch").origin)
    return any(glob.glob(os.path.join(folder, *place)) for place in (("lib", "*omp*"), ("..", "torch.libs", "*omp*")))


def _keep_memory():
    """
    Tells glibc to keep what is freed. Otherwise it gives large tensors back to the system and takes them anew, page by page, in every step: training with
    spikes then takes 2.5 times as long, and a prediction two to three times.
    """
    trim_threshold, top_pad, mmap_max = -1, -2, -4
    if hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(mmap_max, 0)
        libc.mallopt(trim_threshold, 2**31 - 1)
        libc.mallopt(top_pad, 2**28)


_keep_memory()
os.environ["OPENBLAS_NUM_THREADS"] = _threads_from_command_line()
if not _has_own_openmp():
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import argparse  # noqa: E402
import gzip  # noqa: E402
import json  # noqa: E402
import platform  # noqa: E402
import struct  # noqa: E402
import time  # noqa: E402

import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402

LABEL_COUNT = 10
PIXEL_MEAN, PIXEL_STANDARD_DEVIATION = 0.1307, 0.3081
# Images that go through a layer at once where no gradient is needed; small enough for the result to stay in cache.
FORWARD_CHUNK = 2048


# ---------------------------------------------------------------------------------------------------------- data

def read_idx(folder, name):
    """Reads an IDX file of bytes, packed (name.gz) or plain, as a uint8 tensor of the shape that its head states."""
    path = os.path.join(folder, name)
    if os.path.exists(path):
        with open(path, "rb") as file:
            content = file.read()
    elif os.path.exists(path + ".gz"):
        with gzip.open(path + ".gz", "rb") as file:
            content = file.read()
    else:
        sys.exit(f"Neither {path} nor {path}.gz exists; name the folder of the four IDX files with --data.")
    dimension_count = content[3]
    start = 4 + 4 * dimension_count
    shape = struct.unpack(f">{dimension_count}I", content[4:start])
    return torch.frombuffer(bytearray(content[start:]), dtype=torch.uint8).reshape(shape)


def read_split(folder, prefix):
    """Images as normalized floats [samples, inputs] and labels as int64 [samples]."""
    images = read_idx(folder, f"{prefix}-images-idx3-ubyte").flatten(1).float()
    images.div_(255).sub_(PIXEL_MEAN).div_(PIXEL_STANDARD_DEVIATION)
    return images, read_idx(folder, f"{prefix}-labels-idx1-ubyte").long()


def overlay(images, labels, label_value):
    """A copy of the images whose first ten inputs hold the label, one-hot with the given value."""
    labelled = images.clone()
    labelled[:, :LABEL_COUNT] = 0
    labelled.scatter_(1, labels.unsqueeze(1), label_value)
    return labelled


def wrong_labels(labels, generator):
    """For each label one of the nine others, every one equally likely."""
    shift = torch.randint(1, LABEL_COUNT, labels.shape, generator=generator)
    return (labels + shift) % LABEL_COUNT


# ------------------------------------------------------------------------------------------------------- network

def normalize(activations):
    """Unit L2 length, what every layer receives; a silent sample stays all-zero."""
    return F.normalize(activations, dim=1)


def build_layers(input_size, widths):
    sizes = [input_size, *widths]
    return nn.ModuleList(nn.Linear(before, after) for before, after in zip(sizes, widths))


@torch.no_grad()
def forward_normalized(layers, inputs, result):
    """Writes the last layer's normalized activations to the result, chunk by chunk. Both: [samples, units]."""
    for start in range(0, len(inputs), FORWARD_CHUNK):
        chunk = inputs[start:start + FORWARD_CHUNK]
        for layer in layers:
            chunk = normalize(layer(chunk).relu_())
        result[start:start + FORWARD_CHUNK] = chunk


# ------------------------------------------------------------------------------------------------------ training

def build_adam(parameters, learning_rate):
    """Adam, with the fused step where this PyTorch has one for the CPU (2.4 and later)."""
    parameters = list(parameters)
    try:
        return torch.optim.Adam(parameters, lr=learning_rate, fused=True)
    except (RuntimeError, TypeError):
        return torch.optim.Adam(parameters, lr=learning_rate)


def ff_step(layer, optimizer, positives, negatives, threshold):
    """One step of one layer. Returns the summed loss over the positives and negatives as a tensor."""
    count = len(positives)
    goodness = layer(torch.cat((positives, negatives))).relu().norm(dim=1)
    margins = torch.cat((threshold - goodness[:count], goodness[count:] - threshold))
    loss = F.softplus(margins).mean()
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
    return loss.detach() * (2 * count)


class GreedyData:
    """
    Normalized inputs of the layer in training: every positive, and every negative as the policy draws it. An image's
    length is the same under every label, so new labels are written into normalized images in place.
    """

    def __init__(self, images, labels, policy, generator):
        self.labels, self.policy, self.generator = labels, policy, generator
        self.trained_layers = []
        self.positives = normalize(overlay(images, labels, images.max().item()))
        self.label_inputs = self.positives.gather(1, labels.unsqueeze(1))
        self.negative_images = self.positives.clone()
        self.negatives = self.negative_images

    def draw_negatives(self, epoch):
        """New negatives for an epoch, passed through the trained layers; `fixed` ones are drawn before the first only."""
        if self.policy == "fixed" and (epoch > 0 or self.trained_layers):
            return
        wrong = wrong_labels(self.labels, self.generator)
        self.negative_images[:, :LABEL_COUNT] = 0
        self.negative_images.scatter_(1, wrong.unsqueeze(1), self.label_inputs)
        if self.trained_layers:
            forward_normalized(self.trained_layers, self.negative_images, self.negatives)

    def pass_through(self, layer):
        """The activations of a layer that is done become the data of the next."""
        self.trained_layers.append(layer)
        self.positives = self._activations(layer, self.positives)
        self.negatives = self._activations(layer, self.negatives)

    @staticmethod
    def _activations(layer, inputs):
        activations = torch.empty(len(inputs), layer.out_features)
        forward_normalized([layer], inputs, activations)
        return activations


def train_ff(layers, images, labels, options, generator, report):
    """Greedy Forward-Forward: each layer for all its epochs. Returns one list of epoch records."""
    data = GreedyData(images, labels, options.negatives, generator)
    records = []
    for layer_index, layer in enumerate(layers):
        optimizer = build_adam(layer.parameters(), options.learning_rate)
        for epoch in range(options.epochs):
            start = time.perf_counter()
            data.draw_negatives(epoch)
            loss = torch.zeros(())
            for batch in torch.randperm(len(images), generator=generator).split(options.batch_size):
                loss += ff_step(layer, optimizer, data.positives[batch], data.negatives[batch], options.threshold)
            record = {
                "layer": layer_index,
                "epoch": epoch,
                "loss": loss.item() / (2 * len(images)),
                "seconds": time.perf_counter() - start,
            }
            records.append(record)
            report(record)
        if layer_index + 1 < len(layers):
            data.pass_through(layer)
    return records


def train_whole(parameters, sample_count, options, generator, report, step):
    """One Adam for all layers. `step` takes sample indices and returns the summed loss. Returns the epoch records."""
    optimizer = build_adam(parameters, options.learning_rate)
    records = []
    for epoch in range(options.epochs):
        start = time.perf_counter()
        loss = torch.zeros(())
        for batch in torch.randperm(sample_count, generator=generator).split(options.batch_size):
            optimizer.zero_grad(set_to_none=True)
            mean = step(batch, epoch)
            mean.backward()
            optimizer.step()
            loss += mean.detach() * len(batch)
        record = {"layer": 0, "epoch": epoch, "loss": loss.item() / sample_count, "seconds": time.perf_counter() - start}
        records.append(record)
        report(record)
    return records


def train_bp_ff(layers, images, labels, options, generator, report):
    """The goodness summed over layers by backpropagation, through the normalizations too."""
    data = GreedyData(images, labels, options.negatives, generator)
    drawn = [-1]

    def step(batch, epoch):
        if drawn[0] != epoch:
            data.draw_negatives(epoch)
            drawn[0] = epoch
        inputs = torch.cat((data.positives[batch], data.negatives[batch]))
        goodness = torch.zeros(len(inputs))
        for index, layer in enumerate(layers):
            activations = layer(inputs).relu()
            goodness = goodness + activations.norm(dim=1)
            if index + 1 < len(layers):
                inputs = normalize(activations)
        margins = torch.cat((options.threshold - goodness[:len(batch)], goodness[len(batch):] - options.threshold))
        return F.softplus(margins).mean()

    return train_whole(layers.parameters(), len(images), options, generator, report, step)


def train_bp(layers, images, labels, options, generator, report):
    """A plain classifier: no label in the input, no normalization, a linear head, cross-entropy."""
    layers.head = nn.Linear(layers[-1].out_features, LABEL_COUNT)

    def step(batch, _):
        return F.cross_entropy(layers.head(classifier_activations(layers, images[batch])[-1]), labels[batch])

    return train_whole(layers.parameters(), len(images), options, generator, report, step)


def classifier_activations(layers, inputs):
    """Activations of every hidden layer of a plain classifier."""
    activations = []
    for layer in list(layers.children())[:len(layers) - hasattr(layers, "head")]:
        inputs = layer(inputs).relu()
        activations.append(inputs)
    return activations


# One entry per model: a function that trains the layers in place and returns its epoch records, and what Engram's
# defaults for it are.
MODELS = {
    "ff": (train_ff, {"epochs": 40, "learning_rate": 0.01, "batch_size": 512, "negatives": "resampled"}),
    "bp-ff": (train_bp_ff, {"epochs": 15, "learning_rate": 0.001, "batch_size": 512, "negatives": "resampled"}),
    "bp": (train_bp, {"epochs": 15, "learning_rate": 0.001, "batch_size": 2048, "negatives": "fixed"}),
}


# ---------------------------------------------------------------------------------------------------- evaluation

def read_layers(path):
    """The hidden layers of a safetensors file with the names `layers.N.weight` and, where they have biases, `layers.N.bias`."""
    with open(path, "rb") as file:
        content = file.read()
    start = 8 + struct.unpack("<Q", content[:8])[0]
    head = json.loads(content[8:start])

    def tensor(name):
        first, end = head[name]["data_offsets"]
        return torch.frombuffer(bytearray(content[start + first:start + end]), dtype=torch.float32).reshape(head[name]["shape"])

    layers = nn.ModuleList()
    while f"layers.{len(layers)}.weight" in head:
        prefix = f"layers.{len(layers)}."
        state = {name: tensor(prefix + name) for name in ("weight", "bias") if prefix + name in head}
        outputs, inputs = state["weight"].shape
        layer = nn.Linear(inputs, outputs, bias="bias" in state)
        layer.load_state_dict(state)
        layers.append(layer)
    return layers


def predict(options):
    """Predicts the test images with stored weights, several times."""
    layers = read_layers(options.predict)
    label_value = read_split(options.data, "train")[0].max().item()
    images, labels = read_split(options.data, "t10k")
    for repeat in range(options.repeats + 1):
        start = time.perf_counter()
        _, accuracy, _ = evaluate(layers, images, labels, label_value)
        # The first pass meets fresh memory and counts as a warm-up.
        if repeat > 0:
            print(f"predict {time.perf_counter() - start:.4f} s", flush=True)
    print(f"test accuracy {accuracy:.4f}")


@torch.no_grad()
def evaluate(layers, images, labels, label_value):
    """Accuracy of the sum over layers of the softmax over the ten labels, and of each layer alone."""
    goodness = torch.empty(len(images), len(layers), LABEL_COUNT)
    for label in range(LABEL_COUNT):
        inputs = normalize(overlay(images, torch.full_like(labels, label), label_value))
        for layer_index, layer in enumerate(layers):
            activations = layer(inputs).relu_()
            goodness[:, layer_index, label] = activations.norm(dim=1)
            inputs = normalize(activations)
    predictions = goodness.softmax(dim=2).sum(dim=1).argmax(dim=1)
    alone = goodness.argmax(dim=2) == labels.unsqueeze(1)
    correct = predictions == labels
    return correct, correct.double().mean().item(), alone.double().mean(dim=0).tolist()


@torch.no_grad()
def evaluate_classifier(layers, images, labels):
    """Which images a plain classifier gets right, and their share."""
    correct = layers.head(classifier_activations(layers, images)[-1]).argmax(dim=1) == labels
    return correct, correct.double().mean().item()


@torch.no_grad()
def labelled_activations(layers, images, labels, label_value):
    """Activations of every layer with the true label overlaid."""
    inputs = normalize(overlay(images, labels, label_value))
    result = []
    for layer in layers:
        result.append(layer(inputs).relu_())
        inputs = normalize(result[-1])
    return result


@torch.no_grad()
def layer_statistics(layer_activations):
    """Hoyer sparseness and active fraction per layer, from the activations for the correctly classified test images."""
    statistics = []
    for activations in layer_activations:
        length, root = activations.norm(dim=1), activations.shape[1] ** 0.5
        silent = length == 0
        ratio = activations.sum(dim=1)[~silent] / length[~silent]
        statistics.append({
            "hoyerSparseness": ((root - ratio) / (root - 1)).double().mean().item(),
            "activeFraction": (activations > 0).double().mean().item(),
            "silentSamples": int(silent.sum()),
        })
    return statistics


# ------------------------------------------------------------------------------------------------------- command

def peak_resident_bytes():
    try:
        import resource
    except ImportError:
        return None
    scale = 1 if platform.system() == "Darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale


def parse_options():
    repository = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    parser = argparse.ArgumentParser(description="The three recipes of arXiv 2305.18353 in PyTorch.")
    parser.add_argument("--data", default=os.path.normpath(os.path.join(repository, "data", "mnist")),
                        help="folder with the four IDX files, packed or plain (default: the repository's MNIST)")
    parser.add_argument("--model", choices=sorted(MODELS), default="ff")
    parser.add_argument("--layers", type=int, nargs="+", default=[784, 784, 784], metavar="UNITS")
    parser.add_argument("--epochs", type=int, help="with ff, epochs of each layer (default: Engram's for the model)")
    parser.add_argument("--learning-rate", "--lr", type=float)
    parser.add_argument("--batch-size", "--batch", type=int)
    parser.add_argument("--threshold", type=float, default=3.0)
    parser.add_argument("--negatives", choices=["fixed", "resampled"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=int(os.environ["OPENBLAS_NUM_THREADS"]),
                        help="default: all cores that this process may use")
    parser.add_argument("--predict", metavar="WEIGHTS", help="train nothing; time predictions of the test images with these weights")
    parser.add_argument("--repeats", type=int, default=5, help="timed predictions (default 5)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    options = parser.parse_args()
    for name, value in MODELS[options.model][1].items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    return options


def print_epoch(record):
    print(f"layer {record['layer']} epoch {record['epoch']} loss {record['loss']:.4f} "
          f"{record['seconds']:.3f} s", flush=True)


def print_result(result):
    print(f"training {result['trainSeconds']:.1f} s, prediction {result['predictSeconds']:.2f} s, "
          f"peak memory {result['peakResidentBytes'] / 2**20:.0f} MiB" if result["peakResidentBytes"] else "")
    print(f"test accuracy {result['testAccuracy']:.4f}")
    for index, layer in enumerate(result["layers"]):
        alone = f"alone {layer['testAccuracy']:.4f}, " if "testAccuracy" in layer else ""
        print(f"layer {index}: {alone}Hoyer sparseness {layer['hoyerSparseness']:.3f}, "
              f"active fraction {layer['activeFraction']:.3f}, silent samples {layer['silentSamples']}")


def main():
    options = parse_options()
    torch.set_num_threads(options.threads)
    # Adam's moments of units that fall silent decay through the denormal range, where each operation costs 100 cycles.
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    generator = torch.Generator().manual_seed(options.seed)
    if options.predict:
        predict(options)
        return

    train_images, train_labels = read_split(options.data, "train")
    test_images, test_labels = read_split(options.data, "t10k")
    layers = build_layers(train_images.shape[1], options.layers)

    start = time.perf_counter()
    report = (lambda record: None) if options.json else print_epoch
    records = MODELS[options.model][0](layers, train_images, train_labels, options, generator, report)
    trained = time.perf_counter()
    label_value = train_images.max().item()
    if options.model == "bp":
        correct, accuracy = evaluate_classifier(layers, test_images, test_labels)
        predicted = time.perf_counter()
        statistics = layer_statistics(classifier_activations(layers, test_images[correct]))
    else:
        correct, accuracy, alone = evaluate(layers, test_images, test_labels, label_value)
        predicted = time.perf_counter()
        statistics = layer_statistics(labelled_activations(layers, test_images[correct], test_labels[correct], label_value))
        statistics = [{"testAccuracy": share, **layer} for share, layer in zip(alone, statistics)]

    result = {
        "torch": torch.__version__,
        "threads": options.threads,
        "options": vars(options),
        "testAccuracy": accuracy,
        "layers": statistics,
        "epochs": records,
        "trainSeconds": trained - start,
        "predictSeconds": predicted - trained,
        "peakResidentBytes": peak_resident_bytes(),
    }
    if options.json:
        print(json.dumps(result))
    else:
        print_result(result)


if __name__ == "__main__":
    main()
