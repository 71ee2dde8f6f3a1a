using Engram.Kernels;
using Engram.Threading;

namespace Engram.Models.Scores;

/// <summary>The scores of every label for all images of a data set, the raw material of a prediction.</summary>
/// <param name="Values">[images, layers, labels].</param>
/// <param name="LayerCount">Number of layers.</param>
/// <param name="LabelCount">Number of labels.</param>
internal sealed record LabelScores(float[] Values, int LayerCount, int LabelCount)
{
    // Where every label makes a row of its own, this many rows keep two threads busy and stay small.
    private const int RowsAtOnce = 1280;

    /// <summary>Scores all images.</summary>
    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="network">The network.</param>
    /// <param name="data">The images.</param>
    /// <param name="layerCount">How many of its layers to run; null for all.</param>
    /// <exception cref="EngramException">The images do not fit the network.</exception>
    public static LabelScores Compute(KernelTable kernels, WorkerPool workers, NetworkBody network, ImageDataset data, int? layerCount = null)
    {
        ImageDataset images = network.Input.Take(data);
        int labels = network.Input.ClassCount;
        int atOnce = Math.Min(data.Count, network.Traits.LabelsInInput ? Math.Clamp(RowsAtOnce / labels, 1, network.ImagesAtOnce) : network.ImagesAtOnce);
        NetworkRun run = network.CreateRun(kernels, workers, atOnce, layerCount);
        int ofImage = run.ScoreLayerCount * labels;
        if ((long)data.Count * ofImage > Array.MaxLength)
        {
            throw new EngramException(
                $"{data.Name} has {data.Count} images of {ofImage} scores each, but at most {Array.MaxLength / ofImage} can be scored at once; use fewer images.");
        }

        float[] scores = new float[(long)data.Count * ofImage];
        int[] samples = new int[atOnce];
        for (int first = 0; first < data.Count; first += atOnce)
        {
            int count = Math.Min(atOnce, data.Count - first);
            for (int place = 0; place < count; place++)
            {
                samples[place] = first + place;
            }

            run.Score(images, samples.AsSpan(0, count), scores.AsSpan(first * ofImage, count * ofImage));
        }

        return new LabelScores(scores, run.ScoreLayerCount, labels);
    }
}
