namespace Engram.Analysis.Assemblies;

/// <summary>
/// Assemblies of units that are active together, found without labels (Lopes-dos-Santos, Ribeiro and Tort 2013), in activations of all images with the labels
/// that networks with labels in their input are shown: the true ones.
/// </summary>
/// <param name="ImageCount">Images.</param>
/// <param name="Layers">The layers, first layer first.</param>
public sealed record AssemblyAnalysis(int ImageCount, IReadOnlyList<LayerAssemblies> Layers);

/// <summary>The assemblies of one layer.</summary>
public sealed record LayerAssemblies
{
    /// <summary>N, units that do not have the same activation for all images; all else is of these.</summary>
    public required int VaryingUnits { get; init; }

    /// <summary>(1 + √(N/n))², the largest eigenvalue that correlations of N independent units over n images have (Marchenko and Pastur 1967).</summary>
    public required double Bound { get; init; }

    /// <summary>Eigenvalues of the units' correlation matrix above the bound, the largest first: one for each assembly.</summary>
    public required IReadOnlyList<double> Eigenvalues { get; init; }

    /// <summary>Steps that the search for independent components took; 0 where there are fewer than two.</summary>
    public required int Iterations { get; init; }

    /// <summary>Whether it came to an end: no component turned any more.</summary>
    public required bool IsConverged { get; init; }

    /// <summary>The assemblies.</summary>
    public required IReadOnlyList<UnitAssembly> Assemblies { get; init; }

    /// <summary>For each class, the largest Jaccard index of its mean-ratio ensemble and an assembly; null where it has no ensemble or there is no assembly.</summary>
    public required IReadOnlyList<double?> ClassMatches { get; init; }

    /// <summary>Mean over classes of the same where assemblies are random units that vary, as many in each: what chance gives, over 100 draws.</summary>
    public required double? ShuffledMatch { get; init; }
}

/// <summary>Units that are active together.</summary>
/// <param name="Units">Indices of its members, ascending: those whose weight lies more than two standard deviations above the mean of all weights.</param>
/// <param name="Class">The class whose mean-ratio ensemble shares the largest part with it, the first of equals; null where no ensemble shares a unit.</param>
/// <param name="Jaccard">Jaccard index of the two; null where there is no such class.</param>
public sealed record UnitAssembly(IReadOnlyList<int> Units, int? Class, double? Jaccard);
