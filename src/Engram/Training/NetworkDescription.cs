using System.Globalization;
using System.Text.Json;
using Engram.Families;
using Engram.Families.Dense;
using Engram.Labels;
using Engram.Models;
using Engram.Objectives;
using Engram.Storage;

namespace Engram.Training;

/// <summary>
/// What a network is, apart from its parameters, as the metadata of its file: <c>spec</c> (how it was made and trained, JSON), <c>imageShape</c>
/// (channels x height x width), <c>classNames</c> (JSON), <c>mean</c> and <c>standardDeviation</c> of the normalization, <c>hasBackground</c>, <c>labelCode</c>
/// (overlay, appended, fourier, morphological or none) with, where it has one, <c>labelValue</c>, <c>leftOutClass</c>, the name and fingerprint of the training data, and for other programs
/// <c>goodness</c>, <c>thresholds</c> and <c>activation</c>.
/// </summary>
internal static class NetworkDescription
{
    /// <summary>Metadata key of the first format that says whether hidden layers have biases; files of before it have them.</summary>
    private const string BiasesKey = "biases";

    // Labels were bytes then, and one value meant none.
    private const int MostClassesOfFirstFormat = byte.MaxValue;

    private const string SpecKey = "spec";
    private const string NoCode = "none";

    /// <summary>The metadata of a network.</summary>
    public static IReadOnlyDictionary<string, string> Of(NetworkBody network)
    {
        InputFormat input = network.Input;
        bool hasLabels = network.Traits.LabelsInInput;
        Dictionary<string, string?> metadata = new()
        {
            [SpecKey] = TrainingSpecJson.Format(network.Spec),
            ["imageShape"] = input.Shape.ToString(),
            ["classNames"] = JsonSerializer.Serialize([.. input.ClassNames], NetworkDescriptionContext.Default.StringArray),
            ["mean"] = input.Normalization is { } known ? Join(known.Mean) : null,
            ["standardDeviation"] = input.Normalization is { } normalization ? Join(normalization.StandardDeviation) : null,
            ["hasBackground"] = input.HasBackground is { } background ? (background ? "true" : "false") : null,
            ["labelCode"] = hasLabels ? network.Spec.LabelCode : NoCode,
            ["labelValue"] = hasLabels && LabelCodes.HasInputsOfItsOwn(network.Spec.LabelCode) ? Text(input.Overlay.Value) : null,
            ["leftOutClass"] = input.LeftOutClass?.ToString(CultureInfo.InvariantCulture),
            ["data"] = input.DataName,
            ["dataFingerprint"] = input.DataFingerprint,
        };
        if (network is DenseNetwork dense)
        {
            // What follows from the spec, for programs that do not know its defaults.
            metadata["goodness"] = dense.Goodness.Name;
            metadata["thresholds"] = Join(dense.Thresholds);
            metadata["activation"] = dense.Activation.Name;
        }

        return metadata.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);
    }

    /// <summary>A network of zeros from its description.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="file">Its content.</param>
    /// <param name="known">How the network was made, where that is known from elsewhere.</param>
    /// <exception cref="EngramException">The description is damaged or does not fit the tensors.</exception>
    public static NetworkBody Create(string path, SafetensorsFile file, TrainingSpec? known = null)
    {
        try
        {
            bool isFirstFormat = !file.Metadata.ContainsKey(SpecKey);
            TrainingSpec described = isFirstFormat ? SpecOfFirstFormat(file) : TrainingSpecJson.Read(file.Metadata[SpecKey]);
            TrainingSpec spec = known ?? described;
            RequireSame(spec, described, isFirstFormat);
            TrainingSpecValidation.Validate(spec);
            Model model = ModelTable.Find(spec.Model);
            InputFormat input = ReadInput(file.Metadata, model, spec, isFirstFormat);
            RequireStored(file, model, spec, input);
            NetworkBody network = model.Definition.CreateBody(spec, input);
            RequireShapes(file, network);
            return network;
        }
        catch (Exception exception) when (exception is KeyNotFoundException or FormatException or OverflowException or ArgumentException or EngramException or JsonException)
        {
            throw new EngramException($"{path} has unreadable metadata ({exception.Message.TrimEnd('.')}); restore the file from a copy, or train again.", exception);
        }
    }

    // What the first format says of a network is less than its spec.
    private static void RequireSame(TrainingSpec spec, TrainingSpec described, bool isFirstFormat)
    {
        bool isSame = isFirstFormat
            ? spec.Layers.SequenceEqual(described.Layers) && spec.Goodness == described.Goodness && spec.Activation == described.Activation
                && spec.Biases == described.Biases && (spec.Model == "bp") == (described.Model == "bp")
            : TrainingSpecJson.Format(spec) == TrainingSpecJson.Format(described);
        if (!isSame)
        {
            throw new FormatException("the spec and the description of the network contradict each other");
        }
    }

    private static InputFormat ReadInput(IReadOnlyDictionary<string, string> metadata, Model model, TrainingSpec spec, bool isFirstFormat)
    {
        ImageShape shape = ReadShape(metadata["imageShape"]);
        string[] names = isFirstFormat
            ? [.. Enumerable.Range(0, ParseCount(metadata["classCount"])).Select(label => label.ToString(CultureInfo.InvariantCulture))]
            : JsonSerializer.Deserialize(metadata["classNames"], NetworkDescriptionContext.Default.StringArray) ?? [];
        if (names.Length < 2 || names.Contains(null))
        {
            throw new FormatException($"there are {names.Length} class names");
        }

        bool hasLabels = model.Traits.LabelsInInput;
        bool hasOverlay = hasLabels && LabelCodes.HasInputsOfItsOwn(spec.LabelCode);
        if (!isFirstFormat && metadata["labelCode"] != (hasLabels ? spec.LabelCode : NoCode))
        {
            throw new FormatException($"labelCode is {metadata["labelCode"]} for model {model.Name}{(hasLabels ? $" with labelCode {spec.LabelCode}" : "")}");
        }

        return new InputFormat
        {
            Shape = shape,
            ClassNames = names,
            Normalization = metadata.TryGetValue("mean", out string? mean)
                ? new PixelNormalization(ParseFloats(mean, shape.Channels), ParseFloats(metadata["standardDeviation"], shape.Channels))
                : null,
            HasBackground = metadata.TryGetValue("hasBackground", out string? background) ? bool.Parse(background) : null,
            Overlay = hasOverlay ? new LabelOverlay(shape, names.Length, ParseFloat(metadata["labelValue"]), spec.LabelCode == LabelCodes.Appended) : LabelOverlay.None(shape),
            LeftOutClass = metadata.TryGetValue("leftOutClass", out string? leftOut) ? ParseInt(leftOut) : null,
            DataName = metadata.GetValueOrDefault("data"),
            DataFingerprint = metadata.GetValueOrDefault("dataFingerprint"),
        };
    }

    // FF and BP/FF run alike, and their files of the first format do not say which of them they are.
    private static TrainingSpec SpecOfFirstFormat(SafetensorsFile file)
    {
        IReadOnlyDictionary<string, string> metadata = file.Metadata;
        float[] thresholds = [.. metadata["thresholds"].Split(',').Select(ParseFloat)];
        Goodness goodness = GoodnessFunctions.Find(metadata["goodness"]);
        int[] layers = [.. metadata["layers"].Split(',').Select(ParseInt)];
        if (thresholds.Length != layers.Length)
        {
            throw new FormatException($"there are {thresholds.Length} thresholds for {layers.Length} layers");
        }

        bool areDefaults = thresholds.Zip(layers).All(pair => pair.First == goodness.DefaultThreshold(pair.Second));
        return new TrainingSpec
        {
            Model = file.Tensors.Any(tensor => tensor.Name == "head.weight") ? "bp" : "ff",
            Layers = layers,
            Goodness = goodness.Name,
            Threshold = areDefaults ? null : new PerLayer<float>([.. thresholds.Distinct().Count() == 1 ? thresholds[..1] : thresholds]),
            Activation = metadata["activation"],
            Biases = bool.Parse(metadata.GetValueOrDefault(BiasesKey, "true")),
        };
    }

    private static void RequireShapes(SafetensorsFile file, NetworkBody network)
    {
        foreach (Parameter parameter in network.Parameters)
        {
            if (file.Tensors.FirstOrDefault(tensor => tensor.Name == parameter.Name) is { } stored
                && !stored.Shape.SequenceEqual(parameter.Shape.Select(length => (long)length)))
            {
                throw new FormatException($"{parameter.Name} is not [{string.Join(", ", parameter.Shape)}]");
            }
        }
    }

    // Sizes are compared with what is stored before anything of that size is made. What lacks is named when it is read.
    private static void RequireStored(SafetensorsFile file, Model model, TrainingSpec spec, InputFormat input)
    {
        long stored = file.Tensors.Sum(tensor => tensor.Data.Length / sizeof(float));
        long needed = model.Definition.CountParameters(spec, input.Shape, input.ClassCount).Sum();
        if (needed > 2 * stored)
        {
            throw new FormatException($"it describes a network of {needed} numbers, but the file holds {stored}");
        }
    }

    private static ImageShape ReadShape(string text)
    {
        int[] sizes = [.. text.Split('x').Select(ParseInt)];
        return sizes is [> 0 and int channels, > 0 and int height, > 0 and int width]
            && TensorShape.ElementCount([channels, height, width]) is <= ImageShape.MaximumInputSize
            ? new ImageShape(channels, height, width)
            : throw new FormatException($"imageShape is {text} instead of channels, height and width");
    }

    // Class names are made by the number, so that it is bounded first.
    private static int ParseCount(string text) => ParseInt(text) is >= 2 and <= MostClassesOfFirstFormat and int count ? count : throw new FormatException($"classCount is {text}");

    private static int ParseInt(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static float ParseFloat(string text)
    {
        float value = float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return float.IsFinite(value) ? value : throw new FormatException($"{text} is no finite number");
    }

    private static float[] ParseFloats(string text, int count)
    {
        float[] values = [.. text.Split(',').Select(ParseFloat)];
        return values.Length == count ? values : throw new FormatException($"there are {values.Length} values of the normalization for {count} channels");
    }

    private static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Join(IEnumerable<float> values) => string.Join(',', values.Select(Text));
}
