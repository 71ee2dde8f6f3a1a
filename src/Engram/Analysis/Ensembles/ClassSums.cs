using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Engram.Analysis.Representations;

namespace Engram.Analysis.Ensembles;

/// <summary>Sums of a few units' activations over the samples of every class, for any assignment of classes to samples.</summary>
internal sealed class ClassSums
{
    /// <summary>Units that are summed at once: one cache line of each sample.</summary>
    public const int UnitCount = 16;

    private readonly float[] _activations;

    // Samples that activate none of the units would add zeros; their places are left out.
    private readonly int[] _places;

    public ClassSums(LayerActivations layer, ClassSamples samples, ReadOnlySpan<int> units)
    {
        float[] activations = new float[samples.All.Length * UnitCount];
        int[] places = new int[samples.All.Length];
        int count = 0;
        for (int place = 0; place < samples.All.Length; place++)
        {
            Span<float> target = activations.AsSpan(count * UnitCount, UnitCount);
            ReadOnlySpan<float> row = layer.Row(samples.All[place]);
            for (int index = 0; index < units.Length; index++)
            {
                target[index] = row[units[index]];
            }

            places[count] = place;
            count += target.ContainsAnyExcept(0f) ? 1 : 0;
        }

        _activations = activations;
        _places = places[..count];
    }

    /// <summary>Sums over the samples of each class, in the order of the samples, [class][unit].</summary>
    public void Compute(ReadOnlySpan<int> classes, Span<float> sums)
    {
        sums.Clear();
        ref float activations = ref MemoryMarshal.GetArrayDataReference(_activations);
        ref float first = ref MemoryMarshal.GetReference(sums);
        ref int places = ref MemoryMarshal.GetArrayDataReference(_places);
        ref int ofPlaces = ref MemoryMarshal.GetReference(classes);
        for (int index = 0; index < _places.Length; index++)
        {
            nuint row = (nuint)(index * UnitCount);
            nuint sum = (nuint)(Unsafe.Add(ref ofPlaces, Unsafe.Add(ref places, index)) * UnitCount);
            (Vector256.LoadUnsafe(ref first, sum) + Vector256.LoadUnsafe(ref activations, row)).StoreUnsafe(ref first, sum);
            (Vector256.LoadUnsafe(ref first, sum + 8) + Vector256.LoadUnsafe(ref activations, row + 8)).StoreUnsafe(ref first, sum + 8);
        }
    }
}
