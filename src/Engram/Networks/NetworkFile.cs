using System.Globalization;
using Engram.Data;
using Engram.Families;
using Engram.Models;
using Engram.Storage;

namespace Engram.Networks;

/// <summary>
/// A network as a safetensors file: <c>layers.0.weight</c> [units, inputs] and, where layers have biases, <c>layers.0.bias</c> [units], for a
/// classifier <c>head.weight</c> [classes, units] and <c>head.bias</c> [classes], as in a PyTorch state_dict; and in the metadata what is needed to run it.
/// </summary>
public static class NetworkFile
{
    private const string FormatKey = "engram.format";
    private const string Format = "network-1";

    /// <summary>Metadata key that says whether hidden layers have biases; files of before it have them.</summary>
    internal const string BiasesKey = "biases";

    private const string ModelKey = "model";
    private const string HeadWeight = "head.weight";

    /// <summary>Writes a network; an existing file is replaced only when the new one is complete.</summary>
    /// <exception cref="EngramException">The file cannot be written.</exception>
    public static void Write(string path, Network network) => Write(path, network, new Dictionary<string, string>());

    /// <summary>Writes a network with further metadata.</summary>
    internal static void Write(string path, Network network, IReadOnlyDictionary<string, string> more)
    {
        ArgumentNullException.ThrowIfNull(network);
        Dictionary<string, string> metadata = new(Describe(network).Concat(more)) { [FormatKey] = Format };
        SafetensorsFile.Write(path, Tensors(network), metadata);
    }

    /// <summary>Reads a network.</summary>
    /// <exception cref="EngramException">The file is missing, damaged, or no network of this program.</exception>
    public static Network Read(string path) => Read(SafetensorsFile.Read(path), path);

    /// <summary>Reads a network from the content of a file.</summary>
    internal static Network Read(SafetensorsFile file, string path)
    {
        if (file.Metadata.GetValueOrDefault(FormatKey) != Format)
        {
            throw new EngramException(
                $"{path} is no network of this program (its metadata lacks {FormatKey} = {Format}); name a weights.safetensors that engram train wrote.");
        }

        Network network = Create(path, file);
        ReadParameters(file, network);
        return network;
    }

    /// <summary>All parameters of a network.</summary>
    internal static List<SafetensorsTensor> Tensors(Network network) => [.. network.Parameters.Select(parameter => parameter.ToTensor())];

    /// <summary>Fills a network of the right shape.</summary>
    internal static void ReadParameters(SafetensorsFile file, Network network)
    {
        foreach (Parameter parameter in network.Parameters)
        {
            parameter.Read(file);
        }
    }

    /// <summary>What a network is, apart from its parameters.</summary>
    internal static Dictionary<string, string> Describe(Network network) => new()
    {
        [ModelKey] = network.Model.Name,
        ["layers"] = string.Join(',', network.Layers.Select(layer => layer.OutputSize)),
        ["goodness"] = network.Goodness.Name,
        ["thresholds"] = string.Join(',', network.Thresholds.Select(value => value.ToString("R", CultureInfo.InvariantCulture))),
        ["activation"] = network.Activation.Name,
        [BiasesKey] = network.HasBiases ? "true" : "false",
        ["imageShape"] = network.Overlay.Shape.ToString(),
        ["classCount"] = network.Overlay.ClassCount.ToString(CultureInfo.InvariantCulture),
        ["labelValue"] = network.Overlay.Value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>A network of zeros from its description.</summary>
    internal static Network Create(string path, SafetensorsFile file)
    {
        try
        {
            IReadOnlyDictionary<string, string> metadata = file.Metadata;
            int[] sizes = [.. metadata["layers"].Split(',').Select(ParseInt)];
            int[] shape = [.. metadata["imageShape"].Split('x').Select(ParseInt)];
            if (shape is not [> 0 and var channels, > 0 and var height, > 0 and var width]
                || TensorShape.ElementCount([channels, height, width]) is not <= ImageShape.MaximumInputSize)
            {
                throw new FormatException($"imageShape is {metadata["imageShape"]} instead of channels, height and width");
            }

            float[] thresholds = [.. metadata["thresholds"].Split(',').Select(ParseFloat)];
            ImageShape images = new(channels, height, width);
            int classCount = ParseInt(metadata["classCount"]);
            RequireStored(file, sizes, images, classCount);
            LabelOverlay overlay = new(images, classCount, ParseFloat(metadata["labelValue"]));
            Goodness goodness = GoodnessFunctions.Find(metadata["goodness"]);
            ActivationFunction activation = ActivationFunctions.Find(metadata["activation"]);
            Model model = ModelTable.Find(metadata.GetValueOrDefault(ModelKey) ?? ModelOfFirstFormat(file));
            bool hasBiases = bool.Parse(metadata.GetValueOrDefault(BiasesKey, "true"));
            return new Network(model, sizes, goodness, thresholds, activation, overlay, hasBiases);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or FormatException or OverflowException or ArgumentException or EngramException)
        {
            throw new EngramException($"{path} has unreadable metadata ({exception.Message.TrimEnd('.')}); restore the file from a copy, or train again.", exception);
        }
    }

    // FF and BP/FF run alike.
    private static string ModelOfFirstFormat(SafetensorsFile file) =>
        file.Tensors.Any(tensor => tensor.Name == HeadWeight) ? "bp" : "ff";

    // Sizes are compared with the tensors before anything of that size is made.
    private static void RequireStored(SafetensorsFile file, int[] sizes, ImageShape images, int classCount)
    {
        long inputs = images.InputSize;
        if (classCount is < 2 or > ImageDataset.MaxClassCount || classCount > images.PixelCount)
        {
            throw new FormatException($"classCount is {classCount} for {images.PixelCount} pixels per channel");
        }

        for (int layer = 0; layer < sizes.Length; layer++)
        {
            SafetensorsTensor weight = file.Tensors.FirstOrDefault(tensor => tensor.Name == WeightName(layer))
                ?? throw new FormatException($"there is no tensor {WeightName(layer)}");
            if (sizes[layer] <= 0 || !weight.Shape.SequenceEqual([sizes[layer], inputs]))
            {
                throw new FormatException($"{WeightName(layer)} is not [{sizes[layer]}, {inputs}]");
            }

            inputs = sizes[layer];
        }
    }

    private static string WeightName(int layer) => $"layers.{layer}.weight";

    private static int ParseInt(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static float ParseFloat(string text)
    {
        float value = float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return float.IsFinite(value) ? value : throw new FormatException($"{text} is no finite number");
    }
}
