using Engram.Families;

namespace Engram.Benchmarks.ScaleCurves;

/// <summary>One training of the scale curves.</summary>
/// <param name="Curve">What changes along its curve.</param>
/// <param name="Value">The changing value.</param>
/// <param name="Model">The model.</param>
/// <param name="Width">Units of every layer.</param>
/// <param name="Depth">Layers.</param>
/// <param name="BatchSize">Images per step.</param>
/// <param name="Samples">Training images.</param>
/// <param name="Threads">Threads.</param>
public sealed record ScalePoint(string Curve, int Value, string Model, int Width, int Depth, int BatchSize, int Samples, int Threads)
{
    private const int InputSize = 784;

    /// <summary>Epochs per layer: the first is for the compiler, the second counts.</summary>
    public const int Epochs = 2;

    /// <summary>
    /// Multiply-adds of one image in one epoch of all layers, were everything dense: the recipe's arithmetic. FF has two rows
    /// per image and two products per layer, forward and gradient; the models with backpropagation have a third above the first layer.
    /// </summary>
    public double DenseMultiplyAdds
    {
        get
        {
            double weightsOfFirst = (double)InputSize * Width;
            double weightsAbove = (Depth - 1.0) * Width * Width;
            double rows = Model == "bp" ? 1 : 2;
            return rows * (Model == "ff" ? 2 * (weightsOfFirst + weightsAbove) : (2 * weightsOfFirst) + (3 * weightsAbove));
        }
    }

    public TrainingSpec Spec => ModelTable.Find(Model).Defaults with
    {
        Layers = [.. Enumerable.Repeat(Width, Depth)],
        BatchSize = BatchSize,
        Epochs = Epochs,
    };
}
