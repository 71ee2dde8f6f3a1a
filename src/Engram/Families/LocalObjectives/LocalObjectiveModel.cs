using Engram.Families.Dense.Layerwise;
using Engram.Labels;
using Engram.Models;
using Engram.Models.Layerwise;

namespace Engram.Families.LocalObjectives;

/// <summary>A model of fully connected layers, all of which learn from one objective.</summary>
internal sealed class LocalObjectiveModel(LocalObjective objective) : LayerwiseModel
{
    public override string Name => Objective.Name;

    public override string Title => Objective.Title;

    public override TrainingSpec Defaults => Objective.Defaults with { Model = Name };

    public override ModelTraits Traits => new()
    {
        LabelsInInput = Objective.LabelsInInput,
        HasNegatives = Objective.LabelsInInput,
        IsLocal = true,
        NormalizesLengths = Objective.NormalizesLengths,
        NormalizesImages = Objective.NormalizesImages,
        ReadOut = ReadOut.ClassScores,
    };

    public override IReadOnlyList<string> OwnKeys { get; } = ["batchNormalization"];

    /// <summary>The objective.</summary>
    public LocalObjective Objective { get; } = objective;

    public override NetworkBody CreateBody(TrainingSpec spec, InputFormat input) => new DenseLayerwiseNetwork(
        Model,
        spec,
        input,
        spec.BatchNormalization,
        (name, units) => new NamedObjective(Objective, name, units, input.ClassCount),
        Objective.LabelsInInput ? LabelCode.Of(input.Overlay) : LabelCode.None);

    public override IReadOnlyList<long> CountParameters(TrainingSpec spec, ImageShape shape, int classCount)
    {
        bool appendsLabels = Objective.LabelsInInput && spec.LabelCode == LabelCodes.Appended;
        int inputs = LabelOverlay.CountInputs(shape, classCount, appendsLabels);
        return DenseLayerwiseNetwork.CountParameters(spec, inputs, spec.BatchNormalization, units => OfObjective((int)units, classCount));
    }

    public override IReadOnlyList<double> MultiplyAdds(TrainingSpec spec, ImageShape shape, int classCount) =>
        MultiplyAddsWithObjectives(spec, shape, units => OfObjective(units, classCount));

    private long OfObjective(int units, int classCount) => Objective.Parameters(units, classCount).Sum(parameter => (long)parameter.Count);
}
