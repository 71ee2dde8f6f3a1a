using Engram.Kernels;
using Engram.Layers;
using Engram.Models.Layerwise;
using Engram.Optimizers;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Spiking.Layers;

/// <summary>A spiking layer at work. What drives it is the affair of those that derive from this.</summary>
internal abstract class SpikingLayerRun : LayerRun
{
    private readonly int _deltasPerRow;
    private readonly RowLoop _forward;
    private readonly RowLoop _backward;
    private MembraneUpdate? _membranes;
    private ParameterUpdate? _parameters;
    private ActiveRows? _delta;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="maximumRows">Rows that are run at once.</param>
    /// <param name="deltasPerRow">How many gradients of currents a row has.</param>
    protected SpikingLayerRun(KernelTable kernels, WorkerPool workers, SpikingLayer layer, int maximumRows, int deltasPerRow)
    {
        Kernels = kernels;
        Workers = workers;
        Layer = layer;
        MaximumRows = maximumRows;
        _deltasPerRow = deltasPerRow;
        int units = layer.Linear.OutputSize;
        Output = new LayerRows(workers, maximumRows, units, spikes: new SpikeTrains(maximumRows, layer.Settings.Steps, units));
        _forward = new RowLoop(workers, ForwardRow);
        _backward = new RowLoop(workers, BackwardRow);
    }

    /// <summary>How often every unit fires, and when.</summary>
    public sealed override LayerRows Output { get; }

    protected KernelTable Kernels { get; }

    protected WorkerPool Workers { get; }

    protected SpikingLayer Layer { get; }

    protected int MaximumRows { get; }

    /// <summary>The gradients of currents, made in training.</summary>
    protected ActiveRows Delta => _delta ??= new ActiveRows(MaximumRows * _deltasPerRow, Layer.Linear.OutputSize);

    /// <summary>The gradient of how often units fire.</summary>
    protected Matrix CountGradient { get; private set; } = null!;

    /// <summary>The gradients of what membranes have in common, and the step on them.</summary>
    protected MembraneUpdate Membranes => _membranes ??= new MembraneUpdate(Kernels, Layer, MaximumRows);

    /// <summary>What changes weights and biases.</summary>
    private ParameterUpdate Parameters => _parameters ??= new ParameterUpdate(Kernels, Workers, Layer.Linear, MaximumRows * _deltasPerRow);

    public sealed override void Forward(LayerRows input, bool learns)
    {
        Output.Begin(input);
        Begin(input, learns);
        _forward.Run(input.Count);
    }

    public sealed override void Update(LayerRows input, ActiveRows outputGradient, LayerSlots slots, OptimizerStep step)
    {
        CountGradient = outputGradient.Values;

        // Made here, once, and not by several threads.
        _ = (Delta, Membranes);
        _backward.Run(input.Count);
        SendGradient(input, Parameters.Begin(slots, step));
        Parameters.End(Delta, input.Count * _deltasPerRow);
        Membranes.Step(slots, step, input.Count);
    }

    /// <summary>Gets ready for rows.</summary>
    protected abstract void Begin(LayerRows input, bool learns);

    /// <summary>Lets a row's units fire: sets their counts and trains.</summary>
    protected abstract void Fire(int row);

    /// <summary>Passes a row's gradient back to its currents.</summary>
    protected abstract void PassBack(int row);

    /// <summary>Sends the gradient of the weights to a sink.</summary>
    protected abstract void SendGradient(LayerRows input, ProductSink sink);

    private unsafe void ForwardRow(int row)
    {
        Fire(row);
        ActiveRows counts = Output.Rows;
        float* start = counts.Values.RowStart(row);
        Kernels.CollectActive(start, counts.Values.Stride, counts.ActiveUnits(row));
        Output.SquaredLengths[row] = Kernels.SumOfSquares(start, counts.Values.Stride);
    }

    private unsafe void BackwardRow(int row)
    {
        PassBack(row);
        for (int delta = row * _deltasPerRow; delta < (row + 1) * _deltasPerRow; delta++)
        {
            Kernels.CollectActive(Delta.Values.RowStart(delta), Delta.Values.Stride, Delta.ActiveUnits(delta));
        }
    }
}
