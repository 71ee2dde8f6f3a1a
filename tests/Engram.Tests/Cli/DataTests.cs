namespace Engram.Tests.Cli;

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
    }

    [Fact]
    public void Verify_finds_the_files_that_come_with_the_program_good()
    {
        EngramRun run = EngramRun.Of("data", "verify", "mnist", "--data-dir", Path.Combine(AppContext.BaseDirectory, "data"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("good  ", line, StringComparison.Ordinal));
    }
}
