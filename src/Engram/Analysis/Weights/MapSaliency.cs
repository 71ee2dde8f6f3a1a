using System.Numerics.Tensors;
using Engram.Analysis.Representations;
using Engram.Models;
using Engram.Models.Maps;
using Engram.Threading;

namespace Engram.Analysis.Weights;

/// <summary>
/// The gradient, with respect to the input, of the sum of all layers' scores of the true label, for networks with maps. It goes down image by image, so it
/// is the mean over some images of each class.
/// </summary>
internal static class MapSaliency
{
    /// <summary>Images of each class, where there are not very many classes.</summary>
    private const int ImagesOfClass = 20;

    private const int MostImages = 2000;

    /// <summary>Mean magnitude of the gradient over the first images of each class.</summary>
    /// <param name="network">A network with maps.</param>
    /// <param name="data">The images.</param>
    /// <param name="samples">Those to choose from.</param>
    /// <param name="workers">Threads.</param>
    public static Saliency Measure(NetworkBody network, ImageDataset data, ClassSamples samples, WorkerPool workers)
    {
        int count = Math.Clamp(MostImages / data.ClassCount, 1, ImagesOfClass);
        using ThreadLocal<MapGradients> gradients = new(((IHasMaps)network).CreateGradients);
        return new Saliency(
            data.Shape.Channels,
            data.Shape.Height,
            data.Shape.Width,
            [.. Enumerable.Range(0, data.ClassCount).Select(label => Mean(network, data, samples.Of(label).Take(count).ToArray(), gradients, workers))],
            LabelShare: null);
    }

    private static float[] Mean(NetworkBody network, ImageDataset data, int[] samples, ThreadLocal<MapGradients> gradients, WorkerPool workers)
    {
        NetworkInputs images = new(network, data);
        float[][] magnitudes = new float[samples.Length][];
        workers.Run(samples.Length, place =>
        {
            float[] values = new float[network.Input.Overlay.InputCount];
            images.Write(samples[place], values);
            gradients.Value!.Show(values);
            gradients.Value.WriteInputGradient(data.Labels[samples[place]], values);
            TensorPrimitives.Abs(values, values);
            magnitudes[place] = values;
        });
        float[] mean = new float[data.Shape.InputSize];
        foreach (float[] ofImage in magnitudes)
        {
            TensorPrimitives.MultiplyAdd(ofImage.AsSpan(0, mean.Length), 1f / samples.Length, mean, mean);
        }

        return mean;
    }
}
