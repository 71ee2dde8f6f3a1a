namespace Engram.Faults;

/// <summary>How often what came of what.</summary>
internal sealed class Tally(string what, string count, params (Outcome Outcome, string Heading)[] columns)
{
    private readonly List<(string Fault, Outcome Outcome)> _moments = [];
    private readonly List<string> _errors = [];

    public void Add(string fault, Outcome outcome, IEnumerable<string> errors)
    {
        _moments.Add((fault, outcome));
        _errors.AddRange(errors.Select(error => $"{fault}: {error}"));
    }

    public int Count(Outcome outcome) => _moments.Count(moment => moment.Outcome == outcome);

    /// <summary>The kinds that had an outcome.</summary>
    public IEnumerable<string> With(Outcome outcome) => _moments.Where(moment => moment.Outcome == outcome).Select(moment => moment.Fault).Distinct();

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine($"| {what} | {count} | {string.Concat(columns.Select(column => $"{column.Heading} | "))}failed |");
        Console.WriteLine($"|---|---|{string.Concat(columns.Select(_ => "---|"))}---|");
        foreach (var fault in _moments.GroupBy(moment => moment.Fault))
        {
            int Of(Outcome outcome) => fault.Count(moment => moment.Outcome == outcome);
            Console.WriteLine($"| {fault.Key} | {fault.Count()} | {string.Concat(columns.Select(column => $"{Of(column.Outcome)} | "))}{Of(Outcome.Failed)} |");
        }

        Console.WriteLine();
        foreach (var error in _errors.CountBy(error => error).OrderBy(error => error.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"explained {error.Value} times, {error.Key}");
        }

        Console.WriteLine($"fact: {_moments.Count} {count}: {string.Concat(columns.Select(column => $"{Count(column.Outcome)} {column.Heading}, "))}{Count(Outcome.Failed)} failed");
    }
}
