using System.Numerics.Tensors;
using Engram.Families.LocalObjectives;

namespace Engram.PackageTests;

/// <summary>A centroid for each class, m_c: scores s_c = −‖h − m_c‖² / n over n units, and the loss −log softmax(s)[label].</summary>
internal sealed class CentroidObjective : LocalObjective
{
    public override string Name => "centroids";

    public override TrainingSpec Defaults => new() { Layers = [24, 20], Epochs = 6, BatchSize = 20 };

    public override IReadOnlyList<ObjectiveParameter> Parameters(int unitCount, int classCount) => [new("centroids", classCount, unitCount)];

    public override void Initialize(ObjectiveParameter parameter, Span<float> values, RandomStream random)
    {
        foreach (ref float value in values)
        {
            value = random.NextFloat(0, 1);
        }
    }

    public override void Score(ReadOnlySpan<float> activations, ObjectiveParameters parameters, Span<float> scores)
    {
        for (int label = 0; label < scores.Length; label++)
        {
            float distance = TensorPrimitives.Distance(activations, Centroid(parameters[0], label, activations.Length));
            scores[label] = -distance * distance / activations.Length;
        }
    }

    public override void ScoreGradient(int label, ReadOnlySpan<float> activations, ObjectiveParameters parameters, Span<float> gradient) =>
        Add(activations, Centroid(parameters[0], label, activations.Length), -2f / activations.Length, gradient);

    public override double Evaluate(ObjectiveBatch batch)
    {
        double loss = 0;
        Span<float> ofCentroids = batch.ParameterGradient(0);
        Span<float> slopes = stackalloc float[batch.Scores(0).Length];
        for (int row = 0; row < batch.RowCount; row++)
        {
            ReadOnlySpan<float> activations = batch.Activations(row);
            TensorPrimitives.Subtract(batch.Scores(row), TensorPrimitives.Max(batch.Scores(row)), slopes);
            float ofLabel = slopes[batch.Label(row)];
            TensorPrimitives.Exp(slopes, slopes);
            float sum = TensorPrimitives.Sum<float>(slopes);
            loss += Math.Log(sum) - ofLabel;
            TensorPrimitives.Divide(slopes, sum, slopes);
            slopes[batch.Label(row)] -= 1;
            for (int label = 0; label < slopes.Length; label++)
            {
                ReadOnlySpan<float> centroid = Centroid(batch.Parameters[0], label, activations.Length);
                float slope = 2 * slopes[label] / (activations.Length * batch.RowCount);
                Add(activations, centroid, -slope, batch.Gradient(row));
                Add(activations, centroid, slope, ofCentroids.Slice(label * activations.Length, activations.Length));
            }
        }

        return loss;
    }

    private static ReadOnlySpan<float> Centroid(ReadOnlySpan<float> centroids, int label, int unitCount) => centroids.Slice(label * unitCount, unitCount);

    private static void Add(ReadOnlySpan<float> activations, ReadOnlySpan<float> centroid, float factor, Span<float> sum)
    {
        for (int unit = 0; unit < sum.Length; unit++)
        {
            sum[unit] += factor * (activations[unit] - centroid[unit]);
        }
    }
}

/// <summary>log(1 + exp(−4 (G⁺ − G⁻))) for an image with its own and with a wrong label, G the mean of squared activations.</summary>
internal sealed class PairedGoodness : LocalObjective
{
    private const float Steepness = 4;

    public override string Name => "paired-goodness";

    public override bool LabelsInInput => true;

    public override bool NormalizesLengths => true;

    public override bool NormalizesImages => true;

    public override void Score(ReadOnlySpan<float> activations, ObjectiveParameters parameters, Span<float> scores) =>
        scores[0] = TensorPrimitives.SumOfSquares(activations) / activations.Length;

    public override void ScoreGradient(int label, ReadOnlySpan<float> activations, ObjectiveParameters parameters, Span<float> gradient) =>
        TensorPrimitives.Multiply(activations, 2f / activations.Length, gradient);

    public override double Evaluate(ObjectiveBatch batch)
    {
        double[] losses = new double[batch.RowCount];
        batch.ForEachRow(row =>
        {
            int image = row % batch.ImageCount;
            float ahead = batch.Scores(image)[0] - batch.Scores(batch.ImageCount + image)[0];
            losses[row] = Math.Log(1 + Math.Exp(-Steepness * ahead)) / 2;
            float slope = -Steepness / (1 + MathF.Exp(Steepness * ahead)) / batch.RowCount;
            ReadOnlySpan<float> activations = batch.Activations(row);
            TensorPrimitives.Multiply(activations, (row < batch.ImageCount ? slope : -slope) / activations.Length, batch.Gradient(row));
        });
        return losses.Sum();
    }
}
