using Engram.Labels;

namespace Engram.Models.Layerwise;

/// <summary>
/// Images that rows with several labels share: a label only sets inputs that an image without it has cleared, so that a layer which is linear in its input
/// makes one product of the image and adds what the label brings.
/// </summary>
/// <param name="overlay">How labels are written.</param>
/// <param name="maximumRows">Rows that there may be.</param>
internal sealed class SharedImages(LabelOverlay overlay, int maximumRows)
{
    private readonly int[] _labels = new int[maximumRows];

    /// <summary>How labels are written.</summary>
    public LabelOverlay Overlay => overlay;

    /// <summary>How many images there are; row r is of image r % Count.</summary>
    public int Count { get; private set; }

    /// <summary>Grows with every loading of images, so that who keeps their products knows when these are old.</summary>
    public int Version { get; private set; }

    /// <summary>The label of each row, or <see cref="NetworkRun.NoLabel"/>.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>0 outside of training, and there 1 more than the index of the epoch: what is random of images is drawn for it.</summary>
    public int Showing { get; private set; }

    /// <summary>How many inputs the label of a row sets.</summary>
    public int CountLabelInputs(int row) => _labels[row] == NetworkRun.NoLabel || overlay.Value == 0 ? 0 : overlay.InputsPerLabel;

    /// <summary>Says that there are new images.</summary>
    public void Begin(int count, int showing)
    {
        Count = count;
        Showing = showing;
        Version++;
    }

    /// <summary>Says which labels their rows have.</summary>
    public void SetLabels(ReadOnlySpan<int> labels) => labels.CopyTo(_labels);
}
