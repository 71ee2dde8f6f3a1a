using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Tests.Experiments;

namespace Engram.Fuzz;

/// <summary>Small runs, trained and analyzed, whose files are good; and folders for bad ones.</summary>
internal sealed class SampleRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("engram-fuzz-");
    private int _count;

    public SampleRun()
    {
        DataDirectory = TinyMnist.Write(Path.Combine(_folder.FullName, "data"));
        Runs = [.. new[] { "ff", "bp", "lc" }.Select(model => Train(model, DataDirectory))];
        WithMaps = Train("conv-lc", DataDirectory);
        WithSpikes = Train("spiking-ff", DataDirectory, "steps: 60\nlearningRate: 0.000001\n");
    }

    /// <summary>The folder of the data set.</summary>
    public string DataDirectory { get; }

    /// <summary>The folders of the runs: one with labels in its input, one with a head, one with statistics of what its layers saw.</summary>
    public IReadOnlyList<RunFolder> Runs { get; }

    /// <summary>The folder of a run with convolutional layers.</summary>
    public RunFolder WithMaps { get; }

    /// <summary>The folder of a run whose units fire.</summary>
    public RunFolder WithSpikes { get; }

    public string NewFolder() => _folder.CreateSubdirectory($"input-{_count++}").FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A file of every run.</summary>
    public IReadOnlyList<byte[]> Files(Func<RunFolder, string> path) => [.. Runs.Select(run => File.ReadAllBytes(path(run)))];

    private RunFolder Train(string model, string data, string more = "")
    {
        string yaml = $"model: {model}\nlayers: [8, 6]\nepochs: 2\nbatchSize: 100\n{more}";
        string folder = Path.Combine(_folder.FullName, model);
        var options = new RunOptions { Folder = folder, DataDirectory = data, Threads = 1, CheckpointEvery = 1, KeepCheckpoints = KeptEpochs.Parse("0,1", "it") };
        RunOutcome outcome = Runner.Run(SpecFile.Parse(yaml, "sample"), options, new Silent());
        if (outcome.Record.Status != RunStatus.Finished)
        {
            throw new InvalidOperationException($"The sample run failed: {outcome.Record.Error}");
        }

        RunAnalysis.Analyze(folder, new AnalysisRunOptions { DataDirectory = data, Threads = 1, OverEpochs = true });
        return new RunFolder(folder);
    }

    private sealed class Silent : IRunObserver
    {
        public void Notify(RunEvent runEvent)
        {
            // Nobody looks at the sample runs.
        }
    }
}
