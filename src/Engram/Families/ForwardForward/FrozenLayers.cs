using Engram.Families.Dense;
using Engram.Families.ForwardForward.Narrowing;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.ForwardForward;

/// <summary>
/// The layers below those in training. They no longer change, so what they pass on for an image and a label is made once
/// and kept: an image's positive row comes again in every epoch, a negative one whenever the same wrong label is drawn.
/// </summary>
internal sealed class FrozenLayers
{
    /// <summary>Up to this size the first layer's products of all training images are kept, for rows that come for the first time.</summary>
    public const long ProductBytes = 512L << 20;

    /// <summary>Memory for what the last frozen layer passes on.</summary>
    public const long ActivationBytes = 96L << 20;

    private const int ImagesPerBatch = 256;

    private readonly ImageDataset _train;
    private readonly NetworkForward _forward;
    private readonly ImageProducts? _products;
    private readonly ActivationCache _cache;
    private readonly ActiveRows _passedOn;
    private readonly bool[] _isKept;
    private readonly int[] _newRows;
    private readonly int[] _newImages;
    private readonly int[] _newLabels;
    private readonly RowLoop _read;
    private readonly Action<int> _keep;
    private LabelledBatch _batch = null!;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="network">The network.</param>
    /// <param name="train">Images.</param>
    /// <param name="layerCount">How many of its layers are frozen.</param>
    /// <param name="batchSize">Images of a batch.</param>
    /// <param name="above">What the optimizer remembers of the layer above; null where all of its weights may move without a gradient.</param>
    /// <param name="productBytes">Memory for products.</param>
    /// <param name="activationBytes">Memory for what the last frozen layer passes on.</param>
    /// <param name="keeps">Whether images stay what they are, so that what is made for one of them may be kept.</param>
    /// <param name="workSpaceLetGo">Called when the search for silent units is over, before memory is taken for what is kept.</param>
    public FrozenLayers(
        KernelTable kernels,
        WorkerPool workers,
        DenseNetwork network,
        ImageDataset train,
        int layerCount,
        int batchSize,
        LayerSlots? above,
        long productBytes = ProductBytes,
        long activationBytes = ActivationBytes,
        bool keeps = true,
        Action? workSpaceLetGo = null)
    {
        (productBytes, activationBytes) = keeps ? (productBytes, activationBytes) : (0, 0);
        int rows = 2 * batchSize;
        _train = train;
        int[] firstUnits = keeps
            ? NarrowedLayer.FirstUnits(kernels, workers, network, train, layerCount, above)
            : [.. Enumerable.Range(0, network.Layers[0].OutputSize)];
        workSpaceLetGo?.Invoke();
        bool isWhole = firstUnits.Length == network.Layers[0].OutputSize;
        DenseNetwork frozen = isWhole ? network : network.Below(layerCount, firstUnits);
        PassedOnUnits = layerCount == 1 ? firstUnits : [.. Enumerable.Range(0, network.Layers[layerCount - 1].OutputSize)];
        _forward = new NetworkForward(
            kernels, workers, frozen, Math.Max(batchSize, ImagesPerBatch), rows, layerCount, isWhole ? null : firstUnits);
        _products = MakeProducts(firstUnits.Length, productBytes);
        _passedOn = new ActiveRows(rows, PassedOnUnits.Length);
        _cache = new ActivationCache(kernels, LabelledBatch.CountNumbers(train), _passedOn.Words, activationBytes);
        _isKept = new bool[rows];
        _newRows = new int[rows];
        _newImages = new int[rows];
        _newLabels = new int[rows];
        _read = new RowLoop(workers, ReadIfKept);
        _keep = Keep;
    }

    /// <summary>Those units of the last frozen layer that are passed on, ascending; the others are zero in every row.</summary>
    public int[] PassedOnUnits { get; }

    /// <summary>Normalized activations of a batch's rows, <see cref="PassedOnUnits"/> wide; valid until the next call.</summary>
    public ActiveRows Run(LabelledBatch batch)
    {
        _batch = batch;
        _read.Run(batch.RowCount);
        int newCount = FindNewRows();
        if (newCount > 0)
        {
            Make(newCount);
        }

        return _passedOn;
    }

    private void ReadIfKept(int row)
    {
        int number = _batch.Number(row);
        _isKept[row] = number >= 0 && _cache.TryRead(number, _passedOn, row);
    }

    private int FindNewRows()
    {
        int count = 0;
        for (int row = 0; row < _batch.RowCount; row++)
        {
            if (!_isKept[row])
            {
                _newRows[count] = row;
                _newImages[count] = _products is null ? _batch.Images[row] : _batch.RowSamples[row];
                _newLabels[count] = _batch.Labels[row];
                count++;
            }
        }

        return count;
    }

    private void Make(int count)
    {
        ImageProducts products = _products ?? _forward.Load(_train, _batch.Samples.AsSpan(0, _batch.ImageCount));
        _forward.RunEach(products, _newImages, _newLabels, count, _keep);
    }

    private void Keep(int row)
    {
        if (_forward.Outputs.ActiveCount(row) > 0)
        {
            _forward.Outputs.CopyRow(row, _passedOn, _newRows[row]);
        }
        else
        {
            _passedOn.ClearRow(_newRows[row]);
        }

        if (_batch.Number(_newRows[row]) is >= 0 and int number)
        {
            _cache.Add(number, _forward.Outputs, row);
        }
    }

    private ImageProducts? MakeProducts(int units, long limit)
    {
        if ((long)_train.Count * Matrix.Padded(units) * sizeof(float) > limit)
        {
            return null;
        }

        ImageProducts products = new(_train.Count, units);
        for (int first = 0; first < _train.Count; first += ImagesPerBatch)
        {
            int count = Math.Min(ImagesPerBatch, _train.Count - first);
            ImageProducts made = _forward.Load(_train, [.. Enumerable.Range(first, count)]);
            made.CopyTo(products, first, count);
        }

        return products;
    }
}
