using System.Runtime.InteropServices;

namespace Engram.Storage;

/// <summary>One named tensor of a safetensors file: little-endian values in C order.</summary>
/// <param name="Name">Name, as in a PyTorch state_dict: "layers.0.weight".</param>
/// <param name="DataType">The format's name of the element type: "F32", "U8", "I64" and others.</param>
/// <param name="Shape">Length of each dimension, slowest first; empty for a scalar.</param>
/// <param name="Data">The values: product of <paramref name="Shape"/> × element size bytes.</param>
internal sealed record SafetensorsTensor(
    string Name,
    string DataType,
    IReadOnlyList<long> Shape,
    ReadOnlyMemory<byte> Data)
{
    /// <summary>An "F32" tensor with a copy of the values.</summary>
    public static SafetensorsTensor FromFloats(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) =>
        new(name, "F32", shape.ToArray(), MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>An "I32" tensor with a copy of the values.</summary>
    public static SafetensorsTensor FromInts(string name, ReadOnlySpan<int> values, params ReadOnlySpan<long> shape) =>
        new(name, "I32", shape.ToArray(), MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>An "I64" tensor with a copy of the values.</summary>
    public static SafetensorsTensor FromLongs(string name, ReadOnlySpan<long> values, params ReadOnlySpan<long> shape) =>
        new(name, "I64", shape.ToArray(), MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>A "U8" tensor with a copy of the values.</summary>
    public static SafetensorsTensor FromBytes(string name, ReadOnlySpan<byte> values, params ReadOnlySpan<long> shape) =>
        new(name, "U8", shape.ToArray(), values.ToArray());
}
