#!/usr/bin/env python3
"""Holds Engram's statistics against SciPy and NumPy.

    dotnet run -c Release --project tests/Engram.CrossCheck -- analysis STATISTICS.json
    python3 analysis_check.py STATISTICS.json [--self-test]

The document holds activations of a small trained network with what Engram computed from them, and statistics of a few
series. Everything is computed again with scipy.stats or from its definition with numpy. Statistics that draw random
numbers are compared within what their number of draws allows. --self-test then spoils one number after the other and
demands that each is noticed. Needs SciPy 1.9 or newer.
"""

import argparse
import copy
import json
import math
import sys
import warnings

import numpy as np
from scipy import stats

LEVEL = 0.05
# Single precision went into Hoyer and Treves-Rolls; all else is computed in double precision.
SINGLE = 1e-5
DOUBLE = 1e-9
# Classes whose pairs of units are all tested with scipy.stats.ks_2samp, which takes a millisecond per pair.
PAIRED_CLASSES = (1, 4)
RANDOM_UNITS = range(0, 45, 3)
PERMUTATIONS = 9999
ENGRAM_PERMUTATIONS = 999
TUNING = ("classSelectivity", "informedness", "auroc", "dPrime", "tuningBreadth", "imageSparseness", "classSparseness")


def differ(what, engrams, others, tolerance):
    """A sentence where two arrays differ by more than a tolerance, NaN being equal to NaN; otherwise nothing."""
    engrams, others = np.asarray(engrams, dtype=float), np.asarray(others, dtype=float)
    if engrams.shape != others.shape:
        return [f"{what}: shape {engrams.shape} instead of {others.shape}"]
    wrong = ~np.isclose(engrams, others, rtol=tolerance, atol=tolerance, equal_nan=True)
    if not wrong.any():
        return []
    place = tuple(np.argwhere(wrong)[0])
    return [f"{what}{[int(index) for index in place]}: {engrams[place]!r} instead of {others[place]!r}"]


def of_class(document, layer, label):
    """Activations of the samples of a class, [samples, units]."""
    return np.array(layer["activations"], dtype=np.float32).astype(float)[np.array(document["labels"]) == label]


# ---------------------------------------------------------------------------------------------------- sparseness

def check_sparseness(document, layer):
    rows = np.array(layer["activations"], dtype=np.float32).astype(float)
    units = rows.shape[1]
    ones, squares = rows.sum(axis=1), np.square(rows).sum(axis=1)
    with np.errstate(invalid="ignore"):
        hoyer = (math.sqrt(units) - ones / np.sqrt(squares)) / (math.sqrt(units) - 1)
        treves_rolls = (1 - (ones / units) ** 2 / (squares / units)) / (1 - 1 / units)
        gini = np.abs(rows[:, :, None] - rows[:, None, :]).sum(axis=(1, 2)) / (2 * units * ones)
    return (differ("Hoyer", layer["hoyer"], hoyer, SINGLE) + differ("Gini", layer["gini"], gini, DOUBLE)
            + differ("Treves-Rolls", layer["trevesRolls"], treves_rolls, SINGLE))


# ----------------------------------------------------------------------------------------------------- ensembles

def check_mean_ratio(document, layer):
    failures = []
    for label in range(10):
        means = of_class(document, layer, label).mean(axis=0)
        others = (means.sum() - means) / (len(means) - 1)
        failures += same_units("mean-ratio", layer, label, means > 2 * others)
    return failures


def check_quantile(document, layer):
    failures = []
    for label in range(10):
        rows = of_class(document, layer, label)
        failures += same_units("quantile", layer, label, np.median(rows, axis=0) > np.quantile(rows, 0.9))
    return failures


def check_kolmogorov_smirnov(document, layer):
    failures = []
    for label in PAIRED_CLASSES:
        rows = of_class(document, layer, label)
        units = rows.shape[1]
        pairs = np.full((units, units), np.nan)
        for first in range(units):
            for second in range(first):
                pairs[first, second] = pairs[second, first] = two_sample_p(rows[:, first], rows[:, second])
        failures += differ(f"mean p-values of class {label}", layer["meanPValues"][label], np.nanmean(pairs, axis=1), DOUBLE)
    for label in range(10):
        failures += same_units("kolmogorov-smirnov", layer, label, np.array(layer["meanPValues"][label]) < LEVEL)
    return failures


