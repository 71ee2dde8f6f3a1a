using System.Runtime.InteropServices;
using Engram.Storage;

namespace Engram.Data;

/// <summary>
/// Labels as files hold them: one byte each while all of them and <see cref="None"/> fit in one, otherwise 32-bit numbers. Files of up to 255
/// classes are what they have always been.
/// </summary>
internal static class StoredLabels
{
    /// <summary>Stands for no label in memory, and in a file of 32-bit numbers; in a file of bytes it is 255.</summary>
    public const int None = -1;

    private const byte NoneAsByte = byte.MaxValue;

    /// <summary>An array of labels.</summary>
    public static NpyArray ToArray(ReadOnlySpan<int> labels, int classCount) =>
        AreBytes(classCount) ? new NpyArray(ToBytes(labels), labels.Length) : new NpyArray(labels.ToArray(), labels.Length);

    /// <summary>The labels of an array of bytes, 32-bit or 64-bit numbers.</summary>
    /// <exception cref="EngramException">The array has another type, or a label is no 32-bit number.</exception>
    public static int[] FromArray(NpyArray array) => array.DataType switch
    {
        "|u1" => FromBytes(array.Bytes),
        "<i8" => [.. array.Longs.Select(ToInt)],
        _ => array.Ints,
    };

    /// <summary>A tensor of labels.</summary>
    public static SafetensorsTensor ToTensor(string name, ReadOnlySpan<int> labels, int classCount) => AreBytes(classCount)
        ? SafetensorsTensor.FromBytes(name, ToBytes(labels), labels.Length)
        : SafetensorsTensor.FromInts(name, labels, labels.Length);

    /// <summary>The labels of a tensor.</summary>
    /// <exception cref="EngramException">The tensor holds other numbers than bytes and 32-bit ones.</exception>
    public static int[] FromTensor(SafetensorsFile file, SafetensorsTensor tensor) => tensor.DataType == SafetensorsDataType.UInt8
        ? FromBytes(file.ReadBytes(tensor.Name))
        : file.ReadInts(tensor.Name);

    /// <summary>What a fingerprint is made of.</summary>
    public static ReadOnlySpan<byte> Bytes(int[] labels, int classCount) =>
        AreBytes(classCount) ? ToBytes(labels) : MemoryMarshal.AsBytes<int>(labels);

    private static bool AreBytes(int classCount) => classCount <= NoneAsByte;

    private static byte[] ToBytes(ReadOnlySpan<int> labels)
    {
        byte[] bytes = new byte[labels.Length];
        for (int index = 0; index < bytes.Length; index++)
        {
            bytes[index] = labels[index] == None ? NoneAsByte : checked((byte)labels[index]);
        }

        return bytes;
    }

    private static int[] FromBytes(byte[] bytes) => [.. bytes.Select(label => label == NoneAsByte ? None : label)];

    private static int ToInt(long label) => label is >= int.MinValue and <= int.MaxValue
        ? (int)label
        : throw new EngramException($"{label} is no label, for labels are numbers below {int.MaxValue}; number the classes from 0.");
}
