using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Engram.Experiments.Specs;

/// <summary>The types that spec values have.</summary>
internal static class SpecTypes
{
    public static SpecType<int> Int { get; } =
        new IntegerType<int>($"a whole number up to {int.MaxValue}", int.MinValue, int.MaxValue, SpecNumber.Whole);

    public static SpecType<ulong> UnsignedLong { get; } =
        new IntegerType<ulong>($"a whole number from 0 to {ulong.MaxValue}", ulong.MinValue, ulong.MaxValue, SpecNumber.None);

    public static SpecType<float> Float { get; } = new FloatType();

    public static SpecType<bool> Flag { get; } = new FlagType();

    public static SpecType<IReadOnlyList<int>> IntList { get; } = new IntListType();

    /// <summary>A whole number within bounds.</summary>
    public static SpecType<int> IntFrom(int least, int most) =>
        new IntegerType<int>($"a whole number from {least} to {most}", least, most, SpecNumber.Whole);

    /// <summary>A text of one line that fits a pattern as a whole.</summary>
    public static SpecType<string> Text(string pattern, string expectation) => new TextType(pattern, expectation);

    /// <summary>A name from a table; the table is asked each time, so that it may be filled later.</summary>
    public static SpecType<string> Name(Func<IReadOnlyList<string>> choices) => new NameType(choices);

    /// <summary>A number for all layers, or one for each of them.</summary>
    public static SpecType<PerLayer<T>> PerLayer<T>(this SpecType<T> type)
        where T : struct, INumber<T> => new PerLayerType<T>(type);

    /// <summary>A value or one word that stands for null.</summary>
    public static SpecType<T?> Or<T>(this SpecType<T> type, string word)
        where T : struct => new OptionalType<T>(type, word);

    private sealed class IntegerType<T>(string expectation, T least, T most, SpecNumber number) : SpecType<T>(expectation, "n")
        where T : struct, IBinaryInteger<T>
    {
        public override SpecNumber Number => number;

        public override bool TryParse(string text, out T value) =>
            T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;

        public override string Format(T value) => value.ToString(null, CultureInfo.InvariantCulture);

        public override JsonObject Schema() => new()
        {
            ["type"] = "integer",
            ["minimum"] = JsonNode.Parse(Format(least)),
            ["maximum"] = JsonNode.Parse(Format(most)),
        };
    }

    private sealed class TextType(string pattern, string expectation) : SpecType<string>(expectation, "text")
    {
        private readonly Regex _pattern = new($"^(?:{pattern})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

        public override bool AllowsQuotes => true;

        public override bool TryParse(string text, out string value)
        {
            value = text;
            return _pattern.IsMatch(text) && !text.Any(char.IsControl);
        }

        public override string Format(string value) => value;

        /// <summary>YAML readers take 90 for a number; a pattern holds for texts only.</summary>
        public override JsonObject Schema() => new() { ["type"] = new JsonArray("string", "integer"), ["pattern"] = $"^(?:{pattern})$" };
    }

    private sealed class FloatType() : SpecType<float>("a finite number", "x")
    {
        private const NumberStyles Styles =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

        public override SpecNumber Number => SpecNumber.Real;

        /// <summary>A number that would become 0 is not the one that was meant.</summary>
        public override bool TryParse(string text, out float value) =>
            float.TryParse(text, Styles, CultureInfo.InvariantCulture, out value)
            && float.IsFinite(value)
            && (value != 0 || !text.AsSpan(0, MantissaLength(text)).ContainsAnyInRange('1', '9'));

        public override string Expected(string text) => float.TryParse(text, Styles, CultureInfo.InvariantCulture, out _)
            ? "0 or a number whose size is from 1.4E-45 to 3.4E+38"
            : Expectation;

        private static int MantissaLength(string text) => text.IndexOfAny(['e', 'E']) is >= 0 and int length ? length : text.Length;

