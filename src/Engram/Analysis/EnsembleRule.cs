using Engram.Kernels;

namespace Engram.Analysis;

/// <summary>Says which units of a layer are a class's ensemble: characteristically active for that class.</summary>
public abstract class EnsembleRule
{
    /// <summary>Name for files and reports, for example <c>mean-ratio</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Units of a class's ensemble, ascending; none for a class without samples.</summary>
    /// <param name="layer">Activations of one layer.</param>
    /// <param name="classIndex">The class.</param>
    /// <param name="workers">Threads.</param>
    internal abstract int[] Find(LayerActivations layer, int classIndex, WorkerPool workers);

    /// <summary>The ensembles of all classes.</summary>
    internal virtual int[][] FindAll(LayerActivations layer, WorkerPool workers) =>
        [.. Enumerable.Range(0, layer.ClassCount).Select(classIndex => Find(layer, classIndex, workers))];

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <summary>The units for which a condition holds.</summary>
    private protected static int[] Where(int unitCount, Func<int, bool> holds) => [.. Enumerable.Range(0, unitCount).Where(holds)];
}
