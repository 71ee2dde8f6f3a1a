using System.Buffers.Binary;

namespace Engram.Fuzz;

/// <summary>Damages files: bits, bytes, numbers, ranges, words and lines, as a seed has it.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly long[] _tellingNumbers =
        [0, 1, -1, 2, 7, 8, 127, 128, 255, 256, 32767, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue];

    private readonly Random _random = new(seed);

    /// <summary>One of some things.</summary>
    public T Pick<T>(IReadOnlyList<T> things) => things[_random.Next(things.Count)];

    /// <summary>True once in some times.</summary>
    public bool Chance(int times) => _random.Next(times) == 0;

    /// <summary>A file with one to eight damages.</summary>
    /// <param name="good">The file.</param>
    /// <param name="other">Another one, from which parts may come.</param>
    /// <param name="isText">Whether most damages are to words and lines.</param>
    public byte[] Mutate(byte[] good, byte[] other, bool isText)
    {
        byte[] bytes = [.. good];
        for (int left = 1 << _random.Next(4); left > 0; left--)
        {
            bytes = Chance(4) != isText ? new TextDamage(_random).Apply(bytes) : DamageBytes(bytes, other);
        }

        return bytes;
    }

    private byte[] DamageBytes(byte[] bytes, byte[] other)
    {
        if (bytes.Length == 0)
        {
            return Noise();
        }

        int place = Place(bytes.Length);
        int end = Math.Min(bytes.Length, place + 1 + _random.Next(1 << _random.Next(10)));
        switch (_random.Next(9))
        {
            case 0:
                bytes[place] ^= (byte)(1 << _random.Next(8));
                return bytes;
            case 1:
                bytes[place] = (byte)_random.Next(256);
                return bytes;
            case 2 or 3:
                WriteNumber(bytes.AsSpan(place));
                return bytes;
            case 4:
                return [.. bytes[..place], .. bytes[end..]];
            case 5:
                return [.. bytes[..end], .. bytes[place..end], .. bytes[end..]];
            case 6:
                return [.. bytes[..place], .. Noise(), .. bytes[place..]];
            case 7:
                return bytes[..place];
            default:
                int from = other.Length == 0 ? 0 : _random.Next(other.Length);
                return [.. bytes[..place], .. other[from..Math.Min(other.Length, from + end - place)], .. bytes[end..]];
        }
    }

    /// <summary>Anywhere, but every second time near the beginning, where the numbers stand that matter.</summary>
    private int Place(int length) => _random.Next(Chance(2) ? length : Math.Min(length, 160));

    private byte[] Noise()
    {
        byte[] noise = new byte[1 + _random.Next(20)];
        _random.NextBytes(noise);
        return noise;
    }

    private void WriteNumber(Span<byte> bytes)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        long value = Pick(_tellingNumbers);
        int size = 1 << (1 + _random.Next(3));
        if (Chance(2))
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            number = number[..size];
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            number = number[^size..];
        }

        number[..Math.Min(size, bytes.Length)].CopyTo(bytes);
    }
}
