using YamlDotNet.Serialization;

namespace Engram.Experiments;

/// <summary>PLACEHOLDER until the branch with the real reader is merged: the part of its format that these tests need.</summary>
public static class SweepFile
{
    /// <summary>Reads a sweep.</summary>
    public static SweepPlan Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new EngramException($"The sweep {path} cannot be read because it does not exist; name an existing YAML file.");
        }

        var file = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(File.ReadAllText(path));
        string name = (string)file.GetValueOrDefault("name", Path.GetFileNameWithoutExtension(path));
        int repetitions = Number(file, "repetitions") ?? 1;
        var grid = file.TryGetValue("grid", out object? given) ? (Dictionary<object, object>)given : [];
        string[] varied = [.. grid.Keys.Cast<string>()];
        IEnumerable<(string Key, string Text)[]> settings = varied.Aggregate(
            (IEnumerable<(string Key, string Text)[]>)[[]],
            (all, key) => from one in all from value in (List<object>)grid[key] select ((string Key, string Text)[])[.. one, (key, Text(value))]);
        var runs = new List<PlannedRun>();
        foreach ((string Key, string Text)[] setting in settings)
        {
            var draft = new SpecDraft();
            foreach (var pair in file.TryGetValue("base", out object? start) ? (Dictionary<object, object>)start : [])
            {
                draft.Add(SpecKeys.Find((string)pair.Key)!, Text(pair.Value), (string)pair.Key);
            }

            foreach ((string key, string text) in setting)
            {
                draft.Add(SpecKeys.Find(key)!, text, key);
            }

            RunSpec spec = draft.ToSpec();
            for (ulong i = 0; i < (ulong)repetitions; i++)
            {
                ulong seed = spec.Training.Seed + i;
                string[] parts = [spec.Training.Model, .. setting.Where(pair => pair.Key != "model").Select(pair => (pair.Key == "learningRate" ? "lr" : pair.Key) + pair.Text), $"seed{seed}"];
                runs.Add(new PlannedRun(string.Join('-', parts), spec with { Training = spec.Training with { Seed = seed } }));
            }
        }

        var slurm = file.TryGetValue("slurm", out object? asked) ? ((Dictionary<object, object>)asked).ToDictionary(pair => (string)pair.Key, pair => pair.Value) : [];
        return new SweepPlan(name, runs, new SweepSettings
        {
            Workers = Number(file, "workers"),
            Threads = Number(file, "threads"),
            Retries = Number(file, "retries") ?? 1,
            CheckpointEvery = Number(file, "checkpointEvery") ?? 5,
            Analyze = Text(file.GetValueOrDefault("analyze", "false")) == "true",
            Slurm = new SlurmSettings
            {
                Partition = slurm.GetValueOrDefault("partition") as string,
                Time = slurm.GetValueOrDefault("time") as string,
                Memory = slurm.GetValueOrDefault("memory") as string,
                Cpus = Number(slurm, "cpus"),
                MaxRunning = Number(slurm, "maxRunning"),
                Directives = slurm.TryGetValue("directives", out object? more) ? [.. ((List<object>)more).Cast<string>()] : [],
            },
        });
    }

    private static string Text(object value) => value is List<object> list ? string.Join(", ", list) : (string)value;

    private static int? Number(Dictionary<string, object> file, string key) =>
        file.TryGetValue(key, out object? value) ? int.Parse((string)value, System.Globalization.CultureInfo.InvariantCulture) : null;
}
