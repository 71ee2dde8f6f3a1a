using Engram.Families;

namespace Engram.Experiments.SweepFiles;

/// <summary>Says how runs of a reference file differ from what the reference makes of it, and from what one would expect.</summary>
internal static class ReferenceNotes
{
    public static IEnumerable<string> Of(IReadOnlyList<ReferenceExperiment> experiments, int disabledCount, string? folder)
    {
        ReferenceExperiment[] labelled = [.. experiments.Where(experiment => ModelTable.Find(experiment.Model).Traits.LabelsInInput)];
        yield return $"Hidden layers are as wide as the input: {string.Join(", ", experiments.Select(Width).Distinct())}.";
        if (labelled.Length > 0)
        {
            yield return "Every image keeps one wrong label for the whole run; the reference draws its negatives from all pairs of an image and a wrong label, so that an image may have several or none.";
        }

        if (experiments.Any(experiment => !experiment.Start.Training.Biases))
        {
            yield return "Hidden layers of ff have no biases, unlike the command's default: the reference's saved numbers agree best with that.";
        }

        if (labelled.Any(experiment => experiment.Gives("threshold")))
        {
            yield return "threshold is honored, each value as a setting of its own; the reference accepts the key and trains with 3.";
        }

        if (labelled.Any(experiment => !experiment.Gives("threshold") && experiment.Start.Training.Goodness != "l2-norm"))
        {
            yield return "Where norm is 1 or inf and threshold is not given, the threshold is that goodness function's own, not the 3 of norm 2.";
        }

        if (experiments.Any(experiment => experiment.Model == "bp" && (experiment.Gives("threshold") || experiment.Gives("norm"))))
        {
            yield return "Model bp has no goodness, so its threshold and norm change nothing and make no further runs.";
        }

        yield return "Learning rates, epochs and batch sizes that are not given are the paper's; the epochs of ff are for each layer.";
        yield return "Repetitions have the seeds 1, 2, 3 and so on; where settings stand in several experiments, the seeds go on.";
        if (experiments.Any(experiment => experiment.Gives("customPath")))
        {
            yield return "customPath begins the names of its runs instead of being a folder.";
        }

        if (disabledCount > 0)
        {
            yield return $"{disabledCount} of {disabledCount + experiments.Count} experiments are not enabled and left out.";
        }

        if (folder is not null)
        {
            yield return $"Runs go to {folder} as {ReferenceFile.BasePath} says, unless another folder is named.";
        }
    }

    private static string Width(ReferenceExperiment experiment) =>
        $"{DatasetCatalog.Find(experiment.Start.Data).Shape.InputSize} units on {experiment.Start.Data}";
}
