using PureHDF;

namespace Engram.Nir;

/// <summary>One node of a NIR graph.</summary>
public sealed record NirNode
{
    internal NirNode(string name, string type, IReadOnlyList<int> shape, string meaning, params IEnumerable<(string Name, object Values)> parameters)
    {
        (Name, Type, Shape, Meaning) = (name, type, shape, meaning);
        Group = new H5Group { ["type"] = type };
        foreach ((string parameter, object values) in parameters)
        {
            Group[parameter] = values;
        }
    }

    /// <summary>Its name in the graph, for example <c>lif_1</c>.</summary>
    public string Name { get; }

    /// <summary>NIR's name of what it computes, for example <c>LIF</c>.</summary>
    public string Type { get; }

    /// <summary>Dimensions of its parameters, or of what goes in or comes out.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>What it stands for.</summary>
    public string Meaning { get; }

    /// <summary>The node as the file has it.</summary>
    internal H5Group Group { get; }
}
