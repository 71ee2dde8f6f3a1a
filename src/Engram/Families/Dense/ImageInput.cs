using Engram.Labels;

namespace Engram.Families.Dense;

/// <summary>Inputs of the first layer.</summary>
internal abstract class ImageInput : LayerInput
{
    /// <summary>Takes the images of a batch.</summary>
    public abstract void Load(ImageDataset data, LabelledBatch batch);
}
