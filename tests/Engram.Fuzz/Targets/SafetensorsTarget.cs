using System.Buffers.Binary;

namespace Engram.Fuzz.Targets;

/// <summary>Files of safetensors, whose header is damaged as a text too, with a length that is right.</summary>
internal abstract class SafetensorsTarget(string name) : FuzzTarget(name)
{
    private const int PrefixLength = sizeof(ulong);

    public override byte[] Make(Mutator mutator, IReadOnlyList<byte[]> samples)
    {
        if (mutator.Chance(3))
        {
            return base.Make(mutator, samples);
        }

        byte[] file = mutator.Pick(samples);
        int end = PrefixLength + (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        byte[] header = mutator.Mutate(file[PrefixLength..end], [], isText: true);
        byte[] prefix = new byte[PrefixLength];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        return [.. prefix, .. header, .. file[end..]];
    }
}
