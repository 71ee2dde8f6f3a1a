using System.Diagnostics;
using Engram.Storage;
using Engram.Tests.Cli;
using Microsoft.Win32.SafeHandles;

namespace Engram.Tests.Storage;

public sealed class DiskFlushTests : IDisposable
{
    // A descriptor that stands for a file and does nothing with it, so that fsync fails.
    private const int PathOnly = 0x200000;

    private readonly TemporaryFolder _folder = new();

    public DiskFlushTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has descriptors that cannot be flushed.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_cannot_be_flushed_is_an_error()
    {
        using SafeFileHandle useless = new(SystemCalls.Open(_folder.Path, PathOnly), ownsHandle: true);

        Assert.Throws<IOException>(() => DiskFlush.File(useless));
    }

    [Fact]
    public void A_missing_folder_cannot_be_flushed() =>
        Assert.Throws<IOException>(() => DiskFlush.Folder(_folder["none"]));

    [Fact]
    public void Files_and_folders_are_flushed_without_an_error()
    {
        DurableFolder.Create(_folder["a/b/c"]);
        AtomicFile.WriteAllText(_folder["a/b/c/d"], "x");

        Assert.Equal("x", File.ReadAllText(_folder["a/b/c/d"]));
    }

    /// <summary>The real command under strace, which answers the n-th fsync, of a file or of a folder, in place of the disk.</summary>
    [Theory]
    [InlineData("fsync", 2)]
    [InlineData("fsync", 3)]
    [InlineData("fsync", 9)]
    [InlineData("dup", 1)]
    public void A_flush_that_fails_ends_a_training_with_a_sentence(string call, int number)
    {
        (int exitCode, string error) = Train(call, number.ToString(), "ENOSPC");

        Assert.Matches(@"^/\S+ cannot be written because the disk is full or its quota is used up; free some space or choose another folder\.\n$", error);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public void An_older_checkpoint_that_cannot_be_removed_is_a_warning()
    {
        (int exitCode, string error) = Train("unlink", "1+", "EPERM");

        Assert.Matches(@"^Warning: The older checkpoint /\S+ cannot be removed because the permission is missing; it takes room until it is removed by hand\.\n$", error);
        Assert.Equal(0, exitCode);
        Assert.Equal(3, Directory.GetFiles(_folder["run/checkpoint"]).Length);
    }

    /// <summary>Trains three layers, with a checkpoint after each, while a call of the system fails.</summary>
    private (int ExitCode, string Error) Train(string call, string when, string failure)
    {
        string trace = _folder["trace"];
        var start = new ProcessStartInfo(
            "strace",
            [
                "-f", "-qq", "-o", trace, "--seccomp-bpf", "-e", $"trace={call}", "-e", $"inject={call}:error={failure}:when={when}",
                .. EngramProcess.Command, "train", "--layers", "8,8,8", "--epochs", "1", "--train-samples", "100", "--threads", "1", "--quiet", "--run", _folder["run"],
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Start(start);
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.SkipWhen(error.Contains("strace:", StringComparison.Ordinal), "strace may not trace here.");

        Assert.Contains("INJECTED", File.ReadAllText(trace), StringComparison.Ordinal);
        return (process.ExitCode, error);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no strace here.");
            throw;
        }
    }
}
