using Engram.Families.Backpropagation;
using Engram.Families.Convolutional;
using Engram.Families.ForwardForward;
using Engram.Families.Hyperspherical;
using Engram.Families.LocalClassifiers;
using Engram.Families.LocalObjectives;
using Engram.Families.Spiking;
using Engram.Models;

namespace Engram.Families;

/// <summary>All models that can be trained. To add one: a file with its class, and a line here.</summary>
public static class ModelTable
{
    private static readonly NamedTable<Model> _table = new(
        "model",
        model => model.Name,
        new ForwardForwardModel().Model,
        new BackpropagatedGoodnessModel().Model,
        new ClassifierModel().Model,
        new HypersphericalModel().Model,
        new LocalClassifierModel().Model,
        new ConvolutionalForwardForwardModel().Model,
        new ConvolutionalHypersphericalModel().Model,
        new ConvolutionalClassifierModel().Model,
        new SpikingForwardForwardModel().Model)
    {
        TypeOf = model => model.Definition is LocalObjectiveModel own ? own.Objective.GetType() : model.Definition.GetType(),
    };

    /// <summary>All models; the first is the default. Those of registered objectives come last.</summary>
    public static IReadOnlyList<Model> All => _table.All;

    /// <summary>The model of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static Model Find(string name) => _table.Find(name);

    /// <summary>Makes a model known, in this process, by the name of the objective that teaches its layers.</summary>
    /// <exception cref="EngramException">Another has that name, or it is no name for specs: lower-case letters, digits, hyphens.</exception>
    public static void Register(LocalObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        _table.Register(objective.Model);
    }
}
