using System.Globalization;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;

namespace Engram.Experiments.Runs;

/// <summary>Says what was wanted where memory does not suffice, what there is, and what to make smaller.</summary>
internal static class MemoryShortage
{
    /// <summary>Does what a run needs memory for.</summary>
    /// <exception cref="EngramException">There is too little.</exception>
    public static T Guard<T>(RunSpec spec, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (OutOfMemoryException error)
        {
            throw OfTraining(spec, error);
        }
    }

    /// <summary>The failure of a run that had begun.</summary>
    public static EngramException OfTraining(RunSpec spec, OutOfMemoryException cause)
    {
        long available = MachineInfo.AvailableMemoryBytes;
        if (DataFacts.TryOf(spec) is null)
        {
            return new EngramException($"The images in {spec.Data} need more memory than the {Megabytes(available)} that there are; make them smaller with --resize, or give it more memory.", cause);
        }

        var wanted = MemoryEstimate.Of(spec);
        string lack = wanted.Bytes > available
            ? $"needs about {Megabytes(wanted.Bytes)} of memory, but there are {Megabytes(available)}"
            : $"needs more memory than the {Megabytes(available)} that there are";
        return new EngramException($"The run {lack}; make {wanted.LargestKey} smaller, or give it more memory.", cause);
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("N0", CultureInfo.InvariantCulture) + " MB";
}
