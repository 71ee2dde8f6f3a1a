using Engram.Models.Maps;

namespace Engram.Analysis.Maps;

/// <summary>What pictures of a network with maps are drawn from: filters, the places that activate channels most, and where in an image a class is seen.</summary>
/// <param name="Image">The shape of the images.</param>
/// <param name="Filters">Filters of the first layer.</param>
/// <param name="Examples">An image of each class that is shown, in order of the class; <see cref="None"/> where there is none.</param>
/// <param name="ExamplePixels">Their pixels, [classes, channels, height, width]; zeros where there is none.</param>
/// <param name="LabelledPixels">The first example with the label of each class that is shown, [classes, channels, height, width]; null where no label is in images.</param>
/// <param name="Layers">The layers.</param>
internal sealed record MapPictures(
    ImageShape Image, MapFilters Filters, int[] Examples, byte[] ExamplePixels, byte[]? LabelledPixels, IReadOnlyList<MapLayerPictures> Layers)
{
    /// <summary>Stands for no image, class or channel.</summary>
    public const int None = -1;

    /// <summary>Classes that are shown at most, from the first on.</summary>
    public const int MostClasses = 10;

    /// <summary>Places that are shown of a channel.</summary>
    public const int PlacesOfChannel = 9;
}

/// <summary>The same of one layer.</summary>
/// <param name="Channels">For each class the channel that answers to it most, as <see cref="ChannelChoice"/> finds it.</param>
/// <param name="PatchHeight">Rows of a patch: what a number of the layer's maps sees, or the whole image where that is smaller.</param>
/// <param name="PatchWidth">Columns.</param>
/// <param name="Places">Where a channel's activations are largest, largest first, [classes, places, 3]: image, first row, first column, which may lie outside of the image.</param>
/// <param name="Activations">How large they are, [classes, places].</param>
/// <param name="Patches">Pixels there, [classes, places, channels, rows, columns]; zeros outside of the image.</param>
/// <param name="MapHeight">Rows of the layer's maps.</param>
/// <param name="MapWidth">Columns.</param>
/// <param name="ClassMaps">Σ over channels of h · ∂score/∂h at every place of the maps of a class's example, [classes, rows, columns].</param>
internal sealed record MapLayerPictures(
    int[] Channels, int PatchHeight, int PatchWidth, int[] Places, float[] Activations, byte[] Patches, int MapHeight, int MapWidth, float[] ClassMaps);
