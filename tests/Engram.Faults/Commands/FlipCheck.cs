using System.Diagnostics;
using Engram.Faults.Calls;

namespace Engram.Faults.Commands;

/// <summary>
/// Flips single bits of every file of a finished, analyzed and reported sweep, and lets every command read it: a command
/// that ends well must show what it showed before.
/// </summary>
internal sealed class FlipCheck(Workshop workshop, FaultOptions options)
{
    private readonly Tally _tally = new("file", "flips × commands", (Outcome.Clean, "no difference"), (Outcome.Explained, "refused"), (Outcome.Skipped, "not opened"));

    public bool Run()
    {
        var time = Stopwatch.StartNew();
        House house = House.Build(workshop);
        HouseCommand[] commands = [.. HouseCommand.All.Where(command => command.Name != "unseen")];
        Dictionary<string, string> expected = commands.ToDictionary(command => command.Name, command => Observe(house.Copy("expected"), command).Result!);
        foreach (HouseCommand command in commands)
        {
            if (Observe(house.Copy("expected"), command).Result != expected[command.Name])
            {
                throw new InvalidOperationException($"The check itself is wrong: {command.Name} shows something else the second time.");
            }
        }

        Dictionary<string, HashSet<string>?> read = commands.ToDictionary(command => command.Name, command => FilesRead(house, command));
        var random = new Random(options.Seed);

        // All files of one run, and those of the sweep.
        string others = Path.Combine(house.Output, "runs");
        string[] files = [.. Directory.GetFiles(house.Output, "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length > 0 && (!file.StartsWith(others, StringComparison.Ordinal) || file.StartsWith(house.Run + "/", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)];
        foreach (string file in files)
        {
            for (int flip = 0; flip < options.Flips; flip++)
            {
                long place = random.NextInt64(new FileInfo(file).Length);
                int bit = random.Next(8);
                string name = Path.GetRelativePath(house.Root, file);
                foreach (HouseCommand command in commands)
                {
                    // What a command does not open makes no difference to it.
                    bool isRead = Kind(name) == "checkpoint" ? command.Name is "train" or "sweep" : read[command.Name]?.Contains(name) != false;
                    if (!isRead)
                    {
                        _tally.Add(Kind(name), Outcome.Skipped, []);
                        continue;
                    }

                    Try(house.Copy("flipped"), name, place, bit, command, expected[command.Name]);
                }
            }
        }

        _tally.Print();
        Console.WriteLine($"fact: {files.Length} files, {options.Flips} bits each, {commands.Length} commands, seed {options.Seed}, {time.Elapsed.TotalSeconds:F0} s; {_tally.Count(Outcome.Failed)} accepted with other content");
        return _tally.Count(Outcome.Failed) == 0 && _tally.Count(Outcome.Explained) > 0;
    }

    /// <summary>The files of the house that a command opens; null where strace is missing, which tells it.</summary>
    private HashSet<string>? FilesRead(House original, HouseCommand command)
    {
        if (!Strace.IsAvailable)
        {
            return null;
        }

        House house = original.Copy("watched");
        string log = workshop["watched.log"];
        using EngramProcess process = workshop.Start(command.Arguments(house), Strace.Prefix(log, ["open", "openat", "stat", "newfstatat", "lstat", "rename"]));
        process.WaitForEnd();
        return [.. Strace.Read(log).Where(call => call.Concerns(house.Root)).Select(call => Path.GetRelativePath(house.Root, call.Path))];
    }

    private void Try(House house, string file, long place, int bit, HouseCommand command, string expected)
    {
        string path = Path.Combine(house.Root, file);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[place] ^= (byte)(1 << bit);
        File.WriteAllBytes(path, bytes);
        string name = Kind(file);
        if (name == "checkpoint")
        {
            // A run that is finished needs none.
            House.LeaveOff(house.Run);
        }

        try
        {
            (string? result, string said) = Observe(house, command);
            Outcome outcome = result is null ? Outcome.Explained : result == expected ? Outcome.Clean
                : said.Contains("damaged", StringComparison.Ordinal) ? Outcome.Explained : Outcome.Failed;
            if (outcome == Outcome.Failed)
            {
                Console.WriteLine($"{file}, bit {bit} of byte {place}, {command.Name}: FAILED, accepted with another result: {FirstDifference(expected, result!)}");
            }

            _tally.Add(name, outcome, outcome == Outcome.Explained ? [$"{command.Name}: {house.Timeless(said)}"] : []);
        }
        catch (MisbehaviorException error)
        {
            Console.WriteLine($"{file}, bit {bit} of byte {place}, {command.Name}: FAILED, {error.Message}");
            _tally.Add(name, Outcome.Failed, []);
        }
    }

    /// <summary>What a command shows, or null where it refuses; and what it says about that.</summary>
    private static (string? Result, string Said) Observe(House house, HouseCommand command)
    {
        using EngramProcess process = house.Workshop.Run(command.Arguments(house));
        IReadOnlyList<string> sentences = Ending.Sentences(process, wasAskedToStop: false);
        return process.ExitCode == 0 ? (command.Result(house, process.Output), string.Join(' ', process.Error)) : (null, sentences[0]);
    }

    /// <summary>Files of a kind have their names in common, but for numbers.</summary>
    private static string Kind(string file)
    {
        string name = string.Join('/', file.Split('/').Skip(1).Where(part => part is not "runs" && !part.StartsWith("ff", StringComparison.Ordinal) && !part.StartsWith("bp", StringComparison.Ordinal)));
        return name.StartsWith("checkpoint", StringComparison.Ordinal) ? "checkpoint" : name.StartsWith("figures", StringComparison.Ordinal) ? "figures" : name.Length == 0 ? Path.GetFileName(file) : name;
    }

    private static string FirstDifference(string expected, string result)
    {
        int place = expected.Zip(result).TakeWhile(pair => pair.First == pair.Second).Count();
        int from = Math.Max(0, place - 30);
        return $"…{Cut(expected)}… became …{Cut(result)}…";

        string Cut(string text) => text[Math.Min(from, text.Length)..Math.Min(place + 30, text.Length)].ReplaceLineEndings(" ");
    }
}
