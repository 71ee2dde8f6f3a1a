using Engram.Families.Spiking.Membranes;
using Engram.Kernels;
using Engram.Layers;
using Engram.Optimizers;
using Engram.Tensors;

namespace Engram.Families.Spiking.Layers;

/// <summary>An optimizer's step on β and θ, where a layer learns them: all units share them, so their gradients are sums over rows and units.</summary>
internal sealed class MembraneUpdate(KernelTable kernels, SpikingLayer layer, int maximumRows)
{
    private readonly MembraneGradient[] _ofRows = new MembraneGradient[maximumRows];
    private readonly Matrix _gradient = new(1, 1);

    /// <summary>Takes the gradients of a row.</summary>
    public void Set(int row, MembraneGradient gradient) => _ofRows[row] = gradient;

    /// <summary>Takes a step with those of the first rows.</summary>
    public void Step(LayerSlots slots, OptimizerStep step, int rowCount)
    {
        SpikingSettings settings = layer.Settings;
        if (!settings.LearnsDecay && !settings.LearnsThreshold)
        {
            return;
        }

        // What rows bring nearly cancels.
        (double decay, double threshold) = (0, 0);
        foreach (MembraneGradient ofRow in _ofRows.AsSpan(0, rowCount))
        {
            decay += ofRow.Decay;
            threshold += ofRow.Threshold;
        }

        int place = layer.Linear.HasBiases ? 2 : 1;
        if (settings.LearnsDecay)
        {
            Update(slots.All[place++], step, (float)decay);
        }

        if (settings.LearnsThreshold)
        {
            Update(slots.All[place], step, (float)threshold);
        }

        layer.Clamp();
    }

    private unsafe void Update(ParameterSlots slots, OptimizerStep step, float gradient)
    {
        _gradient.Row(0)[0] = gradient;
        slots.Update(kernels, step, panel: 0, row: 0, _gradient.Start, _gradient.Stride);
    }
}
