using System.Numerics.Tensors;
using Engram.Data;
using Engram.Families;
using Engram.Families.LocalObjectives;
using Engram.Models;
using Engram.Onnx;
using Engram.Tests.TestSupport;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training.Layerwise;

/// <summary>An objective as a user writes it, against the library's own of the same formula.</summary>
public class LocalObjectiveTests
{
    private static readonly ImageDataset _train = SyntheticImages.Create(70);

    [Theory]
    [InlineData("greedy", true)]
    [InlineData("joint", true)]
    [InlineData("joint", false)]
    public void A_linear_head_that_is_written_with_it_trains_as_local_classifiers_do(string schedule, bool batchNormalization)
    {
        TrainingSpec spec = ModelTable.Find("lc").Defaults with
        {
            Layers = [30, 21],
            Epochs = 3,
            BatchSize = 25,
            Schedule = schedule,
            BatchNormalization = batchNormalization,
            LearningRate = 0.01f,
        };
        using WorkerPool workers = new(2);
        TrainingDriver expected = Begin(ModelTable.Find("lc"), spec, workers);
        TrainingDriver actual = Begin(new LinearHead().Model, spec, workers);
        while (!expected.IsComplete)
        {
            Assert.All(expected.TakeStep().Zip(actual.TakeStep()), pair => Assert.Equal(
                (pair.First.Loss, pair.First.PositiveGoodness, pair.First.NegativeGoodness ?? 0),
                (pair.Second.Loss, pair.Second.PositiveGoodness, pair.Second.NegativeGoodness ?? 0),
                (one, other) => Near(one.Item1, other.Item1) && Near(one.Item2, other.Item2) && Near(one.Item3, other.Item3)));
        }

        Assert.True(actual.IsComplete);
        foreach (Parameter parameter in expected.State.Network.Parameters)
        {
            string name = parameter.Name.Replace(".head.", ".objective.", StringComparison.Ordinal);
            Assert.All(parameter.ToArray().Zip(actual.State.Network.Parameters[name].ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
        }
    }

    [Theory]
    [InlineData("", 4, "The objective 'shaped' has no or two parameters named ''; give each a name of its own.")]
    [InlineData("same", 4, "The objective 'shaped' has no or two parameters named 'same'; give each a name of its own.")]
    [InlineData("a", 0, "The objective 'shaped' has a parameter 'a' of shape [0]; give it one length or more, of at least 1.")]
    public void Parameters_without_a_name_or_a_size_are_told_so(string name, int length, string sentence)
    {
        Shaped objective = new(new ObjectiveParameter(name, length), new ObjectiveParameter("same", 1));
        Assert.Equal(sentence, Assert.Throws<InvalidOperationException>(() => TrainingState.Begin(objective.Model, new TrainingSpec { Layers = [16] }, _train)).Message);
    }

    [Fact]
    public void Its_network_has_no_counterpart_in_ONNX_and_says_so()
    {
        NetworkBody network = TrainingState.Begin(new LinearHead().Model, new TrainingSpec { Layers = [16] }, _train).Network;
        Assert.Equal(
            "The network cannot be written as ONNX because its objective of layer 1 has no counterpart there; export one of the models that come with the program.",
            Assert.Throws<EngramException>(() => OnnxFile.Create(network)).Message);
    }

    private static bool Near(double first, double second) => Math.Abs(first - second) <= 1e-4 * (1 + Math.Abs(first));

    private static TrainingDriver Begin(Model model, TrainingSpec spec, WorkerPool workers) =>
        new(TrainingState.Begin(model, spec, _train), ValidationSplit.Of(_train, spec.ValidationSplit, spec.Seed), workers);

    /// <summary>logits = h·V + c, and −log softmax(logits)[label].</summary>
    private sealed class LinearHead : LocalObjective
    {
        public override string Name => "linear-head";

        public override IReadOnlyList<ObjectiveParameter> Parameters(int unitCount, int classCount) =>
            [new("weight", classCount, unitCount), new("bias", classCount)];

        public override void Score(ReadOnlySpan<float> activations, ObjectiveParameters parameters, Span<float> scores)
        {
            for (int label = 0; label < scores.Length; label++)
            {
                scores[label] = TensorPrimitives.Dot(activations, parameters[0].Slice(label * activations.Length, activations.Length)) + parameters[1][label];
            }
        }

        public override void ScoreGradient(int label, ReadOnlySpan<float> activations, ObjectiveParameters parameters, Span<float> gradient) =>
            parameters[0].Slice(label * gradient.Length, gradient.Length).CopyTo(gradient);

        public override double Evaluate(ObjectiveBatch batch)
        {
            double loss = 0;
            Span<float> slopes = stackalloc float[batch.Scores(0).Length];
            for (int row = 0; row < batch.RowCount; row++)
            {
                TensorPrimitives.SoftMax(batch.Scores(row), slopes);
                loss -= Math.Log(slopes[batch.Label(row)]);
                slopes[batch.Label(row)] -= 1;
                ReadOnlySpan<float> activations = batch.Activations(row);
                for (int label = 0; label < slopes.Length; label++)
                {
                    float slope = slopes[label] / batch.RowCount;
                    Add(slope, batch.Parameters[0].Slice(label * activations.Length, activations.Length), batch.Gradient(row));
                    Add(slope, activations, batch.ParameterGradient(0).Slice(label * activations.Length, activations.Length));
                    batch.ParameterGradient(1)[label] += slope;
                }
            }

            return loss;
        }

        private static void Add(float factor, ReadOnlySpan<float> values, Span<float> sum) => TensorPrimitives.MultiplyAdd(values, factor, sum, sum);
    }

    private sealed class Shaped(params ObjectiveParameter[] parameters) : LocalObjective
    {
        public override string Name => "shaped";

        public override IReadOnlyList<ObjectiveParameter> Parameters(int unitCount, int classCount) => parameters;

        public override void Score(ReadOnlySpan<float> activations, ObjectiveParameters parameters, Span<float> scores)
        {
        }

        public override void ScoreGradient(int label, ReadOnlySpan<float> activations, ObjectiveParameters parameters, Span<float> gradient)
        {
        }

        public override double Evaluate(ObjectiveBatch batch) => 0;
    }
}
