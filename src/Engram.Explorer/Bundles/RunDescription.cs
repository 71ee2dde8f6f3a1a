using Engram.Analysis;
using Engram.Analysis.Representations;
using Engram.Experiments.Analyses;
using Engram.Families;
using Engram.Models;

namespace Engram.Explorer.Bundles;

/// <summary>What a page says of a run beside the numbers of its units. Its scripts rely on the names.</summary>
internal sealed record RunDescription
{
    /// <summary>What the run is called: the name of its folder, or the whole path where others have that name.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the model for people.</summary>
    public required string Model { get; init; }

    /// <summary>Name of the data set.</summary>
    public required string Data { get; init; }

    /// <summary>Seed of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What a unit is called: unit or channel.</summary>
    public required string UnitName { get; init; }

    /// <summary>Whether the network sees the label in the image.</summary>
    public required bool LabelsInInput { get; init; }

    /// <summary>The class that the network was trained without; null for none.</summary>
    public required int? LeftOut { get; init; }

    /// <summary>What each label means.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Share of test images classified rightly.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The same for each class.</summary>
    public required IReadOnlyList<double?> ClassAccuracy { get; init; }

    /// <summary>Names of the ensemble rules.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>What was measured on the correctly classified images, and on all.</summary>
    public required SubsetDescription Correct { get; init; }

    /// <summary>The same on all images.</summary>
    public required SubsetDescription All { get; init; }

    /// <summary>For each layer, rows and columns of what a number of a map sees; null where there are no maps.</summary>
    public required IReadOnlyList<int?> FieldSizes { get; init; }

    /// <summary>Layers at moments of the training, layer by layer, the finished network last; empty where none were measured.</summary>
    public IReadOnlyList<EpochDescription> Epochs { get; init; } = [];

    /// <summary>Which of the moments that were measured these are: 1 for all, 2 for every second.</summary>
    public int EpochStep { get; init; } = 1;

    /// <summary>Rows, or columns, of an image that became one in the page.</summary>
    public required int ImageStep { get; init; }

    /// <summary>The same for mean images and weights.</summary>
    public required int PictureStep { get; init; }

    /// <summary>Describes a run.</summary>
    public static RunDescription Of(ExploredRun explored, string name, int imageStep, int pictureStep)
    {
        FinishedRun run = explored.Run;
        ModelTraits traits = ModelTable.Find(run.Analysis.Model).Traits;
        return new RunDescription
        {
            Name = name,
            Model = ModelTable.Find(run.Analysis.Model).Title,
            Data = run.IsOnOtherData ? $"{run.Analysis.Data}, other data than trained on" : run.Analysis.Data,
            Seed = run.Spec.Training.Seed,
            UnitName = traits.UnitName,
            LabelsInInput = traits.LabelsInInput,
            LeftOut = run.Spec.LeaveOut,
            ClassNames = run.Analysis.ClassNames,
            Accuracy = run.Analysis.Accuracy,
            ClassAccuracy = run.Analysis.ClassAccuracy,
            Rules = [.. run.Analysis.Correct.Layers[0].Ensembles.Select(set => set.Rule)],
            Correct = SubsetDescription.Of(run.Analysis.Correct),
            All = SubsetDescription.Of(run.Analysis.All),
            FieldSizes = [.. explored.Units.Layers.Select(layer => layer.FieldSize)],
            ImageStep = imageStep,
            PictureStep = pictureStep,
        };
    }
}

/// <summary>What was measured on a set of images.</summary>
/// <param name="ClassCounts">Images of each class.</param>
/// <param name="Sparseness">Sparseness in each layer over all of them, and over those of each class, [layer][1 + class].</param>
internal sealed record SubsetDescription(IReadOnlyList<int> ClassCounts, IReadOnlyList<IReadOnlyList<SparsenessMeasures>> Sparseness)
{
    public static SubsetDescription Of(RepresentationAnalysis images) =>
        new(images.ClassCounts, [.. images.Layers.Select(layer => (IReadOnlyList<SparsenessMeasures>)[layer.Sparseness, .. layer.ClassSparseness])]);
}
