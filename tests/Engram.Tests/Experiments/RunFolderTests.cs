using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;

namespace Engram.Tests.Experiments;

public class RunFolderTests
{
    [Fact]
    public void The_names_are_those_that_other_programs_rely_on()
    {
        RunFolder run = new("r");
        Assert.Equal(
            [
                Path.Combine("r", "spec.yaml"), Path.Combine("r", "run.json"), Path.Combine("r", "metrics.csv"),
                Path.Combine("r", "weights.safetensors"), Path.Combine("r", "checkpoint"), Path.Combine("r", "representations.npz"),
                Path.Combine("r", "checksums.sha256"),
            ],
            [run.SpecPath, run.RecordPath, run.MetricsPath, run.WeightsPath, run.CheckpointPath, run.RepresentationsPath, run.ChecksumsPath]);
    }

    [Fact]
    public void A_folder_without_a_run_is_taken_and_locked()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["mine"]);
        File.WriteAllText(Path.Combine(folder["mine"], "notes.txt"), "kept");
        var (run, runLock) = RunFolder.Create(folder["mine"], parent: "", new RunSpec());
        using (runLock)
        {
            Assert.Equal(folder["mine"], run.Path);
            Assert.Equal(
                $"Another process trains in {folder["mine"]}; wait for it to end or name another folder with --run.",
                Assert.Throws<EngramException>(() => RunLock.Take(run, create: false)).Message);
        }

        RunLock.Take(run, create: false).Dispose();
        Assert.Equal("kept", File.ReadAllText(Path.Combine(folder["mine"], "notes.txt")));
    }

    [Theory]
    [InlineData("spec.yaml")]
    [InlineData("run.json")]
    [InlineData("weights.safetensors")]
    public void A_folder_with_any_part_of_a_run_is_not_taken(string part)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder[part], "");
        Assert.Equal(
            $"The folder {folder.Path} holds a run already; resume it with --resume {folder.Path} or name another folder with --run.",
            Assert.Throws<EngramException>(() => RunFolder.Create(folder.Path, parent: "", new RunSpec())).Message);
    }

    [Fact]
    public void An_unnamed_run_is_named_after_its_spec_and_never_overwrites_another()
    {
        using TemporaryFolder folder = new();
        for (int number = 1; number <= 3; number++)
        {
            var (run, runLock) = RunFolder.Create(null, folder["runs"], new RunSpec());
            File.WriteAllText(run.SpecPath, "");
            runLock.Dispose();
        }

        Assert.Equal(
            ["ff-mnist-seed1", "ff-mnist-seed1-2", "ff-mnist-seed1-3"],
            Directory.GetDirectories(folder["runs"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Two_runs_that_start_at_once_get_folders_of_their_own()
    {
        using TemporaryFolder folder = new();
        var (first, firstLock) = RunFolder.Create(null, folder["runs"], new RunSpec());
        var (second, secondLock) = RunFolder.Create(null, folder["runs"], new RunSpec());
        firstLock.Dispose();
        secondLock.Dispose();
        Assert.NotEqual(first.Path, second.Path);
    }

    [Theory]
    [InlineData("my run", "'my run'")]
    [InlineData("-run", "./-run")]
    public void A_command_in_a_sentence_works_as_it_is_typed(string path, string word)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows quotes otherwise.");
        Assert.Equal(
            $"The run {path} has no weights yet because its training is not finished; resume it with engram train --resume {word}.",
            Assert.Throws<EngramException>(new RunFolder(path).RequireWeights).Message);
    }

    [Fact]
    public void A_mistyped_run_is_told_the_nearest()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["ff-mnist-seed1"]);
        File.WriteAllText(Path.Combine(folder["ff-mnist-seed1"], "spec.yaml"), "");
        Assert.Equal(
            $"The run folder {folder["ff-mnist-sed1"]} does not exist; the nearest is {folder["ff-mnist-seed1"]}.",
            Assert.Throws<EngramException>(() => RunFolder.Existing(folder["ff-mnist-sed1"])).Message);
    }
}
