using Engram.Tests.Experiments;

namespace Engram.Tests.Cli;

public class ConcurrentAnalysisTests
{
    [Fact]
    public void Several_analyses_of_one_run_at_once_all_succeed()
    {
        using TemporaryFolder folder = new();
        string data = TinyMnist.Write(folder["data"]);
        Assert.Equal(0, EngramRun.Of("train", "--layers", "8,8", "--epochs", "1", "--data-dir", data, "--threads", "1", "--run", folder["run"]).ExitCode);

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            EngramRun run = EngramRun.Of("analyze", folder["run"], "--data-dir", data, "--threads", "1", "--quiet");
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
        });

        Assert.Empty(Directory.GetFiles(folder["run"], "*.engram-tmp", SearchOption.AllDirectories));
    }
}
