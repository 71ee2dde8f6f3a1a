using System.Numerics.Tensors;
using Engram.Analysis.Representations;
using Engram.Kernels;
using Engram.Models;
using Engram.Models.Maps;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Analysis.Maps;

/// <summary>Looks into the maps of a network. Only those of a batch are held at a time, and of all images no more is kept than is shown.</summary>
internal static class MapAnalysis
{
    /// <summary>Collects what pictures need.</summary>
    /// <param name="network">A network with maps.</param>
    /// <param name="data">The images, as <see cref="InputFormat.Take"/> returns them.</param>
    /// <param name="classMeans">Mean activations of each layer, [layer][class][channel].</param>
    /// <param name="samples">The correctly classified images.</param>
    /// <param name="workers">Threads.</param>
    public static MapPictures Collect(NetworkBody network, ImageDataset data, IReadOnlyList<IReadOnlyList<IReadOnlyList<float>>> classMeans, ClassSamples samples, WorkerPool workers)
    {
        var maps = (IHasMaps)network;
        int classes = Math.Min(data.ClassCount, MapPictures.MostClasses);
        int[] examples = [.. Enumerable.Range(0, classes).Select(label => ClassExample.Of(data, samples, label) ?? MapPictures.None)];
        int[][] channels = [.. classMeans.Select(ofLayer => ChannelChoice.ForClasses(ofLayer, classes))];
        LargestPlaces[][] places = FindPlaces(network, data, channels, workers);
        SeenImages images = new(network, data);
        float[][] classMaps = ExplainExamples(network, maps, data, examples);
        return new MapPictures(
            data.Shape,
            maps.Filters(0),
            examples,
            [.. examples.SelectMany(sample => sample == MapPictures.None ? new byte[data.Shape.InputSize] : images.Of(sample))],
            network.Traits.LabelsInInput ? WithEachLabel(images, data.Shape, examples) : null,
            [.. network.LayerShapes.Select((shape, layer) => Layer(images, data.Shape, maps.Fields[layer], shape, channels[layer], places[layer], classMaps[layer]))]);
    }

    private static byte[] WithEachLabel(SeenImages images, ImageShape shape, int[] examples)
    {
        int shown = examples.FirstOrDefault(sample => sample != MapPictures.None, MapPictures.None);
        return shown == MapPictures.None ? new byte[examples.Length * shape.InputSize] : [.. examples.SelectMany((_, label) => images.Of(shown, label))];
    }

    private static LargestPlaces[][] FindPlaces(NetworkBody network, ImageDataset data, int[][] channels, WorkerPool workers)
    {
        LargestPlaces[][] places = [.. channels.Select(ofLayer => ofLayer.Select(_ => new LargestPlaces()).ToArray())];
        NetworkRun run = network.CreateRun(KernelTable.Current, workers, network.ImagesAtOnce);
        foreach (int[] batch in Enumerable.Range(0, data.Count).Chunk(network.ImagesAtOnce))
        {
            int[] labels = [.. batch.Select(sample => data.Labels[sample])];
            ((IShowsMaps)run).ShowMaps(data, batch, labels, (layer, maps) => AddPlaces(network.LayerShapes[layer], maps, batch, channels[layer], places[layer], workers));
        }

        return places;
    }

    private static void AddPlaces(LayerShape shape, Matrix maps, int[] batch, int[] channels, LargestPlaces[] places, WorkerPool workers) =>
        workers.Run(channels.Length, index =>
        {
            int positions = shape.Height * shape.Width;
            for (int row = 0; row < batch.Length && channels[index] != MapPictures.None; row++)
            {
                places[index].Add(batch[row], maps.Row(row).Slice(channels[index] * positions, positions));
            }
        });

    private static float[][] ExplainExamples(NetworkBody network, IHasMaps maps, ImageDataset data, int[] examples)
    {
        int[] positions = [.. network.LayerShapes.Select(shape => shape.Height * shape.Width)];
        float[][] classMaps = [.. positions.Select(count => new float[examples.Length * count])];
        MapGradients gradients = maps.CreateGradients();
        NetworkInputs images = new(network, data);
        float[] inputs = new float[network.Input.Overlay.InputCount];
        foreach ((int label, int sample) in examples.Index().Where(example => example.Item != MapPictures.None))
        {
            images.Write(sample, inputs);
            gradients.Show(inputs);
            for (int layer = 0; layer < positions.Length; layer++)
            {
                float[] products = new float[gradients.Maps(layer).Length];
                gradients.WriteScoreGradient(layer, label, products);
                TensorPrimitives.Multiply(products, gradients.Maps(layer), products);
                Span<float> sum = classMaps[layer].AsSpan(label * positions[layer], positions[layer]);
                for (int first = 0; first < products.Length; first += sum.Length)
                {
                    TensorPrimitives.Add(sum, products.AsSpan(first, sum.Length), sum);
                }
            }
        }

        return classMaps;
    }

    private static MapLayerPictures Layer(SeenImages images, ImageShape image, MapField field, LayerShape shape, int[] channels, LargestPlaces[] places, float[] classMaps)
    {
        int height = Math.Min(field.Size, image.Height);
        int width = Math.Min(field.Size, image.Width);
        int patch = image.Channels * height * width;
        int count = channels.Length * MapPictures.PlacesOfChannel;
        int[] found = new int[3 * count];
        float[] activations = new float[count];
        byte[] patches = new byte[count * patch];
        Array.Fill(found, MapPictures.None);
        foreach ((int index, LargestPlaces ofChannel) in places.Index())
        {
            foreach ((int rank, (float activation, int sample, int place)) in ofChannel.Places.Index())
            {
                int at = (index * MapPictures.PlacesOfChannel) + rank;
                int top = field.Origin(place / shape.Width, image.Height);
                int left = field.Origin(place % shape.Width, image.Width);
                (found[3 * at], found[(3 * at) + 1], found[(3 * at) + 2]) = (sample, top, left);
                activations[at] = activation;
                Cut(images.Of(sample), image, top, left, height, width, patches.AsSpan(at * patch, patch));
            }
        }

        return new MapLayerPictures(channels, height, width, found, activations, patches, shape.Height, shape.Width, classMaps);
    }

    private static void Cut(ReadOnlySpan<byte> pixels, ImageShape image, int top, int left, int height, int width, Span<byte> patch)
    {
        for (int place = 0; place < patch.Length; place++)
        {
            int row = top + (place / width % height);
            int column = left + (place % width);
            if (row >= 0 && row < image.Height && column >= 0 && column < image.Width)
            {
                patch[place] = pixels[(place / (height * width) * image.PixelCount) + (row * image.Width) + column];
            }
        }
    }
}
