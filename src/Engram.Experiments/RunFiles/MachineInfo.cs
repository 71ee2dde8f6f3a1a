using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;
using Engram.Threading;

namespace Engram.Experiments.RunFiles;

/// <summary>What the program runs on, as it is stored with every result.</summary>
public static class MachineInfo
{
    private const int FirstBrandLeaf = unchecked((int)0x80000002);

    /// <summary>The .NET runtime, for example <c>.NET 10.0.1</c>.</summary>
    public static string Dotnet => RuntimeInformation.FrameworkDescription;

    /// <summary>The operating system and the architecture of the process.</summary>
    public static string Os => $"{RuntimeInformation.OSDescription} ({RuntimeInformation.RuntimeIdentifier})";

    /// <summary>The processor's own name; its architecture where it has none to read.</summary>
    public static string Cpu { get; } = ReadCpu();

    /// <summary>Threads that the machine runs at the same time.</summary>
    public static int ThreadCount => Environment.ProcessorCount;

    /// <summary>As many threads as are asked for; null asks for as many as the machine runs.</summary>
    /// <exception cref="EngramException">They are fewer than one, or very many.</exception>
    internal static int ThreadsFor(int? asked) => asked is < 1 or > WorkerPool.MostThreads
        ? throw new EngramException($"The thread count is {asked}, but must be from 1 to {WorkerPool.MostThreads}; leave it out to use all cores.")
        : asked ?? ThreadCount;

    /// <summary>The most memory that this process has held in RAM so far; null where the system does not tell.</summary>
    public static long? PeakResidentBytes() => PeakResidentBytes(ReadPeak);

    /// <summary>A system without /proc, or with one that is not as .NET expects it, as in a small container, is no reason to stop a run.</summary>
    internal static long? PeakResidentBytes(Func<long> read)
    {
        try
        {
            return read() is > 0 and long peak ? peak : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or Win32Exception or InvalidOperationException
            or InvalidDataException or NotSupportedException or FormatException or OverflowException or IndexOutOfRangeException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The memory that this process may use: the machine's, or less where a container or a setting limits it.</summary>
    public static long AvailableMemoryBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static long ReadPeak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    /// <summary>x86 processors answer the question for their name themselves, on every operating system.</summary>
    private static string ReadCpu()
    {
        string architecture = RuntimeInformation.ProcessArchitecture.ToString();
        if (!X86Base.IsSupported || X86Base.CpuId(int.MinValue, 0).Eax < FirstBrandLeaf + 2)
        {
            return architecture;
        }

        Span<int> registers = stackalloc int[12];
        for (int leaf = 0; leaf < 3; leaf++)
        {
            (registers[4 * leaf], registers[(4 * leaf) + 1], registers[(4 * leaf) + 2], registers[(4 * leaf) + 3]) =
                X86Base.CpuId(FirstBrandLeaf + leaf, 0);
        }

        string name = Encoding.ASCII.GetString(MemoryMarshal.AsBytes(registers)).Trim('\0', ' ');
        return name.Length > 0 ? name : architecture;
    }
}
