using System.Buffers.Binary;
using Engram.Storage;

namespace Engram.Fuzz.Targets;

/// <summary>numpy's .npy.</summary>
internal sealed class Npy() : FuzzTarget("npy")
{
    private const int LengthOffset = 8;
    private const int HeaderOffset = 10;

    /// <summary>Arrays of all types.</summary>
    internal static IReadOnlyList<byte[]> Arrays { get; } =
    [
        Bytes(new NpyArray([1f, 2, 3, 4, 5, 6], 2, 3)), Bytes(new NpyArray((byte[])[1, 2, 3], 3)), Bytes(new NpyArray([1L, 2], 2, 1)), Bytes(new NpyArray((int[])[1, 999], 2)),
    ];

    public override IReadOnlyList<byte[]> Samples(SampleRun run) => Arrays;

    public override void Read(string path) => NpyFile.Read(path);

    public override byte[] Make(Mutator mutator, IReadOnlyList<byte[]> samples)
    {
        if (mutator.Chance(2))
        {
            return base.Make(mutator, samples);
        }

        // A header of another length whose length is right.
        byte[] file = mutator.Pick(samples);
        int end = HeaderOffset + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(LengthOffset));
        byte[] header = mutator.Mutate(file[HeaderOffset..end], [], isText: true);
        return [.. file[..LengthOffset], (byte)header.Length, (byte)(header.Length >> 8), .. header, .. file[end..]];
    }

    private static byte[] Bytes(NpyArray array)
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, array);
        return stream.ToArray();
    }
}
