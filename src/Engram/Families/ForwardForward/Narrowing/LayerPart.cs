using Engram.Layers;

namespace Engram.Families.ForwardForward.Narrowing;

/// <summary>
/// Some units of a layer with some of its inputs, side by side, as a layer of their own with what the optimizer remembers of them. What it changes is put back into
/// the whole layer when that is to be read.
/// </summary>
internal sealed class LayerPart
{
    private readonly DenseLayer _wholeLayer;
    private readonly LayerSlots _wholeSlots;
    private readonly int[] _inputs;

    private LayerPart(DenseLayer wholeLayer, LayerSlots wholeSlots, DenseLayer layer, LayerSlots slots, int[] inputs, int[] units)
    {
        _wholeLayer = wholeLayer;
        _wholeSlots = wholeSlots;
        Layer = layer;
        Slots = slots;
        _inputs = inputs;
        Units = units;
    }

    /// <summary>The units' weights and biases.</summary>
    public DenseLayer Layer { get; }

    /// <summary>What the optimizer remembers of them.</summary>
    public LayerSlots Slots { get; }

    /// <summary>The unit of the whole layer at each place, ascending.</summary>
    public int[] Units { get; }

    /// <summary>Whether these are all units.</summary>
    public bool HasAllUnits => Layer.OutputSize == _wholeLayer.OutputSize;

    /// <summary>Whether this is the whole layer itself.</summary>
    public bool IsWhole => ReferenceEquals(Layer, _wholeLayer);

    /// <summary>All inputs and units: nothing is copied.</summary>
    public static LayerPart Whole(DenseLayer layer, LayerSlots slots) =>
        new(layer, slots, layer, slots, [.. Enumerable.Range(0, layer.InputSize)], [.. Enumerable.Range(0, layer.OutputSize)]);

    /// <summary>A copy of some inputs and units, at least one of each, ascending.</summary>
    public static LayerPart Of(DenseLayer layer, LayerSlots slots, int[] inputs, int[] units)
    {
        DenseLayer part = new(inputs.Length, units.Length, layer.HasBiases);
        LayerPart copy = new(layer, slots, part, slots.Like(part), inputs, units);
        slots.Move(copy.Slots, inputs, units, back: false);
        return copy;
    }

    /// <summary>Brings the whole layer up to date with these units.</summary>
    public void PutBack()
    {
        if (!IsWhole)
        {
            _wholeSlots.Move(Slots, _inputs, Units, back: true);
        }
    }
}
