using Engram.Analysis.Representations;
using Engram.Analysis.Statistics;
using Engram.Models;
using Engram.Models.Abilities;
using Engram.Threading;

namespace Engram.Analysis.Weights;

/// <summary>
/// Mean inputs of a layer over the samples of every class, as the layer's weights see them: of unit length where the network
/// normalizes. Parts above and below zero are kept apart, so that what is linear in each of them can be computed from
/// the mean.
/// </summary>
/// <param name="Positive">Mean of max(x, 0), [class][input].</param>
/// <param name="Negative">Mean of min(x, 0), [class][input].</param>
internal sealed record MeanInputs(double[][] Positive, double[][] Negative)
{
    /// <summary>Inputs of the first layer: images, with their true label where the network takes labels.</summary>
    public static MeanInputs OfImages(NetworkBody network, ImageDataset data, ClassSamples samples, WorkerPool workers)
    {
        NetworkInputs inputs = new(network, data);
        var connected = (IFullyConnected)network;
        return Compute(values => inputs.Scale(values, areImages: true), connected.InputOverlay.InputCount, samples, Write, workers);

        void Write(int sample, Span<float> values)
        {
            using RentedFloats image = new(network.Input.Overlay.InputCount);
            inputs.Write(sample, image.Span);
            connected.WriteInputs(image.Span, values);
        }
    }

    /// <summary>Inputs of a further layer: activations of the one below.</summary>
    public static MeanInputs OfLayer(
        NetworkBody network, ImageDataset data, HiddenRepresentations representations, int layerBelow, ClassSamples samples, WorkerPool workers)
    {
        NetworkInputs inputs = new(network, data);
        return Compute(
            values => inputs.Scale(values, areImages: false),
            representations.UnitCounts[layerBelow],
            samples,
            (sample, values) => representations.Sample(layerBelow, sample).CopyTo(values),
            workers);
    }

    private static MeanInputs Compute(Func<float[], double> scaleOf, int size, ClassSamples samples, Action<int, Span<float>> write, WorkerPool workers)
    {
        MeanInputs means = new(new double[samples.ClassCount][], new double[samples.ClassCount][]);
        workers.Run(samples.ClassCount, classIndex =>
        {
            (means.Positive[classIndex], means.Negative[classIndex]) = ComputeClass(scaleOf, size, samples.Of(classIndex), write);
        });
        return means;
    }

    private static (double[] Positive, double[] Negative) ComputeClass(Func<float[], double> scaleOf, int size, int[] samples, Action<int, Span<float>> write)
    {
        double[] positive = new double[size];
        double[] negative = new double[size];
        float[] inputs = new float[size];
        foreach (int sample in samples)
        {
            write(sample, inputs);
            double scale = scaleOf(inputs) / samples.Length;
            for (int input = 0; input < size; input++)
            {
                double value = inputs[input] * scale;
                positive[input] += Math.Max(value, 0);
                negative[input] += Math.Min(value, 0);
            }
        }

        return (positive, negative);
    }
}
