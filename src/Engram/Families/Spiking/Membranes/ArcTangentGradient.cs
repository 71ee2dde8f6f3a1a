using System.Runtime.Intrinsics;
using Engram.Tensors;

namespace Engram.Families.Spiking.Membranes;

/// <summary>(k/2) / (1 + (π k (U − θ)/2)²), the derivative of arctan(π k x/2)/π (Fang et al., arXiv 2007.05785).</summary>
internal sealed class ArcTangentGradient : SurrogateGradient, ISurrogateSlope
{
    public override string Name => "arc-tangent";

    public override float DefaultSlope => 2;

    public static Vector512<float> Of(Vector512<float> distance, Vector512<float> slope)
    {
        Vector512<float> angle = distance * (slope * (MathF.PI / 2));
        return slope * 0.5f / (Vector512<float>.One + (angle * angle));
    }

    public override unsafe MembraneGradient PassBack(in MembranePast past, float slope, float* countGradient, Matrix delta, int firstRow, float* dots) =>
        MembraneGradient.PassBack<ArcTangentGradient>(past, slope, countGradient, delta, firstRow, dots);
}
