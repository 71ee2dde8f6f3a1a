using System.Globalization;
using Engram.Data.Own.Formats;

namespace Engram.Data.Own;

/// <summary>The classes of own images: what they are called, and which label belongs to which.</summary>
internal sealed class ClassList
{
    private readonly Dictionary<string, int> _places;

    // What labels are called that are none of the classes.
    private readonly Dictionary<string, string> _strangers = [];

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
    /// <param name="names">What labels are called; null where they speak for themselves.</param>
    /// <param name="path">What messages call the images.</param>
    /// <exception cref="EngramException">There are too few classes, or labels and names do not fit together.</exception>
    public static ClassList Of(LabelledImages train, LabelNames? names, string path)
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

        return names is null ? new ClassList(labels, Places(labels)) : Complete(Named(labels, names, path, isPart: false), labels, names.Source);
    }

    /// <summary>Classes that a network knows already.</summary>
    /// <param name="known">What they are called.</param>
    /// <param name="labels">Labels that are to be looked for among them.</param>
    /// <param name="names">What these are called; null where they speak for themselves.</param>
    /// <param name="path">What messages call the images.</param>
    /// <exception cref="EngramException">Labels and names do not fit together.</exception>
    public static ClassList Known(IReadOnlyList<string> known, IReadOnlyList<string> labels, LabelNames? names, string path)
    {
        string[] ordered = Ordered(labels.Distinct());
        var classes = new ClassList(known, Places(known));
        return names is null && Array.TrueForAll(ordered, IsNumber) && !Array.Exists(ordered, classes._places.ContainsKey)
            ? new ClassList(known, Places([.. known.Select((_, place) => NumberLabels.Text(place))])) { Remark = "labels are places of the classes that the network knows" }
            : classes.ByName(ordered, names, path);
    }

    /// <summary>The same classes for the labels of test images.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="names">What these are called; null where they speak for themselves.</param>
    /// <param name="isSame">Whether the labels that are learned from are called so too.</param>
    /// <param name="path">What messages call the images.</param>
    /// <exception cref="EngramException">Labels and names do not fit together.</exception>
    public ClassList OfTest(IReadOnlyList<string> labels, LabelNames? names, bool isSame, string path)
    {
        string[] ordered = Ordered(labels.Distinct());
        return (names is null || isSame) && (ordered.Length == 0 || Array.Exists(ordered, _places.ContainsKey))
            ? this
            : new ClassList(Names, Places(Names)).ByName(ordered, names, path);
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
                string called = _strangers.TryGetValue(part.Labels[image], out string? name) && name != part.Labels[image] ? $", which is {name}" : "";
                throw new EngramException(
                    $"{part.Images.Names[image]} has the label {part.Labels[image]}{called}, but the classes are {Few(Names)}; leave it out, or add images of that class to those that are learned from.");
            }
        }

        return indices;
    }

    /// <summary>Labels of these classes, looked for by what they are called.</summary>
    private ClassList ByName(string[] labels, LabelNames? names, string path)
    {
        // Names of which none is known are in another language, say; then labels count that are classes themselves.
        if (names is null || (!names.Names.Any(_places.ContainsKey) && Array.TrueForAll(labels, _places.ContainsKey)))
        {
            return this;
        }

        ClassList called = Named(labels, names, path, isPart: true);
        var found = new ClassList(Names, []) { Remark = called.Remark };
        foreach ((string label, int number) in called._places)
        {
            if (_places.TryGetValue(called.Names[number], out int place))
            {
                found._places.Add(label, place);
            }
            else
            {
                found._strangers.Add(label, called.Names[number]);
            }
        }

        return found;
    }

    /// <summary>Labels by their names.</summary>
    /// <param name="labels">The labels, in their order.</param>
    /// <param name="names">The names.</param>
    /// <param name="path">What messages call the images.</param>
    /// <param name="isPart">Whether there may be names without images.</param>
    private static ClassList Named(string[] labels, LabelNames names, string path, bool isPart)
    {
        int count = names.Names.Count;
        if (labels.All(names.Names.Contains))
        {
            return new ClassList(names.Names, Places(names.Names)) { Remark = names.Remark };
        }

        if (Array.TrueForAll(labels, IsNumber))
        {
            long least = long.Parse(labels[0], CultureInfo.InvariantCulture);
            long most = long.Parse(labels[^1], CultureInfo.InvariantCulture);
            int start = least >= 1 && most == count ? 1 : 0;
            if (least < 0 || most - start >= count)
            {
                throw new EngramException(
                    $"{path} has labels from {least} to {most}, but {names.Source} has {count} names, for 0 to {count - 1} or 1 to {count}; name each class, in the order of the labels.");
            }

            if (isPart && names.IsFile && least > 0 && start == 0)
            {
                throw new EngramException(
                    $"{path} has labels from {least} to {most}, and {names.Source} has {count} names, so that it is not clear whether labels begin at 0 or at 1; write the names as labels, or add an image of the label 0 or {count}.");
            }

            Dictionary<string, int> places = Enumerable.Range(0, count).ToDictionary(place => NumberLabels.Text(place + start));
            return new ClassList(names.Names, places) { Remark = start == 0 ? names.Remark : names.Remark is null ? "labels begin at 1" : $"{names.Remark}, labels begin at 1" };
        }

        return labels.Length == count
            ? new ClassList(names.Names, Places(labels)) { Remark = names.Remark }
            : throw new EngramException(
                $"{path} has {labels.Length} classes, {Few(labels)}, but {names.Source} has {count} names; give each class one, in the order of their names.");
    }

    private static ClassList Complete(ClassList classes, string[] labels, string source)
    {
        var used = labels.Select(label => classes._places[label]).ToHashSet();
        int unused = Enumerable.Range(0, classes.Names.Count).FirstOrDefault(place => !used.Contains(place), -1);
        return unused >= 0
            ? throw new EngramException($"{source} has the class {classes.Names[unused]}, but no training image is of it; add images, or leave that class out.")
            : classes;
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

    /// <summary>Names for a sentence; of many, the first and the last.</summary>
    internal static string Few(IReadOnlyList<string> names)
    {
        const int shown = 4;
        return names.Count <= shown + 1 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(shown))}, ... {names[^1]}";
    }
}
