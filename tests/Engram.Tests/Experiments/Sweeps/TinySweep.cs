using System.Diagnostics;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Experiments.Sweeps;
using Engram.Tests.Cli;

namespace Engram.Tests.Experiments.Sweeps;

/// <summary>A folder with a tiny data set and a sweep file over it.</summary>
internal sealed class TinySweep : IDisposable
{
    /// <summary>Runs that take a fraction of a second each.</summary>
    public const string Quick = "epochs: 2";

    /// <summary>Runs that take minutes, so that they can be disturbed.</summary>
    public const string Long = "epochs: 4000";

    private readonly TemporaryFolder _folder = new();

    public TinySweep(string speed, string grid = "learningRate: [0.01, 0.02]", string more = "repetitions: 2")
    {
        Data = TinyMnist.Write(_folder["data"]);
        Write(speed, grid, more);
    }

    public string Data { get; }

    public string Path => _folder.Path;

    public string File => _folder["tiny.yaml"];

    public string this[string name] => _folder[name];

    public SweepFolder Folder => new(_folder["out"]);

    public SweepPlan Plan => SweepFile.Read(File);

    public string[] Names => [.. Plan.Runs.Select(run => run.Name)];

    /// <summary>Arguments of engram that carry the sweep out.</summary>
    public string[] Command => ["sweep", File, "--output", Folder.Path, "--data-dir", Data, "--threads", "1"];

    public void Write(string speed, string grid = "learningRate: [0.01, 0.02]", string more = "repetitions: 2") => System.IO.File.WriteAllText(
        File,
        $"""
        base:
          layers: [16, 12]
          batchSize: 32
          {speed}
        grid:
          {grid}
        {more}

        """);

    /// <summary>What is noted of the last attempt at a run.</summary>
    public SweepAttempt? Attempt(string run) => Engram.Experiments.Sweeps.AttemptDocument.Read(Folder, run);

    /// <summary>Whether a run trains right now.</summary>
    public bool IsTraining(string run) =>
        Attempt(run) is { Status: AttemptStatus.Running } && System.IO.File.Exists(Folder.Run(run).MetricsPath);

    /// <summary>Carries a run's spec out on its own, for comparison.</summary>
    public string TrainAlone(string run)
    {
        string path = _folder[$"alone/{run}"];
        RunSpec spec = Plan.Runs.First(planned => planned.Name == run).Spec;
        Runner.Run(spec, new RunOptions { Folder = path, DataDirectory = Data, Threads = 2 }, new RecordingObserver());
        return path;
    }

    public EngramProcess Start(params IEnumerable<string> more) => EngramProcess.Start(Path, [.. Command, .. more]);

    public EngramProcess Run(params IEnumerable<string> more) => EngramProcess.Run(Path, [.. Command, .. more]);

    /// <summary>A process whose sweep a test has killed may still be writing its checkpoint, and would make the folder again.</summary>
    public void Dispose()
    {
        WaitForWorkers();
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                _folder.Dispose();
                return;
            }
            catch (IOException) when (attempt < 300)
            {
                Thread.Sleep(100);
            }
        }
    }

    private void WaitForWorkers()
    {
        string attempts = Folder.AttemptsPath;
        foreach (string file in Directory.Exists(attempts) ? Directory.GetFiles(attempts, "*.json") : [])
        {
            if (Attempt(System.IO.Path.GetFileNameWithoutExtension(file)) is { Status: AttemptStatus.Running, ProcessId: { } id })
            {
                try
                {
                    using var process = Process.GetProcessById(id);
                    process.WaitForExit(TimeSpan.FromSeconds(30));
                }
                catch (ArgumentException)
                {
                    // It is gone.
                }
            }
        }
    }
}
