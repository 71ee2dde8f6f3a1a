using Engram.Kernels;
using Engram.Networks;

namespace Engram.Training;

/// <summary>
/// Some units of a layer with some of its inputs, side by side, as a layer of their own with Adam's running means. What it changes is put back into
/// the whole layer when that is to be read.
/// </summary>
internal sealed class LayerPart
{
    private readonly DenseLayer _wholeLayer;
    private readonly AdamMoments _wholeMoments;
    private readonly int[] _inputs;

    private LayerPart(DenseLayer wholeLayer, AdamMoments wholeMoments, DenseLayer layer, AdamMoments moments, int[] inputs, int[] units)
    {
        _wholeLayer = wholeLayer;
        _wholeMoments = wholeMoments;
        Layer = layer;
        Moments = moments;
        _inputs = inputs;
        Units = units;
    }

    /// <summary>The units' weights and biases.</summary>
    public DenseLayer Layer { get; }

    /// <summary>Their running means.</summary>
    public AdamMoments Moments { get; }

    /// <summary>The unit of the whole layer at each place, ascending.</summary>
    public int[] Units { get; }

    /// <summary>Whether these are all units.</summary>
    public bool HasAllUnits => Layer.OutputSize == _wholeLayer.OutputSize;

    /// <summary>Whether this is the whole layer itself.</summary>
    public bool IsWhole => ReferenceEquals(Layer, _wholeLayer);

    /// <summary>All inputs and units: nothing is copied.</summary>
    public static LayerPart Whole(DenseLayer layer, AdamMoments moments) =>
        new(layer, moments, layer, moments, [.. Enumerable.Range(0, layer.InputSize)], [.. Enumerable.Range(0, layer.OutputSize)]);

    /// <summary>A copy of some inputs and units, at least one of each, ascending.</summary>
    public static LayerPart Of(DenseLayer layer, AdamMoments moments, int[] inputs, int[] units)
    {
        DenseLayer part = new(inputs.Length, units.Length, layer.HasBiases);
        LayerPart copy = new(layer, moments, part, AdamMoments.For(part), inputs, units);
        copy.Move(back: false);
        return copy;
    }

    /// <summary>Brings the whole layer up to date with these units.</summary>
    public void PutBack()
    {
        if (!IsWhole)
        {
            Move(back: true);
        }
    }

    private void Move(bool back)
    {
        MatrixPart.Move(_wholeLayer.Weights, Layer.Weights, _inputs, Units, back);
        MatrixPart.Move(_wholeMoments.WeightFirst, Moments.WeightFirst, _inputs, Units, back);
        MatrixPart.Move(_wholeMoments.WeightSecond, Moments.WeightSecond, _inputs, Units, back);
        MatrixPart.Move(_wholeLayer.Bias, Layer.Bias, Units, back);
        MatrixPart.Move(_wholeMoments.BiasFirst, Moments.BiasFirst, Units, back);
        MatrixPart.Move(_wholeMoments.BiasSecond, Moments.BiasSecond, Units, back);
    }
}
