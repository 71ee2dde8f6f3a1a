using Engram.Families;
using Engram.Families.Dense.Layerwise;
using Engram.Families.ForwardForward.Layerwise;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Objectives;
using Engram.Objectives.Losses;

namespace Engram.Tests.TestSupport;

/// <summary>
/// FF as one reads it: dense layers, goodness as their objective, labels laid over images, row by row and without any of the short cuts of the fast
/// one. It names itself as that does, so that the same specs train both.
/// </summary>
internal sealed class LayerwiseForwardForward : LayerwiseModel
{
    private static readonly Model _fast = ModelTable.Find("ff");

    public override string Name => _fast.Name;

    public override string Title => _fast.Title;

    public override TrainingSpec Defaults => _fast.Defaults;

    public override ModelTraits Traits => _fast.Traits;

    public override NetworkBody CreateBody(TrainingSpec spec, InputFormat input)
    {
        Goodness goodness = GoodnessFunctions.Find(spec.Goodness);
        return new DenseLayerwiseNetwork(
            Model, spec, input, normalizesBatches: false, (_, units) => new GoodnessObjective(goodness, PairLosses.Find("threshold"), new Lazy<float>(goodness.DefaultThreshold(units)), scale: 1), LabelCode.Of(input.Overlay));
    }

    public override IReadOnlyList<long> CountParameters(TrainingSpec spec, ImageShape shape, int classCount) =>
        DenseLayerwiseNetwork.CountParameters(spec, shape.InputSize, normalizesBatches: false, _ => 0);
}
