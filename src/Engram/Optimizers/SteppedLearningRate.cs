namespace Engram.Optimizers;

/// <summary>
/// A quarter of what it was after 50, 75, 89 and 94 % of the steps, as local classifiers were trained (Nøkland and Eidnes 2019, arXiv 1901.06656).
/// </summary>
internal sealed class SteppedLearningRate : LearningRateSchedule
{
    private const double Quarter = 0.25;

    private static readonly double[] _steps = [0.5, 0.75, 0.89, 0.94];

    /// <inheritdoc/>
    public override string Name => "steps";

    internal override bool NeverGrows => true;

    /// <inheritdoc/>
    public override double Factor(double progress)
    {
        int passed = 0;
        foreach (double step in _steps)
        {
            passed += progress >= step ? 1 : 0;
        }

        return Math.Pow(Quarter, passed);
    }
}
