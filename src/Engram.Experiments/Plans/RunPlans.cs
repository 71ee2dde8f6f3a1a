using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;

namespace Engram.Experiments.Plans;

/// <summary>Sets of runs that belong together.</summary>
public static class RunPlans
{
    /// <summary>The paper's models on one data set, each a number of times with seeds that follow each other.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="full">Takes the paper's settings instead of the quick ones.</param>
    /// <param name="repetitions">Runs of each model.</param>
    /// <param name="seed">Seed of the first.</param>
    /// <exception cref="EngramException">There is no such data set, or the number of runs is not positive.</exception>
    public static IReadOnlyList<PlannedRun> Reproduction(string data, bool full, int repetitions, ulong seed)
    {
        if (repetitions is < 1 or > 1000)
        {
            throw new EngramException($"The number of runs is {repetitions}, but must be from 1 to 1000.");
        }

        return
        [
            .. from model in PaperSettings.Models
               let spec = full ? PaperSettings.Full(data, model) : PaperSettings.Quick(data, model)
               from repetition in Enumerable.Range(0, repetitions)
               select Planned($"{model}-seed{seed + (ulong)repetition}", spec, seed + (ulong)repetition),
        ];
    }

    /// <summary>One run for every class of a data set, with that class left out.</summary>
    /// <exception cref="EngramException">There is no such data set.</exception>
    public static IReadOnlyList<PlannedRun> LeavingOutEachClass(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return
        [
            .. Enumerable.Range(0, DataFacts.Of(spec).ClassCount).Select(label =>
                new PlannedRun($"{spec.Training.Model}-without{label}", spec with { LeaveOut = label })),
        ];
    }

    private static PlannedRun Planned(string name, RunSpec spec, ulong seed) =>
        new(name, spec with { Training = spec.Training with { Seed = seed } });
}
