using System.Globalization;
using CsvHelper;
using Engram.Analysis.Statistics;
using Engram.Experiments.Results;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Families;
using Engram.Tests.Cli;
using Parquet;
using Parquet.Schema;

namespace Engram.Tests.Experiments.Sweeps;

/// <summary>Tables, means and comparisons of a sweep's runs.</summary>
public sealed class SweepResultsTests(SweepResultsTests.Trained trained) : IClassFixture<SweepResultsTests.Trained>
{
    [Fact]
    public void The_table_is_made_from_the_run_folders_with_the_same_bytes_every_time()
    {
        SweepFolder folder = trained.Folder;
        SweepResults.Rebuild(folder);
        byte[] csv = File.ReadAllBytes(folder.ResultsCsvPath), parquet = File.ReadAllBytes(folder.ResultsParquetPath);
        File.Delete(folder.ResultsCsvPath);
        File.Delete(folder.ResultsParquetPath);
        SweepResults.Rebuild(folder);
        Assert.Equal(csv, File.ReadAllBytes(folder.ResultsCsvPath));
        Assert.Equal(parquet, File.ReadAllBytes(folder.ResultsParquetPath));
    }

    [Fact]
    public void A_row_has_the_run_its_spec_the_layer_and_the_value()
    {
        SweepResults.Rebuild(trained.Folder);
        Dictionary<string, string>[] rows = ReadCsv(trained.Folder.ResultsCsvPath);
        Assert.Equal(
            ["run", .. SpecKeys.All.Where(key => !key.IsAboutOwnData).Select(key => key.Name), "status", "layer", "measure", "value"], rows[0].Keys);
        RunRecord record = RunDocument.Read(trained.Folder.Run("ff-1").RecordPath);
        Dictionary<string, string> accuracy = rows.Single(row => row["run"] == "ff-1" && row["measure"] == "testAccuracy");
        Assert.Equal("", accuracy["layer"]);
        Assert.Equal(["1", "2"], rows.Where(row => row["run"] == "ff-1" && row["measure"] == "layerTestAccuracy").Select(row => row["layer"]));
        Assert.Equal(
            ("ff", "mnist", "16, 12", "0.01", "2", "", "1", "finished", record.TestAccuracy!.Value),
            (accuracy["model"], accuracy["data"], accuracy["layers"], accuracy["learningRate"], accuracy["epochs"], accuracy["threshold"], accuracy["seed"], accuracy["status"], double.Parse(accuracy["value"], CultureInfo.InvariantCulture)));
        Dictionary<string, string> sparseness = rows.Single(row => row["run"] == "ff-1" && row["measure"] == "hoyerSparseness" && row["layer"] == "2");
        Assert.Equal(record.Layers[1].HoyerSparseness, double.Parse(sparseness["value"], CultureInfo.InvariantCulture));
        string lastLoss = File.ReadAllLines(trained.Folder.Run("ff-1").MetricsPath)[2].Split(',')[2];
        Assert.Equal(lastLoss, rows.Single(row => row["run"] == "ff-1" && row["measure"] == "loss" && row["layer"] == "1")["value"]);
        Assert.Single(rows, row => row["run"] == "bp-1" && row["measure"] == "loss" && row["layer"].Length == 0);
        Assert.All(rows.Where(row => row["model"] == "bp"), row => Assert.Equal("", row["goodness"]));
    }

    [Fact]
    public void An_unfinished_run_has_one_row_with_its_status()
    {
        SweepResults.Rebuild(trained.Folder);
        Dictionary<string, string> row = Assert.Single(ReadCsv(trained.Folder.ResultsCsvPath), row => row["run"] == "stopped");
        Assert.Equal(("interrupted", "", "", ""), (row["status"], row["layer"], row["measure"], row["value"]));
        Assert.Equal("7", row["seed"]);
    }

    [Fact]
    public async Task Parquet_holds_the_same_as_CSV_with_types()
    {
        SweepResults.Rebuild(trained.Folder);
        Dictionary<string, string>[] rows = ReadCsv(trained.Folder.ResultsCsvPath);
        await using ParquetReader reader = await ParquetReader.CreateAsync(trained.Folder.ResultsParquetPath, cancellationToken: TestContext.Current.CancellationToken);
        DataField[] fields = reader.Schema.GetDataFields();
        Assert.Equal(rows[0].Keys, fields.Select(field => field.Name));
        Assert.Equal(1, reader.RowGroupCount);
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        Assert.Equal(rows.Length, group.RowCount);
        foreach (DataField field in fields)
        {
            string[] values = await Read(group, field, rows.Length);
            Assert.Equal(rows.Select(row => row[field.Name]), values);
        }

        Assert.Equal(
            [typeof(double), typeof(ulong), typeof(ulong), typeof(bool), typeof(int), typeof(double)],
            ((string[])["learningRate", "epochs", "seed", "skipFirstLayer", "layer", "value"]).Select(name => fields.Single(field => field.Name == name).ClrType));
    }

