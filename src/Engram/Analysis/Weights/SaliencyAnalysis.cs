using System.Numerics.Tensors;
using Engram.Analysis.Representations;
using Engram.Analysis.Statistics;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Abilities;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Analysis.Weights;

/// <summary>
/// The gradient of the true label's score (goodness or class scores summed over layers, or a logit) with respect to the input,
/// through all layers and the lengths that activations and images are divided by: with y = h/‖h‖, ∂/∂h = (g − (g·y) y)/‖h‖ for a gradient g with respect to y.
/// Activations are those of the forward run; gradients go down a batch at a time, over active units only.
/// </summary>
internal sealed unsafe class SaliencyAnalysis
{
    private const int ImagesPerBatch = 256;
    private const int InputsPerPart = 64;

    private readonly NetworkBody _network;
    private readonly IDifferentiable _connected;
    private readonly IReadOnlyList<DenseLayer> _layers;
    private readonly ImageDataset _data;
    private readonly HiddenRepresentations _representations;
    private readonly WorkerPool _workers;
    private readonly NetworkInputs _inputs;
    private readonly KernelTable _kernels = KernelTable.Current;
    private readonly BackwardProduct[] _products;

    // ∂/∂z of each layer; ∂/∂ of what its weights see.
    private readonly ActiveRows[] _drives;
    private readonly Matrix[] _below;

    private SaliencyAnalysis(NetworkBody network, ImageDataset data, HiddenRepresentations representations, WorkerPool workers)
    {
        _network = network;
        _connected = (IDifferentiable)network;
        _layers = _connected.Layers;
        _data = data;
        _representations = representations;
        _workers = workers;
        _inputs = new NetworkInputs(network, data);
        _products = [.. _layers.Select(layer => new BackwardProduct(_kernels, workers, ImagesPerBatch, layer))];
        _drives = [.. _layers.Select(layer => new ActiveRows(ImagesPerBatch, layer.OutputSize))];
        _below = [.. _layers.Select(layer => new Matrix(ImagesPerBatch, layer.InputSize))];
        foreach (BackwardProduct product in _products)
        {
            product.UpdateWeights();
        }
    }

    /// <summary>Mean magnitude of the gradient over the images of each class.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The images.</param>
    /// <param name="representations">The network's activations for these images with their true labels.</param>
    /// <param name="samples">The images to average over.</param>
    /// <param name="workers">Threads.</param>
    public static Saliency Measure(
        NetworkBody network, ImageDataset data, HiddenRepresentations representations, ClassSamples samples, WorkerPool workers)
    {
        SaliencyAnalysis analysis = new(network, data, representations, workers);
        double[][] sums = [.. Enumerable.Range(0, samples.ClassCount).Select(_ => new double[network.Input.Overlay.InputCount])];
        foreach (int[] batch in samples.All.Chunk(ImagesPerBatch))
        {
            analysis.AddMagnitudes(batch, analysis.Gradients(batch), sums);
        }

        return new Saliency(
            data.Shape.Channels,
            data.Shape.Height,
            data.Shape.Width,
            [.. sums.Select((ofClass, classIndex) => MeanOf(ofClass.AsSpan(0, data.Shape.InputSize).ToArray(), samples.Of(classIndex).Length))],
            network.Traits.LabelsInInput ? LabelShare(network.Input.Overlay, sums) : null);
    }

    /// <summary>The gradient with respect to x of a few images, at most as many as are taken at a time.</summary>
    internal static float[][] Gradients(
        NetworkBody network, ImageDataset data, HiddenRepresentations representations, int[] samples, WorkerPool workers)
    {
        Matrix gradients = new SaliencyAnalysis(network, data, representations, workers).Gradients(samples);
        return [.. samples.Select((_, row) => gradients.Row(row).ToArray())];
    }

