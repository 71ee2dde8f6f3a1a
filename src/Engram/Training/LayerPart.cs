using Engram.Kernels;
using Engram.Networks;

namespace Engram.Training;

/// <summary>
/// Some units of a layer side by side, as a layer of their own with Adam's running means. What it changes is put back into
/// the whole layer when that is to be read.
/// </summary>
internal sealed unsafe class LayerPart
{
    private readonly DenseLayer _wholeLayer;
    private readonly AdamMoments _wholeMoments;

    private LayerPart(DenseLayer wholeLayer, AdamMoments wholeMoments, DenseLayer layer, AdamMoments moments, int[] units)
    {
        _wholeLayer = wholeLayer;
        _wholeMoments = wholeMoments;
        Layer = layer;
        Moments = moments;
        Units = units;
    }

    /// <summary>The units' weights and biases.</summary>
    public DenseLayer Layer { get; }

    /// <summary>Their running means.</summary>
    public AdamMoments Moments { get; }

    /// <summary>The unit of the whole layer at each place, ascending.</summary>
    public int[] Units { get; }

    /// <summary>Whether these are all units, and the whole layer itself.</summary>
    public bool IsWhole => ReferenceEquals(Layer, _wholeLayer);

    /// <summary>All units: nothing is copied.</summary>
    public static LayerPart Whole(DenseLayer layer, AdamMoments moments) =>
        new(layer, moments, layer, moments, [.. Enumerable.Range(0, layer.OutputSize)]);

    /// <summary>A copy of some units, at least one, ascending.</summary>
    public static LayerPart Of(DenseLayer layer, AdamMoments moments, int[] units)
    {
        DenseLayer part = new(layer.InputSize, units.Length);
        LayerPart copy = new(layer, moments, part, AdamMoments.For(part), units);
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
        Move(_wholeLayer.Weights, Layer.Weights, back);
        Move(_wholeMoments.WeightFirst, Moments.WeightFirst, back);
        Move(_wholeMoments.WeightSecond, Moments.WeightSecond, back);
        Move(_wholeLayer.Bias, Layer.Bias, back);
        Move(_wholeMoments.BiasFirst, Moments.BiasFirst, back);
        Move(_wholeMoments.BiasSecond, Moments.BiasSecond, back);
    }

    private void Move(Matrix whole, Matrix part, bool back)
    {
        for (int place = 0; place < Units.Length; place++)
        {
            Move(ref whole.Start[Units[place]], ref part.Start[place], back);
        }
    }

    // Row by row: each lane then goes through its unit's panel as a stream, and the part's panel is one.
    private void Move(PanelMatrix whole, PanelMatrix part, bool back)
    {
        float** lanes = stackalloc float*[Matrix.ColumnMultiple];
        for (int panel = 0; panel < part.PanelCount; panel++)
        {
            int first = panel * Matrix.ColumnMultiple;
            int count = Math.Min(Matrix.ColumnMultiple, Units.Length - first);
            for (int lane = 0; lane < count; lane++)
            {
                int unit = Units[first + lane];
                lanes[lane] = whole.PanelRow(unit / Matrix.ColumnMultiple, 0) + (unit % Matrix.ColumnMultiple);
            }

            float* row = part.PanelRow(panel, 0);
            for (int offset = 0; offset < part.Rows * Matrix.ColumnMultiple; offset += Matrix.ColumnMultiple)
            {
                for (int lane = 0; lane < count; lane++)
                {
                    Move(ref lanes[lane][offset], ref row[offset + lane], back);
                }
            }
        }
    }

    private static void Move(ref float whole, ref float part, bool back)
    {
        if (back)
        {
            whole = part;
        }
        else
        {
            part = whole;
        }
    }
}
