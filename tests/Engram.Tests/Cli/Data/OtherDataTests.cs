using System.Text.Json;
using Engram.Experiments.Plans;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Models;
using Engram.Tests.Experiments;
using Engram.Tests.Experiments.Sweeps;
using Engram.Training;

namespace Engram.Tests.Cli.Data;

/// <summary>Commands about a run know its data by their fingerprint: others are refused, or meant and kept apart.</summary>
public sealed class OtherDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;
    private readonly string _other;

    public OtherDataTests()
    {
        _data = TinyMnist.Write(_folder["data"]);
        _other = TinyMnist.Write(_folder["other"], seed: 2);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_and_weights_name_the_same_data_and_run_json_the_test_images_too()
    {
        Train();
        RunRecord record = RunDocument.Read(_folder["run/run.json"]);
        Assert.Equal(Images("data").Train.Fingerprint, record.DataFingerprint);
        Assert.Equal(Images("data").Test.Fingerprint, record.TestFingerprint);
        Assert.Equal(record.DataFingerprint, NetworkFile.Read(_folder["run/weights.safetensors"]).Input.DataFingerprint);
    }

    [Theory]
    [InlineData("--train-samples", "200")]
    [InlineData("--leave-out", "3")]
    [InlineData("--validation-split", "0.1")]
    public void A_part_of_the_data_is_known_by_the_whole(string option, string value)
    {
        Train(option, value);
        Assert.Equal((0, ""), Result("evaluate"));
        Assert.Equal((0, ""), Result("evaluate", "--split", "train"));
        Assert.Equal((0, ""), Result("analyze", "--quiet"));
        Assert.Equal((2, Trained()), Of("evaluate", _folder["run"], "--data-dir", _other));
    }

    [Fact]
    public void Evaluation_on_other_data_is_refused_unless_it_is_meant()
    {
        Train();
        Assert.Equal((2, Trained()), Of("evaluate", _folder["run"], "--data-dir", _other));
        EngramRun meant = EngramRun.Of("evaluate", _folder["run"], "--data-dir", _other, "--other-data", "--json");
        Assert.Equal((0, ""), (meant.ExitCode, meant.Error));
        Assert.True(JsonDocument.Parse(meant.Output).RootElement.GetProperty("otherData").GetBoolean());
        EngramRun own = EngramRun.Of("evaluate", _folder["run"], "--data-dir", _data, "--other-data", "--json");
        Assert.False(JsonDocument.Parse(own.Output).RootElement.GetProperty("otherData").GetBoolean());
    }

    [Fact]
    public void Other_test_images_are_other_data_too()
    {
        Train();
        foreach (string file in Directory.GetFiles(_folder["data/mnist"], "train-*"))
        {
            File.Copy(file, Path.Combine(_folder["other/mnist"], Path.GetFileName(file)), overwrite: true);
        }

        string sentence =
            $"The run {_folder["run"]} was tested on mnist test (fingerprint {Images("data").Test.Fingerprint}), but mnist in {_folder["other/mnist"]} is data with other test images (fingerprint {Images("other").Test.Fingerprint}); name the folder of its own data with --data-dir, or add --other-data if the other data are meant.\n";
        Assert.Equal((2, sentence), Of("evaluate", _folder["run"], "--data-dir", _other));
        Assert.Equal((2, sentence), Of("analyze", _folder["run"], "--data-dir", _other, "--quiet"));
    }

    [Fact]
    public void A_data_set_of_another_name_is_other_data()
    {
        Train();
        Directory.Move(_folder["other/mnist"], _folder["other/fashion-mnist"]);
        string[] command = ["evaluate", _folder["run"], "--data", "fashion-mnist", "--data-dir", _other];
        (int exitCode, string error) = Of(command);
        Assert.Equal(2, exitCode);
        Assert.Contains($"but fashion-mnist in {_folder["other/fashion-mnist"]} is other data", error, StringComparison.Ordinal);
        Assert.Equal((0, ""), Of([.. command, "--other-data"]));
    }

    [Fact]
    public void An_analysis_of_other_data_has_a_folder_of_its_own_and_so_has_its_report()
    {
        Train();
        Assert.Equal((0, ""), Result("analyze", "--quiet"));
        Assert.Equal((0, ""), Of("report", _folder["run"], "--quiet"));
        Dictionary<string, byte[]> before = Files("run");
        Assert.Equal((2, Trained()), Of("analyze", _folder["run"], "--data-dir", _other, "--quiet"));
        Assert.Equal(
            (2, $"The run {_folder["run"]} has no analysis of other data; make it with engram analyze {_folder["run"]} --other-data, or leave --other-data out.\n"),
            Of("report", _folder["run"], "--other-data"));

        string folder = _folder[$"run/mnist-{Images("other").Train.Fingerprint[..8]}"];
        EngramRun analyzed = EngramRun.Of("analyze", _folder["run"], "--data-dir", _other, "--other-data");
        Assert.Equal((0, ""), (analyzed.ExitCode, analyzed.Error));
        Assert.Contains($"All tables: {Path.Combine(folder, "analysis")}\n", analyzed.Output, StringComparison.Ordinal);
        Assert.EndsWith($"report {_folder["run"]} --other-data --open\n", analyzed.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), Of("report", _folder["run"], "--other-data", "--quiet"));
        Assert.Contains("other data than trained on", File.ReadAllText(Path.Combine(folder, "report.html")), StringComparison.Ordinal);
        Dictionary<string, byte[]> after = Files("run");
        Assert.All(before, file => Assert.Equal(file.Value, after[file.Key]));

        Directory.CreateDirectory(_folder["run/another/analysis"]);
        File.Copy(Path.Combine(folder, "analysis", "analysis.json"), _folder["run/another/analysis/analysis.json"]);
        Assert.Equal(
            (2, $"The run {_folder["run"]} has analyses of several other data: {_folder["run/another"]}, {folder}; move all but one of them out of the run's folder.\n"),
            Of("report", _folder["run"], "--other-data"));
    }

    [Fact]
    public void A_report_refuses_an_analysis_of_other_images_than_the_run_s()
    {
        Train();
        Assert.Equal((0, ""), Result("analyze", "--quiet"));
        string path = _folder["run/analysis/analysis.json"];
        string own = Images("data").Test.Fingerprint;
        string other = Images("other").Test.Fingerprint;
        File.WriteAllText(path, File.ReadAllText(path).Replace(own, other, StringComparison.Ordinal));
        File.Delete(_folder["run/analysis/checksums.sha256"]);
        Assert.Equal(
            (2, $"{path} is of other images than the run was tested with (their fingerprint is {other} and that of the run's {own}); make it again with engram analyze {_folder["run"]} --data-dir {_data}.\n"),
            Of("report", _folder["run"], "--quiet"));
    }

    [Fact]
    public void A_run_goes_on_with_other_data_in_a_folder_of_its_own()
    {
        StopInSecondLayer();
        string path = _folder["run"];
        Dictionary<string, byte[]> before = Files("run");
        Assert.Equal((2, Trained()), Of("train", "--resume", path, "--data-dir", _other, "--quiet"));
        Assert.Equal(before.Keys.Order(), Files("run").Keys.Order());

        string own = _folder[$"run/mnist-{Images("other").Train.Fingerprint[..8]}/run"];
        EngramRun run = EngramRun.Of("train", "--resume", path, "--data-dir", _other, "--other-data", "--quiet");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"Warning: The run {path} was trained on mnist train (fingerprint ", run.Error, StringComparison.Ordinal);
        Dictionary<string, byte[]> after = Files("run");
        Assert.All(before, file => Assert.Equal(file.Value, after[file.Key]));

        // The first layer was trained already; the network says what it was trained on last.
        Assert.Equal(RunDocument.Read(Path.Combine(own, "run.json")).DataFingerprint, Images("other").Train.Fingerprint);
        NetworkBody network = NetworkFile.Read(Path.Combine(own, "weights.safetensors"));
        Assert.Equal(Images("other").Train.Fingerprint, network.Input.DataFingerprint);
        TrainingState stopped = TrainingStateFile.Read(Directory.GetFiles(_folder["run/checkpoint"]).Order().Last());
        Assert.Equal(stopped.Network.Parameters[0].ToArray(), network.Parameters[0].ToArray());
        Assert.Equal(4, File.ReadAllLines(Path.Combine(own, "metrics.csv")).Length - 1);

        // Again: it is there and finished, and its own commands know its data.
        Assert.Equal((0, ""), Of("train", "--resume", path, "--data-dir", _other, "--other-data", "--quiet"));
        Assert.Equal((0, ""), Of("evaluate", own, "--data-dir", _other));
        Assert.Equal(2, Of("evaluate", own, "--data-dir", _data).ExitCode);
    }

    [Fact]
    public void A_run_without_a_checkpoint_knows_its_data_by_its_record()
    {
        StopInSecondLayer();
        Directory.Delete(_folder["run/checkpoint"], recursive: true);
        Assert.Equal(2, Of("train", "--resume", _folder["run"], "--data-dir", _other, "--quiet").ExitCode);
    }

    [Fact]
    public void Other_data_need_a_run_to_go_on_with()
    {
        Train();
        Assert.Equal(
            (2, $"The run {_folder["run"]} is finished, so nothing of it is left to train on other data; leave --other-data out, or train a new run.\n"),
            Of("train", "--resume", _folder["run"], "--data-dir", _other, "--other-data"));
        Assert.Equal(
            (2, "--other-data has no use without --resume, because a new run has no data yet; leave it out.\n"),
            Of("train", "--data-dir", _other, "--other-data"));
    }

    [Fact]
    public void Runs_without_a_class_each_do_not_mix_data()
    {
        RunSpec spec = new() { LeaveOut = 0, Training = new() { Layers = [16, 12], Epochs = 1, BatchSize = 100 } };
        RunOptions options = new() { Folder = _folder["out/ff-without0"], DataDirectory = _data, Threads = 1 };
        Runner.Run(spec, options, new RecordingObserver(), TestContext.Current.CancellationToken);
        string[] command = ["unseen", "--layers", "16,12", "--epochs", "1", "--batch-size", "100", "--data-dir", _other, "--output", _folder["out"]];
        (int exitCode, string error) = Of(command);
        Assert.Equal(2, exitCode);
        Assert.StartsWith($"The run {_folder["out/ff-without0"]} was trained on mnist (fingerprint ", error, StringComparison.Ordinal);
        Assert.EndsWith("name the folder of its own data with --data-dir, or add --other-data if the other data are meant.\n", error, StringComparison.Ordinal);

        IReadOnlyList<PlannedRun> plan = RunPlans.LeavingOutEachClass(spec);
        string apart = _folder[$"out/mnist-{Images("other").Train.Fingerprint[..8]}"];
        Assert.Equal(apart, PlanRunner.FolderOfData(plan, _folder["out"], options with { DataDirectory = _other, OtherData = true }));
        Assert.Equal(_folder["out"], PlanRunner.FolderOfData(plan, _folder["out"], options with { DataDirectory = _data, OtherData = true }));
        Assert.Equal(_folder["out"], PlanRunner.FolderOfData(plan, _folder["out"], options with { DataDirectory = _other }));
    }

    [Theory]
    [InlineData("--quiet")]
    [InlineData("--slurm")]
    public void A_sweep_does_not_mix_data(string option)
    {
        using TinySweep sweep = new(TinySweep.Quick);
        string name = sweep.Names[0];
        RunSpec spec = sweep.Plan.Runs[0].Spec;
        Runner.Run(spec, new RunOptions { Folder = sweep.Folder.Run(name).Path, DataDirectory = sweep.Data, Threads = 1 }, new RecordingObserver(), TestContext.Current.CancellationToken);
        (int exitCode, string error) = Of("sweep", sweep.File, "--output", sweep.Folder.Path, "--data-dir", _other, option);
        Assert.Equal(2, exitCode);
        Assert.StartsWith($"The run {sweep.Folder.Run(name).Path} was trained on mnist (fingerprint ", error, StringComparison.Ordinal);
        Assert.EndsWith("name the folder of its own data with --data-dir, or name another folder with --output.\n", error, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Error) Of(params string[] arguments)
    {
        EngramRun run = EngramRun.Of(arguments);
        return (run.ExitCode, run.Error);
    }

    private (int ExitCode, string Error) Result(string command, params string[] more) => Of([command, _folder["run"], "--data-dir", _data, .. more]);

    private void Train(params string[] more) => Assert.Equal(
        (0, ""), Of(["train", "--layers", "16,12", "--epochs", "2", "--batch-size", "100", "--threads", "1", "--data-dir", _data, "--run", _folder["run"], "--quiet", .. more]));

    private void StopInSecondLayer()
    {
        using CancellationTokenSource source = new();
        RecordingObserver observer = new(runEvent =>
        {
            if (runEvent is StepTaken { Progress.CompletedSteps: 15 })
            {
                source.Cancel();
            }
        });
        RunSpec spec = new() { Training = new() { Layers = [16, 12], Epochs = 2, BatchSize = 100 } };
        RunOptions options = new() { Folder = _folder["run"], DataDirectory = _data, Threads = 1 };
        Assert.Equal(RunStatus.Interrupted, Runner.Run(spec, options, observer, source.Token).Record.Status);
    }

    private string Trained()
    {
        RunSpec spec = SpecFile.Read(_folder["run/spec.yaml"]);
        ImageDataset own = RunData.Of(spec, Images("data")).Train;
        ImageDataset other = RunData.Of(spec, Images("other")).Train;
        return $"The run {_folder["run"]} was trained on {own.Name} (fingerprint {own.Fingerprint}), but mnist in {_folder["other/mnist"]} is other data (fingerprint {other.Fingerprint}); name the folder of its own data with --data-dir, or add --other-data if the other data are meant.\n";
    }

    private DatasetSplits Images(string folder) => DatasetCatalog.Load("mnist", _folder[folder]);

    private Dictionary<string, byte[]> Files(string folder) => Directory
        .EnumerateFiles(_folder[folder], "*", SearchOption.AllDirectories)
        .ToDictionary(file => file, File.ReadAllBytes);
}
