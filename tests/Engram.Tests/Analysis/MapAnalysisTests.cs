using Engram.Analysis;
using Engram.Analysis.Images;
using Engram.Analysis.Maps;
using Engram.Analysis.Units;
using Engram.Families;
using Engram.Kernels;
using Engram.Models;
using Engram.Models.Maps;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Tests.Training;
using Engram.Threading;

namespace Engram.Tests.Analysis;

public class MapAnalysisTests
{
    private static readonly ImageDataset _data = SyntheticImages.Create(60, channels: 3);

    private static readonly TrainingSpec _spec = ModelTable.Find("conv-lc").Defaults with { Layers = [6, 8], Epochs = 10, BatchSize = 20, LearningRate = 0.01f };

    private static readonly Lazy<(NetworkBody Network, MapPictures Maps)> _shown = new(() =>
    {
        NetworkBody network = TrainerProbe.Complete(_spec, _data).Network;
        using WorkerPool workers = new(2);
        return (network, NetworkAnalyzer.Analyze(network, _data, new AnalysisOptions { Prediction = _spec.Prediction }, workers).Maps!);
    });

    [Fact]
    public void What_a_number_sees_grows_through_filters_and_windows()
    {
        MapField first = MapField.Pixel.Through(3, 1, 1).Through(2, 2, 0);
        MapField second = first.Through(3, 1, 1).Through(2, 2, 0);
        Assert.Equal(new MapField(4, 2, -1), first);
        Assert.Equal(new MapField(10, 4, -3), second);
        Assert.Equal(new MapField(5, 2, 0), MapField.Pixel.Through(5, 2, 0));
        Assert.Equal(5, second.First(2));
    }

