using Engram.Families.Backpropagation;
using Engram.Families.ForwardForward;
using Engram.Families.Hyperspherical;
using Engram.Families.LocalClassifiers;
using Engram.Models;

namespace Engram.Families;

/// <summary>All models that can be trained. To add one: a file with its class, and a line here.</summary>
public static class ModelTable
{
    /// <summary>All models; the first is the default.</summary>
    public static IReadOnlyList<Model> All { get; } =
    [
        new ForwardForwardModel(),
        new BackpropagatedGoodnessModel(),
        new ClassifierModel(),
        new HypersphericalModel(),
        new LocalClassifierModel(),
    ];

    /// <summary>The model of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static Model Find(string name) => NamedChoice.Find("model", name, All, model => model.Name);
}