    private Matrix Gradients(int[] batch)
    {
        int top = _layers.Count - 1;
        for (int layer = top; layer >= 0; layer--)
        {
            int current = layer;
            HiddenLayer.ForEachRow(_workers, batch.Length, row =>
            {
                Span<float> gradient = _drives[current].Values.Row(row);
                ReadOnlySpan<float> activations = _representations.Sample(current, batch[row]);
                _connected.WriteScoreGradient(current, _data.Labels[batch[row]], activations, gradient);
                if (current < top)
                {
                    Span<float> above = _below[current + 1].Row(row);
                    PassActivationLength(activations, above);
                    TensorPrimitives.Add(gradient, above, gradient);
                }

                PassActivation(activations, gradient);
                _kernels.CollectActive(_drives[current].Values.RowStart(row), _drives[current].Values.Stride, _drives[current].ActiveUnits(row));
            });
            _products[layer].Multiply(_drives[layer], batch.Length, _below[layer]);
        }

        HiddenLayer.ForEachRow(_workers, batch.Length, row => PassImage(batch[row], _below[0].Row(row)));
        return _below[0];
    }

    private void PassImage(int sample, Span<float> gradient)
    {
        if (!_network.Traits.NormalizesImages)
        {
            return;
        }

        using RentedFloats rented = new(gradient.Length);
        _inputs.Write(sample, rented.Span);
        PassLength(rented.Span, gradient, areImages: true);
    }

    private void PassActivationLength(ReadOnlySpan<float> activations, Span<float> gradient)
    {
        if (_network.Traits.NormalizesLengths)
        {
            PassLength(activations, gradient, areImages: false);
        }
    }

    // From a gradient with respect to values of unit length to one with respect to the values themselves, in place.
    private void PassLength(ReadOnlySpan<float> values, Span<float> gradient, bool areImages)
    {
        double square = RowSums.OfSquares(values);
        double scale = _inputs.Scale(values, areImages);
        float along = square > 0 ? (float)(Product(gradient, values) / square) : 0;
        for (int index = 0; index < gradient.Length; index++)
        {
            gradient[index] = (float)((gradient[index] - (along * values[index])) * scale);
        }
    }

    // A unit that is not active does not answer to small changes of its drive.
    private void PassActivation(ReadOnlySpan<float> activations, Span<float> gradient)
    {
        for (int unit = 0; unit < gradient.Length; unit++)
        {
            gradient[unit] = activations[unit] > 0 ? gradient[unit] : 0;
        }

        _connected.Activation.Backward(activations, gradient);
    }

    // Parts are stretches of inputs: every sum runs in the order of the samples, whatever the threads.
    private void AddMagnitudes(int[] batch, Matrix gradients, double[][] sums)
    {
        int size = _network.Input.Overlay.InputCount;
        _workers.Run((size + InputsPerPart - 1) / InputsPerPart, part =>
        {
            Range inputs = (part * InputsPerPart)..Math.Min(size, (part + 1) * InputsPerPart);
            for (int row = 0; row < batch.Length; row++)
            {
                Span<double> target = sums[_data.Labels[batch[row]]].AsSpan(inputs);
                ReadOnlySpan<float> gradient = gradients.Row(row)[inputs];
                for (int input = 0; input < target.Length; input++)
                {
                    target[input] += Math.Abs(gradient[input]);
                }
            }
        });
    }

    private static double Product(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        double sum = 0;
        for (int index = 0; index < first.Length; index++)
        {
            sum += (double)first[index] * second[index];
        }

        return sum;
    }

    private static float[] MeanOf(double[] sums, int count) => [.. sums.Select(sum => (float)(sum / Math.Max(count, 1)))];

    private static double? LabelShare(LabelOverlay overlay, double[][] sums)
    {
        double all = sums.Sum(ofClass => ofClass.Sum());
        double ofLabels = 0;
        for (int channel = 0; channel < overlay.InputsPerLabel; channel++)
        {
            for (int label = 0; label < overlay.ClassCount; label++)
            {
                ofLabels += sums.Sum(ofClass => ofClass[overlay.InputIndex(channel, label)]);
            }
        }

        return all > 0 ? ofLabels / all : null;
    }
}
