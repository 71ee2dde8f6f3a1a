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
        copy.ForEachPair(Gather, Gather);
        return copy;
    }

    /// <summary>Brings the whole layer up to date with these units.</summary>
    public void PutBack()
    {
        if (!IsWhole)
        {
            ForEachPair(Scatter, Scatter);
        }
    }

    private static void Gather(Matrix whole, Matrix part, int[] units)
    {
        for (int place = 0; place < units.Length; place++)
        {
            part.Start[place] = whole.Start[units[place]];
        }
    }

    private static void Scatter(Matrix whole, Matrix part, int[] units)
    {
        for (int place = 0; place < units.Length; place++)
        {
            whole.Start[units[place]] = part.Start[place];
        }
    }

    // Row by row: each lane then reads its unit's panel as a stream, and what is written is one.
    private static void Gather(PanelMatrix whole, PanelMatrix part, int[] units) =>
        ForEachPanel(whole, part, units, static (row, lanes, count, length) =>
        {
            for (int offset = 0; offset < length; offset += Matrix.ColumnMultiple)
            {
                for (int lane = 0; lane < count; lane++)
                {
                    row[offset + lane] = lanes[lane][offset];
                }
            }
        });

    private static void Scatter(PanelMatrix whole, PanelMatrix part, int[] units) =>
        ForEachPanel(whole, part, units, static (row, lanes, count, length) =>
        {
            for (int offset = 0; offset < length; offset += Matrix.ColumnMultiple)
            {
                for (int lane = 0; lane < count; lane++)
                {
                    lanes[lane][offset] = row[offset + lane];
                }
            }
        });

    private delegate void MovePanel(float* row, float** lanes, int count, int length);

    private static void ForEachPanel(PanelMatrix whole, PanelMatrix part, int[] units, MovePanel move)
    {
        float** lanes = stackalloc float*[Matrix.ColumnMultiple];
        for (int panel = 0; panel < part.PanelCount; panel++)
        {
            int first = panel * Matrix.ColumnMultiple;
            int count = Math.Min(Matrix.ColumnMultiple, units.Length - first);
            for (int lane = 0; lane < count; lane++)
            {
                int unit = units[first + lane];
                lanes[lane] = whole.PanelRow(unit / Matrix.ColumnMultiple, 0) + (unit % Matrix.ColumnMultiple);
            }

            move(part.PanelRow(panel, 0), lanes, count, part.Rows * Matrix.ColumnMultiple);
        }
    }

    private void ForEachPair(Action<PanelMatrix, PanelMatrix, int[]> weights, Action<Matrix, Matrix, int[]> biases)
    {
        weights(_wholeLayer.Weights, Layer.Weights, Units);
        weights(_wholeMoments.WeightFirst, Moments.WeightFirst, Units);
        weights(_wholeMoments.WeightSecond, Moments.WeightSecond, Units);
        biases(_wholeLayer.Bias, Layer.Bias, Units);
        biases(_wholeMoments.BiasFirst, Moments.BiasFirst, Units);
        biases(_wholeMoments.BiasSecond, Moments.BiasSecond, Units);
    }
}
