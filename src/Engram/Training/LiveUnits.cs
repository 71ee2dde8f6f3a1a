using System.Numerics;
using Engram.Data;
using Engram.Kernels;
using Engram.Networks;

namespace Engram.Training;

/// <summary>
/// The first layer on overlaid images with some of its units alone: their weights side by side, and products as wide as they are many.
/// Activations are those of the whole layer, the other units' zero, with the same bits.
/// </summary>
internal sealed unsafe class LiveUnits
{
    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly DenseLayer _layer;
    private readonly OverlaidFirstLayer _firstLayer;
    private readonly int[] _units;
    private readonly int _labelCount;
    private readonly PanelMatrix _weights;
    private readonly Matrix _bias;
    private readonly Matrix _labelDrives;
    private readonly Action<int> _gather;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="layer">The whole layer.</param>
    /// <param name="firstLayer">Its products.</param>
    /// <param name="overlay">Labels.</param>
    /// <param name="units">The units to compute, ascending.</param>
    /// <param name="maximumImages">Images of a batch.</param>
    public LiveUnits(KernelTable kernels, WorkerPool workers, DenseLayer layer, OverlaidFirstLayer firstLayer, LabelOverlay overlay, int[] units, int maximumImages)
    {
        _kernels = kernels;
        _workers = workers;
        _layer = layer;
        _firstLayer = firstLayer;
        _units = units;
        _labelCount = overlay.ClassCount;
        int columns = Math.Max(1, units.Length);
        _weights = new PanelMatrix(layer.InputSize, columns);
        Products = new ImageProducts(maximumImages, columns);
        _bias = new Matrix(1, columns);
        // Behind the labels' rows that of no label, and the largest of all.
        _labelDrives = new Matrix(_labelCount + 2, columns);
        _gather = GatherPanel;
    }

    /// <summary>Products of images with the units' weights.</summary>
    public ImageProducts Products { get; }

    /// <summary>Makes the products of the loaded images, with weights and labels as they are now.</summary>
    public void Multiply(ReadOnlySpan<int> groupEnds)
    {
        _workers.Run(_weights.PanelCount, _gather);
        _firstLayer.Multiply(_weights, Products, groupEnds);
    }

    /// <summary>Turns an image's product into the activations of a row that carries a label; returns Σ h².</summary>
    public float Activate(int image, int label, ActiveRows destination, int row)
    {
        ulong* active = stackalloc ulong[ActiveRows.WordCount(_bias.Stride)];
        Rectify(image, label, label, destination.Values.RowStart(row), active);
        Spread(active, destination, row);
        return _kernels.SumOfSquares(destination.Values.RowStart(row), destination.Values.Stride);
    }

    /// <summary>Units that an image activates with any label, by their place among those that are computed.</summary>
    /// <param name="image">The image.</param>
    /// <param name="scratch">Room for a row.</param>
    /// <param name="activated">Receives the bits.</param>
    public void FindActivated(int image, float* scratch, ulong* activated) => Rectify(image, 0, _labelCount + 1, scratch, activated);

    private void Rectify(int image, int label, int drive, float* values, ulong* active) => _kernels.RectifyOverlaid(
        Products.Products.RowStart(image),
        _labelDrives.RowStart(drive),
        _firstLayer.InverseNorm(Products.SquaredNorms[image], label),
        _bias.Start,
        values,
        _bias.Stride,
        active);

    // In place: a unit's place among the live ones is never behind its own, so the last goes first.
    private void Spread(ulong* active, ActiveRows destination, int row)
    {
        float* values = destination.Values.RowStart(row);
        ulong* bits = destination.ActiveUnits(row);
        new Span<ulong>(bits, destination.Words).Clear();
        new Span<float>(values + _bias.Stride, destination.Values.Stride - _bias.Stride).Clear();
        for (int word = ActiveRows.WordCount(_bias.Stride) - 1; word >= 0; word--)
        {
            for (ulong left = active[word]; left != 0;)
            {
                int bit = 63 - BitOperations.LeadingZeroCount(left);
                left &= ~(1UL << bit);
                int place = (word * 64) + bit;
                int unit = _units[place];
                float value = values[place];
                values[place] = 0;
                values[unit] = value;
                bits[unit / 64] |= 1UL << unit;
            }
        }
    }

    // Row by row: each lane then reads its unit's panel as a stream, and what is written is one.
    private void GatherPanel(int panel)
    {
        int first = panel * Matrix.ColumnMultiple;
        int count = Math.Min(Matrix.ColumnMultiple, _units.Length - first);
        float** sources = stackalloc float*[Matrix.ColumnMultiple];
        for (int lane = 0; lane < count; lane++)
        {
            int unit = _units[first + lane];
            sources[lane] = _layer.Weights.PanelRow(unit / Matrix.ColumnMultiple, 0) + (unit % Matrix.ColumnMultiple);
            GatherDrives(unit, first + lane);
        }

        float* row = _weights.PanelRow(panel, 0);
        for (int offset = 0; offset < _layer.InputSize * Matrix.ColumnMultiple; offset += Matrix.ColumnMultiple)
        {
            for (int lane = 0; lane < count; lane++)
            {
                row[offset + lane] = sources[lane][offset];
            }
        }
    }

    private void GatherDrives(int unit, int place)
    {
        _bias.Start[place] = _layer.Bias.Start[unit];
        float largest = float.NegativeInfinity;
        for (int label = 0; label <= _labelCount; label++)
        {
            float drive = _firstLayer.LabelDrives.RowStart(label)[unit];
            _labelDrives.RowStart(label)[place] = drive;
            largest = label < _labelCount ? MathF.Max(largest, drive) : largest;
        }

        _labelDrives.RowStart(_labelCount + 1)[place] = largest;
    }
}
