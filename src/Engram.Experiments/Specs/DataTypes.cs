using System.Globalization;
using System.Text.Json.Nodes;

namespace Engram.Experiments.Specs;

/// <summary>The types of values that say which images are meant and how they are read.</summary>
internal static class DataTypes
{
    private const string PathPattern = @"[/\\.]";

    private static readonly string _mostValues = $", of at most {ImageShape.MaximumInputSize} values";

    /// <summary>Height and width.</summary>
    public static SpecType<(int Height, int Width)> Size { get; } = new SizeType();

    /// <summary>Height, width, and channels where there are several.</summary>
    public static SpecType<ImageShape> Shape { get; } = new ShapeType();

    /// <summary>A name of the catalog, or a path.</summary>
    public static SpecType<string> NameOrPath(Func<IReadOnlyList<string>> names) => new NameOrPathType(names);

    /// <summary>A path, or one word that stands for null.</summary>
    public static SpecType<string?> PathOr(string word) => new PathType(word);

    /// <summary>Numbers from 1 to 65,536 with an x between them.</summary>
    private static int[]? Lengths(string text)
    {
        string[] parts = text.Split('x');
        int[] lengths = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length <= 1 << 16 ? length : 0)];
        return lengths.Contains(0) ? null : lengths;
    }

    private static string FullPath(string text, string folder) => Path.GetFullPath(Path.Combine(folder, text));

    private sealed class NameOrPathType(Func<IReadOnlyList<string>> names) : SpecType<string>("", "name|path")
    {
        public override string Expectation => $"one of {string.Join(", ", Choices)}, or the path of a folder or file";

        public override IReadOnlyList<string> Choices => names();

        public override string Anchor(string text, string folder) => !Choices.Contains(text) && (OwnData.IsPath(text) || Path.Exists(Path.Combine(folder, text)))
            ? FullPath(text, folder)
            : text;

        public override bool TryParse(string text, out string value)
        {
            value = text;
            return Choices.Contains(text) || OwnData.IsPath(text);
        }

        public override string Format(string value) => value;

        public override JsonObject Schema() => new()
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["enum"] = new JsonArray([.. Choices.Select(choice => (JsonNode)choice)]) },
                new JsonObject { ["type"] = "string", ["pattern"] = PathPattern }),
        };

        private protected override string Remark(string text) => $"; there is no file or folder {text}";
    }

    private sealed class PathType(string word) : SpecType<string?>($"the path of a folder or file, or {word}", $"path|{word}")
    {
        public override bool AllowsQuotes => true;

        public override string Anchor(string text, string folder) => text == word || text.Length == 0 ? text : FullPath(text, folder);

        public override bool TryParse(string text, out string? value)
        {
            value = text == word ? null : text;
            return text.Length > 0;
        }

        public override string Format(string? value) => value ?? word;

        public override JsonObject Schema() => new() { ["type"] = "string", ["minLength"] = 1 };
    }

    private sealed class SizeType() : SpecType<(int Height, int Width)>("height and width such as 28x28", "HxW")
    {
        public override bool TryParse(string text, out (int Height, int Width) value)
        {
            value = Lengths(text) is [var height, var width] && (long)height * width <= ImageShape.MaximumInputSize ? (height, width) : default;
            return value != default;
        }

        public override string Format((int Height, int Width) value) => $"{value.Height}x{value.Width}";

        public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = "^[1-9][0-9]*x[1-9][0-9]*$" };

        public override string Expected(string text) => Lengths(text) is [_, _] ? Expectation + _mostValues : Expectation;
    }

    private sealed class ShapeType() : SpecType<ImageShape>("height and width such as 28x28, and channels where there are several, such as 32x32x3", "HxW[xC]")
    {
        private const int MostChannels = 4;

        public override bool TryParse(string text, out ImageShape value)
        {
            (int height, int width, int channels) = Lengths(text) switch
            {
                [var h, var w] => (h, w, 1),
                [var h, var w, var c and <= MostChannels] => (h, w, c),
                _ => (0, 0, 0),
            };
            bool isLegal = height > 0 && (long)height * width * channels <= ImageShape.MaximumInputSize;
            value = isLegal ? new ImageShape(channels, height, width) : default;
            return isLegal;
        }

        public override string Format(ImageShape value) => $"{value.Height}x{value.Width}{(value.Channels == 1 ? "" : $"x{value.Channels}")}";

        public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = "^[1-9][0-9]*x[1-9][0-9]*(x[1-4])?$" };

        public override string Expected(string text) => Lengths(text) is [_, _] or [_, _, <= MostChannels] ? Expectation + _mostValues : Expectation;
    }
}
