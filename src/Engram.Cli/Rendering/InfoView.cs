using Engram.Cli.Terminal;
using Engram.Experiments.RunFiles;
using Engram.Kernels;

namespace Engram.Cli.Rendering;

/// <summary>Shows what the program is and what it runs on.</summary>
internal static class InfoView
{
    public static void Show(Shell shell)
    {
        KernelTable current = KernelTable.Current;
        string commit = BuildInfo.Commit is { } hash ? $" (commit {hash[..Math.Min(hash.Length, 10)]})" : "";
        foreach (var (name, value) in ((string, string)[])
            [
                ("Engram", BuildInfo.Version + commit),
                ("Runtime", MachineInfo.Dotnet),
                ("System", MachineInfo.Os),
                ("Processor", MachineInfo.Cpu),
                ("Threads", $"{MachineInfo.ThreadCount}"),
                ("Kernels", $"{current.Name}, {KernelTable.Reason}"),
            ])
        {
            shell.WriteText(value, $"{name,-10} ");
        }
    }

    /// <summary>What the arithmetic of every vector width needs, and by which counts products choose between their walks.</summary>
    public static void ShowKernels(Shell shell)
    {
        KernelTable current = KernelTable.Current;
        shell.WriteLine();
        foreach (KernelTable kernels in KernelTable.All)
        {
            string state = kernels == current ? "in use" : kernels.IsSupported ? "supported" : "not supported";
            shell.WriteText($"needs {kernels.Description}", $"  {kernels.Name,-10} {state,-14} ");
        }

        shell.WriteLine();
        shell.WriteText($"{KernelTable.EnvironmentVariable}=<name> forces one of them.");
        shell.WriteLine();
        foreach (string line in WalkRule.Describe(current))
        {
            shell.WriteText(line.TrimStart(), line[..^line.TrimStart().Length]);
        }
    }
}
