namespace Engram.Models.Spikes;

/// <summary>An ability of runs whose units fire.</summary>
internal interface IShowsSpikes
{
    /// <summary>Called with a layer's index, and with what drives it and when its units fire: one row per image.</summary>
    delegate void SpikeVisitor(int layerIndex, LayerSpikes spikes);

    /// <summary>Shows images, and every layer's spikes to a visitor.</summary>
    /// <param name="data">The data set, as <see cref="InputFormat.Take"/> returns it.</param>
    /// <param name="samples">Indices of the images, no more than fit in.</param>
    /// <param name="labels">For each, the label in the input, or <see cref="NetworkRun.NoLabel"/>.</param>
    /// <param name="visitor">Sees the layers one after the other.</param>
    void ShowSpikes(ImageDataset data, ReadOnlySpan<int> samples, ReadOnlySpan<int> labels, SpikeVisitor visitor);
}