    [Fact]
    public async Task A_column_of_numbers_is_one_of_texts_where_a_run_has_a_list_of_them()
    {
        using TemporaryFolder folder = new();
        ResultRun shared = Run("a", 0.01f, 1, 0.9);
        ResultRun each = shared with { Name = "b", Spec = shared.Spec with { Training = shared.Spec.Training with { Layers = [16, 12], LearningRate = new(0.01f, 0.005f) } } };
        Engram.Experiments.Results.ResultsTable.WriteCsv(folder["r.csv"], [shared, each]);
        Assert.Equal(["0.01", "0.01, 0.005"], ReadCsv(folder["r.csv"]).Select(row => row["learningRate"]).Distinct());
        Engram.Experiments.Results.ResultsTable.WriteParquet(folder["r.parquet"], [shared, each]);
        await using ParquetReader reader = await ParquetReader.CreateAsync(folder["r.parquet"], cancellationToken: TestContext.Current.CancellationToken);
        DataField[] fields = reader.Schema.GetDataFields();
        Assert.Equal(
            [typeof(ReadOnlyMemory<char>), typeof(ulong)],
            ((string[])["learningRate", "epochs"]).Select(name => fields.Single(field => field.Name == name).ClrType));
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        string[] rates = await Read(group, fields.Single(field => field.Name == "learningRate"), (int)group.RowCount);
        Assert.Equal(["0.01", "0.01, 0.005"], rates.Distinct());
    }

    [Fact]
    public void Means_are_over_runs_that_differ_in_their_seed()
    {
        var summary = ResultSummary.Of(SweepResults.Read(trained.Folder), []);
        Assert.Equal(["model", "learningRate"], summary.GroupBy.Where(key => key is "model" or "learningRate"));
        ResultGroup group = summary.Groups.Single(group => group.Runs.Contains("ff-1"));
        Assert.Equal(["ff-1", "ff-2"], group.Runs);
        double[] accuracies = [.. group.Runs.Select(run => RunDocument.Read(trained.Folder.Run(run).RecordPath).TestAccuracy!.Value)];
        Assert.Equal(RunStatistics.Of(accuracies), group.TestAccuracy);
        Assert.Equal(2, group.HoyerSparseness.Count);
        Assert.Equal(4, summary.Statuses["finished"]);
        Assert.Equal(1, summary.Statuses["interrupted"]);
    }

    [Fact]
    public void Runs_can_be_grouped_by_any_key()
    {
        var summary = ResultSummary.Of(SweepResults.Read(trained.Folder), ["data"]);
        Assert.Equal(4, Assert.Single(summary.Groups).Runs.Count);
        Assert.Equal("mnist", summary.Groups[0].Label);
    }

    [Fact]
    public void The_best_settings_of_a_model_have_the_highest_mean_accuracy()
    {
        SweepResults results = new("s", [
            Run("a1", 0.01f, 1, 0.9), Run("a2", 0.01f, 2, 0.7), Run("b1", 0.02f, 1, 0.85), Run("b2", 0.02f, 2, 0.84),
            Run("c", 0.03f, 1, 0.99) with { Status = RunStatus.Failed },
        ]);
        ResultGroup best = Assert.Single(ResultSummary.Of(results, []).Best);
        Assert.Equal(("ff, learningRate 0.02", 2), (best.Label, best.Runs.Count));
        Assert.Equal(0.845, best.TestAccuracy!.Mean, 12);
    }

    [Fact]
    public void They_are_chosen_on_validation_images_where_every_run_has_some()
    {
        ResultRun[] runs = [Validated(Run("a", 0.01f, 1, 0.9), 0.8), Validated(Run("b", 0.02f, 1, 0.7), 0.85)];
        var summary = ResultSummary.Of(new SweepResults("s", runs), []);
        Assert.Equal(("validationAccuracy", "ff, learningRate 0.02"), (summary.BestBy, Assert.Single(summary.Best).Label));
        Assert.Equal(0.85, summary.Best[0].ValidationAccuracy!.Mean);
        var without = ResultSummary.Of(new SweepResults("s", [.. runs, Run("c", 0.03f, 1, 0.2)]), []);
        Assert.Equal(("testAccuracy", "ff, learningRate 0.01"), (without.BestBy, Assert.Single(without.Best).Label));

        static ResultRun Validated(ResultRun run, double accuracy) => run with { Values = [.. run.Values, new ResultValue(null, "validationAccuracy", accuracy)] };
    }

