using Engram.Analysis.Images;
using Engram.Analysis.Maps;
using Engram.Analysis.Spikes;

namespace Engram.Analysis;

/// <summary>What an analysis of a network gives.</summary>
/// <param name="Analysis">All that is measured.</param>
/// <param name="Wall">Activations for a wall plot: the first correctly classified images of every class.</param>
/// <param name="Maps">What pictures of maps are drawn from; null for a network without maps.</param>
/// <param name="Rasters">Who fires when, for one image of each class; null for a network whose units do not fire.</param>
/// <param name="Pictures">Images that show what the network makes of its classes.</param>
/// <param name="Evaluation">Predictions and goodness that the analysis rests on.</param>
internal sealed record AnalysisResult(NetworkAnalysis Analysis, WallSample Wall, MapPictures? Maps, SpikeRasters? Rasters, ClassPictures Pictures, EvaluationResult Evaluation);
