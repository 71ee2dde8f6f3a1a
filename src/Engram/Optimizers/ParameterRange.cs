namespace Engram.Optimizers;

/// <summary>What the numbers of a parameter can be, where not all of them mean something.</summary>
/// <param name="Noun">What such a number is called.</param>
/// <param name="Least">The least.</param>
/// <param name="Most">The largest.</param>
internal sealed record ParameterRange(string Noun, float Least, float Most = float.MaxValue)
{
    /// <summary>A variance is never negative.</summary>
    public static ParameterRange Variance { get; } = new("variance", 0);

    /// <summary>From where to where, as the end of "numbers ...".</summary>
    public string Limits => Most == float.MaxValue ? FormattableString.Invariant($"from {Least:R}") : FormattableString.Invariant($"from {Least:R} to {Most:R}");

    /// <summary>The first of some numbers that is outside; null where none is.</summary>
    public float? FirstOutside(ReadOnlySpan<float> values) => values.IndexOfAnyExceptInRange(Least, Most) is >= 0 and var place ? values[place] : null;
}
