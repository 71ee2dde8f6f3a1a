using System.Text.RegularExpressions;

namespace Engram.Faults;

/// <summary>What a sentence says is to be done, and doing it.</summary>
internal sealed partial record Remedy(string Kind, Regex Sentence, Action<Moment, Match> Follow)
{
    private static readonly Remedy[] All =
    [
        new("disk full", DiskFull(), (_, _) => { }),
        new("read-only", ReadOnly(), (_, _) => { }),
        new("lost screen", LostScreen(), (_, _) => { }),
        new("killed", Killed(), (_, _) => { }),
        new("no locks", NoLocks(), (_, _) => { }),
        new("folder replaced", Replaced(), (_, _) => { }),
        new("permission", Permission(), (_, _) => { }),
        new("error of the disk", DiskError(), (_, _) => { }),
        new("still under way", UnderWay(), (moment, _) => moment.WaitForQuiet()),
        new("made again by the next start", MadeAgain(), (_, _) => { }),
        new("value to restore", RestoreValue(), (_, match) => Restore(match.Groups["path"].Value, match.Groups["wrong"].Value, match.Groups["right"].Value)),
        new("file to remove", OtherSweepFile(), (_, match) => File.Delete(match.Groups["path"].Value)),
        new("run to remove", OtherRun(), (_, match) => Directory.Delete(match.Groups["path"].Value, recursive: true)),
        new("run to remove", Remove(), (_, match) => Directory.Delete(match.Groups["path"].Value, recursive: true)),
    ];

    /// <summary>Does what a sentence asks for.</summary>
    /// <returns>The kind of error.</returns>
    /// <exception cref="MisbehaviorException">The sentence asks for nothing that is known.</exception>
    public static string Obey(Moment moment, string sentence)
    {
        foreach (Remedy remedy in All)
        {
            if (remedy.Sentence.Match(sentence) is { Success: true } match)
            {
                remedy.Follow(moment, match);
                return remedy.Kind;
            }
        }

        throw new MisbehaviorException($"an error without a remedy: {sentence}");
    }

    private static void Restore(string path, string wrong, string right) =>
        File.WriteAllText(path, File.ReadAllText(path).Replace($": {wrong}\n", $": {right}\n", StringComparison.Ordinal).Replace($"[{wrong}]", $"[{right}]", StringComparison.Ordinal));

    [GeneratedRegex(@"^(?<path>/\S+) says \w+ is (?<wrong>.+), but its checkpoint was trained with (?<right>.+); restore the value")]
    private static partial Regex RestoreValue();

    [GeneratedRegex(@"/\S+ cannot be (written|made|written to) because the disk is full or its quota is used up; (free some space|.*another folder)")]
    private static partial Regex DiskFull();

    [GeneratedRegex(@"/\S+ cannot be (written|made|written to) because its file system is read-only; .*another folder")]
    private static partial Regex ReadOnly();

    [GeneratedRegex(@"^The standard output cannot be written because .*, and all else is done")]
    private static partial Regex LostScreen();

    [GeneratedRegex(@"^killed by signal 9 ")]
    private static partial Regex Killed();

    [GeneratedRegex(@"/\S+ is on a file system that does not keep locks, .*; name another folder .*or have the file system mounted with locks")]
    private static partial Regex NoLocks();

    [GeneratedRegex(@"/\S+ was removed or replaced while this process worked in it, .*; start again in a folder of its own")]
    private static partial Regex Replaced();

    [GeneratedRegex(@"/\S+ cannot be (written|made|written to) because the permission is missing; (choose|name) ")]
    private static partial Regex Permission();

    [GeneratedRegex(@"/\S+ cannot be (written|made|written to|read|opened)( because|:) .*(Input/output error|Too many open files|check the disk)")]
    private static partial Regex DiskError();

    [GeneratedRegex(@"^.*Another process (trains|carries out the sweep) in /\S+; wait for it to end")]
    private static partial Regex UnderWay();

    [GeneratedRegex(@"/\S+ is damaged: .*; start the sweep again to have it made again")]
    private static partial Regex MadeAgain();

    [GeneratedRegex(@"(?<path>/\S+) is another sweep file, .*; remove it or name another folder")]
    private static partial Regex OtherSweepFile();

    [GeneratedRegex(@"The folder (?<path>/\S+) holds a run with .*; .*remove that run")]
    private static partial Regex OtherRun();

    [GeneratedRegex(@"/\S+ .*; .*remove the run (?<path>/\S+) ")]
    private static partial Regex Remove();
}
