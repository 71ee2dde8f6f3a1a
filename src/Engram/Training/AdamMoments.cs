using Engram.Kernels;
using Engram.Networks;

namespace Engram.Training;

/// <summary>Adam's running means for one layer: of the gradient and of its square.</summary>
internal sealed class AdamMoments(int inputSize, int outputSize)
{
    public PanelMatrix WeightFirst { get; } = new(inputSize, outputSize);

    public PanelMatrix WeightSecond { get; } = new(inputSize, outputSize);

    public Matrix BiasFirst { get; } = new(1, outputSize);

    public Matrix BiasSecond { get; } = new(1, outputSize);

    /// <summary>Whether the means of all weights of an input are zero, so that a step without a gradient leaves these weights as they are.</summary>
    public bool IsUntouched(int input) => IsZero(WeightFirst, input) && IsZero(WeightSecond, input);

    public static AdamMoments For(DenseLayer layer) => new(layer.InputSize, layer.OutputSize);

    private static bool IsZero(PanelMatrix means, int input) => !means.Row(input).AsSpan().ContainsAnyExcept(0);
}
