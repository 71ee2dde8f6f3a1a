using Engram.Labels;
using Engram.Layers;
using Engram.Models.Maps;

namespace Engram.Analysis.Images;

/// <summary>Weights of every unit's inputs as pictures, or the filters of channels.</summary>
/// <param name="Values">[units, channels, height, width].</param>
/// <param name="Shape">The shape of one.</param>
internal sealed record WeightPictures(float[] Values, ImageShape Shape)
{
    /// <summary>Weights of a first layer from the pixels of images; 0 where a pixel carries a label, whose weights are of another size.</summary>
    public static WeightPictures Of(DenseLayer layer, LabelOverlay overlay)
    {
        ImageShape image = overlay.Shape;
        float[] values = new float[layer.OutputSize * image.InputSize];
        for (int unit = 0; unit < layer.OutputSize; unit++)
        {
            for (int input = 0; input < image.InputSize; input++)
            {
                values[(unit * image.InputSize) + input] = overlay.LabelOf(input) < overlay.ClassCount ? 0 : layer.Weight(unit, input);
            }
        }

        return new WeightPictures(values, image);
    }

    /// <summary>All that filters see: of images, or of the channels below.</summary>
    public static WeightPictures Of(MapFilters filters) => new(filters.Values, new ImageShape(filters.Channels, filters.Size, filters.Size));
}
