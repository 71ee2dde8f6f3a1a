using Engram.Labels;
using Engram.Layers;
using Engram.Models;

namespace Engram.Onnx;

/// <summary>From bytes to what the first layer takes, and labels in images.</summary>
internal static class ImageNodes
{
    private const float FullBrightness = 255;

    /// <summary>(byte / 255 − mean) / standard deviation, channel by channel.</summary>
    public static string AddNormalized(OnnxGraph graph, InputFormat input)
    {
        PixelNormalization normalization = input.Normalization!;
        graph.Message.DocString = $"Images of {input.Shape}, {input.ClassCount} classes.";
        string images = graph.Input(OnnxFile.Images, $"pixels of {input.Shape} images, from 0 to 255", null, input.Shape.InputSize);
        string brightness = graph.Add("Div", "brightness", [images, graph.Number("full_brightness", FullBrightness)]);
        string centered = graph.Add("Sub", "centered_pixels", [brightness, OfChannels(graph, "mean", normalization.Mean, input.Shape)]);
        return graph.Add("Div", "normalized_pixels", [centered, OfChannels(graph, "standard_deviation", normalization.StandardDeviation, input.Shape)]);
    }

    /// <summary>
    /// The first layer's drives of every image with every label, [batch, labels, units]. With u the image whose label inputs are cleared, m the label's value
    /// and y the inputs that carry a label: z = (uW + m Σ W[y]) / √(‖u‖² + |y| m²) + b, so that one product serves all labels.
    /// </summary>
    public static string AddLabelledDrives(OnnxGraph graph, InputFormat input, string pixels, DenseLayer layer, string name)
    {
        LabelOverlay overlay = input.Overlay;
        string both = AddLabelledProducts(graph, input, pixels, layer, name);
        string square = graph.AddSquareSum(AddCleared(graph, overlay, pixels), "image_square");
        string labelSquare = graph.Number("label_square", overlay.InputsPerLabel * overlay.Value * overlay.Value);
        string length = graph.Add("Sqrt", "image_length", [graph.Add("Add", "labelled_square", [square, labelSquare])]);
        string divisor = graph.Add("Unsqueeze", "image_divisor", [LayerNodes.AddFloor(graph, length, LayerNodes.AnyLength), graph.Axis(1)]);
        return LayerNodes.AddBiases(graph, graph.Add("Div", $"{name}.product", [both, divisor]), layer, "layers.0", name);
    }

    /// <summary>uW + m Σ W[y], [batch, labels, units].</summary>
    /// <inheritdoc cref="AddLabelledDrives"/>
    public static string AddLabelledProducts(OnnxGraph graph, InputFormat input, string pixels, DenseLayer layer, string name)
    {
        LabelOverlay overlay = input.Overlay;
        string weights = LayerNodes.AddWeights(graph, layer, "layers.0");
        string cleared = AddCleared(graph, overlay, pixels);
        string ofPixels = overlay.IsAppended ? AddPixelWeights(graph, overlay, weights, name) : weights;

        string ofImages = graph.Add("Unsqueeze", $"{name}.image_drive", [graph.Add("MatMul", $"{name}.image_product", [cleared, ofPixels]), graph.Axis(1)]);
        string labelWeights = graph.Add("Gather", $"{name}.label_weights", [weights, AddLabelInputs(graph, overlay)], OnnxGraph.Attribute("axis", 0L));
        string labelSums = graph.Add("ReduceSum", $"{name}.label_sum", [labelWeights, graph.Axis(1)], OnnxGraph.Attribute("keepdims", 0L));
        string ofLabels = graph.Add("Mul", $"{name}.label_drive", [labelSums, graph.Number("label_value", overlay.Value)]);
        return graph.Add("Add", $"{name}.labelled_drive", [ofImages, ofLabels]);
    }

    private static string AddCleared(OnnxGraph graph, LabelOverlay overlay, string pixels) =>
        overlay.IsAppended ? pixels : graph.Add("Mul", "cleared_pixels", [pixels, AddMask(graph, overlay)]);

    private static string OfChannels(OnnxGraph graph, string name, IReadOnlyList<float> values, ImageShape shape) => values.Count == 1
        ? graph.Number(name, values[0])
        : graph.Floats(name, [.. values.SelectMany(value => Enumerable.Repeat(value, shape.PixelCount))], shape.InputSize);

    private static string AddMask(OnnxGraph graph, LabelOverlay overlay)
    {
        float[] mask = new float[overlay.Shape.InputSize];
        Array.Fill(mask, 1);
        overlay.Clear(mask);
        return graph.Floats("no_label_inputs", mask, mask.Length);
    }

    /// <summary>The weights of pixels alone, where labels have inputs of their own.</summary>
    private static string AddPixelWeights(OnnxGraph graph, LabelOverlay overlay, string weights, string name)
    {
        long[] pixels = [.. Enumerable.Range(0, overlay.Shape.InputSize).Select(input => (long)input)];
        string inputs = graph.Integers("pixel_inputs", pixels, pixels.Length);
        return graph.Add("Gather", $"{name}.pixel_weights", [weights, inputs], OnnxGraph.Attribute("axis", 0L));
    }

    private static string AddLabelInputs(OnnxGraph graph, LabelOverlay overlay)
    {
        long[] inputs =
        [
            .. from label in Enumerable.Range(0, overlay.ClassCount)
               from channel in Enumerable.Range(0, overlay.InputsPerLabel)
               select overlay.InputIndex(channel, label),
        ];
        return graph.Integers("label_inputs", inputs, overlay.ClassCount, overlay.InputsPerLabel);
    }
}