        /// <summary>YAML 1.1 readers such as PyYAML take 1E-05 for a word; a decimal point makes it a number to all.</summary>
        public override string Format(float value)
        {
            string text = value.ToString("R", CultureInfo.InvariantCulture);
            return text.Contains('E') && !text.Contains('.') ? text.Replace("E", ".0E", StringComparison.Ordinal) : text;
        }

        public override JsonObject Schema() => new() { ["type"] = "number" };
    }

    private sealed class FlagType() : SpecType<bool>("true or false", "true|false")
    {
        public override bool TryParse(string text, out bool value)
        {
            value = text == "true";
            return value || text == "false";
        }

        public override string Format(bool value) => value ? "true" : "false";

        public override JsonObject Schema() => new() { ["type"] = "boolean" };
    }

    private sealed class IntListType() : SpecType<IReadOnlyList<int>>("a list of whole numbers such as 784, 784, 784", "n,n,...")
    {
        public override bool IsList => true;

        public override bool TryParse(string text, out IReadOnlyList<int> value)
        {
            var values = new List<int>();
            value = values;
            foreach (string part in text.Split(','))
            {
                if (!Int.TryParse(part.Trim(), out int item))
                {
                    return false;
                }

                values.Add(item);
            }

            return true;
        }

        public override string Format(IReadOnlyList<int> value) => string.Join(", ", value.Select(Int.Format));

        public override JsonObject Schema() => new() { ["type"] = "array", ["items"] = Int.Schema(), ["minItems"] = 1 };
    }

    private sealed class PerLayerType<T>(SpecType<T> type) : SpecType<PerLayer<T>>($"{type.Expectation}{OrList}", $"{type.Placeholder},...")
        where T : struct, INumber<T>
    {
        private const string OrList = ", or a list with one for each layer";

        public override bool TakesList => true;

        /// <summary>A range is one of numbers for all layers.</summary>
        public override SpecNumber Number => type.Number;

        public override bool TryParse(string text, out PerLayer<T> value)
        {
            var values = new List<T>();
            foreach (string part in text.Split(','))
            {
                if (!type.TryParse(part.Trim(), out T item))
                {
                    value = default;
                    return false;
                }

                values.Add(item);
            }

            value = new PerLayer<T>(values);
            return true;
        }

        public override string Expected(string text) => type.Expected(text) + OrList;

        public override string Format(PerLayer<T> value) => string.Join(", ", value.Values.Select(type.Format));

        public override JsonObject Schema() => new()
        {
            ["anyOf"] = new JsonArray(type.Schema(), new JsonObject { ["type"] = "array", ["items"] = type.Schema(), ["minItems"] = 1 }),
        };
    }

    private sealed class NameType(Func<IReadOnlyList<string>> choices) : SpecType<string>("", "name")
    {
        public override string Expectation => $"one of {string.Join(", ", Choices)}";

        public override IReadOnlyList<string> Choices => choices();

        public override bool TryParse(string text, out string value)
        {
            value = text;
            return Choices.Contains(text);
        }

        public override string Format(string value) => value;

        public override JsonObject Schema() => new() { ["enum"] = new JsonArray([.. Choices.Select(choice => (JsonNode)choice)]) };
    }

    private sealed class OptionalType<T>(SpecType<T> type, string word)
        : SpecType<T?>($"{type.Expectation}, or {word}", $"{type.Placeholder}|{word}")
        where T : struct
    {
        public override SpecNumber Number => type.Number;

        public override bool TakesList => type.TakesList;

        public override bool TryParse(string text, out T? value)
        {
            bool isValue = type.TryParse(text, out T parsed);
            value = isValue ? parsed : null;
            return isValue || text == word;
        }

        public override string Expected(string text) => $"{type.Expected(text)}, or {word}";

        public override string Format(T? value) => value is { } present ? type.Format(present) : word;

        public override JsonObject Schema() => new()
        {
            ["anyOf"] = new JsonArray(type.Schema(), new JsonObject { ["enum"] = new JsonArray(word) }),
        };
    }
}