    [Fact]
    public void Settings_that_both_sweeps_have_are_compared_and_the_others_named()
    {
        SweepResults first = new("a", [Run("x1", 0.01f, 1, 0.80), Run("x2", 0.01f, 2, 0.82), Run("only", 0.5f, 1, 0.5)]);
        SweepResults second = new("b", [Run("y1", 0.01f, 3, 0.90), Run("y2", 0.01f, 4, 0.92), Run("other", 0.7f, 1, 0.5)]);
        var comparison = SweepComparison.Of(first, second);
        ComparedSettings match = Assert.Single(comparison.Matches);
        Assert.Equal(("ff, learningRate 0.01", 2, 2), (match.Settings, match.FirstRuns, match.SecondRuns));
        ComparedMeasure accuracy = match.Compared[0];
        Assert.Equal(("testAccuracy", null), (accuracy.Measure, accuracy.Layer));
        Assert.Equal(0.1, accuracy.Difference, 12);
        Assert.Equal(PermutationTest.Compare([0.9, 0.92], [0.8, 0.82]).PValue, accuracy.PValue);
        Assert.Equal(["only"], comparison.OnlyFirst);
        Assert.Equal(["other"], comparison.OnlySecond);
    }

    [Fact]
    public void A_copy_of_a_run_is_named_and_does_not_count()
    {
        string copy = trained.Folder.Run("ff-1.bak").Path;
        Directory.CreateDirectory(copy);
        try
        {
            foreach (string file in Directory.GetFiles(trained.Folder.Run("ff-1").Path))
            {
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            }

            var results = SweepResults.Read(trained.Folder);
            Assert.Equal([$"{copy} has the same spec and seed as ff-1, so it is left out as its copy."], results.Warnings);
            Assert.Equal(["ff-1", "ff-2"], ResultSummary.Of(results, []).Groups.Single(group => group.Runs.Contains("ff-1")).Runs);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("")]
    public void A_run_whose_record_is_damaged_is_named_and_left_out(string text)
    {
        string path = trained.Folder.Run("ff-2").RecordPath;
        byte[] bytes = File.ReadAllBytes(path);
        try
        {
            File.WriteAllText(path, text);
            var results = SweepResults.Read(trained.Folder);
            Assert.Equal([$"{path} is no record of a run or is damaged; resume the run to write it again; the run ff-2 is left out until then."], results.Damaged);
            Assert.DoesNotContain(results.Runs, run => run.Name == "ff-2");
            EngramRun shown = EngramRun.Of("results", trained.Folder.Path);
            Assert.Equal((1, $"Warning: {results.Damaged[0]}\n"), (shown.ExitCode, shown.Error));
        }
        finally
        {
            File.WriteAllBytes(path, bytes);
        }
    }

    [Fact]
    public void Runs_without_checksums_are_named()
    {
        string path = trained.Folder.Run("bp-1").ChecksumsPath;
        byte[] bytes = File.ReadAllBytes(path);
        try
        {
            File.Delete(path);
            Assert.Equal(
                ["Runs without checksums.sha256, so that nothing tells whether their files are what they were: bp-1."],
                SweepResults.Read(trained.Folder).Warnings);
        }
        finally
        {
            File.WriteAllBytes(path, bytes);
        }
    }

    [Fact]
    public void A_single_run_has_no_p_value()
    {
        var comparison = SweepComparison.Of(new SweepResults("a", [Run("x", 0.01f, 1, 0.8)]), new SweepResults("b", [Run("y", 0.01f, 2, 0.9)]));
        Assert.All(comparison.Matches[0].Compared, measure => Assert.Null(measure.PValue));
    }

    [Fact]
    public void Sweeps_without_a_common_setting_are_refused_with_the_keys_that_differ()
    {
        SweepResults first = new("a", [Run("x", 0.01f, 1, 0.8), Run("y", 0.02f, 1, 0.8)]);
        SweepResults second = new("b", [Run("x", 0.03f, 1, 0.8)]);
        Assert.Equal(
            "a and b have no setting in common, so nothing can be compared: they differ in learningRate (0.01 | 0.02) and (0.03); compare sweeps that share settings.",
            Assert.Throws<EngramException>(() => SweepComparison.Of(first, second)).Message);
    }

    [Fact]
    public void Where_only_combinations_differ_the_keys_that_are_combined_are_named()
    {
        SweepResults first = new("a", [Run("x", 0.01f, 1, 0.8), With(Run("y", 0.02f, 1, 0.8), epochs: 7)]);
        SweepResults second = new("b", [With(Run("x", 0.01f, 1, 0.8), epochs: 7), Run("y", 0.02f, 1, 0.8)]);
        Assert.Contains(
            "they differ in learningRate (0.01 | 0.02) and (0.01 | 0.02); epochs (40 | 7) and (7 | 40); compare",
            Assert.Throws<EngramException>(() => SweepComparison.Of(first, second)).Message,
            StringComparison.Ordinal);

        static ResultRun With(ResultRun run, int epochs) =>
            new(run.Name, run.Spec with { Training = run.Spec.Training with { Epochs = epochs } }, run.Status, run.Values);
    }

    [Fact]
    public void A_sweep_without_a_finished_run_cannot_be_compared() => Assert.Equal(
        "No run of the sweep b is finished, so there is nothing to compare; wait for it, or see engram results.",
        Assert.Throws<EngramException>(() => SweepComparison.Of(new("a", [Run("x", 0.01f, 1, 0.8)]), new("b", []))).Message);

    private static ResultRun Run(string name, float learningRate, ulong seed, double accuracy) => new(
        name,
        new RunSpec { Training = new TrainingSpec { Layers = [8], LearningRate = learningRate, Seed = seed } },
        RunStatus.Finished,
        [new ResultValue(null, "testAccuracy", accuracy), new ResultValue(1, "hoyerSparseness", accuracy / 2)]);

    private static Dictionary<string, string>[] ReadCsv(string path)
    {
        using var text = new StreamReader(path);
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        List<Dictionary<string, string>> rows = [];
        while (csv.Read())
        {
            rows.Add(csv.HeaderRecord!.ToDictionary(name => name, name => csv.GetField(name)!));
        }

        return [.. rows];
    }

    private static async Task<string[]> Read(ParquetRowGroupReader group, DataField field, int count)
    {
        if (!field.ClrType.IsPrimitive)
        {
            string[] texts = new string[count];
            await group.ReadAsync(field, texts);
            return [.. texts.Select(text => text ?? "")];
        }

        return field.ClrType == typeof(double) ? Text(await ReadNumbers<double>(group, field, count))
            : field.ClrType == typeof(ulong) ? Text(await ReadNumbers<ulong>(group, field, count))
            : field.ClrType == typeof(int) ? Text(await ReadNumbers<int>(group, field, count))
            : [.. Text(await ReadNumbers<bool>(group, field, count)).Select(text => text.ToLowerInvariant())];
    }

    private static async Task<T?[]> ReadNumbers<T>(ParquetRowGroupReader group, DataField field, int count)
        where T : struct
    {
        var values = new T?[count];
        await group.ReadAsync<T>(field, values);
        return values;
    }

    private static string[] Text<T>(T?[] values)
        where T : struct => [.. values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")];

    /// <summary>Two FF runs, two BP runs and one that was stopped.</summary>
    public sealed class Trained : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Trained()
        {
            string data = TinyMnist.Write(_folder["data"]);
            RunOptions options = new() { DataDirectory = data, Threads = 1 };
            foreach ((string model, float learningRate) in new[] { ("ff", 0.01f), ("bp", 0.001f) })
            {
                for (ulong seed = 1; seed <= 2; seed++)
                {
                    RunSpec spec = new() { Training = ModelTable.Find(model).Defaults with { Layers = [16, 12], Epochs = 2, BatchSize = 64, LearningRate = learningRate, Seed = seed } };
                    Runner.Run(spec, options with { Folder = Folder.Run($"{model}-{seed}").Path }, new RecordingObserver());
                }
            }

            using CancellationTokenSource stopped = new();
            stopped.Cancel();
            RunSpec last = new() { Training = new TrainingSpec { Layers = [8], Epochs = 1, Seed = 7 } };
            Runner.Run(last, options with { Folder = Folder.Run("stopped").Path }, new RecordingObserver(), stopped.Token);
        }

        public SweepFolder Folder => new(_folder["sweep"]);

        public void Dispose() => _folder.Dispose();
    }
}