def two_sample_p(first, second):
    """
    scipy's p-value, but for samples that are one value apart: any two are, so p is 1, where scipy takes an approximation
    if its exact sum has been rounded to more than 1.
    """
    result = stats.ks_2samp(first, second, mode="exact")
    return 1.0 if round(result.statistic * len(first)) <= 1 else result.pvalue


def check_selectivity(document, layer):
    failures = []
    labels = np.array(document["labels"])
    rows = np.array(layer["activations"], dtype=np.float32).astype(float)
    for label in (0, 7):
        for unit in (unit for unit in RANDOM_UNITS if unit < rows.shape[1]):
            result = stats.permutation_test(
                (rows[labels == label, unit], rows[labels != label, unit]),
                lambda first, second, axis: first.mean(axis=axis) - second.mean(axis=axis),
                vectorized=True, alternative="greater", n_resamples=PERMUTATIONS, random_state=unit)
            expected, actual = result.pvalue, layer["selectivity"][label][unit]
            deviation = math.sqrt(expected * (1 - expected) * (1 / PERMUTATIONS + 1 / ENGRAM_PERMUTATIONS))
            if abs(actual - expected) > 5 * deviation + 2 / ENGRAM_PERMUTATIONS:
                failures.append(f"selectivity of unit {unit} for class {label}: p = {actual} instead of {expected}")
    for label in range(10):
        failures += same_units("selectivity", layer, label, benjamini_hochberg(np.array(layer["selectivity"][label])))
    return failures


def benjamini_hochberg(p_values):
    """Adjusted p-values, the least of n p / rank from each one on, are at most the level."""
    order = np.argsort(p_values)
    adjusted = p_values[order] * len(p_values) / np.arange(1, len(p_values) + 1)
    adjusted = np.minimum.accumulate(adjusted[::-1])[::-1]
    selected = np.zeros(len(p_values), dtype=bool)
    selected[order] = adjusted <= LEVEL + 1e-15
    return selected


def same_units(rule, layer, label, selected):
    engrams, others = layer["ensembles"][rule][label], np.flatnonzero(selected).tolist()
    return [] if engrams == others else [f"{rule} ensemble of class {label}: {engrams} instead of {others}"]


# --------------------------------------------------------------------------------------------------------- tuning

def check_tuning(document, layer):
    rows = np.array(layer["activations"], dtype=np.float32).astype(float)
    labels = np.array(document["labels"])
    tuning = layer["tuning"]
    halves = halves_of(labels)
    preferred = preferred_classes(rows, labels, halves)
    actual = [np.nan if label is None else label for label in tuning["preferredClasses"]]
    failures = differ("preferred classes", actual, preferred, 0)
    values = tuning_of(rows, labels, halves)
    for name, expected in values.items():
        failures += differ(name, undefined(tuning["units"][name]), expected, DOUBLE)
        known, summary = expected[~np.isnan(expected)], tuning["summaries"][name]
        quartiles = [summary[part] for part in ("Mean", "LowerQuartile", "Median", "UpperQuartile")]
        failures += differ(f"summary of {name}", quartiles, [known.mean(), *np.quantile(known, [0.25, 0.5, 0.75])], DOUBLE)
    dealt = np.array(tuning["shuffledClasses"])
    if (np.bincount(dealt) != np.bincount(labels)).any() or (dealt == labels).mean() > 0.3:
        failures.append("classes are not dealt out at random, as many to each")
    for name, of_units in tuning_of(rows, dealt, halves_of(dealt)).items():
        failures += differ(f"{name} of shuffled classes", tuning["summaries"][name]["Shuffled"], np.nanmean(of_units), DOUBLE)
    return failures


def undefined(values):
    return [np.nan if value is None else value for value in values]


