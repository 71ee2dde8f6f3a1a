using Engram.Data;
using Engram.Families;
using Engram.Models;

namespace Engram.Experiments.Sweeps;

/// <summary>
/// What a run costs in multiply-adds of dense layers, up to a factor that all runs share: enough to tell a long run from a
/// short one, though sparse layers cost less than it says.
/// </summary>
internal static class RunCost
{
    /// <summary>Cost of a whole training, its data set taken as it is published.</summary>
    public static double Of(RunSpec spec) =>
        (double)(spec.TrainSamples ?? DatasetCatalog.Find(spec.Data).TrainCount) * spec.Training.Epochs * OfImage(spec);

    /// <summary>Cost of an image in an epoch of every phase.</summary>
    public static double OfImage(RunSpec spec) => OfPhases(spec).Sum();

    /// <summary>Cost of an image in an epoch of each phase.</summary>
    public static IEnumerable<double> OfPhases(RunSpec spec)
    {
        Model model = ModelTable.Find(spec.Training.Model);
        int[] sizes = [DatasetCatalog.Find(spec.Data).Shape.InputSize, .. spec.Training.Layers];
        double[] layers = [.. sizes.Zip(sizes.Skip(1), (inputs, units) => (double)inputs * units * (model.Traits.HasNegatives ? 2 : 1))];
        for (int phase = 0; phase < model.PhaseCount(spec.Training); phase++)
        {
            (int first, int count) = model.TrainedLayers(spec.Training, phase).GetOffsetAndLength(layers.Length);

            // Layers in training are gone through twice, up and for the gradient; those below only up.
            yield return layers.Take(first).Sum() + (2 * layers.Skip(first).Take(count).Sum());
        }
    }
}
