namespace Engram.Models;

/// <summary>The shape of what a layer makes of one image.</summary>
/// <param name="Channels">Units of a fully connected layer, channels of a convolutional one.</param>
/// <param name="Height">Rows of a map; 1 for a fully connected layer.</param>
/// <param name="Width">Columns of a map; 1 for a fully connected layer.</param>
/// <param name="Steps">Time steps; 1 for a layer that knows no time.</param>
public readonly record struct LayerShape(int Channels, int Height = 1, int Width = 1, int Steps = 1)
{
    /// <summary>
    /// Units that an analysis looks at: each unit of a fully connected layer, the mean of each channel of a map, the number of spikes of each
    /// spiking unit.
    /// </summary>
    public int ViewUnits => Channels;

    /// <inheritdoc/>
    public override string ToString() => (Height, Width, Steps) == (1, 1, 1) ? $"{Channels}" : $"{Channels}x{Height}x{Width}" + (Steps > 1 ? $" over {Steps} steps" : "");
}