def halves_of(labels):
    """0 for every second image of each class, from its first, and 1 for those between."""
    halves = np.zeros(len(labels), dtype=int)
    for label in range(10):
        places = np.flatnonzero(labels == label)
        halves[places] = np.arange(len(places)) % 2
    return halves


def preferred_classes(rows, labels, halves):
    means = np.array([rows[(labels == label) & (halves == 0)].mean(axis=0) for label in range(10)])
    return np.where(means.max(axis=0) > 0, means.argmax(axis=0), np.nan)


def tuning_of(rows, labels, halves):
    means = np.array([rows[labels == label].mean(axis=0) for label in range(10)])
    active = rows.max(axis=0) > 0
    largest = means.max(axis=0)
    rest = (means.sum(axis=0) - largest) / 9
    best = means.argmax(axis=0)
    informed = [stats.ks_2samp(rows[labels == best[unit], unit], rows[labels != best[unit], unit], alternative="less", mode="asymp").statistic
                for unit in range(rows.shape[1])]
    areas, distances = np.full((2, rows.shape[1]), np.nan)
    for unit, label in enumerate(preferred_classes(rows, labels, halves)):
        if not np.isnan(label):
            measured = halves == 1
            own, others = rows[measured & (labels == label), unit], rows[measured & (labels != label), unit]
            areas[unit] = stats.mannwhitneyu(own, others, method="asymptotic").statistic / (len(own) * len(others))
            spread = math.sqrt((own.var() + others.var()) / 2)
            distances[unit] = (own.mean() - others.mean()) / spread if spread > 0 else np.nan
    return {
        "classSelectivity": np.where(active, (largest - rest) / (largest + rest), np.nan),
        "informedness": np.where(active, informed, np.nan),
        "auroc": areas,
        "dPrime": distances,
        "tuningBreadth": np.where(active, stats.entropy(np.where(active, means, 1), base=10), np.nan),
        "imageSparseness": lifetime_sparseness(rows),
        "classSparseness": lifetime_sparseness(means),
    }


def lifetime_sparseness(responses):
    return (1 - responses.mean(axis=0) ** 2 / np.square(responses).mean(axis=0)) / (1 - 1 / len(responses))


# ----------------------------------------------------------------------------------------------------- populations

# A component of FastICA has turned by less than 1e-4 in the last step, as 1 - |cosine|; the next step turns it by some more at most.
TURN = 5e-4

# Ends of intervals that were computed already: they take seconds, and what they are computed from is never spoiled.
INTERVALS = {}


def check_population(part):
    return check_geometry(part) + check_dissimilarities(part) + check_comparisons(part) + check_ceiling(part) + check_assemblies(part)


def layers_of(part):
    return [np.array(rows, dtype=np.float32).astype(float) for rows in part["activations"]]


def check_geometry(part):
    failures = differ("images", part["geometry"]["ImageCount"], len(part["labels"]), 0)
    centered = [rows - rows.mean(axis=0) for rows in layers_of(part)]
    for x, layer in zip(centered, part["geometry"]["Layers"]):
        varying = int((x.std(axis=0) > 0).sum())
        spectrum = np.linalg.eigvalsh(np.cov(x.T))
        failures += differ("units that vary", layer["VaryingUnits"], varying, 0)
        failures += differ("participation ratio", layer["ParticipationRatio"], spectrum.sum() ** 2 / np.square(spectrum).sum(), DOUBLE)
        failures += differ("of white noise", layer["WhiteNoise"], varying * (len(x) - 1) / (varying + len(x) - 2), DOUBLE)
    # By Gram matrices of images, where Engram takes products of units.
    grams = [x @ x.T for x in centered]
    alignment = [[(one * other).sum() / np.linalg.norm(one) / np.linalg.norm(other) for other in grams] for one in grams]
    return failures + differ("CKA", part["geometry"]["Cka"], alignment, DOUBLE)


