namespace Engram.Experiments.Files;

/// <summary>Finds what somebody who mistyped a name probably meant.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate with the fewest edits from <paramref name="text"/>, or null when even the best one would have
    /// to be rewritten by half or more. Case and separators do not count: <c>learning_rate</c> is <c>learningRate</c>.
    /// </summary>
    public static string? Find(string text, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(candidates);
        string plain = Plain(text);
        var (best, edits) = candidates
            .Select(candidate => (Name: candidate, Edits: Edits(plain, Plain(candidate))))
            .DefaultIfEmpty((Name: "", Edits: int.MaxValue))
            .MinBy(candidate => candidate.Edits);
        return edits < Math.Max(plain.Length, Plain(best).Length) / 2.0 ? best : null;
    }

    /// <summary>A clause that names the nearest candidate, or all of them where none is near.</summary>
    public static string Hint(string text, IReadOnlyCollection<string> candidates) =>
        Hint(text, candidates, $"legal are {string.Join(", ", candidates)}");

    /// <summary>A clause that names the nearest candidate, or says something else where none is near.</summary>
    public static string Hint(string text, IEnumerable<string> candidates, string otherwise) =>
        Find(text, candidates) is { } nearest ? $"the nearest is \"{nearest}\"" : otherwise;

    /// <summary>Insertions, deletions, replacements, and swaps of neighbors (optimal string alignment).</summary>
    internal static int EditDistance(string first, string second)
    {
        int[,] edits = new int[first.Length + 1, second.Length + 1];
        for (int i = 0; i <= first.Length; i++)
        {
            for (int j = 0; j <= second.Length; j++)
            {
                edits[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(
                        edits[i - 1, j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1),
                        Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1),
                };
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[first.Length, second.Length];
    }

    /// <summary>A beginning of two letters or more counts as a single edit: <c>l2</c> is <c>l2-norm</c>.</summary>
    private static int Edits(string text, string candidate) =>
        text.Length > 1 && candidate.StartsWith(text, StringComparison.Ordinal)
            ? Math.Min(1, candidate.Length - text.Length)
            : EditDistance(text, candidate);

    private static string Plain(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
