namespace Engram.Families.LocalObjectives;

/// <summary>Numbers that a layer learns for its objective.</summary>
/// <param name="Name">Their name; those of the first layer stand in files as <c>layers.0.objective.</c> and this.</param>
/// <param name="Shape">Length of each dimension, slowest first.</param>
public sealed record ObjectiveParameter(string Name, params IReadOnlyList<int> Shape)
{
    /// <summary>How many numbers there are.</summary>
    /// <exception cref="OverflowException">More than can be counted.</exception>
    internal int Count => Shape.Aggregate(1, (count, length) => checked(count * length));
}
