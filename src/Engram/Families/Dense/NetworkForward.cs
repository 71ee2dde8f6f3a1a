using Engram.Kernels;
using Engram.Layers;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Dense;

/// <summary>
/// Runs a network on rows of (image, label) pairs; a classifier takes no notice of the labels. The first layer's product is made once per image, whatever the number
/// of labels; further layers walk active units. The weights must not change as long as it is used.
/// </summary>
internal sealed unsafe class NetworkForward
{
    private readonly KernelTable _kernels;
    private readonly DenseNetwork _network;
    private readonly int[]? _firstLayerUnits;
    private readonly ImageProducts _products;
    private readonly ActiveRows[] _outputs;
    private readonly RowProduct?[] _layerProducts;
    private readonly float[] _sums;
    private readonly RowLoop[] _activateLayers;
    private readonly RowLoop[] _normalizeLayers;
    private ImageDataset? _data;
    private ImageProducts _source = null!;
    private int[] _images = [];
    private int[] _labels = [];
    private bool _normalizesAtOnce;
    private bool _leavesOutSilent;
    private Action<int>? _rowMade;

    /// <summary>Work space for a number of images and rows, through the first <paramref name="layerCount"/> layers.</summary>
    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="network">The network.</param>
    /// <param name="maximumImages">Images whose products are made at once.</param>
    /// <param name="maximumRows">Rows that are run at once.</param>
    /// <param name="layerCount">Layers to run.</param>
    /// <param name="firstLayerUnits">Where the network is one without some units of the first layer, the unit at each place; then lengths have the bits of the whole.</param>
    public NetworkForward(
        KernelTable kernels, WorkerPool workers, DenseNetwork network, int maximumImages, int maximumRows, int layerCount, int[]? firstLayerUnits = null)
    {
        _firstLayerUnits = firstLayerUnits;
        _kernels = kernels;
        _network = network;
        LayerCount = layerCount;
        FirstLayer = network.Traits.LabelsInInput
            ? new OverlaidFirstLayer(kernels, workers, network.Overlay, network.Layers[0], maximumImages)
            : OverlaidFirstLayer.ForPlainImages(kernels, workers, network.Overlay.Shape, network.Layers[0], maximumImages);
        _products = new ImageProducts(maximumImages, network.Layers[0].OutputSize);
        _outputs = new ActiveRows[layerCount];
        _layerProducts = new RowProduct?[layerCount];
        for (int layer = 0; layer < layerCount; layer++)
        {
            _outputs[layer] = new ActiveRows(maximumRows, network.Layers[layer].OutputSize);
            _layerProducts[layer] = layer == 0 ? null : new RowProduct(kernels, workers, maximumRows, network.Layers[layer].InputSize);
        }

        _sums = new float[maximumRows];
        _activateLayers = [.. Enumerable.Range(0, layerCount).Select(layer =>
            new RowLoop(workers, layer == 0 ? ActivateFirst : row => ActivateRow(layer, row)))];
        _normalizeLayers = [.. _outputs.Select(rows => new RowLoop(workers, row => HiddenLayer.Normalize(rows, rows, row, _sums[row])))];
    }

    /// <summary>Called with a layer's index and its activations before they are normalized.</summary>
    public delegate void LayerVisitor(int layerIndex, ActiveRows activations);

    public int LayerCount { get; }

    public OverlaidFirstLayer FirstLayer { get; }

    /// <summary>What the last layer passes on.</summary>
    public ActiveRows Outputs => _outputs[^1];

    /// <summary>Loads images and makes their products with the first layer; valid until the next call.</summary>
    public ImageProducts Load(ImageDataset data, ReadOnlySpan<int> samples)
    {
        FirstLayer.Load(data, samples);
        if (!ReferenceEquals(data, _data))
        {
            _data = data;
            FirstLayer.UpdateLabels();
        }

        FirstLayer.Multiply(_products, []);
        return _products;
    }

    /// <summary>Runs rows of images; returns what the last layer passes on: normalized activations, a classifier's as they are.</summary>
    /// <param name="source">Products of images with the first layer.</param>
    /// <param name="images">For each row, the index of its image in the source.</param>
    /// <param name="labels">For each row, its label or <see cref="OverlaidFirstLayer.NoLabel"/>.</param>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="visitor">Sees every layer's activations, or null.</param>
    public ActiveRows Run(ImageProducts source, int[] images, int[] labels, int rowCount, LayerVisitor? visitor)
    {
        (_source, _images, _labels, _normalizesAtOnce) = (source, images, labels, visitor is null && _network.Traits.NormalizesLengths);
        _activateLayers[0].Run(rowCount);
        return RunHidden(rowCount, visitor);
    }

    /// <summary>Runs rows of images of a network that takes labels, and has each taken away while it is in the cache.</summary>
    /// <param name="source">Products of images with the first layer.</param>
    /// <param name="images">For each row, the index of its image in the source.</param>
    /// <param name="labels">For each row, its label.</param>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="take">Called, from any thread, with the index of each row once it is in <see cref="Outputs"/>.</param>
    public void RunEach(ImageProducts source, int[] images, int[] labels, int rowCount, Action<int> take)
    {
        _rowMade = take;
        Run(source, images, labels, rowCount, null);
        _rowMade = null;
    }

    private ActiveRows RunHidden(int rowCount, LayerVisitor? visitor)
    {
        Visit(0, rowCount, visitor);
        for (int layer = 1; layer < LayerCount; layer++)
        {
            ActiveRows outputs = _outputs[layer];
            DenseLayer hidden = _network.Layers[layer];
            _leavesOutSilent = _network.Activation.IsSilentWithoutInput(hidden.Biases);
            _layerProducts[layer]!.Multiply(_outputs[layer - 1], rowCount, [], hidden.Weights, outputs.Values, _leavesOutSilent);
            _activateLayers[layer].Run(rowCount);
            Visit(layer, rowCount, visitor);
        }

        return Outputs;
    }

    private void ActivateFirst(int row)
    {
        int label = _network.Traits.LabelsInInput ? _labels[row] : OverlaidFirstLayer.NoLabel;
        _sums[row] = FirstLayer.Activate(_source, _images[row], label, _network.Activation, _outputs[0], row);
        if (_firstLayerUnits is not null)
        {
            _sums[row] = RowSums.OfSquares(_kernels, _outputs[0], row, _firstLayerUnits);
        }

        PassOn(0, row);
    }

    private void ActivateRow(int layer, int row)
    {
        if (_leavesOutSilent && _outputs[layer - 1].ActiveCount(row) == 0)
        {
            _outputs[layer].ClearRow(row);
            _sums[row] = 0;
        }
        else
        {
            _sums[row] = HiddenLayer.Activate(_kernels, _network.Activation, _network.Layers[layer], _outputs[layer], row);
        }

        PassOn(layer, row);
    }

    // Where nobody looks, the row is normalized while it is in the cache; of a silent one nothing would change.
    private void PassOn(int layer, int row)
    {
        ActiveRows rows = _outputs[layer];
        if (_normalizesAtOnce && rows.ActiveCount(row) > 0)
        {
            HiddenLayer.Normalize(rows, rows, row, _sums[row]);
        }

        if (layer == LayerCount - 1)
        {
            _rowMade?.Invoke(row);
        }
    }

    private void Visit(int layer, int rowCount, LayerVisitor? visitor)
    {
        if (visitor is not null)
        {
            ActiveRows rows = _outputs[layer];
            visitor(layer, rows);
            if (_network.Traits.NormalizesLengths)
            {
                _normalizeLayers[layer].Run(rowCount);
            }
        }
    }
}
