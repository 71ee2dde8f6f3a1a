namespace Engram.Analysis.ReadOuts;

/// <summary>The images of a linear read-out.</summary>
/// <param name="Train">Images to learn from.</param>
/// <param name="Validation">Images to choose settings by; null for none.</param>
/// <param name="Test">Images to measure on.</param>
internal sealed record ReadOutImages(ImageDataset Train, ImageDataset? Validation, ImageDataset Test);
