using System.ComponentModel;
using System.Diagnostics;
using Engram.Experiments.RunFiles;

namespace Engram.Tests.Experiments;

public class MachineInfoTests
{
    public static TheoryData<Exception> Failures =>
    [
        new FileNotFoundException(),
        new DirectoryNotFoundException(),
        new UnauthorizedAccessException(),
        new InvalidOperationException(),
        new InvalidDataException(),
        new NotSupportedException(),
        new FormatException(),
        new Win32Exception(),
    ];

    [Theory, MemberData(nameof(Failures))]
    public void A_system_that_does_not_tell_of_its_memory_costs_that_figure_alone(Exception failure) =>
        Assert.Null(MachineInfo.PeakResidentBytes(() => throw failure));

    [Fact]
    public void This_one_tells() => Assert.InRange(MachineInfo.PeakResidentBytes() ?? 0, 1_000_000, long.MaxValue);

    /// <summary>/proc as a process sees it that may not read its own part of it, made by mounts in a name space of its own.</summary>
    [Theory(Explicit = true)]
    [InlineData("status", false)]
    [InlineData("stat", false)]
    [InlineData("meminfo", true)]
    [InlineData("mounts", true)]
    [InlineData("cpuinfo", true)]
    public void A_run_goes_on_where_a_part_of_proc_is_empty(string part, bool tells)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/unshare"), "It needs Linux, root and unshare.");
        using TemporaryFolder folder = new();
        string file = part is "meminfo" or "cpuinfo" ? $"/proc/{part}" : $"/proc/$$/{part}";
        string program = Path.Combine(AppContext.BaseDirectory, "Engram.Cli.dll");
        string command = $"mount --bind /dev/null {file} && exec dotnet {program} train --quiet --layers 8 --epochs 1 --train-samples 100 --run {folder["run"]}";
        using Process process = Process.Start(new ProcessStartInfo("unshare", ["--mount", "sh", "-c", command]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((0, ""), (process.ExitCode, error));
        RunRecord record = RunDocument.Read(Path.Combine(folder["run"], "run.json"));
        Assert.Equal((RunStatus.Finished, tells, tells), (record.Status, record.PeakResidentBytes is not null, output.Contains("at most", StringComparison.Ordinal)));
    }
}
