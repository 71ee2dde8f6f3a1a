namespace Engram.Models;

/// <summary>In which order the layers of a Forward-Forward network are trained. A run is a sequence of phases.</summary>
public abstract class TrainingSchedule
{
    /// <summary>Name for specs and files.</summary>
    public abstract string Name { get; }

    /// <summary>How many times all epochs are gone through.</summary>
    public abstract int PhaseCount(int layerCount);

    /// <summary>The layers that take a step on every batch of a phase; those below only pass activations on.</summary>
    public abstract Range TrainedLayers(int phaseIndex, int layerCount);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
