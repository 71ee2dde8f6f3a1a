using Engram.Experiments.Analyses;

namespace Engram.Cli.Pages;

/// <summary>What a page about runs is called where nobody named it.</summary>
internal static class RunTitles
{
    /// <summary>Models and data.</summary>
    public static string Of(IReadOnlyList<FinishedRun> runs)
    {
        IEnumerable<string> models = Families.ModelTable.All
            .Where(model => runs.Any(run => run.Spec.Training.Model == model.Name))
            .Select(model => model.Title);
        IEnumerable<string> data = runs.Select(run => $"{TitleOf(run.Analysis.Data)}{(run.IsOnOtherData ? ", other data than trained on" : "")}").Distinct();
        return $"{string.Join(", ", models)} on {string.Join(" and ", data)}";
    }

    private static string TitleOf(string data) => DatasetCatalog.All.FirstOrDefault(dataset => dataset.Name == data)?.Title ?? data;
}
