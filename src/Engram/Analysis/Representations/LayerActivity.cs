using Engram.Objectives;

namespace Engram.Analysis.Representations;

/// <summary>
/// How many units of a layer a data set activates, and how unevenly. Sparseness and active fraction are means over
/// correctly classified samples, sparseness over those that are not silent; silent samples and dead units are counted
/// over all.
/// </summary>
internal sealed class LayerActivity(int unitCount, Goodness? goodness)
{
    private readonly bool[] _everActive = new bool[unitCount];
    private double _hoyerSum;
    private int _hoyerCount;
    private long _activeSum;
    private int _correctCount;
    private double _goodnessSum;
    private int _count;

    /// <summary>Mean Hoyer sparseness, or NaN where no sample has one.</summary>
    public double HoyerSparseness => _hoyerCount > 0 ? _hoyerSum / _hoyerCount : double.NaN;

    /// <summary>Mean share of active units, or NaN where no sample is classified correctly.</summary>
    public double ActiveFraction => _correctCount > 0 ? _activeSum / ((double)_correctCount * unitCount) : double.NaN;

    /// <summary>Mean goodness over all samples; NaN for a network that has none.</summary>
    public double Goodness => _goodnessSum / _count;

    /// <summary>Samples without an active unit.</summary>
    public int SilentSamples { get; private set; }

    /// <summary>Units that no sample has activated.</summary>
    public int DeadUnits => _everActive.Count(active => !active);

    /// <summary>Takes one sample into account.</summary>
    public void Add(ReadOnlySpan<float> activations, bool correct)
    {
        _count++;
        _goodnessSum += goodness?.Value(activations) ?? double.NaN;
        int active = CountActive(activations);
        SilentSamples += active == 0 ? 1 : 0;
        if (!correct)
        {
            return;
        }

        _correctCount++;
        _activeSum += active;
        double hoyer = Sparseness.Hoyer(activations);
        if (!double.IsNaN(hoyer))
        {
            _hoyerSum += hoyer;
            _hoyerCount++;
        }
    }

    private int CountActive(ReadOnlySpan<float> activations)
    {
        int active = 0;
        for (int unit = 0; unit < activations.Length; unit++)
        {
            if (activations[unit] > 0)
            {
                active++;
                _everActive[unit] = true;
            }
        }

        return active;
    }
}
