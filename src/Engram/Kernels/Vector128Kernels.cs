using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Engram.Kernels;

/// <summary>128-bit vectors: Arm64, and x64 without AVX2. Where the machine has no fused multiply-add, products are rounded twice.</summary>
internal sealed unsafe partial class Vector128Kernels : KernelTable
{
    public override string Name => "vector128";

    public override string Description => "128-bit vectors (SSE4.1 on x64, AdvSimd on Arm64)";

    public override bool IsSupported => Vector128.IsHardwareAccelerated;

    internal override bool IsFused => Fma.IsSupported || AdvSimd.IsSupported;

    internal override int ColumnBlock => 112;

    // Measured with the 128-bit table on an x64 processor: 1.7.
    internal override float RowCost => 1.7f;
}
