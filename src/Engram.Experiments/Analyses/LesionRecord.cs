using Engram.Analysis.Lesions;

namespace Engram.Experiments.Analyses;

/// <summary>What a run's network loses with some of its units; the document of <c>engram lesion --json</c>.</summary>
/// <param name="Run">The run's folder.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Data">Name of the data set.</param>
/// <param name="WeightsSha256">SHA-256 of the run's weights.</param>
/// <param name="TestFingerprint">Fingerprint of the images.</param>
/// <param name="Seed">Seed of the random sets.</param>
/// <param name="Lesions">What was measured.</param>
public sealed record LesionRecord(string Run, string Model, string Data, string WeightsSha256, string TestFingerprint, ulong Seed, LesionAnalysis Lesions);
