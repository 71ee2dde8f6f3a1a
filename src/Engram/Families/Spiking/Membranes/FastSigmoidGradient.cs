using System.Runtime.Intrinsics;
using Engram.Tensors;

namespace Engram.Families.Spiking.Membranes;

/// <summary>1 / (1 + k|U − θ|)², the derivative of the fast sigmoid x/(1 + k|x|) (Zenke and Ganguli, arXiv 1705.11146).</summary>
internal sealed class FastSigmoidGradient : SurrogateGradient, ISurrogateSlope
{
    public override string Name => "fast-sigmoid";

    public override float DefaultSlope => 25;

    public static Vector512<float> Of(Vector512<float> distance, Vector512<float> slope)
    {
        Vector512<float> root = Vector512<float>.One + (Vector512.Abs(distance) * slope);
        return Vector512<float>.One / (root * root);
    }

    public override unsafe MembraneGradient PassBack(in MembranePast past, float slope, float* countGradient, Matrix delta, int firstRow, float* dots) =>
        MembraneGradient.PassBack<FastSigmoidGradient>(past, slope, countGradient, delta, firstRow, dots);
}