def dissimilarities_of(part):
    labels = np.array(part["labels"])
    halves = halves_of(labels)
    sources = {f"layer-{index + 1}": rows for index, rows in enumerate(layers_of(part))} | {"pixels": np.array(part["pixels"]) / 255}
    pairs = np.triu_indices(10, 1)
    found = {}
    for name, rows in sources.items():
        means, one, other = (np.array([rows[(labels == label) & chosen].mean(axis=0) for label in range(10)])
                             for chosen in (halves >= 0, halves == 0, halves == 1))
        found[name, "correlation"] = (1 - np.corrcoef(means))[pairs]
        found[name, "euclidean"] = np.square(means[:, None] - means[None]).mean(axis=2)[pairs]
        found[name, "cross-validated"] = ((one[:, None] - one[None]) * (other[:, None] - other[None])).mean(axis=2)[pairs]
    predictions = np.array(part["predictions"])
    shares = np.array([[(predictions[labels == label] == taken).mean() for taken in range(10)] for label in range(10)])
    found["predictions", "confusion"] = (1 - (shares + shares.T) / 2)[pairs]
    return found


def check_dissimilarities(part):
    failures, expected = [], dissimilarities_of(part)
    actual = {(source["Source"], source["Distance"]): source["Values"] for source in part["similarity"]["Dissimilarities"]}
    if actual.keys() != expected.keys():
        return [f"dissimilarities of {sorted(actual)} instead of {sorted(expected)}"]
    for key, values in expected.items():
        failures += differ(f"dissimilarities {key}", actual[key], values, DOUBLE)
    return failures


def check_comparisons(part):
    failures, series = [], dissimilarities_of(part)
    matrices = {}
    for key, values in series.items():
        matrices[key] = np.full((10, 10), np.nan)
        matrices[key][np.triu_indices(10, 1)] = values
        matrices[key] = np.where(np.isnan(matrices[key]), matrices[key].T, matrices[key])
    draws = [np.array(drawn) for drawn in part["resampledClasses"]]
    for pair in part["similarity"]["Comparisons"]:
        one, other = ((name, "confusion" if name == "predictions" else pair["Distance"]) for name in (pair["First"], pair["Second"]))
        what = f"{pair['Distance']}, {pair['First']} and {pair['Second']}"
        failures += differ(f"Spearman of {what}", pair["Spearman"], stats.spearmanr(series[one], series[other])[0], DOUBLE)
        failures += differ(f"cosine of {what}", pair["Cosine"], cosine(series[one], series[other]), DOUBLE)
        if what not in INTERVALS:
            INTERVALS[what] = interval_of(matrices[one], matrices[other], draws)
        ends = INTERVALS[what]
        failures += differ(f"interval of Spearman of {what}", [pair["SpearmanLower"], pair["SpearmanUpper"]], ends[:, 0], DOUBLE)
        failures += differ(f"interval of cosine of {what}", [pair["CosineLower"], pair["CosineUpper"]], ends[:, 1], DOUBLE)
    return failures


def interval_of(first, second, draws):
    drawn = []
    for classes in draws:
        one, other = (matrix[np.ix_(classes, classes)][np.triu_indices(10, 1)] for matrix in (first, second))
        kept = ~np.isnan(one)
        one, other = one[kept], other[kept]
        drawn.append((np.corrcoef(stats.rankdata(one), stats.rankdata(other))[0, 1] if len(one) > 1 else np.nan, cosine(one, other)))
    return np.nanquantile(drawn, [0.025, 0.975], axis=0)


def cosine(first, second):
    return first @ second / np.linalg.norm(first) / np.linalg.norm(second)


def check_ceiling(part):
    ranks = np.array([stats.rankdata(run) for run in part["runs"]])
    upper = np.mean([stats.spearmanr(run, ranks.mean(axis=0))[0] for run in ranks])
    lower = np.mean([stats.spearmanr(ranks[run], np.delete(ranks, run, axis=0).mean(axis=0))[0] for run in range(len(ranks))])
    return differ("noise ceiling", [part["noiseCeiling"]["Lower"], part["noiseCeiling"]["Upper"]], [lower, upper], DOUBLE)


