using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Families;
using Engram.Labels;
using Engram.Models;

namespace Engram.Experiments.Sweeps;

/// <summary>
/// What a run costs in multiply-adds of dense layers, up to a factor that all runs share: enough to tell a long run from a
/// short one, though sparse layers cost less than it says.
/// </summary>
internal static class RunCost
{
    /// <summary>Cost of a whole training, its data set taken as it is published.</summary>
    public static double Of(RunSpec spec)
    {
        int images = spec.TrainSamples ?? DataFacts.Of(spec).TrainCount;
        return (images * (1.0 - spec.Training.ValidationSplit) * OfPhases(spec).Select((cost, phase) => cost * Epochs(spec, phase)).Sum()) + OfValidation(spec, images);
    }

    /// <summary>Cost of looking at the validation images after every epoch.</summary>
    /// <param name="spec">The run.</param>
    /// <param name="images">All its training images.</param>
    public static double OfValidation(RunSpec spec, int images)
    {
        Model model = ModelTable.Find(spec.Training.Model);
        DataFacts data = DataFacts.Of(spec);
        double[] layers = OfLayers(spec);
        double ofImage = Enumerable.Range(0, model.Definition.PhaseCount(spec.Training))
            .Sum(phase => Epochs(spec, phase) * layers[..model.Definition.TrainedLayers(spec.Training, phase).End.GetOffset(layers.Length)].Sum());
        return (double)images * spec.Training.ValidationSplit * ofImage * (model.Traits.LabelsInInput ? data.ClassCount : 1);
    }

    /// <summary>Epochs of a phase: where layers train one by one they may have a number of their own.</summary>
    public static int Epochs(RunSpec spec, int phase) => spec.Training.Epochs[phase];

    /// <summary>Cost of an image in an epoch of every phase.</summary>
    public static double OfImage(RunSpec spec) => OfPhases(spec).Sum();

    /// <summary>Cost of an image in an epoch of each phase.</summary>
    public static IEnumerable<double> OfPhases(RunSpec spec)
    {
        Model model = ModelTable.Find(spec.Training.Model);
        double[] layers = [.. OfLayers(spec).Select(cost => cost * (model.Traits.HasNegatives ? 2 : 1))];
        for (int phase = 0; phase < model.Definition.PhaseCount(spec.Training); phase++)
        {
            (int first, int count) = model.Definition.TrainedLayers(spec.Training, phase).GetOffsetAndLength(layers.Length);

            // Layers in training are gone through twice, up and for the gradient; those below only up.
            yield return layers.Take(first).Sum() + (2 * layers.Skip(first).Take(count).Sum()) + (Candidates(spec, model) * layers.Take(first + count).Sum() / 2);
        }
    }

    // Wrong labels that a step tries go up once each; layers count an image with its two labels.
    private static int Candidates(RunSpec spec, Model model) =>
        model.Traits.HasNegatives && NegativePolicies.Find(spec.Training.Negatives) is CandidateNegatives policy ? policy.CountCandidates(DataFacts.Of(spec).ClassCount - 1) : 0;

    private static double[] OfLayers(RunSpec spec)
    {
        DataFacts data = DataFacts.Of(spec);
        return [.. ModelTable.Find(spec.Training.Model).Definition.MultiplyAdds(spec.Training, data.Shape, data.ClassCount)];
    }
}
