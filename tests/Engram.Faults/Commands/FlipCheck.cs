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
        Flip[] flips = [.. from file in files
                           from number in Enumerable.Range(0, options.Flips)
                           let place = random.NextInt64(new FileInfo(file).Length)
                           let bit = random.Next(8)
                           from command in commands
                           select new Flip(Path.GetRelativePath(house.Root, file), number, place, bit, command)];
        foreach ((string kind, Outcome outcome, string[] said) in TwoAtOnce.Do(flips, flip => IsRead(flip) ? Try(house, flip, expected[flip.Command.Name]) : (Kind(flip.File), Outcome.Skipped, [])))
        {
            _tally.Add(kind, outcome, said);
        }

        _tally.Print();
        Console.WriteLine($"fact: {files.Length} files, {options.Flips} bits each, {commands.Length} commands, seed {options.Seed}, {time.Elapsed.TotalSeconds:F0} s; {_tally.Count(Outcome.Failed)} accepted with other content");
        return _tally.Count(Outcome.Failed) == 0 && _tally.Count(Outcome.Explained) > 0;

        // What a command does not open makes no difference to it.
        bool IsRead(Flip flip) => Kind(flip.File) == "checkpoint"
            ? flip.Command.Name is "train" or "sweep"
            : read[flip.Command.Name]?.Contains(flip.File) != false;
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

    private static (string Kind, Outcome Outcome, string[] Said) Try(House original, Flip flip, string expected)
    {
        (string file, int number, long place, int bit, HouseCommand command) = flip;
        string folder = $"flipped-{file.Replace('/', '-')}-{number}-{command.Name}";
        House house = original.Copy(folder);
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

            return (name, outcome, outcome == Outcome.Explained ? [$"{command.Name}: {house.Timeless(said)}"] : []);
        }
        catch (MisbehaviorException error)
        {
            Console.WriteLine($"{file}, bit {bit} of byte {place}, {command.Name}: FAILED, {error.Message}");
            return (name, Outcome.Failed, []);
        }
        finally
        {
            original.Workshop.Remove(folder);
            original.Workshop.Remove(folder + "-aside");
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

    /// <summary>A bit of a file, and a command that is to read it.</summary>
    private sealed record Flip(string File, int Number, long Place, int Bit, HouseCommand Command);

    private static string FirstDifference(string expected, string result)
    {
        int place = expected.Zip(result).TakeWhile(pair => pair.First == pair.Second).Count();
        int from = Math.Max(0, place - 30);
        return $"…{Cut(expected)}… became …{Cut(result)}…";

        string Cut(string text) => text[Math.Min(from, text.Length)..Math.Min(place + 30, text.Length)].ReplaceLineEndings(" ");
    }
}
