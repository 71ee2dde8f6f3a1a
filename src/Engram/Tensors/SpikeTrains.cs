namespace Engram.Tensors;

/// <summary>When units fire: for every row and time step one bit per unit, in the order in which <see cref="ActiveRows"/> has bits.</summary>
internal sealed unsafe class SpikeTrains
{
    private readonly PinnedArray<ulong> _bits;

    /// <param name="rows">Rows.</param>
    /// <param name="steps">Time steps.</param>
    /// <param name="units">Units of a row.</param>
    public SpikeTrains(int rows, int steps, int units)
    {
        Steps = steps;
        Words = ActiveRows.WordCount(Matrix.Padded(units));
        _bits = new PinnedArray<ulong>((long)rows * steps * Words);
    }

    /// <summary>Time steps.</summary>
    public int Steps { get; }

    /// <summary>Words of 64 bits per row and step.</summary>
    public int Words { get; }

    /// <summary>Lets a unit fire.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step or unit, as when a pixel is brighter than 1.</exception>
    public void Set(int row, int step, int unit)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)step, (uint)Steps, nameof(step));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)unit, (uint)(Words * 64), nameof(unit));
        At(row, step)[unit / 64] |= 1UL << (unit % 64);
    }

    /// <summary>Takes all spikes of a row away.</summary>
    public void Clear(int row) => new Span<ulong>(At(row, 0), Steps * Words).Clear();

    /// <summary>Who fires in a row and step; valid while this object is reachable.</summary>
    public ulong* At(int row, int step) => _bits.Start + ((((nint)row * Steps) + step) * Words);
}