def check_assemblies(part):
    failures = []
    for rows, layer in zip(layers_of(part), part["assemblies"]):
        found, weights = layer["found"], np.array(layer["weights"])
        varying = np.flatnonzero(rows.std(axis=0) > 0)
        z = stats.zscore(rows[:, varying])
        bound = (1 + math.sqrt(len(varying) / len(z))) ** 2
        eigenvalues, vectors = np.linalg.eigh(np.corrcoef(z.T))
        above = eigenvalues > bound
        failures += differ("bound", found["Bound"], bound, DOUBLE)
        failures += differ("eigenvalues", found["Eigenvalues"], eigenvalues[above][::-1], DOUBLE)
        failures += check_components(z, eigenvalues[above], vectors[:, above], weights)
        members = [varying[of_units > of_units.mean() + 2 * of_units.std()].tolist() for of_units in weights]
        failures += [f"members: {assembly['Units']} instead of {expected}" for assembly, expected in zip(found["Assemblies"], members) if assembly["Units"] != expected]
        shares = np.array([[jaccard(units, ensemble) for ensemble in layer["ensembles"]] for units in members])
        has_share = shares.max(axis=1) > 0
        failures += differ("best class", undefined(assembly["Class"] for assembly in found["Assemblies"]), np.where(has_share, shares.argmax(axis=1), np.nan), 0)
        failures += differ("its share", undefined(assembly["Jaccard"] for assembly in found["Assemblies"]), np.where(has_share, shares.max(axis=1), np.nan), DOUBLE)
        failures += differ("best assembly", undefined(found["ClassMatches"]), [share if ensemble else np.nan for share, ensemble in zip(shares.max(axis=0), layer["ensembles"])], DOUBLE)
        random = np.random.default_rng(1)
        drawn = [np.mean([max(jaccard(random.choice(varying, len(units), replace=False), ensemble) for units in members) for ensemble in layer["ensembles"] if ensemble])
                 for _ in range(200)]
        if abs(found["ShuffledMatch"] - np.mean(drawn)) > 5 * np.std(drawn) * math.sqrt(1 / 100 + 1 / 200):
            failures.append(f"match of random assemblies: {found['ShuffledMatch']} instead of some {np.mean(drawn)}")
    return failures


def check_components(z, eigenvalues, vectors, weights):
    """Weights lie in the space of the vectors, give whitened activity at right angles, and another step of FastICA leaves them."""
    unmixing = weights @ vectors * np.sqrt(eigenvalues)
    unmixing /= np.linalg.norm(unmixing, axis=1, keepdims=True)
    back = unmixing / np.sqrt(eigenvalues) @ vectors.T
    failures = differ("weights", weights, back / np.linalg.norm(back, axis=1, keepdims=True), 1e-7)
    failures += differ("components at right angles", unmixing @ unmixing.T, np.eye(len(unmixing)), 1e-7)
    y = z @ vectors / np.sqrt(eigenvalues)
    bent = np.tanh(y @ unmixing.T)
    step = bent.T @ y / len(y) - (1 - bent ** 2).mean(axis=0)[:, None] * unmixing
    left, _, right = np.linalg.svd(step)
    turned = np.abs(1 - np.abs((left @ right * unmixing).sum(axis=1)))
    return failures + [f"component {place} turns by {turn}" for place, turn in enumerate(turned) if turn > TURN]


def jaccard(first, second):
    union = set(first) | set(second)
    return len(set(first) & set(second)) / len(union) if union else 0


# ------------------------------------------------------------------------------------------- tables and series

def check_table(table):
    count = table["sampleCount"]
    expected = [1.0] + [kolmogorov_smirnov_p(count, step) for step in range(1, count + 1)]
    return differ(f"p-values of {count} samples", table["pValues"], expected, DOUBLE)


def kolmogorov_smirnov_p(count, step):
    """The p-value of two samples of equal size whose distributions are at most step / count apart."""
    first = np.arange(count)
    return two_sample_p(first, first + step - 0.5)


def check_correlation(series):
    first, second = series["first"], series["second"]
    return (differ("Pearson", series["pearson"], stats.pearsonr(first, second)[0], DOUBLE)
            + differ("Spearman", series["spearman"], stats.spearmanr(first, second)[0], DOUBLE))


