using Engram.Kernels;

namespace Engram.Tests.TestSupport;

/// <summary>
/// Rows for tests that run over the whole kernel table. Tables that this machine does not support run too: their vector
/// operations fall back to software with the same meaning.
/// </summary>
public static class KernelTables
{
    public static TheoryData<string> Names => [.. KernelTable.All.Select(table => table.Name)];

    internal static KernelTable Find(string name) => KernelTable.All.Single(table => table.Name == name);

    /// <summary>The tables that must agree bit by bit.</summary>
    internal static IEnumerable<KernelTable> Fused => KernelTable.All.Where(table => table.IsFused);
}
