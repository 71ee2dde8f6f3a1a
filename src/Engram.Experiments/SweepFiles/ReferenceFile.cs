using Engram.Experiments.Specs;

namespace Engram.Experiments.SweepFiles;

/// <summary>
/// Reads an experiment file of the code of Tosato et al.: <c>ExperimentBasePath</c> and a list <c>Experiments</c>, each of
/// which stands for the product of its learning rates, epochs and thresholds, a number of times.
/// </summary>
internal static class ReferenceFile
{
    public const string BasePath = "ExperimentBasePath";
    public const string Experiments = "Experiments";
    public const string Experiment = "experiment";

    private const string ListExpectation = $"{Experiments} takes a list of items such as - {Experiment}: {{model: ff, learningRate: [0.01]}}";

    public static bool IsOne(YamlMap file) => file.Find(BasePath) is not null || file.Find(Experiments) is not null;

    /// <exception cref="EngramException">As for <see cref="SweepFile.Read"/>.</exception>
    public static SweepPlan Read(YamlMap file)
    {
        file.RequireKnown([BasePath, Experiments]);
        YamlNode list = file.Find(Experiments) ?? throw file.Place.Fault($"{Experiments} is missing; give a list of experiments");
        ReferenceExperiment[] all = [.. list.Require<YamlList>(ListExpectation).Items.Select(ReadItem)];
        ReferenceExperiment[] enabled = [.. all.Where(experiment => experiment.IsEnabled)];
        if (enabled.Length == 0)
        {
            throw list.Place.Fault("no experiment is enabled, so there is nothing to run; set enable to true in one of them");
        }

        double count = enabled.Sum(experiment => (double)experiment.Settings.Count * experiment.RepetitionCount);
        if (count > SweepFile.MaximumRuns)
        {
            throw list.Place.Fault($"this sweep has {count:0} runs, but at most {SweepFile.MaximumRuns} are possible; vary less");
        }

        string? folder = file.Find(BasePath) is { } path ? ReadFolder(path) : null;
        return new SweepPlan(SweepName.OfFile(file, "rename the file"), MakeRuns(enabled, list.Place), new SweepSettings())
        {
            Folder = folder,
            Notes = [.. ReferenceNotes.Of(enabled, all.Length - enabled.Length, folder)],
        };
    }

    private static ReferenceExperiment ReadItem(YamlNode item)
    {
        YamlMap map = item.Require<YamlMap>(ListExpectation);
        map.RequireKnown([Experiment]);
        YamlNode experiment = map.Find(Experiment) ?? throw item.Place.Fault(ListExpectation);
        return ReferenceExperiment.Read(experiment.Require<YamlMap>($"{Experiment} takes keys such as model, one \"key: value\" per line"));
    }

    /// <summary>Relative to the file, wherever the command is called.</summary>
    private static string ReadFolder(YamlNode path)
    {
        string text = SpecTypes.Text(".+", "a folder").ReadScalar(path, BasePath);
        string besides = Path.GetDirectoryName(Path.GetFullPath(path.Place.FileName)) ?? "";
        return Path.GetFullPath(Path.Combine(besides, text));
    }

    /// <summary>Seeds of the same settings go on counting, whichever experiments they stand in.</summary>
    private static IReadOnlyList<PlannedRun> MakeRuns(IReadOnlyList<ReferenceExperiment> experiments, YamlPlace place)
    {
        RunSpec[] settingsOfAll = [.. experiments.SelectMany(experiment => experiment.Settings)];
        var names = new RunNames(VariedKeys(settingsOfAll), settingsOfAll);
        var runs = new RunCollector(place);
        var seeds = new Dictionary<string, ulong>();
        foreach (ReferenceExperiment experiment in experiments)
        {
            foreach (RunSpec spec in experiment.Settings)
            {
                string settings = SpecFile.Format(spec);
                for (int repetition = 0; repetition < experiment.RepetitionCount; repetition++)
                {
                    ulong seed = seeds.GetValueOrDefault(settings) + 1;
                    seeds[settings] = seed;
                    RunSpec run = spec with { Training = spec.Training with { Seed = seed } };
                    runs.Add(new PlannedRun(names.For(run, experiment.FirstName), run), []);
                }
            }
        }

        return runs.Runs;
    }

    /// <summary>What these files always list, and what differs between runs of one model on one data set.</summary>
    private static HashSet<string> VariedKeys(IReadOnlyList<RunSpec> settings)
    {
        HashSet<string> varied = ["learningRate", "epochs"];
        if (settings.DistinctBy(spec => spec.Data).Count() > 1)
        {
            varied.Add("data");
        }

        varied.UnionWith(SpecKeys.VariedWithin(settings.GroupBy(spec => (spec.Data, spec.Training.Model))).Select(key => key.Name));
        return varied;
    }
}
