using Engram.Tensors;

namespace Engram.Families.Dense;

/// <summary>What the first layer needs of images whatever label they carry: uW and ‖u‖².</summary>
internal sealed class ImageProducts(int imageCount, int unitCount)
{
    /// <summary>Pixels less background times weights, [images, units].</summary>
    public Matrix Products { get; } = new(imageCount, unitCount);

    /// <summary>‖u‖² of each image, background included.</summary>
    public float[] SquaredNorms { get; } = new float[imageCount];

    /// <summary>Copies the first images to a place in another store.</summary>
    public void CopyTo(ImageProducts destination, int firstImage, int count)
    {
        for (int image = 0; image < count; image++)
        {
            Products.Row(image).CopyTo(destination.Products.Row(firstImage + image));
            destination.SquaredNorms[firstImage + image] = SquaredNorms[image];
        }
    }
}
