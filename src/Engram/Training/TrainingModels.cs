namespace Engram.Training;

/// <summary>All models that can be trained. To add one: a file with its class, and a line here.</summary>
public static class TrainingModels
{
    /// <summary>All models; the first is the default.</summary>
    public static IReadOnlyList<TrainingModel> All { get; } =
    [
        new ForwardForwardModel(),
        new BackpropagatedGoodnessModel(),
        new ClassifierModel(),
    ];

    /// <summary>The model of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static TrainingModel Find(string name) => NamedChoice.Find("model", name, All, model => model.Name);
}
