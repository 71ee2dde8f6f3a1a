using System.Diagnostics;
using Engram.Faults.Faults;

namespace Engram.Faults;

/// <summary>All moments, one after the other.</summary>
internal sealed class FaultCheck(Workshop workshop, FaultOptions options)
{
    /// <summary>One of so many moments is that of a training without a sweep.</summary>
    private const int TrainingShare = 4;

    public bool Run()
    {
        var time = Stopwatch.StartNew();
        Undisturbed sweep = Undisturbed.Of(workshop, new SweepWork(workshop));
        Undisturbed training = Undisturbed.Of(workshop, new TrainWork(workshop));
        foreach (Undisturbed undisturbed in (Undisturbed[])[sweep, training])
        {
            int noticed = SelfTest.Run(workshop, undisturbed);
            Console.WriteLine($"undisturbed {undisturbed.Work.Name}: {undisturbed.Duration.TotalSeconds:F1} s, {undisturbed.FileCount} files written; {noticed} spoiled copies are noticed");
        }

        var check = new MomentCheck(workshop, options.Seed);
        var tally = new Tally();
        foreach (int number in options.Only is { } only ? [only] : Enumerable.Range(1, options.Moments))
        {
            (IFault fault, bool isTraining) = Draw(number);
            var (outcome, errors, line) = check.Run(number, fault, isTraining ? training : sweep);
            Console.WriteLine(line);
            tally.Add(fault.Name, outcome, errors);
            if (outcome != Outcome.Failed && !options.Keep)
            {
                Directory.Delete(workshop[$"moment-{number}"], recursive: true);
            }
        }

        tally.Print();
        Console.WriteLine($"fact: seed {options.Seed}, {time.Elapsed.TotalSeconds:F0} s");
        return tally.Count(Outcome.Failed) == 0 && tally.Count(Outcome.Clean) + tally.Count(Outcome.Explained) > 0;
    }

    /// <summary>Every kind comes equally often, in an order that is drawn.</summary>
    private (IFault Fault, bool IsTraining) Draw(int number)
    {
        int round = (number - 1) / FaultTable.All.Count;
        var random = new Random((options.Seed * 7919) + round);
        IFault[] order = [.. FaultTable.All];
        random.Shuffle(order);
        IFault fault = order[(number - 1) % order.Length];
        return (fault, fault.SuitsTraining && new Random((options.Seed * 104_729) + number).Next(TrainingShare) == 0);
    }
}
