namespace Engram.Analysis.Lesions;

/// <summary>Which images were taken for which class. An image without a prediction is wrong, and taken for none.</summary>
internal sealed class LesionOutcome
{
    private readonly int[] _counts;
    private readonly int[] _right;
    private readonly int[] _taken;

    /// <param name="labels">True labels.</param>
    /// <param name="predictions">Predicted ones.</param>
    /// <param name="classCount">Classes.</param>
    public LesionOutcome(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions, int classCount)
    {
        (_counts, _right, _taken) = (new int[classCount], new int[classCount], new int[classCount]);
        for (int sample = 0; sample < labels.Length; sample++)
        {
            _counts[labels[sample]]++;
            if (predictions[sample] == labels[sample])
            {
                _right[labels[sample]]++;
            }

            if (predictions[sample] >= 0)
            {
                _taken[predictions[sample]]++;
            }
        }
    }

    /// <summary>Images of each class.</summary>
    public IReadOnlyList<int> ClassCounts => _counts;

    /// <summary>Share of all images that are classified rightly.</summary>
    public double Accuracy => _right.Sum() / (double)_counts.Sum();

    /// <summary>Share of each class's images that are; null for a class without images.</summary>
    public double?[] ClassAccuracy => [.. _counts.Zip(_right, (count, right) => count > 0 ? right / (double)count : (double?)null)];

    /// <summary>Share of the other classes' images that are taken for a class.</summary>
    public double FalseAlarms(int label) => (_taken[label] - _right[label]) / (double)(_counts.Sum() - _counts[label]);

    /// <summary>What was lost since the network was whole.</summary>
    public SetDamage DamageSince(LesionOutcome intact, int label)
    {
        double?[] damage = [.. intact.ClassAccuracy.Zip(ClassAccuracy, (before, after) => before - after)];
        return new SetDamage(damage, damage[label] ?? 0, damage.Where((value, other) => other != label && value is not null).Average() ?? 0);
    }
}
