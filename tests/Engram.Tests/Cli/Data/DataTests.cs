using Engram.Data.Formats;
using Engram.Tests.Data;
using Engram.Tests.Experiments;

namespace Engram.Tests.Cli.Data;

public class DataTests
{
    [Fact]
    public void List_shows_every_data_set_and_where_it_is()
    {
        EngramRun run = EngramRun.Of("data", "list");
        string[] lines = run.Output.Split('\n');
        Assert.Equal("mnist           MNIST, handwritten digits", lines[0]);
        Assert.Equal("                60,000 training and 10,000 test images of 1x28x28, 10 classes", lines[1]);
        Assert.StartsWith("fashion-mnist ", lines[3], StringComparison.Ordinal);
        Assert.EndsWith("mnist", lines[2], StringComparison.Ordinal);
        Assert.Equal("cifar-10        CIFAR-10, color photographs of animals and vehicles", lines[9]);
        Assert.Equal("                50,000 training and 10,000 test images of 3x32x32, 10 classes", lines[10]);
        Assert.StartsWith("svhn ", lines[12], StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_finds_the_files_that_come_with_the_program_good()
    {
        EngramRun run = EngramRun.Of("data", "verify", "mnist", "--data-dir", Path.Combine(AppContext.BaseDirectory, "data"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("good    ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void List_and_verify_know_an_unpacked_archive()
    {
        using TemporaryFolder folder = new();
        CifarBytes.Save(folder["cifar-10-batches-bin"]);
        EngramRun list = EngramRun.Of("data", "list", "--data-dir", folder.Path);
        Assert.Equal($"                {folder.Path}", list.Output.Split('\n')[11]);
        EngramRun verify = EngramRun.Of("data", "verify", "cifar-10", "--data-dir", folder.Path);
        Assert.Equal((1, $"unknown {folder["cifar-10-batches-bin"]}\n"), (verify.ExitCode, verify.Output));
        Assert.StartsWith($"{folder["cifar-10-batches-bin"]} cannot be compared with the catalog, ", verify.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_folder_that_is_named_is_listed()
    {
        using TemporaryFolder folder = new();
        EngramRun list = EngramRun.Of("data", "list", "--data-dir", folder.Path);
        Assert.Equal($"                not in {folder.Path}; get it with: engram data fetch mnist --data-dir {folder.Path}", list.Output.Split('\n')[2]);
    }

    [Fact]
    public void Every_command_that_takes_data_says_where_it_found_it()
    {
        using TemporaryFolder folder = new();
        string data = TinyMnist.Write(folder["data"]);
        File.WriteAllText(folder["s.yaml"], "base: {layers: [8], epochs: 1}\nrepetitions: 2");
        string line = $"mnist in {Path.Combine(data, "mnist")}: 600 training and 100 test images of 1x28x28, 10 classes\n";
        string[] own = ["--data-dir", data, "--threads", "1"];
        string[] tiny = ["--layers", "8", "--epochs", "1"];
        foreach (string[] command in (string[][])
        [
            ["train", .. tiny, "--run", folder["run"]],
            ["evaluate", folder["run"]],
            ["analyze", folder["run"]],
            ["unseen", .. tiny, "--output", folder["unseen"]],
            ["sweep", folder["s.yaml"], "--dry-run"],
        ])
        {
            EngramRun run = EngramRun.Of([.. command, .. own]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.Contains(line, run.Output, StringComparison.Ordinal);
        }

        // A sweep starts its own program for each run, so it has to be the program.
        using EngramProcess sweep = EngramProcess.Run(folder.Path, ["sweep", folder["s.yaml"], "--output", folder["out"], .. own]);
        Assert.Equal((0, ""), (sweep.WaitForExit(), sweep.Error));
        Assert.Contains(line.TrimEnd(), sweep.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_finds_another_archive_bad()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder[CifarReader.Archive], CifarBytes.Archive(CifarBytes.Batches()));
        EngramRun run = EngramRun.Of("data", "verify", "cifar-10", "--data-dir", folder.Path);
        Assert.Equal((1, $"bad     {folder[CifarReader.Archive]}\n"), (run.ExitCode, run.Output));
        Assert.Contains("(SHA-256 c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd)", run.Error, StringComparison.Ordinal);
    }
}
