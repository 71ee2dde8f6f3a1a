using Engram.Experiments;
using Engram.Tests.Experiments;

namespace Engram.Tests.Cli;

/// <summary>A process killed without warning, then resumed, ends where an undisturbed one ends, bit for bit.</summary>
public sealed class KillTests : IDisposable
{
    private static readonly string[] Spec =
        ["--layers", "32,24", "--epochs", "150", "--batch-size", "32", "--checkpoint-every", "10", "--threads", "1", "--quiet"];

    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public KillTests() => _data = TinyMnist.Write(_folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(18)]
    public void Killed_after_some_checkpoints_and_resumed_equals_undisturbed(int checkpointCount)
    {
        EngramRun whole = EngramRun.Of(["train", .. Spec, "--data-dir", _data, "--run", _folder["whole"]]);
        Assert.Equal(0, whole.ExitCode);
        RunFolder parts = new(_folder["parts"]);
        using (EngramProcess process = EngramProcess.Start(_folder.Path, ["train", .. Spec, "--data-dir", _data, "--run", parts.Path]))
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
        RunComparison.AssertSame(_folder["whole"], parts.Path);
        Assert.Empty(Directory.GetFiles(parts.Path, "*.engram-tmp", SearchOption.AllDirectories));
    }

    private static bool HasReached(RunFolder run, long steps) => steps == 0
        ? File.Exists(run.MetricsPath) && File.Exists(run.RecordPath)
        : Directory.Exists(run.CheckpointPath) && Directory.GetFiles(run.CheckpointPath, "*.safetensors")
            .Any(file => long.Parse(Path.GetFileNameWithoutExtension(file)) >= steps);
}
