using System.Numerics.Tensors;
using Engram.Analysis.Images;
using Engram.Kernels;
using Engram.Models;
using Engram.Models.Maps;
using Engram.Threading;

namespace Engram.Analysis.Units;

/// <summary>Where in the images that drive a channel most its map is largest.</summary>
internal static class PeakPlaces
{
    /// <summary>First row and first column of what is seen there, [layers][units, images, 2]; both may lie outside of the image, and are 0 where there is no image.</summary>
    /// <param name="network">A network with maps.</param>
    /// <param name="data">The images, as <see cref="InputFormat.Take"/> returns them.</param>
    /// <param name="top">The images of each layer's channels.</param>
    /// <param name="workers">Threads.</param>
    public static int[][] Find(NetworkBody network, ImageDataset data, IReadOnlyList<TopImages> top, WorkerPool workers)
    {
        IReadOnlyList<MapField> fields = ((IHasMaps)network).Fields;
        int[][] places = [.. top.Select(layer => new int[2 * layer.Samples.Length])];
        ILookup<int, int>[] whereShown = [.. top.Select(layer => layer.Samples.Index().ToLookup(shown => shown.Item, shown => shown.Index))];
        int[] samples = [.. top.SelectMany(layer => layer.Samples).Where(sample => sample != TopImages.None).Distinct().Order()];
        NetworkRun run = network.CreateRun(KernelTable.Current, workers, network.ImagesAtOnce);
        foreach (int[] batch in samples.Chunk(network.ImagesAtOnce))
        {
            int[] labels = [.. batch.Select(sample => data.Labels[sample])];
            ((IShowsMaps)run).ShowMaps(data, batch, labels, (layer, maps) =>
            {
                LayerShape shape = network.LayerShapes[layer];
                int positions = shape.Height * shape.Width;
                foreach ((int row, int sample) in batch.Index())
                {
                    foreach (int shown in whereShown[layer][sample])
                    {
                        int place = TensorPrimitives.IndexOfMax<float>(maps.Row(row).Slice(shown / TopImages.PerUnit * positions, positions));
                        places[layer][2 * shown] = fields[layer].Origin(place / shape.Width, data.Shape.Height);
                        places[layer][(2 * shown) + 1] = fields[layer].Origin(place % shape.Width, data.Shape.Width);
                    }
                }
            });
        }

        return places;
    }
}
