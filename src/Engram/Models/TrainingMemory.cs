namespace Engram.Models;

/// <summary>What a training takes of memory beside its data, roughly: what grows with the values of its spec.</summary>
/// <param name="Parameters">Numbers that are kept of all parameters: themselves, what Adam and checkpoints keep of them, copies.</param>
/// <param name="OfRow">Numbers that a row of a batch has in all layers in training, in all their forms.</param>
/// <param name="ImageBytes">Bytes that are kept for all images together.</param>
/// <param name="TestBytes">Bytes that a test takes besides.</param>
internal sealed record TrainingMemory(long Parameters, long OfRow, long ImageBytes, long TestBytes = 0)
{
    /// <summary>Weights, two means, a copy of these for the checkpoint that is being written, and transposed weights.</summary>
    private const int Copies = 7;

    /// <summary>The best so far, and a copy of that for the checkpoint.</summary>
    private const int CopiesOfBest = 2;

    /// <summary>Forms of a row of fully connected layers: inputs, drives, activations, their lists and transposed forms, gradients.</summary>
    private const int FormsOfRow = 5;

    /// <summary>That of a network whose layers are all at work at the same time.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="layers">Numbers of each layer and of the head, where there is one.</param>
    /// <param name="sizes">Inputs, units of each layer, and outputs of the head, where there is one.</param>
    public static TrainingMemory OfWhole(TrainingSpec spec, IReadOnlyList<long> layers, IReadOnlyList<int> sizes) =>
        new((Copies + (spec.KeepBest ? CopiesOfBest : 0)) * layers.Sum(), FormsOfRow * sizes.Sum(size => (long)size), 0);

    /// <summary>That of a network whose layers are trained alone, one after the other; the layer in training has a narrower copy besides.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="layers">Numbers of each layer.</param>
    /// <param name="sizes">Inputs, and units of each layer.</param>
    /// <param name="imageBytes">Bytes that are kept for all images together.</param>
    public static TrainingMemory OfLayers(TrainingSpec spec, IReadOnlyList<long> layers, IReadOnlyList<int> sizes, long imageBytes) =>
        new(
            (2 * layers.Sum()) + ((6 + (spec.KeepBest ? CopiesOfBest : 0)) * layers.Max()),
            FormsOfRow * sizes.Zip(sizes.Skip(1), (inputs, units) => (long)inputs + units).Max(),
            imageBytes);
}
