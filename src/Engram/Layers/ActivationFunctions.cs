namespace Engram.Layers;

/// <summary>All activation functions. To add one: a file with its class, and a line here.</summary>
internal static class ActivationFunctions
{
    /// <summary>Every activation function, the paper's first.</summary>
    public static IReadOnlyList<ActivationFunction> All { get; } = [new ReluActivation(), new SigmoidActivation()];

    /// <summary>The activation function of a name.</summary>
    /// <exception cref="EngramException">There is none of that name.</exception>
    public static ActivationFunction Find(string name) =>
        NamedChoice.Find("activation", name, All, activation => activation.Name);
}
