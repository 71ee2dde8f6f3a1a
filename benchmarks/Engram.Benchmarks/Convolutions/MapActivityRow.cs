namespace Engram.Benchmarks.Convolutions;

/// <summary>How much of a convolutional layer's maps is not zero.</summary>
/// <param name="Model">Its model.</param>
/// <param name="BatchNormalization">Whether it has batch normalization, whose gradient is nowhere zero.</param>
/// <param name="LayerNumber">The layer.</param>
/// <param name="Steps">Steps that were taken.</param>
/// <param name="OutputActive">Share of the numbers that it passes on, behind pooling, which are those that the next layer sees.</param>
/// <param name="GradientActive">Share of ∂L/∂z.</param>
public sealed record MapActivityRow(string Model, bool BatchNormalization, int LayerNumber, int Steps, double OutputActive, double GradientActive);
