using System.Runtime.CompilerServices;
using Engram.Kernels;
using Engram.Training;

namespace Engram.Benchmarks.Training;

/// <summary>Puts other kernels into a training that has not begun. The library's own choice is one per process, on purpose.</summary>
internal static class TrainingProbe
{
    public static void UseKernels(TrainingDriver trainer, KernelTable kernels) => Kernels(trainer) = kernels;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_kernels")]
    private static extern ref KernelTable Kernels(TrainingDriver trainer);
}
