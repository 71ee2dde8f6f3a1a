namespace Engram.Analysis.Spikes;

/// <summary>
/// When units fire, and what that takes. Events are those of all images, each with its true label; all else is of the correctly classified images. Ensembles are
/// those of the mean-ratio rule.
/// </summary>
/// <param name="Steps">T, time steps for which an image is shown.</param>
/// <param name="SynchronyImages">Images of a class at most, its first, that synchrony is measured on.</param>
/// <param name="Layers">The layers, first layer first.</param>
public sealed record SpikeAnalysis(int Steps, int SynchronyImages, IReadOnlyList<SpikeLayer> Layers);

/// <summary>When the units of one layer fire.</summary>
public sealed record SpikeLayer
{
    /// <summary>What goes in and out for an image, and what that takes.</summary>
    public required SpikeEvents Events { get; init; }

    /// <summary>Spikes of every unit per image and step, from 0 to 1; 0 for a unit that never fires.</summary>
    public required IReadOnlyList<double> Rates { get; init; }

    /// <summary>Share of the units that fire in each step.</summary>
    public required IReadOnlyList<double> StepShares { get; init; }

    /// <summary>Sparseness over units and over steps, means over all images.</summary>
    public required TemporalSparseness Sparseness { get; init; }

    /// <summary>The same of each class.</summary>
    public required IReadOnlyList<TemporalSparseness> ClassSparseness { get; init; }

    /// <summary>For each class, when the units of its ensemble fire first.</summary>
    public required IReadOnlyList<FirstSpikes> EnsembleFirstSpikes { get; init; }

    /// <summary>For each class, when any unit of the layer fires first.</summary>
    public required IReadOnlyList<FirstSpikes> LayerFirstSpikes { get; init; }

    /// <summary>How alike two units of the shown class's ensemble fire, over all classes.</summary>
    public required Synchrony Within { get; init; }

    /// <summary>How alike a unit of the shown class's ensemble and one of other ensembles only fire, over all classes.</summary>
    public required Synchrony Between { get; init; }

    /// <summary>The first of the two for images of each class.</summary>
    public required IReadOnlyList<Synchrony> ClassWithin { get; init; }

    /// <summary>The second for images of each class.</summary>
    public required IReadOnlyList<Synchrony> ClassBetween { get; init; }
}
