namespace Engram.Experiments.Specs;

/// <summary>A spec with a name, to start from.</summary>
/// <param name="Name">The name: <c>paper-mnist-ff</c>.</param>
/// <param name="Description">One sentence for people.</param>
/// <param name="Spec">The spec, complete.</param>
public sealed record Preset(string Name, string Description, RunSpec Spec)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
