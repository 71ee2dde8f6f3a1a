using CsCheck;

namespace Engram.Tests.Storage;

/// <summary>Damages files at random and checks that their reader takes it well.</summary>
internal static class HostileBytes
{
    // Far more than any test needs, even on a busy machine; a reader that hangs runs into it.
    private static readonly TimeSpan _timeLimit = TimeSpan.FromMinutes(5);

    private static readonly byte[] _telling = [0, 1, 7, 8, 0x7f, 0x80, 0xff, (byte)'"', (byte)'{', (byte)',', (byte)'9'];

    /// <summary>Bytes that were never a file, with a good file's beginning or without.</summary>
    public static Gen<byte[]> Random(byte[] good) => Gen.Select(
        Gen.Int[0, Math.Min(good.Length, 16)],
        Gen.Byte.Array[0, 300],
        (kept, random) => (byte[])[.. good[..kept], .. random]);

    /// <summary>A good file with some bytes changed, cut short or with more behind it.</summary>
    public static Gen<byte[]> Mutated(byte[] good)
    {
        Gen<byte> value = Gen.OneOf(Gen.Byte, Gen.Int[0, _telling.Length - 1].Select(index => _telling[index]));
        // The numbers that matter stand at the beginning.
        Gen<int> place = Gen.OneOf(Gen.Int[0, good.Length - 1], Gen.Int[0, Math.Min(good.Length, 24) - 1]);
        Gen<int> length = Gen.OneOf(Gen.Const(good.Length), Gen.Int[0, good.Length]);
        return Gen.Select(Gen.Select(place, value).Array[0, 6], length, Gen.OneOf(Gen.Const(Array.Empty<byte>()), Gen.Byte.Array[0, 20]))
            .Select((edits, kept, more) => Apply(good, edits, kept, more));
    }

    /// <summary>Reads each of the files, and fails on anything but success or an <see cref="EngramException"/>.</summary>
    /// <param name="files">Random files.</param>
    /// <param name="read">The reader, which is also given the name that its messages must have.</param>
    public static Task AreTakenWell(Gen<byte[]> files, Action<Stream, string> read)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        return Task.Run(() => files.Sample(file => Take(file, read), iter: 3000, threads: 1), cancellation)
            .WaitAsync(_timeLimit, cancellation);
    }

    private static void Take(byte[] file, Action<Stream, string> read)
    {
        // Buffers for unpacking and the message, and what a file of this size can hold when packed as tightly as can be.
        const int allowedBytes = 2_000_000;
        const string name = "hostile.file";
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using MemoryStream stream = new(file);
            read(stream, name);
        }
        catch (EngramException exception)
        {
            Assert.Contains(name, exception.Message, StringComparison.Ordinal);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, allowedBytes);
    }

    private static byte[] Apply(byte[] good, (int Place, byte Value)[] edits, int kept, byte[] more)
    {
        byte[] file = [.. good];
        foreach ((int place, byte value) in edits)
        {
            file[place] = value;
        }

        return [.. file[..kept], .. more];
    }
}
