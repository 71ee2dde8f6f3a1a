using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Engram.Faults.Commands;

/// <summary>
/// Starts every two commands on one folder at once: nothing is damaged or mixed, and a command that does not do its work
/// says why in a sentence.
/// </summary>
internal sealed partial class PairCheck(Workshop workshop, FaultOptions options)
{
    private const int MaxHeadStart = 1200;
    private const string LeftOff = "left off";

    private readonly Tally _tally = new("pair", "times", (Outcome.Clean, "both did their work"), (Outcome.Explained, "one or both said why not"));
    private readonly ConcurrentDictionary<(string Command, string Output), Lazy<string>> _expected = [];

    public bool Run()
    {
        var time = Stopwatch.StartNew();
        House house = House.Build(workshop);
        foreach ((string name, Outcome outcome, string[] said) in TwoAtOnce.Do(Pairs(), pair => Try(house, pair)))
        {
            _tally.Add(name, outcome, said);
        }

        _tally.Print();
        Console.WriteLine($"fact: every pair {options.Pairs} times, seed {options.Seed}, {time.Elapsed.TotalSeconds:F0} s");
        return _tally.Count(Outcome.Failed) == 0 && _tally.Count(Outcome.Clean) > 0;
    }

    private IEnumerable<Pair> Pairs()
    {
        HouseCommand[] commands = [.. HouseCommand.All];
        for (int first = 0; first < commands.Length; first++)
        {
            for (int second = first; second < commands.Length; second++)
            {
                if (options.Kinds.Count > 0 && !options.Kinds.Contains(commands[first].Name) && !options.Kinds.Contains(commands[second].Name))
                {
                    continue;
                }

                for (int number = 0; number < options.Pairs; number++)
                {
                    yield return new Pair(commands[first], commands[second], number, (options.Seed * 100_003) + (first * 7_919) + (second * 104_729) + number);
                }
            }
        }
    }

    private (string Name, Outcome Outcome, string[] Said) Try(House original, Pair pair)
    {
        (HouseCommand first, HouseCommand second, int number, int seed) = pair;
        Random random = new(seed);
        bool isUnseen = first.Name == House.UnseenName || second.Name == House.UnseenName;
        House finished = original with { Output = Path.Combine(original.Root, isUnseen ? House.UnseenName : House.SweepName) };
        string folder = $"pair-{first.Name}-{second.Name}-{number}";
        House house = finished.Copy(folder);
        string state = Unfinish(house, random);
        int headStart = random.Next(3) == 0 ? 0 : random.Next(MaxHeadStart);
        string name = $"{first.Name} + {second.Name}";
        try
        {
            string?[] sentences = Start(house, finished, first, second, headStart, compares: state != LeftOff);
            Settle(house, finished);
            string[] said = [.. sentences.OfType<string>().Select(house.Timeless)];
            return (name, said.Length > 0 ? Outcome.Explained : Outcome.Clean, said);
        }
        catch (MisbehaviorException error)
        {
            Console.WriteLine($"{name}, {state}, {headStart} ms apart: FAILED, {error.Message}");
            return (name, Outcome.Failed, []);
        }
        finally
        {
            workshop.Remove(folder);
            workshop.Remove(folder + "-aside");
        }
    }

    /// <summary>Leaves the folder as it is, or takes away what a kill would have left out.</summary>
    private static string Unfinish(House house, Random random)
    {
        string run = house.Run;
        switch (random.Next(3))
        {
            case 0:
                House.LeaveOff(run);
                string[] checkpoints = [.. Directory.GetFiles(Path.Combine(run, "checkpoint")).Order(StringComparer.Ordinal)];
                File.Delete(checkpoints[^1]);
                Directory.Delete(Path.Combine(run, "analysis"), recursive: true);
                return LeftOff;
            case 1:
                Directory.Delete(Path.Combine(run, "analysis"), recursive: true);
                return "not analyzed";
            default:
                return "finished";
        }
    }

    /// <summary>Starts both and waits for them.</summary>
    /// <returns>Why each has not done its work; null where it has.</returns>
    private string?[] Start(House house, House finished, HouseCommand first, HouseCommand second, int headStart, bool compares)
    {
        using EngramProcess one = workshop.Start(first.Arguments(house));
        Thread.Sleep(headStart);
        using EngramProcess two = workshop.Start(second.Arguments(house));
        one.WaitForEnd();
        two.WaitForEnd();
        return [Judge(one, first), Judge(two, second)];

        string? Judge(EngramProcess process, HouseCommand command)
        {
            IReadOnlyList<string> sentences = Ending.Sentences(process, wasAskedToStop: false);
            if (sentences.Count > 0)
            {
                return Reason().IsMatch(sentences[0]) ? sentences[0] : throw new MisbehaviorException($"{command.Name} gives no reason that holds: {sentences[0]}");
            }

            return !compares || command.Result(house, process.Output) == Expected(finished, command)
                ? null
                : throw new MisbehaviorException($"{command.Name} shows something else than alone");
        }
    }

    /// <summary>Does what is left to do, and compares all with a folder that one command after the other worked in.</summary>
    private void Settle(House house, House finished)
    {
        if (Directory.GetFiles(house.Root, RunFiles.TemporaryPattern, SearchOption.AllDirectories) is { Length: > 0 } left)
        {
            throw new MisbehaviorException($"{Path.GetRelativePath(house.Root, left[0])} is left over");
        }

        foreach (HouseCommand command in house.IsUnseen ? [HouseCommand.Find(House.UnseenName)] : (HouseCommand[])[HouseCommand.Find(House.SweepName), HouseCommand.Find("analyze")])
        {
            if (Observe(house, command) != Expected(finished, command))
            {
                throw new MisbehaviorException($"afterwards, {command.Name} shows something else than without a second command");
            }
        }
    }

    private string Expected(House finished, HouseCommand command) => _expected.GetOrAdd(
        (command.Name, finished.Output),
        _ => new Lazy<string>(() => Observe(finished.Copy($"expected-{command.Name}-{Path.GetFileName(finished.Output)}"), command))).Value;

    private static string Observe(House house, HouseCommand command)
    {
        using EngramProcess process = house.Workshop.Run(command.Arguments(house));
        return process.ExitCode == 0
            ? command.Result(house, process.Output)
            : throw new MisbehaviorException($"afterwards, {command.Name} ends with {process.ExitCode}: {string.Join(' ', process.Error.Concat(process.Output).Take(3))}");
    }

    /// <summary>Two commands to start on one folder, which of its times this is, and the seed of what is drawn.</summary>
    private sealed record Pair(HouseCommand First, HouseCommand Second, int Number, int Seed);

    [GeneratedRegex(@"^.*Another process|is not finished|is not analyzed|not analyzed yet|has no weights yet|make it with engram analyze|holds a run with|holds no runs|cannot be read because it does not exist")]
    private static partial Regex Reason();
}
