using Engram.Kernels;
using Engram.Models;
using Engram.Models.Layerwise;

namespace Engram.Analysis.Representations;

/// <summary>The inputs x of single images, for analyses that need them one by one.</summary>
internal sealed class NetworkInputs
{
    // As in training: activations are divided by no less.
    private const double LeastNorm = 1e-12;

    private readonly NetworkBody _network;
    private readonly ImageDataset _data;
    private readonly float[][] _tables;

    public NetworkInputs(NetworkBody network, ImageDataset data)
    {
        _network = network;
        _data = data;
        _tables = [.. Enumerable.Range(0, data.Shape.Channels).Select(data.Normalization.Table)];
    }

    /// <summary>Writes x: normalized pixels, with the true label in them where the network takes labels.</summary>
    public void Write(int sample, Span<float> inputs) => Write(sample, _data.Labels[sample], inputs);

    /// <summary>The same with any label.</summary>
    public void Write(int sample, int label, Span<float> inputs)
    {
        ReadOnlySpan<byte> pixels = _data.Pixels(sample);
        for (int input = 0; input < pixels.Length; input++)
        {
            inputs[input] = _tables[input / _data.Shape.PixelCount][pixels[input]];
        }

        if (_network is LayerwiseNetwork layerwise)
        {
            layerwise.Code.Write(inputs, label);
        }
        else if (_network.Traits.LabelsInInput)
        {
            _network.Input.Overlay.Write(inputs, label);
        }
    }

    /// <summary>
    /// What the inputs of a layer are multiplied with before its weights see them: one over their length, or 1 where the network does not
    /// normalize them.
    /// </summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="areImages">Whether they are images, and otherwise activations.</param>
    public double Scale(ReadOnlySpan<float> inputs, bool areImages) =>
        (areImages ? _network.Traits.NormalizesImages : _network.Traits.NormalizesLengths) ? 1 / Math.Max(Math.Sqrt(RowSums.OfSquares(inputs)), LeastNorm) : 1;
}
