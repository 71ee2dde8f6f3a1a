namespace Engram.Faults;

/// <summary>Spoils copies of what undisturbed work has left, and requires that the comparison notices.</summary>
internal static class SelfTest
{
    /// <returns>How many things were noticed.</returns>
    public static int Run(Workshop workshop, Undisturbed undisturbed)
    {
        string run = undisturbed.Work.Runs(undisturbed.Folder).Values.Order(StringComparer.Ordinal).First();
        string inside = Path.GetRelativePath(undisturbed.Folder, run);
        (string Name, Action<string> Spoil)[] cases =
        [
            ("a byte of the weights", folder => Change(Path.Combine(folder, inside, "weights.safetensors"), bytes => bytes[^9] ^= 1)),
            ("weights that were kept", folder => Change(Directory.GetFiles(Path.Combine(folder, inside, "kept"), "*.safetensors")[0], bytes => bytes[^9] ^= 1)),
            ("a digit of the metrics", folder => Change(Path.Combine(folder, inside, "metrics.csv"), bytes => bytes[^2] ^= 1)),
            ("a row of the metrics", folder => RemoveLastLine(Path.Combine(folder, inside, "metrics.csv"))),
            ("the record", folder => Change(Path.Combine(folder, inside, "run.json"), bytes => bytes[0] = (byte)'x')),
            ("a file left over", folder => File.WriteAllText(Path.Combine(folder, inside, "run.json.abcdefgh.xyz.engram-tmp"), "")),
            .. File.Exists(Path.Combine(undisturbed.Folder, "results.csv"))
                ? (IEnumerable<(string, Action<string>)>)
                [
                    ("a table", folder => Change(Path.Combine(folder, "results.csv"), bytes => bytes[^3] ^= 1)),
                    ("a run", folder => Directory.Delete(Path.Combine(folder, inside), recursive: true)),
                ]
                : [],
        ];
        Require(undisturbed.Comparison.Find(workshop.Copy(undisturbed.Folder, "self-test"), mayWarn: false) is null, "a copy differs");
        foreach ((string name, Action<string> spoil) in cases)
        {
            string copy = workshop.Copy(undisturbed.Folder, "self-test");
            FinishedRuns finished = FinishedRuns.Remember(undisturbed.Work, copy);
            Require(finished.FindLoss() is null, "an untouched run counts as lost");
            spoil(copy);
            Require(undisturbed.Comparison.Find(copy, mayWarn: false) is not null, $"the comparison does not notice: {name}");
            Require(name is "a table" or "a file left over" || finished.FindLoss() is not null, $"the loss is not noticed: {name}");
        }

        return cases.Length;
    }

    private static void Change(string path, Action<byte[]> change)
    {
        byte[] bytes = File.ReadAllBytes(path);
        change(bytes);
        File.WriteAllBytes(path, bytes);
    }

    private static void RemoveLastLine(string path) => File.WriteAllLines(path, File.ReadAllLines(path)[..^1]);

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The check itself is wrong: {otherwise}.");
        }
    }
}
