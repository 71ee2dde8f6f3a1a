using Engram.Families.ForwardForward.Layerwise;
using Engram.Labels;
using Engram.Models;
using Engram.Models.Layerwise;

namespace Engram.Families.Convolutional;

/// <summary>
/// FF on maps: labels are spread over the whole image, since a filter sees only a part of it, and every convolutional layer learns from the goodness of its
/// own maps (Scodellaro et al., arXiv 2312.14924).
/// </summary>
internal sealed class ConvolutionalForwardForwardModel : ConvolutionalModel
{
    public override string Name => "conv-ff";

    public override string Title => "Conv-FF";

    public override TrainingSpec Defaults { get; } = new()
    {
        Model = "conv-ff",
        Layers = [32, 64, 128],
        KernelSize = 5,
        Goodness = "mean-square",
        Loss = "softplus-difference",
        LabelCode = LabelCodes.Fourier,
        Negatives = "hardest-of-4",
        LearningRate = 0.002f,
        LearningRateSchedule = "cosine",
        Epochs = 10,
        BatchSize = 64,
        Schedule = "joint",
        SkipFirstLayer = true,
    };

    public override ModelTraits Traits { get; } = new()
    {
        LabelsInInput = true,
        HasNegatives = true,
        IsLocal = true,
        NormalizesLengths = true,
        NormalizesImages = false,
        ReadOut = ReadOut.Goodness,
        IsFullyConnected = false,
    };

    public override IReadOnlyList<string> OwnKeys { get; } = [.. MapKeys, "loss", "lossScale", "labelShare"];

    public override bool TakesCandidateNegatives => true;

    public override IReadOnlyList<string> TakenLabelCodes { get; } = [LabelCodes.Fourier, LabelCodes.Morphological, LabelCodes.Overlay];

    public override void Validate(TrainingSpec spec)
    {
        base.Validate(spec);
        GoodnessObjective.RequireLoss(spec, Defaults);
        if (spec.LabelCode != LabelCodes.Fourier && spec.LabelShare != Defaults.LabelShare)
        {
            throw SpecDemand.Unused("labelShare", spec.LabelShare, $"labelCode {spec.LabelCode} blends nothing in", "choose labelCode fourier");
        }

        SpecDemand.Require(spec.LabelShare is > 0 and < 1, "labelShare", spec.LabelShare, "use a share above 0 and below 1");
    }

    protected override LabelCode CreateCode(TrainingSpec spec, InputFormat input) => spec.LabelCode switch
    {
        LabelCodes.Fourier => new BlendedLabel(input, spec.LabelShare),
        LabelCodes.Morphological => new TransformedImage(input),
        _ => LabelCode.Of(input.Overlay),
    };

    protected override LayerObjective CreateObjective(TrainingSpec spec, int index, LayerShape maps, int classCount) =>
        GoodnessObjective.Of(spec, index, maps.Channels * maps.Height * maps.Width);

    protected override long CountObjective(TrainingSpec spec, LayerShape maps, int classCount) => 0;

    // Patterns of all labels, and of none.
    protected override long CountLabels(TrainingSpec spec, ImageShape shape, int classCount) =>
        spec.LabelCode == LabelCodes.Fourier ? (classCount + 1L) * shape.InputSize : 0;

    protected override double MultiplyAddsOfObjective(TrainingSpec spec, LayerShape maps, int classCount) => 0;
}