def check_run(run):
    values, statistics = np.array(run["values"]), run["statistics"]
    deviation = values.std(ddof=1)
    interval = stats.bootstrap((values,), np.mean, method="percentile", n_resamples=100_000, random_state=1).confidence_interval
    ends = differ("ends of the interval", [statistics["Lower"], statistics["Upper"]], [interval.low, interval.high], 0)
    allowed = 0.15 * deviation / math.sqrt(len(values))
    close = np.abs([statistics["Lower"] - interval.low, statistics["Upper"] - interval.high]).max() <= allowed
    return (differ("mean", statistics["Mean"], values.mean(), DOUBLE)
            + differ("standard deviation", statistics["StandardDeviation"], deviation, DOUBLE) + ([] if close else ends))


def check_comparison(comparison):
    first, second, test = comparison["first"], comparison["second"], comparison["test"]
    result = stats.permutation_test(
        (first, second), lambda one, other, axis: np.abs(one.mean(axis=axis) - other.mean(axis=axis)).round(12),
        vectorized=True, alternative="greater", n_resamples=np.inf)
    return (differ("difference", test["Difference"], np.mean(first) - np.mean(second), DOUBLE)
            + differ("p-value", test["PValue"], result.pvalue, DOUBLE))


# -------------------------------------------------------------------------------------------------------- spikes

def check_spikes(part):
    return check_spike_events(part) + check_spike_means(part) + check_first_spikes(part) + check_synchrony(part)


def spike_trains(part):
    """[images, steps, units], 0 or 1."""
    trains = np.zeros((len(part["trains"]), part["steps"] * part["units"]))
    for image, places in enumerate(part["trains"]):
        trains[image, places] = 1
    return trains.reshape(len(trains), part["steps"], part["units"])


def correct_images(part):
    return np.array(part["labels"]) == np.array(part["predictions"])


def check_spike_events(part):
    events, trains = part["layer"]["Events"], spike_trains(part)
    return (differ("images", events["ImageCount"], len(trains), 0) + differ("input events", events["InputEvents"], np.mean(part["inputEvents"]), DOUBLE)
            + differ("spikes", events["Spikes"], trains.sum(axis=(1, 2)).mean(), DOUBLE) + differ("rows", events["RowAdditions"], np.mean(part["inputEvents"]), DOUBLE))


def check_spike_means(part):
    layer, trains, correct = part["layer"], spike_trains(part), correct_images(part)
    shown = trains[correct]
    failures = differ("rates", layer["Rates"], shown.mean(axis=(0, 1)), DOUBLE) + differ("shares of steps", layer["StepShares"], shown.mean(axis=(0, 2)), DOUBLE)
    labels = np.array(part["labels"])[correct]
    for name, images, measures in [("all", shown, layer["Sparseness"])] + [(label, shown[labels == label], layer["ClassSparseness"][label]) for label in range(10)]:
        root = math.sqrt(part["steps"])
        counts, of_steps = images.sum(axis=1), images.sum(axis=2)
        firing = counts.sum(axis=1) > 0
        over_steps = (root - of_steps.sum(axis=1) / np.linalg.norm(of_steps, axis=1)) / (root - 1)
        with np.errstate(invalid="ignore"):
            of_trains = np.where(counts > 0, (root - np.sqrt(counts)) / (root - 1), np.nan)
        failures += differ(f"sparseness of steps, {name}", measures["OverSteps"], over_steps[firing].mean(), DOUBLE)
        failures += differ(f"sparseness of trains, {name}", measures["OfTrains"], np.nanmean(of_trains[firing], axis=1).mean(), DOUBLE)
        per_unit = counts[firing].sum(axis=1) / (counts[firing] > 0).sum(axis=1)
        failures += differ(f"spikes per unit, {name}", measures["SpikesPerFiringUnit"], per_unit.mean(), DOUBLE)
    return failures


