using System.Runtime.Intrinsics;

namespace Engram.Kernels;

/// <summary>512-bit vectors: x64 with AVX-512.</summary>
internal sealed unsafe partial class Vector512Kernels : KernelTable
{
    public override string Name => "vector512";

    public override string Description => "512-bit vectors (AVX-512)";

    public override bool IsSupported => Vector512.IsHardwareAccelerated;

    internal override int ColumnBlock => 224;

    // Not measured: what the 256-bit table had before its tiles fetched the next panel ahead, which these do not.
    internal override float RowCost => 2.8f;

    internal override void Expand(float* packed, ulong* activeUnits, float* values, int width) =>
        Expansion.ByBytes(packed, activeUnits, values, width);
}
