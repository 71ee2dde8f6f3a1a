using Engram.Analysis.Labels;
using Engram.Analysis.Representations;
using Engram.Families.Dense;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;

namespace Engram.Tests.Analysis;

public class HiddenRepresentationsTests
{
    private static readonly ImageDataset _data = SyntheticImages.Create(530, channels: 3, seed: 3);
    private static readonly DenseNetwork _network = TestNetworks.Create(_data, [30, 20]);

    [Fact]
    public void Every_image_has_the_label_that_was_asked_for()
    {
        int[] labels = [.. Enumerable.Range(0, _data.Count).Select(sample => (sample % (_data.ClassCount + 1)) - 1)];
        using WorkerPool workers = new(2);
        HiddenRepresentations shown = HiddenRepresentations.Compute(_network, _data, labels, workers);
        Assert.Equal(_data.Labels.ToArray(), shown.Labels);
        foreach (int sample in new[] { 0, 1, 2, 300, 511, 512, 529 })
        {
            Check(new ReferenceNetwork(_network).AllActivations(_data, sample, labels[sample]), shown, sample);
        }
    }

    [Fact]
    public void Some_images_can_be_shown_in_any_order()
    {
        using WorkerPool workers = new(1);
        HiddenRepresentations shown = HiddenRepresentations.Compute(_network, _data, [529, 4, 7], [2, HiddenRepresentations.NoLabel, 0], workers);
        Assert.Equal([_data.Labels[529], _data.Labels[4], _data.Labels[7]], shown.Labels);
        Check(new ReferenceNetwork(_network).AllActivations(_data, 529, 2), shown, 0);
        Check(new ReferenceNetwork(_network).AllActivations(_data, 4, ReferenceNetwork.NoLabel), shown, 1);
        Check(new ReferenceNetwork(_network).AllActivations(_data, 7, 0), shown, 2);
    }

    [Fact]
    public void A_label_alone_is_its_own_unit_vector()
    {
        ImageDataset labels = LabelsAlone.Of(_network.Input);
        using WorkerPool workers = new(1);
        HiddenRepresentations shown = HiddenRepresentations.ComputeAsNormalized(_network, labels, workers);
        Assert.Equal([0, 1, 2, 3], shown.Labels);
        ReferenceNetwork reference = new(_network);
        for (int label = 0; label < 4; label++)
        {
            double[] input = new double[_data.Shape.InputSize];
            for (int channel = 0; channel < 3; channel++)
            {
                input[(channel * 36) + label] = 1 / Math.Sqrt(3);
            }

            double[] first = reference.Activations(0, input);
            Check([first, reference.Activations(1, ReferenceNetwork.Normalize(first))], shown, label);
        }
    }

    [Fact]
    public void Labels_that_do_not_fit_are_refused()
    {
        using WorkerPool workers = new(1);
        Assert.Throws<ArgumentException>(() => HiddenRepresentations.Compute(_network, _data, [0, 1], workers));
        Assert.Throws<ArgumentException>(() => HiddenRepresentations.Compute(_network, _data, [0], [4], workers));
        Assert.Throws<ArgumentException>(() => HiddenRepresentations.Compute(_network, _data, [0], [-2], workers));
    }

    private static void Check(double[][] expected, HiddenRepresentations shown, int sample)
    {
        for (int layer = 0; layer < expected.Length; layer++)
        {
            Assert.All(expected[layer].Zip(shown.Sample(layer, sample).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        }
    }
}
