namespace Engram.Faults;

/// <summary>What is disturbed: something that <c>engram</c> carries out in a folder and goes on with when it is asked again.</summary>
internal interface IWork
{
    string Name { get; }

    /// <summary>Work of the same kind with other results; null where there is none.</summary>
    IWork? Other => null;

    /// <summary>The command that begins it in a folder, or goes on there.</summary>
    IReadOnlyList<string> Command(string folder);

    /// <summary>The folders of its runs, by name; those that exist.</summary>
    IReadOnlyDictionary<string, string> Runs(string folder);
}
