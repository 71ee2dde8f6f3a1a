using Engram.Families;
using Engram.Families.Dense.Layerwise;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Objectives;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

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
            Model, spec, input, normalizesBatches: false, (_, units) => new GoodnessObjective(goodness, goodness.DefaultThreshold(units)), LabelCode.Of(input.Overlay));
    }

    public override IReadOnlyList<long> CountParameters(TrainingSpec spec, ImageShape shape, int classCount) =>
        DenseLayerwiseNetwork.CountParameters(spec, shape.InputSize, normalizesBatches: false, _ => 0);
}

/// <summary>softplus(θ − G) for positive rows, softplus(G − θ) for negative ones.</summary>
internal sealed class GoodnessObjective(Goodness goodness, float threshold) : LayerObjective
{
    public override IReadOnlyList<Parameter> Parameters => [];

    public override int ScoreCount => 1;

    public override void Initialize(RandomStream random)
    {
    }

    public override ObjectiveRun CreateRun(KernelTable kernels, WorkerPool workers, int maximumRows) => new Run(goodness, threshold, maximumRows);

    public override void WriteScoreGradient(int label, ReadOnlySpan<float> activations, Span<float> gradient) =>
        goodness.Gradient(activations, goodness.Value(activations), 1, gradient);

    private sealed class Run(Goodness goodness, float threshold, int maximumRows) : ObjectiveRun
    {
        private readonly float[] _goodness = new float[maximumRows];

        public override double Evaluate(LayerRows output, LabelledBatch batch, ActiveRows outputGradient)
        {
            double loss = 0;
            for (int row = 0; row < output.Count; row++)
            {
                ReadOnlySpan<float> activations = output.Rows.Values.Row(row);
                bool positive = row < batch.ImageCount;
                _goodness[row] = goodness.Value(activations, output.SquaredLengths[row]);
                loss += FFLoss.Value(_goodness[row], threshold, positive);
                float coefficient = FFLoss.Slope(_goodness[row], threshold, positive) / batch.RowCount;
                goodness.Gradient(activations, _goodness[row], coefficient, outputGradient.Values.Row(row));
            }

            return loss;
        }

        public override void Update(LayerRows output, LabelledBatch batch, LayerSlots slots, OptimizerStep step)
        {
        }

        public override void AddScores(LabelledBatch batch, EpochTotals totals)
        {
            for (int image = 0; image < batch.ImageCount; image++)
            {
                totals.PositiveGoodnessSum += _goodness[image];
                totals.NegativeGoodnessSum += _goodness[batch.ImageCount + image];
            }
        }

        public override void Score(LayerRows output, Matrix scores)
        {
            for (int row = 0; row < output.Count; row++)
            {
                scores.Row(row)[0] = goodness.Value(output.Rows.Values.Row(row));
            }
        }
    }
}
