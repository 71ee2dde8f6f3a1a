using System.Globalization;
using System.Text.RegularExpressions;
using Engram.Experiments.RunFiles;
using Engram.Kernels;

namespace Engram.Benchmarks.Machine;

/// <summary>What every result file says about where and when it was measured.</summary>
/// <param name="Cpu">The processor's own name.</param>
/// <param name="Kernels">Kernel table in use.</param>
/// <param name="Cores">Threads that the machine runs at the same time.</param>
/// <param name="Dotnet">The .NET runtime.</param>
/// <param name="Os">The operating system.</param>
/// <param name="Version">Engram's version.</param>
/// <param name="Commit">The commit that was built; null outside a repository.</param>
/// <param name="Date">Day of the measurement, UTC.</param>
public sealed partial record MachineDescription(
    string Cpu, string Kernels, int Cores, string Dotnet, string Os, string Version, string? Commit, string Date)
{
    public static MachineDescription Current => new(
        MachineInfo.Cpu,
        KernelTable.Current.Name,
        MachineInfo.ThreadCount,
        MachineInfo.Dotnet,
        MachineInfo.Os,
        BuildInfo.Version,
        BuildInfo.Commit,
        DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>
    /// Folder of this machine's results below benchmarks/results. Virtual machines of one name differ in what they can
    /// do, so the widest kernels are part of it.
    /// </summary>
    public static string ResultFolder => Path.Combine(
        RepositoryFolder.Root, "benchmarks", "results", $"{Slug(MachineInfo.Cpu)}-{KernelTable.All.Last(table => table.IsSupported)}");

    /// <summary>What goes between a result file's name and its extension where other kernels than the machine's widest were asked for.</summary>
    public static string FileSuffix =>
        KernelTable.Current == KernelTable.All.Last(table => table.IsSupported) ? "" : $"-{KernelTable.Current}";

    private static string Slug(string text) => NoWord().Replace(text.ToLowerInvariant(), "-").Trim('-');

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoWord();
}