def check_first_spikes(part):
    failures, trains, correct = [], spike_trains(part), correct_images(part)
    for label in range(10):
        shown = trains[correct & (np.array(part["labels"]) == label)]
        first = np.where(shown.any(axis=1), shown.argmax(axis=1), part["steps"])
        for name, units in (("EnsembleFirstSpikes", part["ensembles"][label]), ("LayerFirstSpikes", range(part["units"]))):
            counts = np.bincount(first[:, list(units)].ravel().astype(int), minlength=part["steps"] + 1)
            actual = part["layer"][name][label]
            failures += differ(f"{name} of class {label}", actual["Counts"] + [actual["Never"]], counts, 0)
    return failures


def check_synchrony(part):
    failures, trains, correct = [], spike_trains(part), correct_images(part)
    together = {"Within": [], "Between": []}
    for label in range(10):
        own = part["ensembles"][label]
        others = sorted(set(unit for units in part["ensembles"] for unit in units) - set(own))
        shown = trains[correct & (np.array(part["labels"]) == label)][:part["most"]]
        next_shown = np.roll(shown, -1, axis=0)
        pairs = {"Within": ([], []), "Between": ([], [])}
        for image, following in zip(shown, next_shown):
            for first in own:
                for second in own:
                    if first != second:
                        add_pair(pairs["Within"][0], image[:, first], image[:, second], first < second)
                        add_pair(pairs["Within"][1], image[:, first], following[:, second], len(shown) > 1)
                for second in others:
                    add_pair(pairs["Between"][0], image[:, first], image[:, second], True)
                    add_pair(pairs["Between"][1], image[:, first], following[:, second], len(shown) > 1)
        for name, (same, apart) in pairs.items():
            failures += compare_pairs(f"{name} of class {label}", part["layer"][f"Class{name}"][label], same, apart)
            together[name].append((same, apart))
    for name, classes in together.items():
        same, apart = ([pair for one in classes for pair in one[place]] for place in (0, 1))
        failures += compare_pairs(name, part["layer"][name], same, apart)
    return failures


def add_pair(pairs, first, second, condition):
    """Keeps correlation, coincidences and what shuffled steps give, where both trains are neither empty nor full."""
    if condition and 0 < first.mean() < 1 and 0 < second.mean() < 1:
        pairs.append((np.corrcoef(first, second)[0, 1], first @ second, first.sum() * second.mean()))


def compare_pairs(what, actual, same, apart):
    mean = np.mean(same, axis=0) if same else [np.nan] * 3
    return (differ(f"pairs, {what}", actual["PairCount"], len(same), 0)
            + differ(f"correlation, {what}", actual["Correlation"], mean[0], DOUBLE)
            + differ(f"correlation of two images, {what}", actual["OtherImageCorrelation"], np.mean(apart, axis=0)[0] if apart else np.nan, DOUBLE)
            + differ(f"coincidences, {what}", [actual["Coincidences"], actual["ExpectedCoincidences"]], mean[1:], DOUBLE))


# ------------------------------------------------------------------------------------------------------- run it

