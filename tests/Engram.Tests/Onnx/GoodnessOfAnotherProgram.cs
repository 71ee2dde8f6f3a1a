using Engram.Objectives;

namespace Engram.Tests.Onnx;

/// <summary>A goodness function that only another program knows.</summary>
internal sealed class GoodnessOfAnotherProgram : Goodness
{
    public override string Name => "of-another-program";

    public override float DefaultThreshold(int unitCount) => 1;

    public override float Value(ReadOnlySpan<float> activations) => activations[0];

    public override void Gradient(ReadOnlySpan<float> activations, float goodness, float coefficient, Span<float> destination)
    {
        destination.Clear();
        destination[0] = coefficient;
    }
}
