// Trains with a goodness function of one's own, and with the library's.
//
//     dotnet run examples/own-goodness.cs
#:project ../src/Engram/Engram.csproj
using System.Numerics.Tensors;
using Engram;
using Engram.Objectives;

// From here on specs know it by its name.
GoodnessFunctions.Register(new L3NormGoodness());
DatasetSplits mnist = DatasetCatalog.Load("mnist");
foreach (string goodness in (string[])["l2-norm", "l3-norm"])
{
    TrainingSpec spec = new() { Layers = [200, 200], Epochs = 10, BatchSize = 128, Goodness = goodness };
    using Trainer trainer = Trainer.Create(spec, mnist.Train.Take(6000));
    EvaluationResult result = trainer.Run().Evaluate(mnist.Test.Take(1000));
    Console.WriteLine($"{goodness}: accuracy {result.Accuracy:F3}, sparseness {string.Join(" / ", result.Layers.Select(layer => $"{layer.HoyerSparseness:F2}"))}");
}

/// <summary>G = (Σ h³)^⅓ over the units of a layer.</summary>
internal sealed class L3NormGoodness : Goodness
{
    public override string Name => "l3-norm";

    public override float DefaultThreshold(int unitCount) => 2; // where the spec says nothing

    public override float Value(ReadOnlySpan<float> activations)
    {
        float sum = 0;
        foreach (float h in activations) sum += h * h * h;
        return MathF.Cbrt(sum);
    }

    // ∂G/∂h = h² / G², times what the loss asks for; a silent layer has no slope.
    public override void Gradient(ReadOnlySpan<float> activations, float goodness, float coefficient, Span<float> destination)
    {
        TensorPrimitives.Multiply(activations, activations, destination);
        TensorPrimitives.Multiply(destination, goodness > 0 ? coefficient / (goodness * goodness) : 0, destination);
    }
}
