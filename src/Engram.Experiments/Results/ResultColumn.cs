using System.Globalization;
using Engram.Experiments.Specs;

namespace Engram.Experiments.Results;

/// <summary>What the values of a column are.</summary>
internal enum ResultType
{
    /// <summary>Names and lists.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Whole,

    /// <summary>All numbers.</summary>
    Real,

    /// <summary>True or false.</summary>
    Flag,
}

/// <summary>A column of the results that says what a run was: one for every spec key, so that a new key needs no line here.</summary>
internal sealed class ResultColumn
{
    private readonly SpecKey _key;

    private ResultColumn(SpecKey key, bool hasLists)
    {
        _key = key;
        Type = key.IsFlag ? ResultType.Flag
            : hasLists || key.IsList || key.AllowsQuotes || (key.IsAboutOwnData && key.Number == SpecNumber.None) ? ResultType.Text
            : key.Number == SpecNumber.Real ? ResultType.Real
            : ResultType.Whole;
    }

    /// <summary>All columns; those about own images only where there are some. One of numbers is one of texts where some run has a list of them, one for each layer.</summary>
    public static IReadOnlyList<ResultColumn> For(IEnumerable<RunSpec> specs) =>
        [.. SpecKeys.All.Where(key => !key.IsAboutOwnData || specs.Any(spec => spec.HasOwnData)).Select(key => new ResultColumn(key, key.TakesList && specs.Any(spec => key.Read(spec).Contains(',', StringComparison.Ordinal))))];

    public string Name => _key.Name;

    public ResultType Type { get; }

    /// <summary>
    /// The value, of the column's type; null where the model has no use for the key, and for words that stand for a number,
    /// such as all.
    /// </summary>
    public object? Value(RunSpec spec)
    {
        if (!_key.IsUsedIn(spec))
        {
            return null;
        }

        string text = _key.Read(spec);
        return Type switch
        {
            ResultType.Flag => text == "true",
            ResultType.Real => double.TryParse(text, CultureInfo.InvariantCulture, out double real) ? real : null,
            ResultType.Whole => ulong.TryParse(text, CultureInfo.InvariantCulture, out ulong whole) ? whole : null,
            _ => text,
        };
    }
}
