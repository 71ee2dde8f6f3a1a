namespace Engram;

/// <summary>Looks an implementation up by the name that specs and files use for it.</summary>
internal static class NamedChoice
{
    /// <exception cref="EngramException">There is none of that name; the sentence lists those there are.</exception>
    public static T Find<T>(string kind, string name, IEnumerable<T> all, Func<T, string> nameOf)
        where T : class =>
        all.FirstOrDefault(choice => nameOf(choice) == name) ?? throw new EngramException(
            $"There is no {kind} '{name}'; choose one of {string.Join(", ", all.Select(nameOf))}.");
}
