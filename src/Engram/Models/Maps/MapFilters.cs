namespace Engram.Models.Maps;

/// <summary>Filters of a layer as they are outside of training, batch normalization included.</summary>
/// <param name="Values">[filters, channels, size, size].</param>
/// <param name="Biases">What is added to each filter's sum.</param>
/// <param name="Channels">Channels that a filter sees.</param>
/// <param name="Size">Its rows and columns.</param>
internal sealed record MapFilters(float[] Values, float[] Biases, int Channels, int Size)
{
    /// <summary>How many there are.</summary>
    public int Count => Biases.Length;
}
