namespace Engram;

/// <summary>What specs and files call by name: the library's own implementations, and those that its users register.</summary>
/// <param name="kind">What they are, for messages.</param>
/// <param name="nameOf">The name of one.</param>
/// <param name="own">The library's own.</param>
internal sealed class NamedTable<T>(string kind, Func<T, string> nameOf, params T[] own)
    where T : class
{
    private readonly Lock _gate = new();

    // Replaced as a whole, so that whoever reads it while another registers sees the one or the other.
    private volatile T[] _all = [.. own];

    /// <summary>The class that stands behind one, for messages.</summary>
    public Func<T, Type> TypeOf { get; init; } = one => one.GetType();

    /// <summary>The library's own.</summary>
    public IReadOnlyList<T> Own { get; } = own;

    /// <summary>The library's own, then the others in the order in which they came.</summary>
    public IReadOnlyList<T> All => _all;

    /// <exception cref="EngramException">There is none of that name; the sentence lists those there are.</exception>
    public T Find(string name) => NamedChoice.Find(kind, name, _all, nameOf);

    /// <summary>Adds one; registered once more it stays as it is.</summary>
    /// <exception cref="EngramException">Another has its name, or that is no name for specs.</exception>
    public void Register(T one)
    {
        ArgumentNullException.ThrowIfNull(one);
        string name = nameOf(one);
        if (name is not { Length: > 0 } || !name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
        {
            throw new EngramException($"'{name}' is no name for a {kind}; use lower-case letters, digits and hyphens, as in {nameOf(Own[0])}.");
        }

        lock (_gate)
        {
            T? other = _all.FirstOrDefault(known => nameOf(known) == name);
            if (other is null)
            {
                _all = [.. _all, one];
            }
            else if (other != one)
            {
                throw new EngramException($"There is a {kind} '{name}' already, {TypeOf(other)}; give {TypeOf(one)} another name.");
            }
        }
    }
}
