namespace Engram.Experiments.Analyses;

/// <summary>What a linear classifier makes of a run's features; the document of <c>engram read-out --json</c>.</summary>
/// <param name="Run">The run's folder.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Data">Name of the data set.</param>
/// <param name="WeightsSha256">SHA-256 of the run's weights that were read out.</param>
/// <param name="TrainFingerprint">Fingerprint of the images that were learned from.</param>
/// <param name="TestFingerprint">Fingerprint of the test images.</param>
/// <param name="TrainSamples">How many images were learned from.</param>
/// <param name="ValidationSamples">How many were kept to choose by; 0 for none.</param>
/// <param name="TestSamples">How many it was measured on.</param>
/// <param name="Epochs">How many times the training images were gone through.</param>
/// <param name="LearningRate">Adam's learning rate at the beginning.</param>
/// <param name="WeightDecay">What parameters shrink by in a step, as a share of the learning rate.</param>
/// <param name="BatchSize">Images of a step.</param>
/// <param name="Seed">Seed of the order of the images.</param>
/// <param name="ValidationSplit">Share of the training images that were kept to choose by.</param>
/// <param name="NetworkTestAccuracy">The network's own accuracy on the test images.</param>
/// <param name="ReadOuts">That of the chosen layers side by side; then, where it was asked for, that of every other layer alone.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record ReadOutRecord(
    string Run,
    string Model,
    string Data,
    string WeightsSha256,
    string TrainFingerprint,
    string TestFingerprint,
    int TrainSamples,
    int ValidationSamples,
    int TestSamples,
    int Epochs,
    float LearningRate,
    float WeightDecay,
    int BatchSize,
    ulong Seed,
    float ValidationSplit,
    double NetworkTestAccuracy,
    IReadOnlyList<LayersReadOut> ReadOuts,
    double Seconds);

/// <summary>The read-out of some layers.</summary>
/// <param name="Layers">The layers, counted from 1.</param>
/// <param name="Features">How many features they have together.</param>
/// <param name="TrainLoss">Mean cross-entropy of the images that were learned from, in nats.</param>
/// <param name="TrainAccuracy">Share of them that are classified rightly.</param>
/// <param name="ValidationAccuracy">Of the images that were kept to choose by; null where there are none.</param>
/// <param name="TestAccuracy">Of the test images.</param>
/// <param name="LayerTestAccuracy">Of the test images by what a single layer says itself; null for several layers, and for a layer without a say.</param>
public sealed record LayersReadOut(
    IReadOnlyList<int> Layers,
    int Features,
    double TrainLoss,
    double TrainAccuracy,
    double? ValidationAccuracy,
    double TestAccuracy,
    double? LayerTestAccuracy);
