namespace Engram.Objectives.Losses;

/// <summary>All losses of pairs. To add one: a file with its class, and a line here.</summary>
internal static class PairLosses
{
    private static readonly NamedTable<PairLoss> _table = new(
        "loss",
        one => one.Name,
        new ThresholdLoss(),
        new SoftplusDifferenceLoss(),
        new SwishDifferenceLoss());

    /// <summary>Every loss, Hinton's first.</summary>
    public static IReadOnlyList<PairLoss> All => _table.All;

    /// <summary>The loss of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static PairLoss Find(string name) => _table.Find(name);
}
