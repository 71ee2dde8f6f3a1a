using Engram.Experiments.RunFiles;
using Engram.Tests.Experiments;

namespace Engram.Tests.Cli;

/// <summary>A process killed without warning, then resumed, ends where an undisturbed one ends, bit for bit.</summary>
public sealed class KillTests(KillTests.Undisturbed undisturbed) : IClassFixture<KillTests.Undisturbed>
{
    private static readonly string[] Spec =
        ["--layers", "32,24", "--epochs", "150", "--batch-size", "32", "--checkpoint-every", "10", "--keep-checkpoints", "0,every:30", "--threads", "1", "--quiet"];

    private readonly string _data = undisturbed.Data;

    [Theory(Explicit = true)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(18)]
    public void Killed_after_some_checkpoints_and_resumed_equals_undisturbed(int checkpointCount)
    {
        using TemporaryFolder folder = new();
        RunFolder parts = new(folder["parts"]);
        using (EngramProcess process = EngramProcess.Start(folder.Path, ["train", .. Spec, "--data-dir", _data, "--run", parts.Path]))
        {
            // 600 images in batches of 32 are 19 steps per epoch.
            long steps = checkpointCount * 10 * 19;
            process.WaitUntil(() => HasReached(parts, steps), $"{checkpointCount} checkpoints");
            process.Kill();
        }

        Assert.Equal(RunStatus.Running, RunDocument.Read(parts.RecordPath).Status);
        Assert.False(File.Exists(parts.WeightsPath));
        EngramRun resumed = EngramRun.Of("train", "--resume", parts.Path, "--data-dir", _data, "--checkpoint-every", "10", "--threads", "1", "--quiet");
        Assert.Equal((0, ""), (resumed.ExitCode, resumed.Error));
        RunComparison.AssertSame(undisturbed.Run, parts.Path);
        AssertSameKept(undisturbed.Run, parts.Path);
        Assert.Empty(Directory.GetFiles(parts.Path, "*.engram-tmp", SearchOption.AllDirectories));
    }

    private static void AssertSameKept(string first, string second)
    {
        string[] Names(string run) => [.. Directory.GetFiles(new RunFolder(run).KeptPath).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(1 + (2 * 6), Names(first).Length);
        Assert.Equal(Names(first), Names(second));
        Assert.All(Names(first), name => Assert.Equal(
            File.ReadAllBytes(Path.Combine(new RunFolder(first).KeptPath, name)), File.ReadAllBytes(Path.Combine(new RunFolder(second).KeptPath, name))));
    }

    private static bool HasReached(RunFolder run, long steps) => steps == 0
        ? File.Exists(run.MetricsPath) && File.Exists(run.RecordPath)
        : Directory.Exists(run.CheckpointPath) && Directory.GetFiles(run.CheckpointPath, "*.safetensors")
            .Any(file => long.Parse(Path.GetFileNameWithoutExtension(file)) >= steps);

    /// <summary>The run that the others are compared with.</summary>
    public sealed class Undisturbed : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Undisturbed()
        {
            Data = TinyMnist.Write(_folder["data"]);
            Assert.Equal(0, EngramRun.Of(["train", .. Spec, "--data-dir", Data, "--run", Run]).ExitCode);
        }

        public string Data { get; }

        public string Run => _folder["run"];

        public void Dispose() => _folder.Dispose();
    }
}
