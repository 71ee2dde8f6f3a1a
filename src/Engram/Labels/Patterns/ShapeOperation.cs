namespace Engram.Labels.Patterns;

/// <summary>What becomes of bright shapes, in neighborhoods of 3×3 pixels.</summary>
internal enum ShapeOperation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The least of a neighborhood: thinner.</summary>
    Erosion,

    /// <summary>The largest: thicker.</summary>
    Dilation,

    /// <summary>Erosion, then dilation: without what is thin.</summary>
    Opening,

    /// <summary>Dilation, then erosion: without small gaps.</summary>
    Closing,

    /// <summary>Dilation less erosion: edges.</summary>
    Gradient,
}
