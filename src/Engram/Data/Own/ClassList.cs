using System.Globalization;
using Engram.Data.Own.Formats;

namespace Engram.Data.Own;

/// <summary>The classes of own images: what they are called, and which label belongs to which.</summary>
internal sealed class ClassList
{
    private readonly Dictionary<string, int> _places;

    private ClassList(IReadOnlyList<string> names, Dictionary<string, int> places)
    {
        Names = names;
        _places = places;
    }

    /// <summary>What each class is called, in order of the label.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What the user should know of it, as a clause; null where there is nothing to say.</summary>
    public string? Remark { get; private init; }

    /// <summary>The classes of training images: numbers in their order, names in alphabetical order.</summary>
    /// <param name="train">The images.</param>
    /// <param name="file">The names of a file, which tell what labels mean; null where there is none.</param>
    /// <param name="path">What messages call the images.</param>
    /// <exception cref="EngramException">There are too few classes, or labels and names do not fit together.</exception>
    public static ClassList Of(LabelledImages train, (string Path, string[] Names)? file, string path)
    {
        string[] labels = Ordered(train.Labels.Distinct());
        if (labels.Length < 2)
        {
            throw new EngramException($"{path} has images of a single class, {labels[0]}, so there is nothing to tell apart; name images of two classes or more.");
        }

        if (labels.Length > 2 && labels.Length == train.Labels.Count)
        {
            throw new EngramException(
                $"{path} has {labels.Length} images and as many classes, such as {labels[0]} and {labels[1]}; name images with labels of classes that have several.");
        }

        return file is var (name, lines) ? Named(labels, lines, name, path, $"classes named by {Path.GetFileName(name)}")
            : train.ClassNames is { } names ? Named(labels, names, $"the class names in {path}", path, remark: null)
            : new ClassList(labels, Places(labels));
    }

    /// <summary>Classes that a network knows already.</summary>
    /// <param name="names">What they are called.</param>
    /// <param name="images">Images whose labels are to be looked for among them.</param>
    public static ClassList Known(IReadOnlyList<string> names, LabelledImages images)
    {
        Dictionary<string, int> places = Places(names);
        string[] labels = [.. images.Labels.Distinct()];
        if (images.ClassNames is { } meanings)
        {
            for (int number = 0; number < meanings.Count; number++)
            {
                if (places.TryGetValue(meanings[number], out int place))
                {
                    places.TryAdd(NumberLabels.Text(number), place);
                }
            }
        }
        else if (Array.TrueForAll(labels, IsNumber) && !Array.Exists(labels, places.ContainsKey))
        {
            return new ClassList(names, Places([.. names.Select((_, place) => NumberLabels.Text(place))])) { Remark = "labels are places of the classes that the network knows" };
        }

        return new ClassList(names, places);
    }

    /// <summary>The label of every image, as the place of its class.</summary>
    /// <exception cref="EngramException">An image is of none of the classes.</exception>
    public int[] Indices(LabelledImages part)
    {
        int[] indices = new int[part.Labels.Count];
        for (int image = 0; image < indices.Length; image++)
        {
            if (!_places.TryGetValue(part.Labels[image], out indices[image]))
            {
                throw new EngramException(
                    $"{part.Images.Names[image]} has the label {part.Labels[image]}, but the classes are {Few(Names)}; leave it out, or add images of that class to those that are learned from.");
            }
        }

        return indices;
    }

    private static ClassList Named(string[] labels, IReadOnlyList<string> names, string source, string path, string? remark)
    {
        if (labels.All(names.Contains))
        {
            return Complete(names, Places(names), labels, source, remark);
        }

        if (Array.TrueForAll(labels, IsNumber))
        {
            long least = long.Parse(labels[0], CultureInfo.InvariantCulture);
            long most = long.Parse(labels[^1], CultureInfo.InvariantCulture);
            int start = least >= 1 && most == names.Count ? 1 : 0;
            if (least < 0 || most - start >= names.Count)
            {
                throw new EngramException(
                    $"{path} has labels from {least} to {most}, but {source} has {names.Count} names, for 0 to {names.Count - 1} or 1 to {names.Count}; name each class, in the order of the labels.");
            }

            Dictionary<string, int> places = Enumerable.Range(0, names.Count).ToDictionary(place => NumberLabels.Text(place + start));
            return Complete(names, places, labels, source, start == 0 ? remark : remark is null ? "labels begin at 1" : $"{remark}, labels begin at 1");
        }

        if (labels.Length != names.Count)
        {
            throw new EngramException(
                $"{path} has {labels.Length} classes, {Few(labels)}, but {source} has {names.Count} names; give each class one, in the order of their names.");
        }

        return new ClassList(names, Places(labels)) { Remark = remark };
    }

    private static ClassList Complete(IReadOnlyList<string> names, Dictionary<string, int> places, string[] labels, string source, string? remark)
    {
        var used = labels.Select(label => places[label]).ToHashSet();
        int unused = Enumerable.Range(0, names.Count).FirstOrDefault(place => !used.Contains(place), -1);
        return unused >= 0
            ? throw new EngramException($"{source} has the class {names[unused]}, but no training image is of it; add images, or leave that class out.")
            : new ClassList(names, places) { Remark = remark };
    }

    private static Dictionary<string, int> Places(IReadOnlyList<string> labels)
    {
        Dictionary<string, int> places = [];
        for (int place = 0; place < labels.Count; place++)
        {
            places.TryAdd(labels[place], place);
        }

        return places;
    }

    private static string[] Ordered(IEnumerable<string> labels)
    {
        string[] all = [.. labels];
        return Array.TrueForAll(all, IsNumber)
            ? [.. all.OrderBy(label => long.Parse(label, CultureInfo.InvariantCulture))]
            : [.. all.Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether a label is a whole number, written as numbers are.</summary>
    private static bool IsNumber(string label) =>
        long.TryParse(label, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && NumberLabels.Text(number) == label;

    private static string Few(IReadOnlyList<string> names)
    {
        const int shown = 4;
        return names.Count <= shown + 1 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(shown))}, ... {names[^1]}";
    }
}
