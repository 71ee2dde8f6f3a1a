using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Tensors;

namespace Engram.Families.Spiking.Layers;

/// <summary>Adds the weights of inputs that fire. Nothing is multiplied.</summary>
internal sealed unsafe class SpikeSum
{
    // Spikes that are listed at once.
    private const int WordsAtOnce = 16;

    private readonly KernelTable _kernels;
    private readonly DenseLayer _layer;
    private readonly PinnedArray<float> _ones = new(WordsAtOnce * 64);

    public SpikeSum(KernelTable kernels, DenseLayer layer)
    {
        _kernels = kernels;
        _layer = layer;
        _ones.Items.Fill(1);
    }

    /// <summary>Sets currents to the sums of weights.</summary>
    /// <param name="fires">One bit for each input.</param>
    /// <param name="words">Words of them.</param>
    /// <param name="current">The current of every unit, padded to a multiple of 16.</param>
    public void Compute(ulong* fires, int words, float* current)
    {
        int* inputs = stackalloc int[WordsAtOnce * 64];
        for (int word = 0; word < words; word += WordsAtOnce)
        {
            int count = ActiveRows.ListBits(fires + word, Math.Min(WordsAtOnce, words - word), inputs);
            for (int index = 0; word > 0 && index < count; index++)
            {
                inputs[index] += word * 64;
            }

            Add(_ones.Start, inputs, count, current, accumulate: word > 0);
        }
    }

    /// <summary>Adds the weights of a label's inputs, times the label's value.</summary>
    public void AddLabel(LabelOverlay overlay, int label, float* current)
    {
        float value = overlay.Value;
        for (int channel = 0; channel < overlay.InputsPerLabel; channel++)
        {
            int input = overlay.InputIndex(channel, label);
            Add(&value, &input, 1, current, accumulate: true);
        }
    }

    private void Add(float* scales, int* inputs, int count, float* current, bool accumulate) => _kernels.AccumulateRow(
        scales, inputs, count, _layer.Weights.From(0), new PanelRows(current, 0, Matrix.ColumnMultiple), Matrix.Padded(_layer.OutputSize), accumulate);
}
