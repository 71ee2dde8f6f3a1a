namespace Engram.Benchmarks.ClassCounts;

/// <summary>How long predictions took with a number of classes.</summary>
/// <param name="Classes">Number of classes.</param>
/// <param name="Model">The model.</param>
/// <param name="Width">Units of each of the three layers.</param>
/// <param name="Images">Images that were predicted.</param>
/// <param name="Threads">Threads.</param>
/// <param name="LeastSeconds">The fastest prediction of all images, for 10,000 images.</param>
/// <param name="MedianSeconds">The middle one.</param>
/// <param name="Accuracy">Accuracy on these images.</param>
public sealed record ClassRow(int Classes, string Model, int Width, int Images, int Threads, double LeastSeconds, double MedianSeconds, double Accuracy);
