namespace Engram.Models;

/// <summary>A kind of network and the way it learns.</summary>
public sealed class Model
{
    internal Model(ModelDefinition definition) => Definition = definition;

    /// <summary>Name for specs and files.</summary>
    public string Name => Definition.Name;

    /// <summary>Name for people, as in the paper: FF, BP/FF, BP.</summary>
    public string Title => Definition.Title;

    /// <summary>A spec whose values suit this model on MNIST.</summary>
    public TrainingSpec Defaults => Definition.Defaults;

    /// <summary>What code outside its family may have to know of it.</summary>
    public ModelTraits Traits => Definition.Traits;

    /// <summary>What it is made of and how it learns.</summary>
    internal ModelDefinition Definition { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
