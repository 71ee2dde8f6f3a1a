namespace Engram.Reports.Reference;

/// <summary>What the authors' saved outputs show for a model on a data set (test set, L2-norm goodness).</summary>
/// <param name="Data">Name of the data set.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Accuracy">Accuracy of the best listed run.</param>
/// <param name="Sparseness">Hoyer sparseness per layer of that run, over correctly classified images.</param>
/// <param name="Range">Lowest and highest accuracy over the settings listed; null where one run is listed.</param>
public sealed record ReferenceResult(
    string Data,
    string Model,
    double Accuracy,
    IReadOnlyList<double> Sparseness,
    (double Low, double High)? Range);
