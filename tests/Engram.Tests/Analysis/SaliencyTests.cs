using Engram.Analysis.Representations;
using Engram.Analysis.Weights;
using Engram.Families.Dense;
using Engram.Objectives;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;

namespace Engram.Tests.Analysis;

/// <summary>Gradients against finite differences, in double precision, of the goodness of all layers added up.</summary>
public class SaliencyTests
{
    private const double Step = 1e-6;

    public static TheoryData<string, string, int> Cases
    {
        get
        {
            TheoryData<string, string, int> cases = [];
            foreach (Goodness goodness in GoodnessFunctions.All)
            {
                cases.Add(goodness.Name, "relu", 1);
                cases.Add(goodness.Name, "sigmoid", 3);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_are_finite_differences(string goodness, string activation, int channels)
    {
        ImageDataset data = SyntheticImages.Create(12, channels: channels);
        DenseNetwork network = TestNetworks.Create(data, [40, 25, 30], goodness, activation);
        using WorkerPool workers = new(2);
        HiddenRepresentations representations = HiddenRepresentations.Compute(network, data, workers);
        int[] samples = [11, 0, 5];
        float[][] actual = SaliencyAnalysis.Gradients(network, data, representations, samples, workers);
        for (int row = 0; row < samples.Length; row++)
        {
            double[] input = Input(network, data, samples[row]);
            double[] expected = [.. input.Select((_, place) => Slope(input, place, changed => SummedGoodness(network, changed)))];
            double scale = expected.Max(Math.Abs);
            Assert.True(scale > 1e-5);
            for (int place = 0; place < expected.Length; place++)
            {
                Assert.Equal(expected[place], actual[row][place], 2e-4 * scale);
            }
        }
    }

    [Theory]
    [InlineData("relu", 1)]
    [InlineData("sigmoid", 3)]
    public void A_classifier_s_gradients_are_those_of_the_true_class_s_logit(string activation, int channels)
    {
        ImageDataset data = SyntheticImages.Create(12, channels: channels);
        DenseNetwork network = TestNetworks.Zeros(data, new TrainingSpec { Model = "bp", Layers = [40, 25], Activation = activation });
        network.Initialize(seed: 1);
        using WorkerPool workers = new(2);
        HiddenRepresentations representations = HiddenRepresentations.Compute(network, data, workers);
        int[] samples = [11, 0, 5];
        float[][] actual = SaliencyAnalysis.Gradients(network, data, representations, samples, workers);
        for (int row = 0; row < samples.Length; row++)
        {
            double[] input = ReferenceNetwork.PlainInput(data, samples[row]);
            int label = data.Labels[samples[row]];
            double[] expected = [.. input.Select((_, place) => Slope(input, place, changed => Logit(network, changed, label)))];
            double scale = expected.Max(Math.Abs);
            Assert.True(scale > 1e-5);
            for (int place = 0; place < expected.Length; place++)
            {
                Assert.Equal(expected[place], actual[row][place], 2e-4 * scale);
            }
        }

        Assert.Null(SaliencyAnalysis.Measure(network, data, representations, ClassSamples.Group(representations.Labels, 4), workers).LabelShare);
    }

    [Fact]
    public void Class_means_are_means_of_magnitudes_and_the_labels_have_their_share()
    {
        ImageDataset data = SyntheticImages.Create(600, channels: 3);
        DenseNetwork network = TestNetworks.Create(data, [30, 20]);
        using WorkerPool workers = new(3);
        HiddenRepresentations representations = HiddenRepresentations.Compute(network, data, workers);
        ClassSamples samples = ClassSamples.Group(representations.Labels, 5, sample => sample % 3 != 1);
        Saliency saliency = SaliencyAnalysis.Measure(network, data, representations, samples, workers);
        Assert.Equal((3, 6, 6, 5), (saliency.Channels, saliency.Height, saliency.Width, saliency.ClassMeans.Count));

        double all = 0;
        double ofLabels = 0;
        for (int classIndex = 0; classIndex < 4; classIndex++)
        {
            // One at a time here, in batches there.
            float[][] gradients = [.. samples.Of(classIndex).SelectMany(sample => SaliencyAnalysis.Gradients(network, data, representations, [sample], workers))];
            for (int input = 0; input < data.Shape.InputSize; input++)
            {
                double sum = gradients.Sum(gradient => Math.Abs((double)gradient[input]));
                Assert.Equal(sum / gradients.Length, saliency.ClassMeans[classIndex][input], 1e-6 * Math.Max(1, sum));
                all += sum;
                ofLabels += input % 36 < 4 ? sum : 0;
            }
        }

        Assert.All(saliency.ClassMeans[4], mean => Assert.Equal(0, mean));
        Assert.Equal(ofLabels / all, saliency.LabelShare!.Value, 1e-6);
    }

    [Fact]
    public void A_silent_network_answers_to_nothing()
    {
        ImageDataset data = SyntheticImages.Create(5);
        DenseNetwork network = TestNetworks.Create(data, [20, 10]);
        network.Layers[0].Bias.Row(0).Fill(-100);
        network.Layers[1].Bias.Row(0).Fill(-100);
        using WorkerPool workers = new(1);
        HiddenRepresentations representations = HiddenRepresentations.Compute(network, data, workers);
        Saliency saliency = SaliencyAnalysis.Measure(network, data, representations, ClassSamples.Group(representations.Labels, 4), workers);
        Assert.All(saliency.ClassMeans, ofClass => Assert.All(ofClass, mean => Assert.Equal(0, mean)));
        Assert.Null(saliency.LabelShare);
    }

    private static double[] Input(DenseNetwork network, ImageDataset data, int sample)
    {
        float[] inputs = new float[data.Shape.InputSize];
        for (int input = 0; input < inputs.Length; input++)
        {
            inputs[input] = data.Normalization.Apply(input / data.Shape.PixelCount, data.Pixels(sample)[input]);
        }

        network.Overlay.Write(inputs, data.Labels[sample]);
        return [.. inputs.Select(value => (double)value)];
    }

    private static double Slope(double[] input, int place, Func<double[], double> value)
    {
        double[] above = [.. input];
        double[] below = [.. input];
        above[place] += Step;
        below[place] -= Step;
        return (value(above) - value(below)) / (2 * Step);
    }

    private static double Logit(DenseNetwork network, double[] input, int label)
    {
        ReferenceNetwork reference = new(network);
        double[] values = input;
        for (int layer = 0; layer < reference.LayerCount; layer++)
        {
            values = reference.Activations(layer, values);
        }

        return reference.Logits(values)[label];
    }

    private static double SummedGoodness(DenseNetwork network, double[] input)
    {
        ReferenceNetwork reference = new(network);
        double sum = 0;
        double[] values = input;
        for (int layer = 0; layer < reference.LayerCount; layer++)
        {
            values = reference.Activations(layer, ReferenceNetwork.Normalize(values));
            sum += reference.GoodnessOf(values);
        }

        return sum;
    }
}
