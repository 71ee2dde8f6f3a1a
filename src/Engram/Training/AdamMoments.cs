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

    public static AdamMoments For(DenseLayer layer) => new(layer.InputSize, layer.OutputSize);
}
