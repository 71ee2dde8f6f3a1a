using System.Globalization;
using System.Text;

namespace Engram.Fuzz;

/// <summary>Gives all readers their inputs and counts what came of them.</summary>
internal sealed class FuzzCheck(FuzzOptions options)
{
    private const int ShownFailures = 5;

    // A reader that never comes back would be no count at all.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly List<Count> _counts = [];

    /// <returns>Whether no reader failed.</returns>
    public bool Run()
    {
        SelfTest.Run();
        using var run = new SampleRun();
        foreach (FuzzTarget target in FuzzTargets.All.Where(target => options.Only is null || target.Name == options.Only))
        {
            _counts.Add(Fuzz(target, run));
        }

        Print();
        if (options.Output is not null)
        {
            File.WriteAllText(options.Output, Csv());
        }

        return _counts.All(count => count.Failed == 0);
    }

    private Count Fuzz(FuzzTarget target, SampleRun run)
    {
        IReadOnlyList<byte[]> samples = target.Samples(run);
        var mutator = new Mutator(options.Seed);
        var count = new Count(target.Name);
        string path = Path.Combine(run.NewFolder(), target.FileName);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        HashSet<string> seen = [];
        for (int number = 0; number < options.Inputs; number++)
        {
            byte[] file = target.Make(mutator, samples);
            File.WriteAllBytes(path, file);
            using var watch = new Timer(_ => GiveUp(target, file), null, _patience, Timeout.InfiniteTimeSpan);
            Judge judge = Judge.Of(() => target.Read(path), file.Length);
            count.Add(judge);
            if (judge.Failure is { } failure && seen.Count < ShownFailures && seen.Add(failure.Replace(path, "", StringComparison.Ordinal)))
            {
                Console.WriteLine($"FAILED {target.Name} input {number} of seed {options.Seed}, kept in {Keep(target, file)}: {failure}");
            }
        }

        return count;
    }

    private static void GiveUp(FuzzTarget target, byte[] file)
    {
        Console.WriteLine($"FAILED {target.Name} does not come back from {Keep(target, file)}");
        Environment.Exit(1);
    }

    private static string Keep(FuzzTarget target, byte[] file)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("engram-fuzz-failed-").FullName, target.FileName);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, file);
        return path;
    }

    private void Print()
    {
        Console.WriteLine("| reader | tried | accepted | refused with a sentence | failed | slowest | most memory |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (Count count in _counts)
        {
            Console.WriteLine($"| {count.Reader} | {count.Tried} | {count.Accepted} | {count.Refused} | {count.Failed} | {count.MostSeconds * 1000:0} ms | {count.MostBytes / 1e6:0.0} MB |");
        }

        Console.WriteLine($"fact: {_counts.Sum(count => count.Tried)} damaged files for {_counts.Count} readers: {_counts.Sum(count => count.Accepted)} accepted, {_counts.Sum(count => count.Refused)} refused with a sentence, {_counts.Sum(count => count.Failed)} failed");
    }

    private string Csv()
    {
        var text = new StringBuilder("reader,tried,accepted,refused,failed,slowestSeconds,mostAllocatedBytes\n");
        foreach (Count count in _counts)
        {
            text.Append(string.Create(
                CultureInfo.InvariantCulture,
                $"{count.Reader},{count.Tried},{count.Accepted},{count.Refused},{count.Failed},{count.MostSeconds:0.000},{count.MostBytes}\n"));
        }

        return text.ToString();
    }

    /// <summary>What came of the inputs of one reader.</summary>
    private sealed class Count(string reader)
    {
        public string Reader { get; } = reader;

        public int Accepted { get; private set; }

        public int Refused { get; private set; }

        public int Failed { get; private set; }

        public double MostSeconds { get; private set; }

        public long MostBytes { get; private set; }

        public int Tried => Accepted + Refused + Failed;

        public void Add(Judge judge)
        {
            Accepted += judge.Outcome == Outcome.Accepted ? 1 : 0;
            Refused += judge.Outcome == Outcome.Refused ? 1 : 0;
            Failed += judge.Outcome == Outcome.Failed ? 1 : 0;
            MostSeconds = Math.Max(MostSeconds, judge.Seconds);
            MostBytes = Math.Max(MostBytes, judge.AllocatedBytes);
        }
    }
}
