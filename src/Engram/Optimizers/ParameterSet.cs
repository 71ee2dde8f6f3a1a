using System.Collections;

namespace Engram.Optimizers;

/// <summary>All parameters of a network, in the order in which files have them.</summary>
public sealed class ParameterSet : IReadOnlyList<Parameter>
{
    private readonly Parameter[] _parameters;

    internal ParameterSet(IEnumerable<Parameter> parameters) => _parameters = [.. parameters];

    /// <summary>How many there are.</summary>
    public int Count => _parameters.Length;

    /// <summary>The parameter at a place.</summary>
    public Parameter this[int index] => _parameters[index];

    /// <summary>The parameter of a name, for example <c>layers.0.weight</c>.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public Parameter this[string name] => NamedChoice.Find("parameter", name, _parameters, parameter => parameter.Name);

    /// <inheritdoc/>
    public IEnumerator<Parameter> GetEnumerator() => ((IEnumerable<Parameter>)_parameters).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
