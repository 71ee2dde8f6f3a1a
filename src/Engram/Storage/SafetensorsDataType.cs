namespace Engram.Storage;

/// <summary>The element types that the safetensors format names.</summary>
internal static class SafetensorsDataType
{
    /// <summary>The four types that Engram itself writes.</summary>
    public const string Float32 = "F32", UInt8 = "U8", Int32 = "I32", Int64 = "I64";

    private static readonly Dictionary<string, int> _sizes = new(StringComparer.Ordinal)
    {
        ["BOOL"] = 1,
        [UInt8] = 1,
        ["I8"] = 1,
        ["F8_E5M2"] = 1,
        ["F8_E4M3"] = 1,
        ["U16"] = 2,
        ["I16"] = 2,
        ["F16"] = 2,
        ["BF16"] = 2,
        ["U32"] = 4,
        [Int32] = 4,
        [Float32] = 4,
        ["U64"] = 8,
        [Int64] = 8,
        ["F64"] = 8,
    };

    /// <summary>Bytes of one element.</summary>
    public static bool TryGetSize(string dataType, out int size) => _sizes.TryGetValue(dataType, out size);
}
