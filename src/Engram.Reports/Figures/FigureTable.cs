using Engram.Reports.FigureParts;
using Engram.Reports.Figures.Classes;
using Engram.Reports.Figures.Epochs;
using Engram.Reports.Figures.Images;
using Engram.Reports.Figures.Lesions;
using Engram.Reports.Figures.Maps;
using Engram.Reports.Figures.Spikes;

namespace Engram.Reports.Figures;

/// <summary>All figures. To add one: a file with its class, and a line here.</summary>
public static class FigureTable
{
    /// <summary>Every figure, in the order in which a report shows them.</summary>
    public static IReadOnlyList<Figure> All { get; } =
    [
        new ClassAccuracyFigure(),
        new ConfusionFigure(),
        new ExamplesFigure(),
        new SparsenessAccuracyFigure(),
        new WallFigure(),
        new SparsenessFigure(),
        new SparsenessMeasuresFigure(),
        new ClassMeansFigure(),
        new SharedUnitsFigure(),
        new SharedShareFigure(),
        new EnsembleSizesFigure(),
        new RuleAgreementFigure(),
        new TuningFigure(),
        new DissimilarityFigure(),
        new EnsembleFormationFigure(),
        new LesionMatrixFigure(),
        new RemovalFigure(),
        new SpikeRasterFigure(),
        new FiringRatesFigure(),
        new FirstSpikesFigure(),
        new SynchronyFigure(),
        new TemporalSparsenessFigure(),
        new WeightsFigure(),
        new DriveFigure(),
        new ConnectionsFigure(),
        new LabelOverlapFigure(),
        new LabelDecodingFigure(),
        new UnseenCategoryFigure(),
        new LossFigure(),
        new ValidationAccuracyFigure(),
        new GoodnessEpochsFigure(),
        new GoodnessHistogramsFigure(),
        new SaliencyFigure(),
        new FirstWeightsFigure(),
        new UnitImagesFigure(),
        new LabelsInImagesFigure(),
        new FiltersFigure(),
        new PatchesFigure(),
        new ClassMapsFigure(),
    ];

    /// <summary>
    /// The figures that answer what a reader asks first, in the order of asking: how few units answer, whose ensembles they are, whether these are apart,
    /// how much of them is the label, what the network mistakes, and when units fire or what they see. Where runs lack one, a later one stands in.
    /// </summary>
    private static readonly Type[] _askedFirst =
    [
        typeof(SparsenessFigure),
        typeof(ClassMeansFigure),
        typeof(SharedUnitsFigure),
        typeof(LabelOverlapFigure),
        typeof(ConfusionFigure),
        typeof(SpikeRasterFigure),
        typeof(FirstWeightsFigure),
        typeof(PatchesFigure),
        typeof(ClassAccuracyFigure),
        typeof(SaliencyFigure),
        typeof(UnseenCategoryFigure),
        typeof(EnsembleSizesFigure),
        typeof(SparsenessAccuracyFigure),
        typeof(LossFigure),
    ];

    // More than that nobody looks at in one go.
    private const int MostOpen = 6;

    /// <summary>Those of a report's figures that stand open; the others are folded.</summary>
    internal static IReadOnlyList<Figure> Open(IReadOnlyList<Figure> shown) =>
        [.. _askedFirst.SelectMany(type => shown.Where(figure => figure.GetType() == type)).Take(MostOpen)];
}
