using Engram.Kernels;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Dense;

/// <summary>Scores labels by the goodness that every layer has with each of them in the input.</summary>
internal sealed class GoodnessRun : DenseRun
{
    private readonly DenseNetwork _network;
    private readonly int _labelCount;
    private readonly int[] _images;
    private readonly int[] _labels;
    private readonly float[] _goodness;
    private readonly Func<NetworkForward> _create;
    private readonly NetworkForward.LayerVisitor _visitor;
    private readonly RowLoop _measure;
    private NetworkForward? _forward;
    private int _rowCount;
    private int _layer;
    private ActiveRows _activations = null!;

    public GoodnessRun(KernelTable kernels, WorkerPool workers, DenseNetwork network, int maximumImages, int layerCount)
        : base(kernels, workers, network, maximumImages, layerCount)
    {
        _network = network;
        ScoreLayerCount = layerCount;
        _labelCount = network.Input.ClassCount;
        int rows = maximumImages * _labelCount;
        _images = new int[rows];
        _labels = new int[rows];
        _goodness = new float[(long)rows * layerCount];
        _create = () => new NetworkForward(kernels, workers, network, maximumImages, rows, layerCount);
        _visitor = Visit;
        _measure = new RowLoop(workers, MeasureRow);
    }

    public override int ScoreLayerCount { get; }

    // Rows run label by label: neighbours carry the same label, so they share active units.
    public override void Score(ImageDataset data, ReadOnlySpan<int> samples, Span<float> scores)
    {
        _rowCount = samples.Length * _labelCount;
        for (int row = 0; row < _rowCount; row++)
        {
            _images[row] = row % samples.Length;
            _labels[row] = row / samples.Length;
        }

        _forward ??= _create();
        _forward.Run(_forward.Load(data, samples), _images, _labels, _rowCount, _visitor);
        _goodness.AsSpan(0, _rowCount * ScoreLayerCount).CopyTo(scores);
    }

    private void Visit(int layer, ActiveRows activations)
    {
        (_layer, _activations) = (layer, activations);
        _measure.Run(_rowCount);
    }

    private void MeasureRow(int row) =>
        _goodness[(((_images[row] * ScoreLayerCount) + _layer) * _labelCount) + _labels[row]] = _network.Goodness.Value(_activations.Values.Row(row));
}
