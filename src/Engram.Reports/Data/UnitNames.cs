using System.Text.RegularExpressions;
using Engram.Families;

namespace Engram.Reports.Data;

/// <summary>What the numbers of a layer are called: units, or channels where it is convolutional. Texts are written with units.</summary>
internal static partial class UnitNames
{
    /// <summary>A text about the layers of models; about those of both kinds it stays as it is.</summary>
    public static string In(string text, params IEnumerable<string> models) =>
        models.Select(model => ModelTable.Find(model).Traits.UnitName).Distinct().ToArray() is [var only]
            ? Unit.Replace(text, match => (char.IsUpper(match.Value[0]) ? char.ToUpperInvariant(only[0]) : only[0]) + only[1..])
            : text;

    // Unit length is no unit of a layer.
    [GeneratedRegex(@"\b[Uu]nit(?=s?\b)(?! length)")]
    private static partial Regex Unit { get; }
}
