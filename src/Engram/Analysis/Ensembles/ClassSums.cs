using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Engram.Analysis.Ensembles;

/// <summary>Sums of a few units' activations over the samples of every class, for any assignment of classes to samples.</summary>
internal sealed class ClassSums
{
    /// <summary>Units that are summed at once: one cache line of each sample.</summary>
    public const int UnitCount = 16;

    private readonly float[] _activations;

    public ClassSums(LayerActivations layer, ClassSamples samples, ReadOnlySpan<int> units)
    {
        _activations = new float[samples.All.Length * UnitCount];
        for (int place = 0; place < samples.All.Length; place++)
        {
            ReadOnlySpan<float> row = layer.Row(samples.All[place]);
            for (int index = 0; index < units.Length; index++)
            {
                _activations[(place * UnitCount) + index] = row[units[index]];
            }
        }
    }

    /// <summary>Sums over the samples of each class, in the order of the samples, [class][unit].</summary>
    public void Compute(ReadOnlySpan<byte> classes, Span<float> sums)
    {
        sums.Clear();
        ref float activations = ref MemoryMarshal.GetArrayDataReference(_activations);
        ref float first = ref MemoryMarshal.GetReference(sums);
        for (int place = 0; place < classes.Length; place++)
        {
            ref float row = ref Unsafe.Add(ref activations, place * UnitCount);
            ref float sum = ref Unsafe.Add(ref first, classes[place] * UnitCount);
            (Vector256.LoadUnsafe(ref sum) + Vector256.LoadUnsafe(ref row)).StoreUnsafe(ref sum);
            (Vector256.LoadUnsafe(ref sum, 8) + Vector256.LoadUnsafe(ref row, 8)).StoreUnsafe(ref sum, 8);
        }
    }
}
