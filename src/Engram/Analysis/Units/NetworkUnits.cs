using Engram.Analysis.Images;

namespace Engram.Analysis.Units;

/// <summary>A trained network unit by unit, as an explorer shows it: what each of them sees, and with which others it is connected.</summary>
/// <param name="Images">The test images.</param>
/// <param name="Predictions">For each the predicted label, or <see cref="EvaluationResult.NoPrediction"/>.</param>
/// <param name="Layers">The hidden layers, first layer first.</param>
internal sealed record NetworkUnits(ImageDataset Images, int[] Predictions, IReadOnlyList<LayerUnits> Layers);

/// <summary>The units of one layer. A convolutional layer has one for each channel.</summary>
internal sealed record LayerUnits
{
    /// <summary>Number of units.</summary>
    public required int Count { get; init; }

    /// <summary>For each unit the share of images that activate it.</summary>
    public required float[] ActiveShares { get; init; }

    /// <summary>The images that drive each unit most.</summary>
    public required TopImages Top { get; init; }

    /// <summary>Where in these images a channel's map is largest, [units, images, 2]: first row and first column of what is seen there; null without maps.</summary>
    public int[]? TopPlaces { get; init; }

    /// <summary>Rows and columns of what a number of a map sees; null without maps.</summary>
    public int? FieldSize { get; init; }

    /// <summary>The mean of all images, each weighted with the unit's activation, in brightness from 0 to 255, [units, channels, height, width].</summary>
    public required float[] MeanImages { get; init; }

    /// <summary>Weights of the layer's inputs as pictures, or its filters; null where the network tells none.</summary>
    public WeightPictures? Weights { get; init; }

    /// <summary>Weights of the inputs that carry labels, [units, labels], the mean over channels; null where there are none.</summary>
    public float[]? LabelWeights { get; init; }

    /// <summary>Units of the layer below that excite and inhibit each unit most; null for the first layer, and where the network tells no weights.</summary>
    public StrongestConnections? Below { get; init; }

    /// <summary>Units of the layer above that each unit excites and inhibits most; null for the last layer, and where the network tells no weights.</summary>
    public StrongestConnections? Above { get; init; }
}
