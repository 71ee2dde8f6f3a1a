using Engram.Fuzz.Targets;
using Engram.Fuzz.Targets.Epochs;
using Engram.Fuzz.Targets.Own;

namespace Engram.Fuzz;

/// <summary>The one table of readers.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new IdxImages(),
        new IdxLabels(),
        new PackedIdxImages(),
        new CifarFile(),
        new CifarArchive(),
        new MatlabFile(),
        new PackedMatlabArray(),
        new Npy(),
        new Npz(),
        new OwnPng(),
        new OwnPixels(),
        new OwnJpeg(),
        new OwnBitmap(),
        new OwnTable(),
        new OwnArrays(),
        new OwnRecords(),
        new OwnParquet(),
        new OwnEvents(),
        new OwnEventArrays(),
        new Activations(),
        new Wall(),
        new Images(),
        new Maps(),
        new Spikes(),
        new Weights(),
        new Checkpoint(),
        new RunRecordFile(),
        new AnalysisFile("analysis.json", run => run.Runs[0]),
        new AnalysisFile("spiking-analysis.json", run => run.WithSpikes),
        new ReadOutDocument(),
        new EpochsDocument(),
        new KeptNetwork(),
        new Metrics(),
        new Checksums(),
        new Spec(),
        new Sweep(),
        new ReferenceExperimentFile(),
        new SlurmJobsFile(),
        new Attempts(),
    ];
}
