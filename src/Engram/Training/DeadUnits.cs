using Engram.Kernels;
using Engram.Networks;

namespace Engram.Training;

/// <summary>
/// Finds units of the first layer that no training image activates, whatever its label, and never will. A unit whose first moments are
/// all zero rests: Adam leaves its weights as they are until it has a gradient, which it has not as long as it is silent. A resting
/// unit that no image has activated while all of them came once is silent for good.
/// </summary>
/// <param name="layer">The layer.</param>
/// <param name="moments">Adam's running means for it.</param>
/// <param name="sampleCount">Training images.</param>
internal sealed unsafe class DeadUnits(DenseLayer layer, AdamMoments moments, int sampleCount)
{
    /// <summary>Fewer units than a panel has columns are not worth leaving out.</summary>
    public const int FewestUnits = Matrix.ColumnMultiple;

    private readonly bool[] _hasCome = new bool[sampleCount];
    private readonly bool[] _rests = new bool[layer.OutputSize];
    private readonly ulong[] _activated = new ulong[ActiveRows.WordCount(layer.Weights.PaddedColumns)];
    private int _comeCount = sampleCount;

    /// <summary>The other units, ascending.</summary>
    public int[] Live { get; private set; } = [.. Enumerable.Range(0, layer.OutputSize)];

    /// <summary>Whether enough units rest for <see cref="Note"/> to be worth its time.</summary>
    public bool IsWatching { get; private set; }

    /// <summary>For the first layer of a network in training, or none where units never fall silent.</summary>
    public static DeadUnits? Of(TrainingState state, int sampleCount) =>
        state.Network.Activation is ReluActivation ? new DeadUnits(state.Network.Layers[0], state.Moments[0], sampleCount) : null;

    /// <summary>Begins a step.</summary>
    /// <returns>Whether units have turned out to be dead since the last.</returns>
    public bool Begin(ReadOnlySpan<int> samples)
    {
        bool found = false;
        if (_comeCount == _hasCome.Length)
        {
            found = IsWatching && LeaveOut();
            BeginRound();
        }

        foreach (int sample in samples)
        {
            _comeCount += _hasCome[sample] ? 0 : 1;
            _hasCome[sample] = true;
        }

        return found;
    }

    /// <summary>Takes the bits of an image, by places of <see cref="Live"/>: units that it activates with any label. From any thread.</summary>
    public void Note(ulong* activated) => ActiveRows.Gather(activated, ActiveRows.WordCount(Live.Length), _activated);

    private void BeginRound()
    {
        Array.Clear(_hasCome);
        Array.Clear(_activated);
        _comeCount = 0;
        FindResting();
        int resting = Live.Count(unit => _rests[unit]);
        // Before the first step all rest, and nearly all are about to be activated.
        IsWatching = resting >= FewestUnits && resting < layer.OutputSize;
    }

    private bool LeaveOut()
    {
        int[] live = [.. Live.Where((unit, place) => !_rests[unit] || (_activated[place / 64] >> place & 1) != 0)];
        bool found = Live.Length - live.Length >= FewestUnits;
        Live = found ? live : Live;
        return found;
    }

    private void FindResting()
    {
        for (int unit = 0; unit < layer.OutputSize; unit++)
        {
            _rests[unit] = moments.BiasFirst.Start[unit] == 0;
        }

        for (int panel = 0; panel < moments.WeightFirst.PanelCount; panel++)
        {
            int first = panel * Matrix.ColumnMultiple;
            int count = Math.Min(Matrix.ColumnMultiple, layer.OutputSize - first);
            for (int input = 0; input < layer.InputSize; input++)
            {
                float* means = moments.WeightFirst.PanelRow(panel, input);
                for (int lane = 0; lane < count; lane++)
                {
                    _rests[first + lane] &= means[lane] == 0;
                }
            }
        }
    }
}
