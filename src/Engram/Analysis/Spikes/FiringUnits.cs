using System.Numerics;
using Engram.Tensors;

namespace Engram.Analysis.Spikes;

/// <summary>The units of a layer that fire for one image, each with its train: one bit per step.</summary>
internal sealed class FiringUnits
{
    private readonly int[] _units;
    private readonly ulong[] _trains;
    private readonly int _words;

    private FiringUnits(int[] units, ulong[] trains, int words)
    {
        _units = units;
        _trains = trains;
        _words = words;
    }

    /// <summary>The units, ascending.</summary>
    public ReadOnlySpan<int> Units => _units;

    /// <summary>Collects those of a row.</summary>
    public static unsafe FiringUnits Of(SpikeTrains spikes, int row)
    {
        ulong[] any = new ulong[spikes.Words];
        for (int step = 0; step < spikes.Steps; step++)
        {
            for (int word = 0; word < any.Length; word++)
            {
                any[word] |= spikes.At(row, step)[word];
            }
        }

        int[] units = List(any);
        int words = (spikes.Steps + 63) / 64;
        ulong[] trains = new ulong[units.Length * words];
        for (int step = 0; step < spikes.Steps; step++)
        {
            ulong* fires = spikes.At(row, step);
            for (int place = 0; place < units.Length; place++)
            {
                ulong bit = (fires[units[place] / 64] >> (units[place] % 64)) & 1;
                trains[(place * words) + (step / 64)] |= bit << (step % 64);
            }
        }

        return new FiringUnits(units, trains, words);
    }

    /// <summary>Spikes of the unit at a place in the list.</summary>
    public int Count(int place) => Coincidences(place, this, place);

    /// <summary>0-based step of its first spike.</summary>
    public int FirstStep(int place)
    {
        int word = 0;
        while (_trains[(place * _words) + word] == 0)
        {
            word++;
        }

        return (word * 64) + BitOperations.TrailingZeroCount(_trains[(place * _words) + word]);
    }

    /// <summary>Steps in which it fires and another unit too, perhaps for another image.</summary>
    public int Coincidences(int place, FiringUnits other, int otherPlace)
    {
        int count = 0;
        for (int word = 0; word < _words; word++)
        {
            count += BitOperations.PopCount(_trains[(place * _words) + word] & other._trains[(otherPlace * _words) + word]);
        }

        return count;
    }

    /// <summary>Whether it fires in a step.</summary>
    public bool Fires(int place, int step) => ((_trains[(place * _words) + (step / 64)] >> (step % 64)) & 1) == 1;

    private static unsafe int[] List(ulong[] words)
    {
        int[] units = new int[words.Length * 64];
        fixed (ulong* bits = words)
        fixed (int* places = units)
        {
            return units[..ActiveRows.ListBits(bits, words.Length, places)];
        }
    }
}
