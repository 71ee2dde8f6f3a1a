using Engram.Kernels;
using Engram.Models.Abilities;
using Engram.Objectives;
using Engram.Optimizers;
using Engram.Threading;

namespace Engram.Models;

/// <summary>
/// What a network is made of: one class for each way to compute. Whoever wants to see it at work asks for a <see cref="NetworkRun"/>.
/// </summary>
internal abstract class NetworkBody
{
    protected NetworkBody(Model model, TrainingSpec spec, InputFormat input, IEnumerable<Parameter> parameters)
    {
        Model = model;
        Spec = spec;
        Input = input;
        Parameters = new ParameterSet(parameters);
    }

    /// <summary>What kind of network it is.</summary>
    public Model Model { get; }

    /// <summary>What code outside its family may have to know of it.</summary>
    public ModelTraits Traits => Model.Traits;

    /// <summary>How it was made and trained, its prediction rule included.</summary>
    public TrainingSpec Spec { get; }

    /// <summary>What it takes for an image, and what its labels mean.</summary>
    public InputFormat Input { get; set; }

    /// <summary>What each hidden layer makes of an image, first layer first.</summary>
    public abstract IReadOnlyList<LayerShape> LayerShapes { get; }

    /// <summary>All that training changes, under the names of a PyTorch state_dict.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The goodness of a layer's activations, where the network is trained by it or compared by it; otherwise null.</summary>
    public virtual Goodness? Goodness => null;

    /// <summary>What the goodness of a layer is compared with in training; null where it is not.</summary>
    public virtual float? ThresholdOf(int layer) => null;

    /// <summary>Images that it is best shown at once: enough to keep all threads at work, in little memory.</summary>
    public virtual int ImagesAtOnce => 512;

    /// <summary>Draws the initial parameters.</summary>
    public abstract void Initialize(ulong seed);

    /// <summary>Work space to show images to the network, which must not change meanwhile.</summary>
    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="maximumImages">Images that are shown at once.</param>
    /// <param name="layerCount">How many of its layers to run; null for all.</param>
    public abstract NetworkRun CreateRun(KernelTable kernels, WorkerPool workers, int maximumImages, int? layerCount = null);

    /// <summary>What drives the units of a layer, or the filters of a convolutional one.</summary>
    /// <param name="layer">0-based index of the layer.</param>
    public abstract UnitDrives DrivesOf(int layer);

    /// <summary>The same network with parameters of its own.</summary>
    public NetworkBody Copy()
    {
        NetworkBody copy = Model.Definition.CreateBody(Spec, Input);
        foreach ((Parameter own, Parameter original) in copy.Parameters.Zip(Parameters))
        {
            own.CopyFrom(original);
        }

        return copy;
    }

    /// <summary>What has a parameter that is no finite number, for the beginning of a sentence; null where all are.</summary>
    public string? FindNonFinite()
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
