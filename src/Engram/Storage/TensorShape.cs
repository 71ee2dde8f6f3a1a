namespace Engram.Storage;

/// <summary>Sizes of tensors in files, where every number may be wrong.</summary>
internal static class TensorShape
{
    /// <summary>Product of the dimensions; null where one is negative or the product overflows.</summary>
    public static long? ElementCount(ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long length in shape)
        {
            if (length < 0 || (length != 0 && count > long.MaxValue / length))
            {
                return null;
            }

            count *= length;
        }

        return count;
    }

    /// <summary>Bytes of a tensor; null where a dimension is negative or the product overflows.</summary>
    public static long? ByteCount(ReadOnlySpan<long> shape, int elementSize) =>
        ElementCount([.. shape, elementSize]);

    /// <summary>A shape for people: "[784, 10]".</summary>
    public static string Describe(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
