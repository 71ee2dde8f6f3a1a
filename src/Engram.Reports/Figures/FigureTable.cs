using Engram.Reports.FigureParts;
using Engram.Reports.Figures.Epochs;
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
        new SparsenessAccuracyFigure(),
        new WallFigure(),
        new SparsenessFigure(),
        new SparsenessMeasuresFigure(),
        new ClassMeansFigure(),
        new SharedUnitsFigure(),
        new SharedShareFigure(),
        new EnsembleSizesFigure(),
        new RuleAgreementFigure(),
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
        new LabelsInImagesFigure(),
        new FiltersFigure(),
        new PatchesFigure(),
        new ClassMapsFigure(),
    ];
}
