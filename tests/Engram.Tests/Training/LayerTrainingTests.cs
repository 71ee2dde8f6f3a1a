using Engram.Families;
using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Threading;

namespace Engram.Tests.Training;

/// <summary>What a layer's work space keeps from one step does not reach the next.</summary>
public sealed class LayerTrainingTests
{
    private const int Units = 40;
    private const int Images = 20;

    [Fact]
    public void A_row_that_has_fallen_silent_has_no_gradient_left()
    {
        ImageDataset train = SyntheticImages.Create(Images);
        DenseNetwork network = TestNetworks.Create(train, [Units, Units]);
        network.Layers[1].Bias.Row(0).Fill(-0.05f);
        using WorkerPool workers = new(2);
        LayerSlots moments = AdamSlots.For(network.Layers[1]);
        LabelledBatch batch = new(Images, train.ClassCount);
        batch.Fill(train, [.. Enumerable.Range(0, Images)], new int[Images]);
        HiddenInput input = new(KernelTable.Current, workers, network.Layers[1], 2 * Images) { Batch = batch };
        LayerTraining training = new(KernelTable.Current, workers, network, 1, network.Layers[1], units: null, dropout: 0, 2 * Images);
        ActiveRows rows = SparseRows.Create(new Random(1), 2 * Images, Units, 0.5, Sharing.None);

        Assert.True(LargestGradient(training, input, rows, batch, moments) > 0);
        for (int row = 0; row < 2 * Images; row++)
        {
            rows.ClearRow(row);
        }

        Assert.Equal(0, LargestGradient(training, input, rows, batch, moments));
    }

    // Rows fall silent and come back, batches are short in turn, units are dropped.
    [Theory]
    [InlineData(0)]
    [InlineData(0.3f)]
    public void Steps_without_the_rows_that_are_silent_have_the_bits_of_steps_with_them(float dropout)
    {
        float[][] parameters = [.. new ActivationFunction[] { new ReluActivation(), new WithoutShortCut() }.Select(activation => TrainWith(activation, dropout))];
        Bits.RequireEqual(parameters[0], parameters[1], "parameters");
        Assert.NotEqual(TrainWith(new ReluActivation(), 0, steps: 0), parameters[0]);
    }

    private static float[] TrainWith(ActivationFunction activation, float dropout, int steps = 8)
    {
        ImageDataset train = SyntheticImages.Create(Images);
        DenseNetwork network = new(ModelTable.Find("ff"), new TrainingSpec { Layers = [Units, Units] }, InputFormat.Of(train, labelsInInput: true)) { Activation = activation };
        network.Initialize(1);
        network.Layers[1].Bias.Row(0).Fill(-0.05f);
        using WorkerPool workers = new(2);
        LayerSlots moments = AdamSlots.For(network.Layers[1]);
        LabelledBatch batch = new(Images, train.ClassCount);
        HiddenInput input = new(KernelTable.Current, workers, network.Layers[1], 2 * Images) { Batch = batch };
        LayerTraining training = new(KernelTable.Current, workers, network, 1, network.Layers[1], units: null, dropout, 2 * Images);
        ActiveRows passedOn = new(2 * Images, Units);
        List<float> seen = [];
        for (int step = 1; step <= steps; step++)
        {
            batch.Fill(train, [.. Enumerable.Range(0, step % 3 == 0 ? 7 : Images)], new int[Images]);
            input.Rows = SparseRows.Create(new Random(step), 2 * Images, Units, 0.5, Sharing.None);
            for (int row = step % 4; row < 2 * Images; row += 3)
            {
                input.Rows.ClearRow(row);
            }

            int fixedStep = step;
            training.Step(
                input, batch, moments, AdamSlots.Steps(0.0005)[step], row => RandomStream.For((ulong)fixedStep, RandomPurpose.Dropout, row), new EpochTotals(Units), passedOn);
            seen.AddRange(SparseRows.PaddedValues(passedOn.Values));
        }

        return [.. TrainerProbe.LayerParameters(network.Layers[1]), .. seen];
    }

    [Theory]
    [InlineData(-0.05f)]
    [InlineData(0.05f)]
    public void A_row_without_active_inputs_is_activated_by_its_biases_alone(float bias)
    {
        ImageDataset train = SyntheticImages.Create(Images);
        DenseNetwork network = TestNetworks.Create(train, [Units, Units]);
        DenseLayer layer = network.Layers[1];
        layer.Bias.Row(0).Fill(-0.05f);
        layer.Bias.Row(0)[3] = bias;
        using WorkerPool workers = new(2);
        LabelledBatch batch = new(Images, train.ClassCount);
        batch.Fill(train, [.. Enumerable.Range(0, Images)], new int[Images]);
        HiddenInput input = new(KernelTable.Current, workers, layer, 2 * Images)
        {
            Batch = batch,
            Rows = SparseRows.Create(new Random(1), 2 * Images, Units, 0.5, Sharing.None),
        };
        ActiveRows activations = new(2 * Images, Units);
        Activate();
        Assert.True(activations.ActiveCount(5) > 1);
        input.Rows.ClearRow(5);
        float sum = Activate();
        float[] expected = new float[Units];
        expected[3] = MathF.Max(bias, 0);
        Assert.Equal(expected, activations.Values.Row(5).ToArray());
        Assert.Equal(bias > 0 ? 1 : 0, activations.ActiveCount(5));
        Assert.Equal(expected[3] * expected[3], sum);

        float Activate()
        {
            input.Multiply(network.Activation, activations.Values);
            return Enumerable.Range(0, 2 * Images).Select(row => input.Activate(row, network.Activation, activations)).ToArray()[5];
        }
    }

    // Steps of no length, so that only the rows differ.
    private static float LargestGradient(LayerTraining training, HiddenInput input, ActiveRows rows, LabelledBatch batch, LayerSlots moments)
    {
        float largest = 0;
        training.Parameters.GradientObserver = (weights, bias) =>
        {
            foreach (float gradient in Enumerable.Range(0, Units).SelectMany(weights.Row).Concat(bias.Row(0).ToArray()))
            {
                largest = MathF.Max(largest, MathF.Abs(gradient));
            }
        };
        input.Rows = rows;
        training.Step(input, batch, moments, AdamSlots.Steps(0)[1], _ => throw new InvalidOperationException("Nothing is dropped."), new EpochTotals(Units), null);
        return largest;
    }

    // ReLU that goes through every row.
    private sealed unsafe class WithoutShortCut : ActivationFunction
    {
        private readonly ReluActivation _relu = new();

        public override string Name => "relu without short cut";

        internal override float Apply(KernelTable kernels, Matrix values, int row, float* bias, ulong* activeUnits) =>
            _relu.Apply(kernels, values, row, bias, activeUnits);

        internal override float DriveOf(float activation) => activation;

        internal override void Backward(ReadOnlySpan<float> activations, Span<float> gradient, float scale)
        {
        }
    }
}
