using Engram.Experiments.Analyses;
using Engram.Experiments.Specs;
using Engram.Families;
using Engram.Reports.Drawing;
using Engram.Reports.Reference;

namespace Engram.Reports.Data;

/// <summary>The runs of a report, grouped for comparison.</summary>
internal sealed class ReportData
{
    private ReportData(IReadOnlyList<FinishedRun> runs, IReadOnlyList<RunGroup> groups, IReadOnlyList<RunGroup> leftOut)
    {
        Runs = runs;
        Groups = groups;
        LeftOut = leftOut;
        ClassNames = runs[0].Analysis.ClassNames;
        LayerCount = groups.Max(group => group.Layers.Count);
    }

    /// <summary>All runs, in the order in which they are shown.</summary>
    public IReadOnlyList<FinishedRun> Runs { get; }

    /// <summary>Groups of runs that were trained on all classes; where there is none, of all runs.</summary>
    public IReadOnlyList<RunGroup> Groups { get; }

    /// <summary>Runs with one class left out, one group per model.</summary>
    public IReadOnlyList<RunGroup> LeftOut { get; }

    /// <summary>What each label means.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The largest number of hidden layers of a group.</summary>
    public int LayerCount { get; }

    /// <summary>Name of the data set.</summary>
    public string DataName => Runs[0].IsOnOtherData ? $"{Runs[0].Analysis.Data}, other data than trained on," : Runs[0].Analysis.Data;

    /// <summary>What the reference calls the data set; empty for data that it does not know, whatever these are called.</summary>
    public string ReferenceData => Runs[0].IsOnOtherData || Runs[0].Spec.HasOwnData ? "" : Runs[0].Analysis.Data;

    /// <summary>Whether runs of a group may be set beside the paper's: they have its settings, or those that it is reproduced with in short.</summary>
    public bool HasPaperSettings(RunGroup group) => ReferenceData.Length > 0 && PaperSettings.Match(group.Shown.Spec);

    /// <summary>What the reference lists for the runs of a group; null where it lists nothing, or trained with other settings.</summary>
    public ReferenceResult? ReferenceOf(RunGroup group) => HasPaperSettings(group) ? ReferenceNumbers.Find(ReferenceData, group.Model) : null;

    /// <summary>Whether the reference has numbers for any of the groups.</summary>
    public bool HasReference => Groups.Any(group => ReferenceOf(group) is not null);

    /// <summary>Whether convolutional layers stand beside others, so that a unit may be a channel.</summary>
    public bool MixesUnits => Runs.Select(run => ModelTable.Find(run.Analysis.Model).Traits.UnitName).Distinct().Count() > 1;

    /// <summary>A text as it fits the layers of these runs.</summary>
    public string Say(string text) => UnitNames.In(text, Runs.Select(run => run.Analysis.Model));

    /// <summary>Groups runs.</summary>
    /// <exception cref="EngramException">There are no runs, or they are on different data sets.</exception>
    public static ReportData Of(IReadOnlyList<FinishedRun> runs)
    {
        if (runs.Count == 0)
        {
            throw new EngramException("A report needs at least one analyzed run, but none was given; name a run's folder.");
        }

        if (runs.FirstOrDefault(run => run.Analysis.Data != runs[0].Analysis.Data) is { } other)
        {
            throw new EngramException(
                $"A report compares runs on one data set, but {runs[0].Folder} is on {runs[0].Analysis.Data} and {other.Folder} on {other.Analysis.Data}; make one report for each.");
        }

        if (runs.FirstOrDefault(run => run.Analysis.DataFingerprint is { } shown && runs[0].Analysis.DataFingerprint is { } first && shown != first) is { } different)
        {
            throw new EngramException(
                $"A report compares runs on the same images, but those of {runs[0].Folder} have the fingerprint {runs[0].Analysis.DataFingerprint} and those of {different.Folder} {different.Analysis.DataFingerprint}; make one report for each.");
        }

        if (runs.GroupBy(run => run.SpecText).FirstOrDefault(same => same.Count() > 1) is { } equal)
        {
            throw new EngramException(
                $"{equal.ElementAt(1).Folder} has the same spec and seed as {equal.First().Folder}, and a run may count once only; leave one of them out.");
        }

        FinishedRun[] ordered = [.. runs.OrderBy(run => ModelNames.Order(run.Analysis.Model)).ThenBy(run => run.Spec.Training.Seed)];
        FinishedRun[] complete = [.. ordered.Where(run => run.Analysis.UnseenCategory is null)];
        RunGroup[] leftOut = [.. ordered.Except(complete).GroupBy(run => run.Analysis.Model).Select(LeftOutGroup)];
        return new ReportData(ordered, complete.Length > 0 ? [.. BySettings(complete)] : leftOut, leftOut);
    }

    private static RunGroup LeftOutGroup(IGrouping<string, FinishedRun> runs) =>
        new(runs.Key, ModelNames.ForPeople(runs.Key), "", GroupStyle.Of(runs.Key, 0), [.. runs.OrderBy(run => run.Analysis.UnseenCategory!.Class)]);

    private static IEnumerable<RunGroup> BySettings(IEnumerable<FinishedRun> runs)
    {
        foreach (IGrouping<string, FinishedRun> model in runs.GroupBy(run => run.Analysis.Model))
        {
            FinishedRun[][] groups = [.. model.GroupBy(Settings).Select(group => group.ToArray())];
            for (int i = 0; i < groups.Length; i++)
            {
                string name = ModelNames.ForPeople(model.Key);
                string label = groups.Length == 1 ? name : $"{name} ({i + 1})";
                string difference = string.Join(", ", Differences(groups[i][0], groups));
                yield return new RunGroup(model.Key, label, difference, GroupStyle.Of(model.Key, i), groups[i]);
            }
        }
    }

    /// <summary>All of a run's settings but the seed, as one text.</summary>
    private static string Settings(FinishedRun run) =>
        SpecFile.Format(run.Spec with { Training = run.Spec.Training with { Seed = 0 } });

    /// <summary>The settings that set a group apart from the others of its model.</summary>
    private static IEnumerable<string> Differences(FinishedRun run, FinishedRun[][] groups) =>
        from key in SpecKeys.All
        where key.Name != "seed"
        let value = key.Read(run.Spec)
        where groups.Any(other => key.Read(other[0].Spec) != value)
        select $"{key.Name} {value}";
}
