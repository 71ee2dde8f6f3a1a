namespace Engram.Models.Maps;

/// <summary>An ability of runs whose layers make maps.</summary>
internal interface IShowsMaps
{
    /// <summary>Shows images, and to a visitor the whole maps of every layer, before they are normalized: one row per image in the order channel, row, column.</summary>
    /// <param name="data">The data set, as <see cref="InputFormat.Take"/> returns it.</param>
    /// <param name="samples">Indices of the images, no more than fit in.</param>
    /// <param name="labels">For each, the label in the input, or <see cref="NetworkRun.NoLabel"/>; a network without labels in its input takes no notice.</param>
    /// <param name="visitor">Sees the layers one after the other.</param>
    void ShowMaps(ImageDataset data, ReadOnlySpan<int> samples, ReadOnlySpan<int> labels, NetworkRun.LayerVisitor visitor);
}
