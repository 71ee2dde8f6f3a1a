using Engram.Objectives;
using Engram.Optimizers;

namespace Engram.Models;

/// <summary>A trained or untrained network: what it is, what it takes, its parameters.</summary>
public sealed class Network
{
    internal Network(NetworkBody body) => Body = body;

    /// <summary>What kind of network it is.</summary>
    public Model Model => Body.Model;

    /// <summary>What code outside its family may have to know of it.</summary>
    public ModelTraits Traits => Body.Traits;

    /// <summary>How it was made and trained, its prediction rule included.</summary>
    public TrainingSpec Spec => Body.Spec;

    /// <summary>What it takes for an image, and what its labels mean.</summary>
    public InputFormat Input
    {
        get => Body.Input;
        internal set => Body.Input = value;
    }

    /// <summary>What each hidden layer makes of an image, first layer first.</summary>
    public IReadOnlyList<LayerShape> LayerShapes => Body.LayerShapes;

    /// <summary>All that training changes, under the names of a PyTorch state_dict.</summary>
    public ParameterSet Parameters => Body.Parameters;

    /// <summary>The goodness of a layer's activations, where the network is trained by it or compared by it; otherwise null.</summary>
    public Goodness? Goodness => Body.Goodness;

    /// <summary>How it computes.</summary>
    internal NetworkBody Body { get; }

    /// <summary>What has a parameter that is no finite number, for the beginning of a sentence; null where all are.</summary>
    internal string? FindNonFinite()
    {
        Parameter? found = Parameters.FirstOrDefault(parameter => !parameter.IsFinite());
        return found?.Name.Split('.') switch
        {
            null => null,
            ["layers", string index, ..] => $"Layer {int.Parse(index, System.Globalization.CultureInfo.InvariantCulture) + 1}",
            [string part, ..] => $"The {part}",
            [] => null,
        };
    }
}