    [Fact]
    public void A_class_has_the_channel_that_stands_out_for_it_and_no_other_class_has_it()
    {
        float[][] means = [[5, 4, 0], [5, 1, 0], [0, 0, 0]];
        Assert.Equal([1, 0, MapPictures.None], ChannelChoice.ForClasses(means, 3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Places_are_those_of_the_largest_activations_of_all_images(int layer)
    {
        (NetworkBody network, MapPictures maps) = _shown.Value;
        MapLayerPictures pictures = maps.Layers[layer];
        LayerShape shape = network.LayerShapes[layer];
        float[][] all = AllMaps(network, layer);
        int positions = shape.Height * shape.Width;
        for (int label = 0; label < _data.ClassCount; label++)
        {
            int channel = pictures.Channels[label];
            float[] largest = [.. all.Select(image => image.AsSpan(channel * positions, positions).ToArray().Max()).Where(activation => activation > 0).OrderDescending().Take(9)];
            Assert.Equal(largest, pictures.Activations.AsSpan(label * 9, largest.Length).ToArray());
            Assert.True(largest[0] > 0);
        }
    }

    [Fact]
    public void A_patch_is_what_the_number_sees()
    {
        MapLayerPictures layer = _shown.Value.Maps.Layers[0];
        Assert.Equal((4, 4), (layer.PatchHeight, layer.PatchWidth));
        for (int at = 0; at < layer.Activations.Length; at++)
        {
            (int sample, int top, int left) = (layer.Places[3 * at], layer.Places[(3 * at) + 1], layer.Places[(3 * at) + 2]);
            for (int place = 0; place < 3 * 16 && sample >= 0; place++)
            {
                (int row, int column) = (top + (place / 4 % 4), left + (place % 4));
                byte expected = row is >= 0 and < 6 && column is >= 0 and < 6 ? _data.Pixels(sample)[(place / 16 * 36) + (row * 6) + column] : (byte)0;
                Assert.Equal(expected, layer.Patches[(at * 48) + place]);
            }
        }
    }

    /// <summary>With a linear head Σ h · ∂s/∂h is the logit without its bias: all of it lies somewhere in the image.</summary>
    [Fact]
    public void Class_maps_of_a_linear_head_add_up_to_its_score()
    {
        (NetworkBody network, MapPictures maps) = _shown.Value;
        float[] scores = new float[2 * _data.ClassCount];
        using WorkerPool workers = new(1);
        NetworkRun run = network.CreateRun(KernelTable.Current, workers, 1);
        for (int label = 0; label < _data.ClassCount; label++)
        {
            run.Score(_data, [maps.Examples[label]], scores);
            for (int layer = 0; layer < 2; layer++)
            {
                int size = maps.Layers[layer].MapHeight * maps.Layers[layer].MapWidth;
                float bias = network.Parameters.Single(parameter => parameter.Name == $"layers.{layer}.head.bias").ToArray()[label];
                Assert.Equal(scores[(layer * _data.ClassCount) + label] - bias, maps.Layers[layer].ClassMaps.AsSpan(label * size, size).ToArray().Sum(), 1e-3);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void In_an_image_that_drives_a_channel_the_place_is_that_of_its_maps_largest_number(int layer)
    {
        NetworkBody network = _shown.Value.Network;
        using WorkerPool workers = new(2);
        LayerUnits units = UnitAnalysis.Measure(network, _data, new AnalysisOptions { Prediction = _spec.Prediction }, workers).Layers[layer];
        LayerShape shape = network.LayerShapes[layer];
        MapField field = ((IHasMaps)network).Fields[layer];
        float[][] all = AllMaps(network, layer);
        int positions = shape.Height * shape.Width;
        Assert.Equal(field.Size, units.FieldSize);
        foreach ((int shown, int sample) in units.Top.Samples.Index().Where(image => image.Item != TopImages.None))
        {
            float[] map = all[sample].AsSpan(shown / TopImages.PerUnit * positions, positions).ToArray();
            int place = Array.IndexOf(map, map.Max());
            Assert.Equal(
                (field.Origin(place / shape.Width, _data.Shape.Height), field.Origin(place % shape.Width, _data.Shape.Width)),
                (units.TopPlaces![2 * shown], units.TopPlaces[(2 * shown) + 1]));
            Assert.Equal(map.Average(), units.Top.Activations[shown], 1e-4f);
        }
    }

    private static float[][] AllMaps(NetworkBody network, int layerIndex)
    {
        float[][] all = new float[_data.Count][];
        using WorkerPool workers = new(1);
        var run = (IShowsMaps)network.CreateRun(KernelTable.Current, workers, 7);
        foreach (int[] batch in Enumerable.Range(0, _data.Count).Chunk(7))
        {
            run.ShowMaps(_data, batch, [], (layer, maps) =>
            {
                for (int row = 0; row < batch.Length && layer == layerIndex; row++)
                {
                    all[batch[row]] = maps.Row(row).ToArray();
                }
            });
        }

        return all;
    }

    [Theory]
    [InlineData("fourier")]
    [InlineData("morphological")]
    public void Images_are_shown_with_the_labels_that_a_network_can_see_in_them(string labelCode)
    {
        ImageDataset data = SyntheticImages.Create(12, background: false, seed: 4);
        TrainingSpec spec = ModelTable.Find("conv-ff").Defaults with { Layers = [3, 4], LabelCode = labelCode, Epochs = 1 };
        SeenImages images = new(TrainerProbe.Complete(spec, data).Network, data);
        for (int sample = 0; sample < data.Count; sample++)
        {
            Assert.Equal(images.Of(sample, data.Labels[sample]), images.Of(sample));
            for (int label = 0; label < data.ClassCount; label++)
            {
                double[] expected = ReferenceLabels.Write(spec, data, ReferenceNetwork.PlainInput(data, sample), label);
                double[] bytes = [.. expected.Select(value => ((value * data.Normalization.StandardDeviation[0]) + data.Normalization.Mean[0]) * 255)];
                Assert.All(bytes.Zip(images.Of(sample, label)), pair => Assert.Equal(pair.First, pair.Second, 0.51));
            }
        }
    }
}
