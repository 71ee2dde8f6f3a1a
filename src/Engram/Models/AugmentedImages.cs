using Engram.Threading;

namespace Engram.Models;

/// <summary>
/// The training images as an epoch shows them: shifted by up to some pixels up or down and sideways, with black behind them, and mirrored or not. Every
/// image has a random stream of its own in every epoch, so that it makes no difference where a training was left off.
/// </summary>
internal sealed class AugmentedImages
{
    private const int ImagesPerPart = 64;

    private readonly TrainingSpec _spec;
    private readonly ImageDataset _source;
    private readonly WorkerPool _workers;
    private readonly byte[] _pixels;
    private readonly Action<int> _draw;
    private TrainingPosition _position;

    public AugmentedImages(TrainingSpec spec, ImageDataset source, WorkerPool workers)
    {
        _spec = spec;
        _source = source;
        _workers = workers;
        _pixels = new byte[source.Count * source.Shape.InputSize];
        _draw = DrawPart;
        Images = source.WithPixels(_pixels);
    }

    /// <summary>The images of the epoch that was drawn last, always the same object.</summary>
    public ImageDataset Images { get; }

    /// <summary>Whether a spec asks for other images in every epoch.</summary>
    public static bool AreAskedFor(TrainingSpec spec) => spec.Shift > 0 || spec.Flip;

    /// <summary>Makes the images of the epoch in which a position lies.</summary>
    public void Draw(TrainingPosition position)
    {
        _position = position;
        _workers.Run((_source.Count + ImagesPerPart - 1) / ImagesPerPart, _draw);
    }

    private void DrawPart(int part)
    {
        int end = Math.Min(_source.Count, (part + 1) * ImagesPerPart);
        for (int sample = part * ImagesPerPart; sample < end; sample++)
        {
            RandomStream random = RandomStream.For(_spec.Seed, RandomPurpose.Augmentation, _position.LayerIndex, _position.EpochIndex, sample);
            int down = random.NextIndex((2 * _spec.Shift) + 1) - _spec.Shift;
            int right = random.NextIndex((2 * _spec.Shift) + 1) - _spec.Shift;
            bool isMirrored = _spec.Flip && random.NextIndex(2) == 1;
            Write(_source.Pixels(sample), _pixels.AsSpan(sample * _source.Shape.InputSize, _source.Shape.InputSize), down, right, isMirrored);
        }
    }

    private void Write(ReadOnlySpan<byte> source, Span<byte> destination, int down, int right, bool isMirrored)
    {
        (int channels, int height, int width) = _source.Shape;
        int copied = width - Math.Abs(right);
        destination.Clear();
        for (int row = Math.Max(0, down); row < Math.Min(height, height + down) && copied > 0; row++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                int start = ((channel * height) + row) * width;
                Span<byte> pixels = destination.Slice(start + Math.Max(0, right), copied);
                source.Slice(start - (down * width) + Math.Max(0, -right), copied).CopyTo(pixels);
                if (isMirrored)
                {
                    destination.Slice(start, width).Reverse();
                }
            }
        }
    }
}
