using System.Globalization;
using Engram.Models;
using Engram.Storage;
using Engram.Training;
using Google.Protobuf;
using Onnx;

namespace Engram.Onnx;

/// <summary>
/// A network as an ONNX file, for any program that runs ONNX. Pixels go in as they are, from 0 to 255; their normalization, the labels that the network tries
/// and the prediction rule are part of the graph, so nothing is left to do outside.
/// </summary>
public static class OnnxFile
{
    /// <summary>The version of ONNX's operators that the graph is written with.</summary>
    public const int Opset = 18;

    /// <summary>The images, float32 [batch, inputs]: bytes in the order [channels, height, width].</summary>
    public const string Images = "images";

    /// <summary>The score of every label, float32 [batch, labels]: what the prediction rule makes of the layers, or a classifier's logits; −∞ for a class that was left out.</summary>
    public const string Scores = "scores";

    /// <summary>The label with the largest score, int64 [batch]; −1 where all are equal.</summary>
    public const string Prediction = "prediction";

    /// <summary>Goodness or class scores of every layer, float32 [batch, layers, labels]; a classifier has none.</summary>
    public const string LayerScores = "layer_scores";

    // The version of the format of the file that belongs to this version of the operators.
    private const int IrVersion = 8;

    // A message of Protocol Buffers ends at 2 GB; what is beside the numbers has room in the rest.
    private const long MostNumbers = 500_000_000;

    /// <summary>The activations of a layer: float32 [batch, units], or [batch, labels, units] where labels are in the input.</summary>
    /// <param name="layerNumber">The layer, from 1 on.</param>
    public static string Layer(int layerNumber) => string.Create(CultureInfo.InvariantCulture, $"layer_{layerNumber}");

    /// <summary>Writes a network; an existing file is replaced only when the new one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network.</param>
    /// <returns>What goes in and comes out.</returns>
    /// <exception cref="EngramException">The file cannot be written, or the network cannot be expressed in ONNX.</exception>
    public static OnnxInterface Write(string path, Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        ModelProto model = Create(network.Body);
        AtomicFile.Write(path, model.WriteTo);
        return OnnxInterface.Of(model.Graph);
    }

    /// <summary>The model as a message of ONNX.</summary>
    internal static ModelProto Create(NetworkBody network)
    {
        Require(network);
        ModelProto model = new()
        {
            IrVersion = IrVersion,
            ProducerName = "engram",
            ProducerVersion = typeof(OnnxFile).Assembly.GetName().Version?.ToString(3) ?? "",
            DocString = $"{network.Model.Title} with layers of {string.Join(", ", network.Spec.Layers)} units, trained on {network.Input.DataName}.",
            Graph = NetworkNodes.Create(network),
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
        model.MetadataProps.Add(new StringStringEntryProto { Key = "model", Value = network.Model.Name });
        foreach ((string key, string value) in NetworkDescription.Of(network).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        }

        return model;
    }

    private static void Require(NetworkBody network)
    {
        if (network.Input.Normalization is null)
        {
            throw new EngramException("The weights are of the first format, which does not say how pixels are normalized, so they cannot be exported; train the network again.");
        }

        if (network.FindNonFinite() is { } whose)
        {
            throw new EngramException($"{whose} has a weight or bias that is no finite number, so its training has failed; train again with a smaller learning rate.");
        }

        long numbers = network.Parameters.Sum(parameter => parameter.Shape.Aggregate(1L, (product, length) => product * length)) + LabelNodes.CountNumbers(network);
        if (numbers > MostNumbers)
        {
            throw new EngramException($"The network has {numbers} numbers, but an ONNX file holds {MostNumbers}; export one with smaller layers or images.");
        }
    }
}
