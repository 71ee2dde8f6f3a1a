using Engram.Tests.Experiments;

namespace Engram.Tests.Cli;

public class ConcurrentAnalysisTests
{
    [Fact]
    public void Of_several_analyses_of_one_run_at_once_each_succeeds_or_says_that_another_is_at_work()
    {
        using TemporaryFolder folder = new();
        string data = TinyMnist.Write(folder["data"]);
        Assert.Equal(0, EngramRun.Of("train", "--layers", "8,8", "--epochs", "1", "--data-dir", data, "--threads", "1", "--run", folder["run"]).ExitCode);

        int refused = 0;
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            EngramRun run = EngramRun.Of("analyze", folder["run"], "--data-dir", data, "--threads", "1", "--quiet");
            if (run.ExitCode != 0)
            {
                Assert.Equal((2, $"Another process writes {folder["run"]}/analysis; wait for it to end.\n"), (run.ExitCode, run.Error));
                Interlocked.Increment(ref refused);
            }
        });

        Assert.InRange(refused, 0, 7);
        EngramRun after = EngramRun.Of("analyze", folder["run"], "--data-dir", data, "--threads", "1", "--quiet");
        Assert.Equal((0, ""), (after.ExitCode, after.Error));

        Assert.Empty(Directory.GetFiles(folder["run"], "*.engram-tmp", SearchOption.AllDirectories));
    }
}
