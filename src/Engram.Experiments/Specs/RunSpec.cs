using Engram.Models;

namespace Engram.Experiments.Specs;

/// <summary>
/// Everything that decides a run's result: the data and the training. Stored as <c>spec.yaml</c>; the keys are listed
/// in <see cref="SpecKeys"/>.
/// </summary>
public sealed record RunSpec
{
    /// <summary>Name of the data set, as the data catalog knows it.</summary>
    public string Data { get; init; } = "mnist";

    /// <summary>Number of training images, taken from the front of the training split; null takes all.</summary>
    public int? TrainSamples { get; init; }

    /// <summary>
    /// A class that the network never sees, neither its images nor its label, so that it can be shown to it afterwards; null
    /// trains all classes.
    /// </summary>
    public int? LeaveOut { get; init; }

    /// <summary>The network and how it is trained.</summary>
    public TrainingSpec Training { get; init; } = new();
}
