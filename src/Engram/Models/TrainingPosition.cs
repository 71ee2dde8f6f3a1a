namespace Engram.Models;

/// <summary>Where a training stands.</summary>
/// <param name="LayerIndex">0-based index of the layer in training; 0 where all train at once.</param>
/// <param name="EpochIndex">0-based epoch of that layer.</param>
/// <param name="StepIndex">0-based step of that epoch: the next one to take.</param>
internal readonly record struct TrainingPosition(int LayerIndex, int EpochIndex, int StepIndex);
