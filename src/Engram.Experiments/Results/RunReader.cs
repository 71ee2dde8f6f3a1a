using Engram.Analysis;
using Engram.Analysis.Ensembles;
using Engram.Analysis.Statistics;
using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;

namespace Engram.Experiments.Results;

/// <summary>Collects what was measured in a run from the files of its folder.</summary>
internal static class RunReader
{
    /// <exception cref="EngramException">A file of a finished run is damaged.</exception>
    public static ResultRun Read(RunFolder folder, string name)
    {
        RunSpec spec = SpecFile.Read(folder.SpecPath);
        RunRecord? record = File.Exists(folder.RecordPath) ? RunDocument.Read(folder.RecordPath) : null;
        if (record is not { Status: RunStatus.Finished })
        {
            return new ResultRun(name, spec, record?.Status ?? RunStatus.Running, []);
        }

        if (RunChecksums.FindDamaged(folder, folder.SpecPath, folder.RecordPath, folder.MetricsPath) is { } damaged)
        {
            throw new EngramException($"{damaged} is damaged: the checksums of the run do not match; start the sweep again to have it made again, or restore it from a copy.");
        }

        if (File.Exists(folder.WeightsPath) && RunIdentity.FindForeign(folder) is { } foreign)
        {
            throw new EngramException($"{foreign} belongs to another run: it was made with another spec than the other files of {folder.Path}; restore it from a copy, or remove the run {folder.Path} to train it anew.");
        }

        IEnumerable<(int? Layer, string Measure, double? Value)> measured =
        [
            .. OfNetwork(record),
            .. record.Layers.SelectMany((layer, index) => OfLayer(index + 1, layer)),
            .. LastLosses(folder, spec),
            .. FinishedRun.IsAnalyzed(folder.Path) ? OfAnalysis(folder, spec, record) : [],
        ];
        return new ResultRun(name, spec, record.Status, [
            .. from value in measured
               where value.Value is { } number && double.IsFinite(number)
               select new ResultValue(value.Layer, value.Measure, value.Value!.Value)]);
    }

    private static IEnumerable<(int?, string, double?)> OfNetwork(RunRecord record) =>
    [
        (null, Measures.TestAccuracy, record.TestAccuracy),
        (null, Measures.ValidationAccuracy, record.ValidationAccuracy),
        (null, Measures.TrainSeconds, record.TrainSeconds),
        (null, "totalSeconds", record.TotalSeconds),
        (null, "samplesPerSecond", record.SamplesPerSecond),
        (null, "peakResidentBytes", record.PeakResidentBytes),
        (null, "threads", record.Threads),
        (null, "steps", record.TotalSteps),
        (null, "warnings", record.Warnings.Count),
    ];

    private static IEnumerable<(int?, string, double?)> OfLayer(int number, LayerRecord layer) =>
    [
        (number, Measures.LayerTestAccuracy, layer.TestAccuracy),
        (number, Measures.HoyerSparseness, layer.HoyerSparseness),
        (number, "activeFraction", layer.ActiveFraction),
        (number, "silentSamples", layer.SilentSamples),
        (number, "deadUnits", layer.DeadUnits),
        (number, "positiveGoodness", layer.PositiveGoodness),
        (number, "negativeGoodness", layer.NegativeGoodness),
        (number, "threshold", layer.Threshold is { } threshold ? (double)(decimal)threshold : null),
    ];

    /// <summary>The loss of the last epoch: of each layer, or of the network where it is trained as a whole.</summary>
    private static IEnumerable<(int?, string, double?)> LastLosses(RunFolder folder, RunSpec spec) =>
        from metrics in MetricsFile.Read(folder.MetricsPath, spec.Training.Layers.Count)
        group metrics by metrics.LayerIndex into layer
        select (layer.Key + 1, "loss", (double?)layer.Last().Loss);

    private static IEnumerable<(int?, string, double?)> OfAnalysis(RunFolder folder, RunSpec spec, RunRecord record)
    {
        NetworkAnalysis analysis = AnalysisDocument.Read(new AnalysisFolder(folder), spec, record, _ => { });
        return analysis.Correct.Layers.SelectMany((layer, index) => OfRepresentation(index + 1, layer));
    }

    private static IEnumerable<(int?, string, double?)> OfRepresentation(int number, LayerRepresentation layer) =>
    [
        (number, "correct.hoyerSparseness", layer.Sparseness.Hoyer),
        (number, "correct.activeFraction", layer.Sparseness.ActiveFraction),
        (number, "correct.gini", layer.Sparseness.Gini),
        (number, "correct.trevesRolls", layer.Sparseness.TrevesRolls),
        .. layer.Ensembles.SelectMany(set => OfEnsembles(number, set)),
    ];

    /// <summary>Units of an ensemble, and the share that two ensembles have in common, as means over classes and pairs of them.</summary>
    private static IEnumerable<(int?, string, double?)> OfEnsembles(int number, EnsembleSet set)
    {
        IEnumerable<double> overlaps =
            from overlap in ClassPairs.Overlaps(set.Units)
            where overlap is not null
            select overlap.Value;
        yield return (number, $"ensembleSize.{set.Rule}", set.Units.Select(units => (double)units.Count).DefaultIfEmpty(double.NaN).Average());
        yield return (number, $"ensembleOverlap.{set.Rule}", overlaps.DefaultIfEmpty(double.NaN).Average());
    }
}
