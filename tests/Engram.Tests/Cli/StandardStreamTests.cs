using System.Diagnostics;
using System.Text.Json;
using Engram.Cli.Terminal;
using Engram.Tests.Experiments;

namespace Engram.Tests.Cli;

/// <summary>The screen may be lost, what a command does may not.</summary>
public sealed class StandardStreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_stream_that_fails_is_given_up()
    {
        var failure = new IOException();
        var stream = new StandardStream(new FailingWriter(failure));

        stream.WriteLine("a");
        stream.Write('b');

        Assert.Same(failure, stream.Failure);
    }

    [Fact]
    public void A_closed_stream_is_no_failure()
    {
        var stream = new StandardStream(new FailingWriter(new UnauthorizedAccessException()));

        stream.WriteLine("a");
        stream.Write("b");

        Assert.Null(stream.Failure);
    }

    [Fact]
    public void A_training_whose_output_has_no_room_goes_on_to_its_end()
    {
        TinyMnist.Write(_folder["data"]);
        string[] train = ["train", "--layers", "8,8", "--epochs", "2", "--threads", "1", "--data-dir", "data"];
        Assert.Equal((1, "The standard output cannot be written because the disk is full or its quota is used up; what the command prints is lost from there on, and all else is done.\n"), InShell("> /dev/full", [.. train, "--run", "full"]));
        Assert.Equal((0, ""), InShell(">&-", [.. train, "--run", "closed"]));
        Assert.Equal((1, ""), InShell("> /dev/full 2> /dev/full", [.. train, "--run", "both"]));
        foreach (string run in (string[])["full", "closed", "both"])
        {
            using var record = JsonDocument.Parse(File.ReadAllText(_folder[$"{run}/run.json"]));
            Assert.Equal("finished", record.RootElement.GetProperty("status").GetString());
        }
    }

    [Fact]
    public void A_reader_that_has_gone_is_no_error() =>
        Assert.Equal((0, ""), InShell("| head -c 1 > /dev/null; exit ${PIPESTATUS[0]}", ["spec", "schema"]));

    private (int ExitCode, string Error) InShell(string redirection, string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/dev/full") && File.Exists("/bin/bash"), "This system has no device that is always full.");
        string command = string.Join(' ', EngramProcess.Command.Concat(arguments).Select(word => $"'{word}'"));
        using Process process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", $"{command} {redirection}"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }

    /// <summary>Fails with one exception, and then, if it is asked again, with one that nobody catches.</summary>
    private sealed class FailingWriter(Exception first) : StringWriter
    {
        private int _calls;

        public override void WriteLine(string? value) => Fail();

        public override void Write(string? value) => Fail();

        public override void Write(char value) => Fail();

        private void Fail() => throw (_calls++ == 0 ? first : new InvalidOperationException("It is asked again."));
    }
}
