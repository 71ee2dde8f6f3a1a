namespace Engram.Optimizers;

/// <summary>What is asked of an optimizer in one step.</summary>
/// <param name="LearningRate">Learning rate of the step.</param>
/// <param name="StepNumber">Number of the step, counted from 1.</param>
/// <param name="WeightDecay">Weight decay; zero for an optimizer that takes none.</param>
/// <param name="Momentum">Momentum, likewise.</param>
public readonly record struct StepSettings(double LearningRate, long StepNumber, double WeightDecay = 0, double Momentum = 0);
