using System.Globalization;
using Engram.Analysis.Representations;
using Engram.Data;
using Engram.Storage;

namespace Engram.Experiments.RunFiles;

/// <summary>Activations of any network, with the labels of its samples and, where there are any, its predictions.</summary>
/// <param name="Representations">Activations, and for each sample the place of its class.</param>
/// <param name="Predictions">For each sample the place of the predicted class, or <see cref="StoredLabels.None"/>; null where the file has none.</param>
/// <param name="Classes">The labels that occur, in their order.</param>
internal sealed record LabelledActivations(HiddenRepresentations Representations, int[]? Predictions, IReadOnlyList<int> Classes);

/// <summary>
/// An .npz file of activations: <c>layer_1</c>, <c>layer_2</c>, ... of real numbers [samples, units], <c>labels</c> and, if need be, <c>predictions</c> [samples]
/// of whole numbers. Arrays of other names are not looked at, unless they are called like layers.
/// </summary>
internal static class ActivationsFile
{
    public const string Labels = "labels";

    public const string Predictions = "predictions";

    private const string LayerStart = "layer_";

    // More classes than this are numbers that count something else.
    private const int MostClasses = 10_000;

    /// <summary>The name of a layer's array.</summary>
    /// <param name="number">The layer, from 1 on.</param>
    public static string Layer(int number) => string.Create(CultureInfo.InvariantCulture, $"{LayerStart}{number}");

    /// <summary>Reads a file.</summary>
    /// <exception cref="EngramException">The file or an array of it cannot be used.</exception>
    public static LabelledActivations Read(string path)
    {
        List<string> names = [];
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(path, name =>
        {
            names.Add(name);
            RequireLayerName(path, name);
            return name is Labels or Predictions || LayerNumber(name) is not null ? shape => RequireShape(path, name, shape) : null;
        }, widen: true);
        int layerCount = arrays.Keys.Count(name => LayerNumber(name) is not null);
        string[] needed = [.. Enumerable.Range(1, Math.Max(1, layerCount)).Select(Layer), Labels];
        if (needed.FirstOrDefault(name => !arrays.ContainsKey(name)) is { } missing)
        {
            string present = names.Count == 0 ? "is empty" : $"has {string.Join(", ", names.Order(StringComparer.Ordinal))}";
            throw new EngramException($"{path} has no array {missing} (it {present}); save the activations of the layers as layer_1, layer_2, ... and the true classes as labels.");
        }

        float[][] layers = [.. Enumerable.Range(1, layerCount).Select(number => Activations(path, Layer(number), arrays[Layer(number)]))];
        int[] labels = Numbers(path, Labels, arrays[Labels]);
        int[]? predictions = arrays.TryGetValue(Predictions, out NpyArray? predicted) ? Numbers(path, Predictions, predicted) : null;
        RequireLength(path, arrays, labels.Length);
        RequireLabels(path, Labels, labels, least: 0);
        if (Array.TrueForAll(labels, label => label == labels[0]))
        {
            throw new EngramException($"The array labels in {path} has the class {labels[0]} only, so there is nothing to compare; give samples of two classes or more.");
        }

        if (predictions is not null)
        {
            // Bytes have no −1; files of up to 255 classes have 255 for no prediction.
            predictions = [.. predictions.Select(label => predicted!.DataType == "|u1" && labels.Max() < byte.MaxValue && label == byte.MaxValue ? StoredLabels.None : label)];
            RequireLabels(path, Predictions, predictions, StoredLabels.None);
        }

        int[] classes = [.. labels.Concat(predictions ?? []).Where(label => label != StoredLabels.None).Distinct().Order()];
        int[] Places(int[] all) => [.. all.Select(label => label == StoredLabels.None ? label : Array.BinarySearch(classes, label))];
        return new LabelledActivations(new HiddenRepresentations(Places(labels), layers), predictions is null ? null : Places(predictions), classes);
    }

    // A layer under another name would be passed over in silence.
    private static void RequireLayerName(string path, string name)
    {
        if (name.StartsWith("layer", StringComparison.OrdinalIgnoreCase) && LayerNumber(name) is null)
        {
            throw new EngramException($"{path} has the array {name}, but layers are counted from layer_1 on, as layer_1, layer_2, ...; rename all of them so, or leave {name} out.");
        }
    }

    private static int? LayerNumber(string name) =>
        name.StartsWith(LayerStart, StringComparison.Ordinal) && int.TryParse(name.AsSpan(LayerStart.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number > 0 && name == Layer(number)
            ? number
            : null;

    private static void RequireShape(string path, string name, IReadOnlyList<long> shape)
    {
        bool isLayer = LayerNumber(name) is not null;
        if (shape.Contains(0))
        {
            throw new EngramException($"The array {name} in {path} is empty, of shape {TensorShape.Describe([.. shape])}; give some samples of some units.");
        }

        if (shape.Count != (isLayer ? 2 : 1))
        {
            string remedy = isLayer ? $"[samples, units]; save {name}.reshape(len({name}), -1) where it has maps" : "[samples], one whole number for each";
            throw new EngramException($"The array {name} in {path} has the shape {TensorShape.Describe([.. shape])}, but must be {remedy}.");
        }
    }

    private static void RequireLength(string path, IReadOnlyDictionary<string, NpyArray> arrays, int sampleCount)
    {
        foreach ((string name, NpyArray array) in arrays.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (array.Shape[0] != sampleCount)
            {
                throw new EngramException($"The array {name} in {path} has {array.Shape[0]} samples and labels has {sampleCount}; save both of the same samples.");
            }
        }
    }

    private static float[] Activations(string path, string name, NpyArray array)
    {
        if (array.DataType != "<f4")
        {
            throw new EngramException($"The array {name} in {path} holds whole numbers, but activations must be real ones; save {name}.astype(\"float32\").");
        }

        float[] values = array.Floats;
        int wrong = Array.FindIndex(values, value => !(float.IsFinite(value) && value >= 0));
        if (wrong < 0)
        {
            return values;
        }

        string which = string.Create(CultureInfo.InvariantCulture, $"{values[wrong]} for sample {wrong / array.Shape[1]} and unit {wrong % array.Shape[1]}");
        throw new EngramException(float.IsFinite(values[wrong])
            ? $"The array {name} in {path} has {which}, but sparseness and ensembles are defined for activations of 0 or more; save them as they are after a rectifier, or numpy.maximum({name}, 0)."
            : $"The array {name} in {path} has {which}, which is no finite number; leave such samples out, or mend the network.");
    }

    private static int[] Numbers(string path, string name, NpyArray array) => array.DataType switch
    {
        "|u1" => [.. array.Bytes.Select(label => (int)label)],
        "<i4" => array.Ints,
        "<i8" => [.. array.Longs.Select(label => (int)Math.Clamp(label, int.MinValue, int.MaxValue))],
        _ => throw new EngramException($"The array {name} in {path} holds real numbers, but classes must be whole ones; save {name}.astype(\"int64\")."),
    };

    private static void RequireLabels(string path, string name, int[] labels, int least)
    {
        int wrong = labels.AsSpan().IndexOfAnyExceptInRange(least, MostClasses - 1);
        if (wrong >= 0)
        {
            throw new EngramException($"The array {name} in {path} has {labels[wrong]} for sample {wrong}, but classes run from {least} to {MostClasses - 1}; number them from 0.");
        }
    }
}
