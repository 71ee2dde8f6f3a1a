namespace Engram.Benchmarks.Kernels;

/// <summary>Something that a kernel does again and again, and how much that is.</summary>
/// <param name="Run">Does it once.</param>
/// <param name="MultiplyAdds">Multiply-adds whose result counts: those at active units, none for padding or for units that only a neighbour has active.</param>
/// <param name="Bytes">Bytes that have to be read and written at least once.</param>
public sealed record KernelWork(Action Run, double MultiplyAdds, double Bytes);
