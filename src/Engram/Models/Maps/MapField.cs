namespace Engram.Models.Maps;

/// <summary>What a number of a layer's maps sees of an image: a square of pixels, which may reach beyond its edges.</summary>
/// <param name="Size">Rows and columns of the square.</param>
/// <param name="Step">Pixels from one number's square to the next one's.</param>
/// <param name="Start">The row, and the column, at which the first number's square begins; below 0 where the layer pads.</param>
internal readonly record struct MapField(int Size, int Step, int Start)
{
    /// <summary>A pixel itself.</summary>
    public static MapField Pixel { get; } = new(1, 1, 0);

    /// <summary>What a window over such numbers sees.</summary>
    /// <param name="size">Rows and columns of the window.</param>
    /// <param name="stride">Steps from one window to the next.</param>
    /// <param name="padding">Rows and columns of zeros around the maps.</param>
    public MapField Through(int size, int stride, int padding) => new(Size + ((size - 1) * Step), Step * stride, Start - (padding * Step));

    /// <summary>The first row or column that a number sees.</summary>
    public int First(int place) => Start + (place * Step);

    /// <summary>The first row or column that is shown of what a number sees; of what sees all of an image, all of it is.</summary>
    /// <param name="place">Row or column of the number.</param>
    /// <param name="length">Rows or columns of the image.</param>
    public int Origin(int place, int length) => Size >= length ? 0 : First(place);
}
