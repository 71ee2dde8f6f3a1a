using Engram.Kernels;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Spiking.Layers;

/// <summary>Spikes as rows of 1 and 0, one for each row and step, as products take them.</summary>
internal sealed unsafe class SpikeRows
{
    private readonly KernelTable _kernels;
    private readonly int _steps;
    private readonly PinnedArray<float> _ones;
    private readonly RowLoop _expand;
    private SpikeTrains _spikes = null!;

    public SpikeRows(KernelTable kernels, WorkerPool workers, int inputs, int maximumRows, int steps)
    {
        _kernels = kernels;
        _steps = steps;
        Values = new ActiveRows(maximumRows * steps, inputs);
        _ones = new PinnedArray<float>(Values.Values.Stride + Expansion.Overread);
        _ones.Items.Fill(1);
        _expand = new RowLoop(workers, Expand);
    }

    /// <summary>The rows: step t of row r is r · T + t.</summary>
    public ActiveRows Values { get; }

    /// <summary>Takes the spikes of the first rows.</summary>
    public void Take(SpikeTrains spikes, int rowCount)
    {
        _spikes = spikes;
        _expand.Run(rowCount);
    }

    private void Expand(int row)
    {
        for (int step = 0; step < _steps; step++)
        {
            int place = (row * _steps) + step;
            new ReadOnlySpan<ulong>(_spikes.At(row, step), Values.Words).CopyTo(new Span<ulong>(Values.ActiveUnits(place), Values.Words));
            _kernels.Expand(_ones.Start, Values.ActiveUnits(place), Values.Values.RowStart(place), Values.Values.Stride);
        }
    }
}
