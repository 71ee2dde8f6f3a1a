using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Engram.Families.Spiking.Encodings;

/// <summary>
/// What random spikes of an image are drawn for. They follow from the pixels and not from where the image stands, so that neither threads nor batches nor
/// other images change them; in training every epoch has its own.
/// </summary>
/// <param name="Seed">The training's seed.</param>
/// <param name="Showing">0 outside of training, and there 1 more than the index of the epoch.</param>
internal readonly record struct EncodingKey(ulong Seed, int Showing)
{
    /// <summary>The random numbers of an image.</summary>
    public RandomStream StreamOf(ReadOnlySpan<float> image)
    {
        ulong hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(image));
        return RandomStream.For(Seed, RandomPurpose.InputSpikes, Showing, (int)(uint)hash, (int)(uint)(hash >> 32));
    }
}
