namespace Engram.Benchmarks.ScaleCurves;

/// <summary>What a point of the scale curves took.</summary>
/// <param name="Curve">What changes along its curve.</param>
/// <param name="Value">The changing value.</param>
/// <param name="Model">The model.</param>
/// <param name="Width">Units of every layer.</param>
/// <param name="Depth">Layers.</param>
/// <param name="BatchSize">Images per step.</param>
/// <param name="Samples">Training images of the measurement.</param>
/// <param name="Threads">Threads.</param>
/// <param name="SecondsPerEpoch">Time of the second epoch, summed over all layers.</param>
/// <param name="MicrosecondsPerImage">The same per image.</param>
/// <param name="GigaMultiplyAddsPerEpoch">10⁹ multiply-adds of that epoch, were everything dense.</param>
/// <param name="NanosecondsPerThousandMultiplyAdds">Time over that arithmetic: it stays level or falls where cost grows no faster than arithmetic.</param>
/// <param name="ActiveFraction">Active units of a positive in that epoch, mean over the layers.</param>
/// <param name="PeakMebibytes">Largest resident memory of the process, data set and compiler included.</param>
public sealed record ScaleRow(
    string Curve,
    int Value,
    string Model,
    int Width,
    int Depth,
    int BatchSize,
    int Samples,
    int Threads,
    double SecondsPerEpoch,
    double MicrosecondsPerImage,
    double GigaMultiplyAddsPerEpoch,
    double NanosecondsPerThousandMultiplyAdds,
    double ActiveFraction,
    double PeakMebibytes);
