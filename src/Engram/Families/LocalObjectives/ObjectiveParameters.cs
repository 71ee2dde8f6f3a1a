namespace Engram.Families.LocalObjectives;

/// <summary>The numbers that a layer has learned for its objective so far.</summary>
public sealed class ObjectiveParameters
{
    private readonly IReadOnlyList<Parameter> _parameters;

    internal ObjectiveParameters(IReadOnlyList<Parameter> parameters) => _parameters = parameters;

    /// <summary>Those of one parameter, in C order.</summary>
    /// <param name="index">Its index in what <see cref="LocalObjective.Parameters"/> returns.</param>
    public ReadOnlySpan<float> this[int index] => _parameters[index].Row.Row(0);
}
