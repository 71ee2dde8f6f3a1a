namespace Engram.Experiments.Sweeps;

/// <summary>What some runs took, and so what others will take that cost more or less.</summary>
internal sealed class SweepPace
{
    private readonly Dictionary<string, (double Seconds, double Cost)> _ofModels = [];
    private (double Seconds, double Cost) _ofAll;

    public void Add(BoardRun run, double seconds)
    {
        _ofModels[run.Model] = Sum(_ofModels.GetValueOrDefault(run.Model), seconds, run.Cost);
        _ofAll = Sum(_ofAll, seconds, run.Cost);
    }

    /// <summary>Seconds of a run by those of its model; null where there are none.</summary>
    public double? ByModel(BoardRun run) => _ofModels.TryGetValue(run.Model, out var known) ? Scale(known, run) : null;

    /// <summary>Seconds of a run by all others; null where there are none.</summary>
    public double? ByAll(BoardRun run) => _ofAll.Cost > 0 ? Scale(_ofAll, run) : null;

    private static (double, double) Sum((double Seconds, double Cost) sum, double seconds, double cost) =>
        (sum.Seconds + seconds, sum.Cost + cost);

    private static double Scale((double Seconds, double Cost) known, BoardRun run) => known.Seconds / known.Cost * run.Cost;
}
