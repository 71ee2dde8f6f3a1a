using Engram.Kernels;
using Engram.Models.Layerwise;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.LocalObjectives;

/// <summary>A layer's own share of an objective that was registered by name: its parameters.</summary>
internal sealed class NamedObjective : LayerObjective
{
    private readonly ObjectiveParameter[] _described;

    /// <param name="objective">What the layer is taught.</param>
    /// <param name="name">What the names of its parameters begin with.</param>
    /// <param name="unitCount">Units of the layer.</param>
    /// <param name="classCount">Classes.</param>
    public NamedObjective(LocalObjective objective, string name, int unitCount, int classCount)
    {
        Objective = objective;
        _described = [.. objective.Parameters(unitCount, classCount)];
        RequireUsable(objective, _described);
        Parameters = [.. _described.Select(one => new Parameter($"{name}.objective.{one.Name}", new Matrix(1, one.Count), [.. one.Shape]))];
        Values = new ObjectiveParameters(Parameters);
        ScoreCount = objective.LabelsInInput ? 1 : classCount;
    }

    /// <summary>What the layer is taught.</summary>
    public LocalObjective Objective { get; }

    /// <summary>The numbers of its parameters.</summary>
    public ObjectiveParameters Values { get; }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override int ScoreCount { get; }

    public override void Initialize(RandomStream random)
    {
        foreach ((ObjectiveParameter described, Parameter parameter) in _described.Zip(Parameters))
        {
            Objective.Initialize(described, parameter.Row.Row(0), random);
        }
    }

    public override ObjectiveRun CreateRun(KernelTable kernels, WorkerPool workers, int maximumRows) =>
        new NamedObjectiveRun(kernels, workers, this, maximumRows);

    public override void WriteScoreGradient(int label, ReadOnlySpan<float> activations, Span<float> gradient)
    {
        gradient.Clear();
        Objective.ScoreGradient(label, activations, Values, gradient);
    }

    // The class comes from outside, and what it says becomes names and sizes in files.
    private static void RequireUsable(LocalObjective objective, ObjectiveParameter[] parameters)
    {
        foreach (ObjectiveParameter parameter in parameters)
        {
            if (string.IsNullOrEmpty(parameter.Name) || parameters.Count(other => other.Name == parameter.Name) > 1)
            {
                throw new InvalidOperationException($"The objective '{objective}' has no or two parameters named '{parameter.Name}'; give each a name of its own.");
            }

            if (parameter.Shape.Count == 0 || parameter.Shape.Any(length => length < 1))
            {
                throw new InvalidOperationException(
                    $"The objective '{objective}' has a parameter '{parameter.Name}' of shape [{string.Join(", ", parameter.Shape)}]; give it one length or more, of at least 1.");
            }
        }
    }
}
