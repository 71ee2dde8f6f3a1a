using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Engram.Tensors;

namespace Engram.Families.Convolutional.Products;

/// <summary>Numbers that are not zero, one behind the other, and an index of each. Room for a vector is kept behind the last.</summary>
internal sealed unsafe class ActiveList(int capacity)
{
    /// <summary>A list that is walked for fewer columns takes as long: its sums wait for themselves.</summary>
    public const int LeastColumns = 64;

    private const int Lanes = Matrix.ColumnMultiple;

    private readonly PinnedArray<float> _values = new(capacity + Lanes);
    private readonly PinnedArray<int> _indices = new(capacity + Lanes);

    /// <summary>The numbers.</summary>
    public float* Values => _values.Start;

    /// <summary>Their indices.</summary>
    public int* Indices => _indices.Start;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets them.</summary>
    public void Clear() => Count = 0;

    /// <summary>Appends those of some numbers that are not zero.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="indices">An index for each.</param>
    /// <param name="length">How many there are.</param>
    public void Append(float* numbers, int* indices, int length)
    {
        int count = Count;
        int place = 0;
        for (; Avx512F.IsSupported && place + Lanes <= length; place += Lanes)
        {
            Vector512<float> values = Vector512.Load(numbers + place);
            Vector512<float> isActive = ~Vector512.Equals(values, Vector512<float>.Zero);
            Avx512F.Compress(Vector512<float>.Zero, isActive, values).Store(Values + count);
            Avx512F.Compress(Vector512<int>.Zero, isActive.AsInt32(), Vector512.Load(indices + place)).Store(Indices + count);
            count += BitOperations.PopCount(isActive.ExtractMostSignificantBits());
        }

        // No branch would be foreseen.
        for (; place < length; place++)
        {
            Values[count] = numbers[place];
            Indices[count] = indices[place];
            count += numbers[place] != 0 ? 1 : 0;
        }

        Count = count;
    }
}
