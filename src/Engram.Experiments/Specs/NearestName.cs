namespace Engram.Experiments.Specs;

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
            .Select(candidate => (Name: candidate, Edits: EditDistance(plain, Plain(candidate))))
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

    /// <summary>Levenshtein's distance: insertions, deletions and replacements of one character.</summary>
    internal static int EditDistance(string first, string second)
    {
        int[] row = [.. Enumerable.Range(0, second.Length + 1)];
        for (int i = 0; i < first.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < second.Length; j++)
            {
                int replaced = diagonal + (first[i] == second[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(row[j], diagonal) + 1);
            }
        }

        return row[^1];
    }

    private static string Plain(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
