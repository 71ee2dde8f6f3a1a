using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Engram.Data;
using Engram.Kernels;

namespace Engram.Networks;

/// <summary>
/// Images as rows of network inputs, label inputs cleared. Where most pixels are background, a row is what is left of the image when
/// that constant is taken away, so that few of its inputs are not zero.
/// </summary>
internal sealed unsafe class ImageRows
{
    private readonly KernelTable _kernels;
    private readonly LabelOverlay _overlay;
    private readonly int[] _samples;
    private readonly bool _imagesComeAgain;
    private readonly ulong[] _imageInputs;
    private readonly RowLoop _load;
    private ImageDataset? _data;
    private float[][] _tables = [];

    // ‖u‖² of every image of the data set that has been loaded before, NaN for the others; empty where images do not come again.
    private float[] _knownNorms = [];

    /// <summary>Work space for a number of images.</summary>
    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="overlay">Which inputs are labels.</param>
    /// <param name="maximumImages">Images that are loaded at once.</param>
    /// <param name="imagesComeAgain">Whether images of a data set are loaded again and again, and stay as they are: then what is known of them is kept.</param>
    public ImageRows(KernelTable kernels, WorkerPool workers, LabelOverlay overlay, int maximumImages, bool imagesComeAgain)
    {
        _imagesComeAgain = imagesComeAgain;
        _kernels = kernels;
        _overlay = overlay;
        int inputs = overlay.Shape.InputSize;
        _samples = new int[maximumImages];
        Values = new ActiveRows(maximumImages, inputs);
        SquaredNorms = new float[maximumImages];
        Background = new Matrix(1, inputs);
        _imageInputs = new ulong[Values.Words];
        for (int input = 0; input < inputs; input++)
        {
            bool isLabel = input % overlay.Shape.PixelCount < overlay.ClassCount;
            _imageInputs[input / 64] |= isLabel ? 0 : 1UL << (input % 64);
        }

        _load = new RowLoop(workers, LoadImage);
    }

    /// <summary>The images less the background, [images, inputs].</summary>
    public ActiveRows Values { get; }

    /// <summary>‖u‖² of each image, background included.</summary>
    public float[] SquaredNorms { get; }

    /// <summary>What is the same in all images, one row of inputs; zero where labels are written.</summary>
    public Matrix Background { get; }

    public int Count { get; private set; }

    /// <summary>Takes images of a data set, in the given order.</summary>
    public void Load(ImageDataset data, ReadOnlySpan<int> samples)
    {
        if (!ReferenceEquals(data, _data))
        {
            SetData(data);
        }

        Count = samples.Length;
        samples.CopyTo(_samples);
        _load.Run(Count);
    }

    private void SetData(ImageDataset data)
    {
        _data = data;
        _tables = [.. Enumerable.Range(0, data.Shape.Channels).Select(data.Normalization.Table)];
        _knownNorms = new float[_imagesComeAgain && data.HasBackground ? data.Count : 0];
        Array.Fill(_knownNorms, float.NaN);
        Span<float> background = Background.Row(0);
        int channelSize = data.Shape.PixelCount;
        for (int channel = 0; channel < _tables.Length; channel++)
        {
            background.Slice(channel * channelSize, channelSize).Fill(data.HasBackground ? _tables[channel][0] : 0);
        }

        _overlay.Clear(background);
    }

    private void LoadImage(int image)
    {
        int sample = _samples[image];
        ReadOnlySpan<byte> pixels = _data!.Pixels(sample);
        if (_knownNorms.Length == 0)
        {
            LoadAllPixels(image, pixels);
        }
        else if (float.IsNaN(_knownNorms[sample]))
        {
            LoadAllPixels(image, pixels);
            _knownNorms[sample] = SquaredNorms[image];
        }
        else
        {
            LoadLitPixels(image, pixels);
            SquaredNorms[image] = _knownNorms[sample];
        }
    }

    private void LoadAllPixels(int image, ReadOnlySpan<byte> pixels)
    {
        Span<float> inputs = Values.Values.Row(image);
        int channelSize = pixels.Length / _tables.Length;
        for (int channel = 0; channel < _tables.Length; channel++)
        {
            ReadOnlySpan<float> table = _tables[channel];
            ReadOnlySpan<byte> source = pixels.Slice(channel * channelSize, channelSize);
            Span<float> target = inputs.Slice(channel * channelSize, channelSize);
            for (int index = 0; index < source.Length; index++)
            {
                target[index] = table[source[index]];
            }
        }

        _overlay.Clear(inputs);
        float* row = Values.Values.RowStart(image);
        SquaredNorms[image] = _kernels.SumOfSquares(row, Values.Values.Stride);
        TensorPrimitives.Subtract(inputs, Background.Row(0), inputs);
        _kernels.CollectActive(row, Values.Values.Stride, Values.ActiveUnits(image));
    }

    // Pixels of the background are zero once it is taken away: nothing is to be done for most of them when ‖u‖² is known.
    private void LoadLitPixels(int image, ReadOnlySpan<byte> pixels)
    {
        Values.Values.PaddedRow(image).Clear();
        float* row = Values.Values.RowStart(image);
        ulong* active = Values.ActiveUnits(image);
        int channelSize = pixels.Length / _tables.Length;
        for (int word = 0; word < Values.Words; word++)
        {
            int first = word * 64;
            ulong lit = LitPixels(pixels[Math.Min(first, pixels.Length)..]) & _imageInputs[word];
            active[word] = lit;
            for (; lit != 0; lit &= lit - 1)
            {
                int input = first + BitOperations.TrailingZeroCount(lit);
                float[] table = _tables.Length == 1 ? _tables[0] : _tables[input / channelSize];
                row[input] = table[pixels[input]] - table[0];
            }
        }
    }

    // One bit for each of the next 64 pixels that is not 0.
    private static ulong LitPixels(ReadOnlySpan<byte> pixels)
    {
        if (pixels.Length >= Vector512<byte>.Count)
        {
            return ~Vector512.Equals(Vector512.Create(pixels), Vector512<byte>.Zero).ExtractMostSignificantBits();
        }

        ulong lit = 0;
        for (int index = 0; index < pixels.Length; index++)
        {
            lit |= pixels[index] != 0 ? 1UL << index : 0;
        }

        return lit;
    }
}
