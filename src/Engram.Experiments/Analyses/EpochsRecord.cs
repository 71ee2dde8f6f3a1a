using Engram.Analysis.Epochs;

namespace Engram.Experiments.Analyses;

/// <summary>Layers of a run at moments of its training.</summary>
/// <param name="WeightsSha256">SHA-256 of the weights of the finished network.</param>
/// <param name="Moments">Layer by layer, in the order of the epochs; the last of each layer is the finished network.</param>
internal sealed record EpochsRecord(string WeightsSha256, IReadOnlyList<LayerMoment> Moments)
{
    /// <summary>The moments of a layer.</summary>
    public IEnumerable<LayerMoment> Of(int layerIndex) => Moments.Where(moment => moment.LayerIndex == layerIndex);
}
