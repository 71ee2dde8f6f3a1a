namespace Engram.Optimizers;

/// <summary>Numbers that an optimizer computes once per step and uses for all parameters; what each means is its own affair.</summary>
/// <param name="First">The first number.</param>
/// <param name="Second">The second number.</param>
/// <param name="Third">The third number.</param>
public readonly record struct StepFactors(float First, float Second = 0, float Third = 0);
