using System.Globalization;

namespace Engram.Data.Own.Formats;

/// <summary>Labels that files have as numbers.</summary>
internal static class NumberLabels
{
    /// <summary>A number as labels have it.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The same as texts, each made once.</summary>
    public static string[] ToTexts(IReadOnlyList<long> numbers)
    {
        Dictionary<long, string> texts = [];
        string[] labels = new string[numbers.Count];
        for (int index = 0; index < labels.Length; index++)
        {
            labels[index] = texts.TryGetValue(numbers[index], out string? text) ? text : texts[numbers[index]] = Text(numbers[index]);
        }

        return labels;
    }

    /// <summary>The whole number of a value.</summary>
    /// <exception cref="EngramException">It is none.</exception>
    public static long Whole(double value, string name, int index) => Math.Abs(value) <= int.MaxValue && value == Math.Floor(value)
        ? (long)value
        : throw new EngramException(FormattableString.Invariant(
            $"{name} has the label {value} at index {index}, but labels are whole numbers; write each class as one."));
}
