namespace Engram.Data.Images;

/// <summary>The order of pixels in files and in memory.</summary>
internal static class PixelOrder
{
    /// <summary>Images whose channels stand pixel by pixel, [images, height, width, channels], as [images, channels, height, width].</summary>
    public static byte[] ByChannel(byte[] pixels, int imageCount, ImageShape shape)
    {
        if (shape.Channels == 1)
        {
            return pixels;
        }

        byte[] turned = GC.AllocateUninitializedArray<byte>(pixels.Length);
        for (int image = 0; image < imageCount; image++)
        {
            ReadOnlySpan<byte> from = pixels.AsSpan(image * shape.InputSize, shape.InputSize);
            Span<byte> to = turned.AsSpan(image * shape.InputSize, shape.InputSize);
            for (int channel = 0; channel < shape.Channels; channel++)
            {
                for (int pixel = 0; pixel < shape.PixelCount; pixel++)
                {
                    to[(channel * shape.PixelCount) + pixel] = from[(pixel * shape.Channels) + channel];
                }
            }
        }

        return turned;
    }
}
