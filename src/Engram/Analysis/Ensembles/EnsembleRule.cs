using Engram.Analysis.Representations;

namespace Engram.Analysis.Ensembles;

/// <summary>Says which units of a layer are a class's ensemble: characteristically active for that class.</summary>
public abstract class EnsembleRule
{
    /// <summary>Name for files and reports, for example <c>mean-ratio</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Units of a class's ensemble, ascending; none for a class without samples.</summary>
    /// <param name="layer">Activations of one layer.</param>
    /// <param name="classIndex">The class.</param>
    public abstract int[] Find(LayerActivations layer, int classIndex);

    /// <summary>The ensembles of all classes, for rules that find them together.</summary>
    /// <param name="layer">Activations of one layer.</param>
    public virtual int[][] FindAll(LayerActivations layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return [.. Enumerable.Range(0, layer.ClassCount).Select(classIndex => Find(layer, classIndex))];
    }

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <summary>The units for which a condition holds.</summary>
    protected static int[] Where(int unitCount, Func<int, bool> holds) => [.. Enumerable.Range(0, unitCount).Where(holds)];
}
