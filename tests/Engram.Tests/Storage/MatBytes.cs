using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Engram.Tests.Storage;

/// <summary>Writes MATLAB files of level 5 for tests.</summary>
internal sealed class MatBytes(bool isBigEndian = false, bool isPacked = false)
{
    public const int UInt8 = 2;
    public const int Double = 9;
    public const int DoubleClass = 6;
    public const int UInt8Class = 9;
    public const int CharClass = 4;

    private readonly List<byte> _file = [.. Header(isBigEndian, 0x0100)];

    public static byte[] Header(bool isBigEndian, ushort version)
    {
        byte[] header = new byte[128];
        Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file, made by a test").CopyTo(header, 0);
        header.AsSpan(35, 89).Fill((byte)' ');
        Put(header.AsSpan(124), version, isBigEndian);
        Put(header.AsSpan(126), 0x4d49, isBigEndian);
        return header;
    }

    public byte[] ToArray() => [.. _file];

    /// <summary>Images [count, channels, height, width] as X.</summary>
    public MatBytes Images(int count, int channels, int height, int width, byte[] pixels)
    {
        byte[] columnMajor = new byte[pixels.Length];
        int from = 0;
        for (int sample = 0; sample < count; sample++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                for (int row = 0; row < height; row++)
                {
                    for (int column = 0; column < width; column++)
                    {
                        columnMajor[row + (height * (column + (width * (channel + (channels * sample)))))] = pixels[from++];
                    }
                }
            }
        }

        return Array("X", UInt8Class, UInt8, columnMajor, height, width, channels, count);
    }

    /// <summary>Labels as y, in floating-point numbers.</summary>
    public MatBytes Labels(params double[] labels) => Array(
        "y", DoubleClass, Double, [.. labels.SelectMany(label => Bytes(BitConverter.DoubleToUInt64Bits(label)))], labels.Length, 1);

    /// <summary>Labels as y, in bytes although their class is double, which is how MATLAB saves whole numbers.</summary>
    public MatBytes ByteLabels(params byte[] labels) => Array("y", DoubleClass, UInt8, labels, labels.Length, 1);

    /// <summary>Any array.</summary>
    public MatBytes Array(string name, int arrayClass, int type, byte[] values, params int[] shape)
    {
        byte[] content =
        [
            .. Element(6, [.. Bytes((uint)arrayClass), .. Bytes(0u)]),
            .. Element(5, [.. shape.SelectMany(length => Bytes((uint)length))]),
            .. Element(1, Encoding.ASCII.GetBytes(name)),
            .. Element(type, values),
        ];
        return Raw(14, content);
    }

    /// <summary>Any element.</summary>
    public MatBytes Raw(int type, byte[] content)
    {
        byte[] element = [.. Bytes((uint)type), .. Bytes((uint)content.Length), .. content];
        if (isPacked)
        {
            return Packed(element);
        }

        _file.AddRange(element);
        return this;
    }

    /// <summary>Anything, packed.</summary>
    public MatBytes Packed(byte[] element)
    {
        byte[] packed = Zlib(element);
        _file.AddRange([.. Bytes(15u), .. Bytes((uint)packed.Length), .. packed]);
        return this;
    }

    private static byte[] Zlib(byte[] content)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Fastest))
        {
            zlib.Write(content);
        }

        return packed.ToArray();
    }

    private byte[] Element(int type, byte[] content) => content.Length is > 0 and <= 4
        ? [.. Bytes((uint)((content.Length << 16) | type)), .. content, .. new byte[4 - content.Length]]
        : [.. Bytes((uint)type), .. Bytes((uint)content.Length), .. content, .. new byte[(8 - (content.Length % 8)) % 8]];

    private byte[] Bytes(uint value) => InOrder(BitConverter.GetBytes(value));

    private byte[] Bytes(ulong value) => InOrder(BitConverter.GetBytes(value));

    private byte[] InOrder(byte[] bytes) => BitConverter.IsLittleEndian == isBigEndian ? [.. bytes.Reverse()] : bytes;

    private static void Put(Span<byte> destination, ushort value, bool isBigEndian)
    {
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(destination, value);
        }
    }
}
