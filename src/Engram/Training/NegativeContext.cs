using Engram.Data;

namespace Engram.Training;

/// <summary>What a negative policy may look at.</summary>
/// <param name="Train">The training images.</param>
/// <param name="TrainedLabels">The labels that may be drawn, ascending: that of a class that was left out is never shown.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="LayerIndex">Layer in training.</param>
/// <param name="EpochIndex">Epoch of that layer.</param>
/// <param name="LabelProbabilities">
/// The network's softmax over labels for all training images, [samples, labels], averaged over the layers trained so far
/// and the one in training; computed when called.
/// </param>
internal sealed record NegativeContext(ImageDataset Train, int[] TrainedLabels, ulong Seed, int LayerIndex, int EpochIndex, Func<float[]> LabelProbabilities);
