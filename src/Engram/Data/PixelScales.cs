namespace Engram.Data;

/// <summary>What pixels become as inputs.</summary>
internal static class PixelScales
{
    /// <summary>Less the mean, divided by the standard deviation, as the data set says.</summary>
    public const string Standardized = "standardized";

    /// <summary>From 0 to 1.</summary>
    public const string Unit = "unit";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Standardized, Unit];

    /// <summary>Fails where there is none of that name.</summary>
    /// <exception cref="EngramException">The sentence lists those there are.</exception>
    public static void Require(string name) => NamedChoice.Find("pixel scale", name, All, one => one);

    /// <summary>The normalization of a data set's images in a scale.</summary>
    public static PixelNormalization Of(string name, ImageDataset data) => name == Unit
        ? new PixelNormalization([.. Enumerable.Repeat(0f, data.Shape.Channels)], [.. Enumerable.Repeat(1f, data.Shape.Channels)])
        : data.Normalization;
}
