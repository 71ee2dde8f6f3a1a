using Engram.Kernels;
using Engram.Layers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Dense;

/// <summary>Scores labels by the logits of a classifier's head.</summary>
internal sealed class ClassifierRun(KernelTable kernels, WorkerPool workers, DenseNetwork network, int maximumImages)
    : DenseRun(kernels, workers, network, maximumImages, network.Layers.Count)
{
    private readonly HeadProduct _head = new(kernels, workers, network.Head!, maximumImages);
    private readonly Matrix _logits = new(maximumImages, network.Head!.OutputSize);

    public override int ScoreLayerCount => 1;

    public override void Score(ImageDataset data, ReadOnlySpan<int> samples, Span<float> scores)
    {
        ActiveRows activations = Forward.Run(Forward.Load(data, samples), Images, Labels, samples.Length, null);
        _head.Multiply(activations, samples.Length, _logits);
        for (int row = 0; row < samples.Length; row++)
        {
            _logits.Row(row).CopyTo(scores[(row * _logits.Columns)..]);
        }
    }
}
