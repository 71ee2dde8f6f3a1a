namespace Engram.Faults;

/// <summary>How often what came of what.</summary>
internal sealed class Tally
{
    private readonly List<(string Fault, Outcome Outcome)> _moments = [];
    private readonly List<string> _errors = [];

    public void Add(string fault, Outcome outcome, IEnumerable<string> errors)
    {
        _moments.Add((fault, outcome));
        _errors.AddRange(errors.Select(error => $"{fault}: {error}"));
    }

    public int Count(Outcome outcome) => _moments.Count(moment => moment.Outcome == outcome);

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine("| fault | moments | clean restart | explained error | skipped | failed |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var fault in _moments.GroupBy(moment => moment.Fault))
        {
            int Of(Outcome outcome) => fault.Count(moment => moment.Outcome == outcome);
            Console.WriteLine($"| {fault.Key} | {fault.Count()} | {Of(Outcome.Clean)} | {Of(Outcome.Explained)} | {Of(Outcome.Skipped)} | {Of(Outcome.Failed)} |");
        }

        Console.WriteLine();
        foreach (var error in _errors.CountBy(error => error).OrderBy(error => error.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"explained {error.Value} times, {error.Key}");
        }

        foreach (string fault in _moments.Where(moment => moment.Outcome == Outcome.Skipped).Select(moment => moment.Fault).Distinct())
        {
            Console.WriteLine($"fact: SKIPPED {fault}, which cannot be done on this machine");
        }

        Console.WriteLine($"fact: {_moments.Count} moments: {Count(Outcome.Clean)} clean restarts, {Count(Outcome.Explained)} explained errors, {Count(Outcome.Skipped)} skipped, {Count(Outcome.Failed)} failed");
    }
}
