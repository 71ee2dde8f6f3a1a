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
    private readonly float[] _ones;
    private readonly int[] _labelRows;
    private readonly int[] _labelStarts;
    private readonly RowLoop _addRows;
    private readonly Action<int> _sumLabel;
    private ActiveRows _delta = null!;
    private int _imageCount;
    private int _rowCount;

    public ImageDrivenGradient(KernelTable kernels, WorkerPool workers, DenseLayer layer, LabelOverlay overlay, int maximumRows)
    {
        _kernels = kernels;
        _workers = workers;
        _product = new GradientProduct(kernels, workers, maximumRows, layer);
        _imageDelta = new ActiveRows(maximumRows, layer.OutputSize);
        _labelSums = new Matrix(overlay.ClassCount + 1, layer.OutputSize);
        _withLabels = new OverlaySink(kernels, overlay, background: new Matrix(1, layer.InputSize), _labelSums);
        _ones = new float[maximumRows];
        Array.Fill(_ones, 1);
        _labelRows = new int[maximumRows];
        _labelStarts = new int[overlay.ClassCount + 1];
        _addRows = new RowLoop(workers, AddRows);
        _sumLabel = SumLabel;
    }

    /// <summary>Sends it to a sink.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="delta">The gradient of each row's current.</param>
    /// <param name="sink">Takes the gradient of the weights.</param>
    public void Send(LayerRows input, ActiveRows delta, ProductSink sink)
    {
        SharedImages images = input.Images!;
        (_delta, _imageCount, _rowCount) = (delta, images.Count, input.Count);
        _addRows.Run(_imageCount);
        CountingSort.Order(images.Labels[.._rowCount], _labelRows, _labelStarts);
        _workers.Run(_labelStarts.Length - 1, _sumLabel);
        _withLabels.Next = sink;
        _product.Multiply(input.Rows, _imageDelta, input.Batch!.ImageGroupEnds, _withLabels);
    }

    private void AddRows(int image)
    {
        Span<float> sum = _imageDelta.Values.PaddedRow(image);
        _delta.Values.PaddedRow(image).CopyTo(sum);
        for (int row = image + _imageCount; row < _rowCount; row += _imageCount)
        {
            TensorPrimitives.Add(sum, _delta.Values.PaddedRow(row), sum);
        }

        _kernels.CollectActive(_imageDelta.Values.RowStart(image), _imageDelta.Values.Stride, _imageDelta.ActiveUnits(image));
    }

    private void SumLabel(int label)
    {
        int start = _labelStarts[label];
        int count = _labelStarts[label + 1] - start;
        RowSum.Compute(_kernels, _delta, _labelRows.AsSpan(start, count), _ones.AsSpan(0, count), _labelSums.PaddedRow(label));
    }
}
