using System.Diagnostics;
using Engram.Faults.Faults;

namespace Engram.Faults;

/// <summary>All moments, one after the other.</summary>
internal sealed class FaultCheck(Workshop workshop, FaultOptions options)
{
    /// <summary>One of so many moments is that of a training without a sweep.</summary>
    private const int TrainingShare = 4;

    /// <summary>What misses the work is drawn again so often.</summary>
    private const int MaxAttempts = 4;
    private const int AttemptStride = 10_000;

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
        var tally = new Tally(
            "fault", "moments", (Outcome.Clean, "clean restart"), (Outcome.Explained, "explained error"), (Outcome.Missed, "missed"), (Outcome.Skipped, "skipped"));
        foreach (int number in options.Only is { } only ? [only] : Enumerable.Range(1, options.Moments))
        {
            (IFault fault, bool isTraining) = Draw(number);
            var (outcome, errors, line) = check.Run(number, fault, isTraining ? training : sweep);
            for (int attempt = 1; outcome == Outcome.Missed && attempt < MaxAttempts; attempt++)
            {
                (outcome, errors, line) = check.Run(number + (attempt * AttemptStride), fault, training);
            }

            Console.WriteLine(line);
            tally.Add(fault.Name, outcome, errors);
            if (outcome != Outcome.Failed && !options.Keep)
            {
                foreach (int drawn in Enumerable.Range(0, MaxAttempts).Select(attempt => number + (attempt * AttemptStride)))
                {
                    workshop.Remove($"moment-{drawn}");
                    workshop.Remove($"moment-{drawn}-aside");
                }
            }
        }

        tally.Print();
        foreach (string kind in tally.With(Outcome.Skipped))
        {
            Console.WriteLine($"fact: SKIPPED {kind}, which cannot be done on this machine");
        }

        Console.WriteLine($"fact: seed {options.Seed}, {time.Elapsed.TotalSeconds:F0} s");
        return tally.Count(Outcome.Failed) == 0 && tally.Count(Outcome.Clean) + tally.Count(Outcome.Explained) > 0;
    }

    /// <summary>Every kind comes equally often, in an order that is drawn.</summary>
    private (IFault Fault, bool IsTraining) Draw(int number)
    {
        IFault[] order = [.. FaultTable.Named(options.Kinds)];
        int round = (number - 1) / order.Length;
        var random = new Random((options.Seed * 7919) + round);
        random.Shuffle(order);
        IFault fault = order[(number - 1) % order.Length];
        return (fault, !fault.SuitsSweep || (fault.SuitsTraining && new Random((options.Seed * 104_729) + number).Next(TrainingShare) == 0));
    }
}
