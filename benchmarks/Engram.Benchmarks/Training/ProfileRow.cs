namespace Engram.Benchmarks.Training;

/// <summary>One kernel's part in one epoch of one phase.</summary>
/// <param name="Model">The model.</param>
/// <param name="Layer">1-based number of the layer in training; empty where all train at once.</param>
/// <param name="Epoch">1-based epoch.</param>
/// <param name="Kernel">The kernel, or <c>other</c>: packing, waiting, and all that is outside kernels.</param>
/// <param name="EpochSeconds">The epoch's time by the clock on the wall.</param>
/// <param name="ThreadSeconds">Time in the kernel, all threads together.</param>
/// <param name="Share">The same, of all threads' time in the epoch.</param>
/// <param name="Calls">How often it was called.</param>
/// <param name="GigaMultiplyAdds">10⁹ multiply-adds, padding and units that only a neighbour has active included.</param>
/// <param name="PeakShare">Multiply-adds per second of its threads' time over one thread's peak.</param>
public sealed record ProfileRow(
    string Model,
    int? Layer,
    int Epoch,
    string Kernel,
    double EpochSeconds,
    double ThreadSeconds,
    double Share,
    long Calls,
    double GigaMultiplyAdds,
    double? PeakShare);
