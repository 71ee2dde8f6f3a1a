namespace Engram.Reports.Reference;

/// <summary>Puts a mark on a measured number.</summary>
public static class ReferenceComparison
{
    /// <summary>What still counts as near where the reference lists one number and no range.</summary>
    public const double Near = 0.05;

    // As many digits as the reference's accuracies have.
    private const int Digits = 4;

    /// <summary>The mark of an accuracy, which has a range where the reference lists several settings.</summary>
    public static ReferenceMark Accuracy(double? value, ReferenceResult? reference) => (value, reference) switch
    {
        ({ } number, { Range: { } range }) when double.IsFinite(number) => Within(Math.Round(number, Digits), range.Low, range.High),
        ({ } number, { Range: null }) => Beside(number, reference.Accuracy),
        _ => ReferenceMark.None,
    };

    /// <summary>The mark of a layer's sparseness, of which the reference lists one number.</summary>
    public static ReferenceMark Sparseness(double? value, ReferenceResult? reference, int layerIndex) =>
        value is { } number && reference is not null && layerIndex < reference.Sparseness.Count
            ? Beside(number, reference.Sparseness[layerIndex])
            : ReferenceMark.None;

    private static ReferenceMark Within(double value, double low, double high) =>
        value < low ? ReferenceMark.Below : value > high ? ReferenceMark.Above : ReferenceMark.Inside;

    // Rounded, so that a difference that reads .050 is near whatever its last bit.
    private static ReferenceMark Beside(double value, double listed) => !double.IsFinite(value)
        ? ReferenceMark.None
        : Math.Round(Math.Abs(value - listed), Digits) <= Near ? ReferenceMark.Near : ReferenceMark.Apart;
}
