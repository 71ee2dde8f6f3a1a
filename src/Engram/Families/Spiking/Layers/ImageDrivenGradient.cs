using System.Numerics.Tensors;
using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models.Layerwise;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Spiking.Layers;

/// <summary>
/// The gradient of a first layer's weights. Rows that share an image share its inputs, so that their gradients are added before the product; a label's inputs
/// have the sum over the rows that carry it.
/// </summary>
internal sealed unsafe class ImageDrivenGradient
{
    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly GradientProduct _product;
    private readonly ActiveRows _imageDelta;
    private readonly Matrix _labelSums;
    private readonly OverlaySink _withLabels;
    private readonly int _steps;
    private readonly int _labelSteps;
    private readonly float[] _ones;
    private readonly int[] _labelRows;
    private readonly int[] _labelStarts;
    private readonly int[] _labelPlaces;
    private readonly int[] _groupEnds;
    private readonly RowLoop _addRows;
    private readonly Action<int> _sumLabel;
    private ActiveRows _delta = null!;
    private int _imageCount;
    private int _rowCount;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="layer">The weights.</param>
    /// <param name="overlay">Which of their inputs carry labels.</param>
    /// <param name="maximumRows">Rows that there may be.</param>
    /// <param name="steps">Currents of a row.</param>
    /// <param name="labelSteps">In how many of them, from the first on, its label is.</param>
    public ImageDrivenGradient(KernelTable kernels, WorkerPool workers, DenseLayer layer, LabelOverlay overlay, int maximumRows, int steps, int labelSteps)
    {
        _kernels = kernels;
        _workers = workers;
        _steps = steps;
        _labelSteps = labelSteps;
        _product = new GradientProduct(kernels, workers, maximumRows * steps, layer);
        _imageDelta = new ActiveRows(maximumRows * steps, layer.OutputSize);
        _labelSums = new Matrix(overlay.ClassCount + 1, layer.OutputSize);
        _withLabels = new OverlaySink(kernels, overlay, background: new Matrix(1, layer.InputSize), _labelSums);
        _ones = new float[maximumRows * labelSteps];
        Array.Fill(_ones, 1);
        _labelRows = new int[maximumRows];
        _labelStarts = new int[overlay.ClassCount + 1];
        _labelPlaces = new int[maximumRows * labelSteps];
        _groupEnds = new int[overlay.ClassCount];
        _addRows = new RowLoop(workers, AddRows);
        _sumLabel = SumLabel;
    }

    /// <summary>Sends it to a sink.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="inputs">What each image puts in without a label, in each step.</param>
    /// <param name="delta">The gradient of each row's currents.</param>
    /// <param name="sink">Takes the gradient of the weights.</param>
    public void Send(LayerRows input, ActiveRows inputs, ActiveRows delta, ProductSink sink)
    {
        SharedImages images = input.Images!;
        (_delta, _imageCount, _rowCount) = (delta, images.Count, input.Count);
        _addRows.Run(_imageCount);
        CountingSort.Order(images.Labels[.._rowCount], _labelRows, _labelStarts);
        _workers.Run(_labelStarts.Length - 1, _sumLabel);
        _withLabels.Next = sink;
        ReadOnlySpan<int> groups = input.Batch!.ImageGroupEnds;
        for (int group = 0; group < groups.Length; group++)
        {
            _groupEnds[group] = groups[group] * _steps;
        }

        _product.Multiply(inputs, _imageDelta, _groupEnds, _withLabels);
    }

    private void AddRows(int image)
    {
        for (int step = 0; step < _steps; step++)
        {
            int place = (image * _steps) + step;
            Span<float> sum = _imageDelta.Values.PaddedRow(place);
            _delta.Values.PaddedRow(place).CopyTo(sum);
            for (int row = image + _imageCount; row < _rowCount; row += _imageCount)
            {
                TensorPrimitives.Add(sum, _delta.Values.PaddedRow((row * _steps) + step), sum);
            }

            _kernels.CollectActive(_imageDelta.Values.RowStart(place), _imageDelta.Values.Stride, _imageDelta.ActiveUnits(place));
        }
    }

    private void SumLabel(int label)
    {
        int start = _labelStarts[label];
        int count = _labelStarts[label + 1] - start;
        Span<int> places = _labelPlaces.AsSpan(start * _labelSteps, count * _labelSteps);
        for (int place = 0; place < places.Length; place++)
        {
            places[place] = (_labelRows[start + (place / _labelSteps)] * _steps) + (place % _labelSteps);
        }

        RowSum.Compute(_kernels, _delta, places, _ones.AsSpan(0, places.Length), _labelSums.PaddedRow(label));
    }
}
