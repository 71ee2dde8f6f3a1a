using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Engram;

/// <summary>
/// A seeded generator: xoshiro256** 1.0 (Blackman and Vigna 2018), its state filled by SplitMix64. Every purpose has
/// streams of its own, named by seed, purpose and place in the training; so one choice does not disturb another, and a
/// resumed training needs no generator state but its place.
/// </summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "A stream of random numbers is what the field calls it.")]
public sealed class RandomStream
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>The generator whose state is the first four outputs of SplitMix64 from <paramref name="seed"/>.</summary>
    public RandomStream(ulong seed) => Begin(seed);

    /// <summary>The stream of a purpose at a place, for example (negatives, layer 2, epoch 7).</summary>
    internal static RandomStream For(ulong seed, RandomPurpose purpose, params ReadOnlySpan<int> place) => new(Key(seed, purpose, place));

    /// <summary>Makes this stream that of a purpose at a place, for who would make many.</summary>
    internal void Become(ulong seed, RandomPurpose purpose, params ReadOnlySpan<int> place) => Begin(Key(seed, purpose, place));

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A multiple of 2⁻²⁴, uniform in [0, 1).</summary>
    public float NextFloat() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform between two bounds.</summary>
    public float NextFloat(float low, float high) => low + ((high - low) * NextFloat());

    /// <summary>Uniform in 0 … <paramref name="bound"/> − 1, without bias (Lemire 2019).</summary>
    public int NextIndex(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong high = Math.BigMul(Next(), (ulong)bound, out ulong low);
        if (low < (ulong)bound)
        {
            ulong rejected = (0 - (ulong)bound) % (ulong)bound;
            while (low < rejected)
            {
                high = Math.BigMul(Next(), (ulong)bound, out low);
            }
        }

        return (int)high;
    }

    /// <summary>Puts the values in random order (Fisher and Yates).</summary>
    public void Shuffle(Span<int> values)
    {
        for (int last = values.Length - 1; last > 0; last--)
        {
            int other = NextIndex(last + 1);
            (values[last], values[other]) = (values[other], values[last]);
        }
    }

    private void Begin(ulong seed)
    {
        _s0 = SplitMix64(ref seed);
        _s1 = SplitMix64(ref seed);
        _s2 = SplitMix64(ref seed);
        _s3 = SplitMix64(ref seed);
    }

    private static ulong Key(ulong seed, RandomPurpose purpose, ReadOnlySpan<int> place)
    {
        ulong key = Mix(seed, (ulong)purpose);
        foreach (int index in place)
        {
            key = Mix(key, (ulong)index);
        }

        return key;
    }

    private static ulong Mix(ulong key, ulong value)
    {
        ulong state = key ^ BitOperations.RotateLeft(value * 0x9E3779B97F4A7C15, 31);
        return SplitMix64(ref state);
    }

    private static ulong SplitMix64(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