LAYER_CHECKS = {
    "sparseness": (check_sparseness, ["hoyer", "gini", "trevesRolls"]),
    "mean-ratio": (check_mean_ratio, ["ensembles/mean-ratio"]),
    "quantile": (check_quantile, ["ensembles/quantile"]),
    "kolmogorov-smirnov": (check_kolmogorov_smirnov, ["ensembles/kolmogorov-smirnov", "meanPValues"]),
    "selectivity": (check_selectivity, ["ensembles/selectivity", "selectivity"]),
    "tuning": (check_tuning, ["tuning/preferredClasses"] + [f"tuning/units/{name}" for name in TUNING]
               + [f"tuning/summaries/{name}/{part}" for name in TUNING for part in ("Mean", "LowerQuartile", "Median", "UpperQuartile")]
               + [f"tuning/summaries/{name}/Shuffled" for name in TUNING]),
}
LIST_CHECKS = {
    "kolmogorovSmirnov": (check_table, ["pValues"]),
    "correlations": (check_correlation, ["pearson", "spearman"]),
    "runs": (check_run, ["statistics/Mean", "statistics/StandardDeviation", "statistics/Lower", "statistics/Upper"]),
    "comparisons": (check_comparison, ["test/Difference", "test/PValue"]),
    "population": (check_population, [
        "geometry/ImageCount", "geometry/Layers/1/VaryingUnits", "geometry/Layers/1/ParticipationRatio", "geometry/Layers/1/WhiteNoise", "geometry/Cka",
        *(f"similarity/Dissimilarities/{place}/Values" for place in range(10)),
        *(f"similarity/Comparisons/{place}/{value}" for place in (0, 3, 10, 17) for value in ("Spearman", "SpearmanLower", "SpearmanUpper", "Cosine", "CosineLower", "CosineUpper")),
        "noiseCeiling/Lower", "noiseCeiling/Upper",
        *(f"assemblies/0/found/{name}" for name in ("Bound", "Eigenvalues", "ClassMatches", "ShuffledMatch", "Assemblies/3/Units", "Assemblies/3/Class", "Assemblies/3/Jaccard")),
        "assemblies/0/weights"]),
    "spikes": (check_spikes, [f"layer/{path}" for path in [
        "Events/InputEvents", "Events/Spikes", "Events/RowAdditions", "Rates", "StepShares",
        *(f"Sparseness/{name}" for name in ("OverSteps", "OfTrains", "SpikesPerFiringUnit")),
        *(f"{name}/{measure}" for name in ("Within", "Between") for measure in ("PairCount", "Correlation", "OtherImageCorrelation", "Coincidences", "ExpectedCoincidences")),
        *(f"{name}/4/{part}" for name in ("EnsembleFirstSpikes", "LayerFirstSpikes") for part in ("Counts", "Never")),
        *(f"{name}/4/Correlation" for name in ("ClassWithin", "ClassBetween")),
        "ClassSparseness/4/OfTrains"]]),
}


def spoil(part, path):
    """A copy with another number at a path; in nested lists, one that is compared."""
    part = copy.deepcopy(part)
    *parents, name = path.split("/")
    holder = part
    for parent in parents:
        holder = holder[int(parent) if isinstance(holder, list) else parent]
    if parents == ["ensembles"]:
        holder[name][4] = holder[name][4][1:] if holder[name][4] else [0]
        return part
    if path == "selectivity":
        holder, name = holder[name][7], 0
        holder[name] = 0.5 if holder[name] < 0.2 else 0.01
        return part
    while isinstance(holder[name], list):
        holder = holder[name]
        name = 4 if len(holder) > 4 else len(holder) // 2
    holder[name] = (0.0 if math.isnan(float(holder[name])) else float(holder[name])) + 0.01
    return part


def unnoticed(part, paths, check):
    return [f"{path} was spoiled, and nothing noticed it" for path in paths if not check(spoil(part, path))]


def report(what, failures):
    print(f"{'FAILED' if failures else 'agrees':8} {what}")
    for failure in failures:
        print(f"         {failure}")
    return len(failures)


def main():
    parser = argparse.ArgumentParser(description="Holds Engram's statistics against SciPy and NumPy.")
    parser.add_argument("statistics", help="what tests/Engram.CrossCheck wrote with 'analysis'")
    parser.add_argument("--self-test", action="store_true", help="also spoil numbers, each of which must be noticed")
    options = parser.parse_args()
    with open(options.statistics) as file:
        document = json.load(file)
    warnings.simplefilter("ignore", RuntimeWarning)

    failure_count = 0
    for index, layer in enumerate(document["layers"]):
        for name, (check, paths) in LAYER_CHECKS.items():
            failure_count += report(f"{name}, layer {index + 1}", check(document, layer))
            if options.self_test and index == 0:
                failure_count += report(f"self-test of {name}", unnoticed(layer, paths, lambda part, check=check: check(document, part)))
    for name, (check, paths) in LIST_CHECKS.items():
        for part in document[name]:
            failure_count += report(name, check(part))
        if options.self_test:
            failure_count += report(f"self-test of {name}", unnoticed(document[name][-1], paths, check))
    if failure_count:
        sys.exit(f"{failure_count} disagreements")


if __name__ == "__main__":
    main()
