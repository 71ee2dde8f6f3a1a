using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Engram.Experiments.RunFiles;
using Engram.Families;
using Engram.Threading;
using Engram.Training;

namespace Engram.Benchmarks.Training;

/// <summary>
/// Whole trainings on MNIST at every model's defaults but for the number of epochs: activations get sparse while a
/// Forward-Forward network trains, so that ten epochs take less than ten times the first.
/// </summary>
[Config(typeof(WholeTrainings))]
public class EpochBenchmarks : IDisposable
{
    private ImageDataset _train = null!;
    private WorkerPool _workers = null!;

    public static IEnumerable<string> Models => ModelTable.All.Select(model => model.Name);

    [ParamsSource(nameof(Models))]
    public string Model { get; set; } = "ff";

    [Params(1, 10)]
    public int Epochs { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _train = DatasetCatalog.Load(DatasetCatalog.All[0].Name).Train;
        _workers = new WorkerPool(MachineInfo.ThreadCount);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _workers.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public void Train()
    {
        TrainingDriver trainer = TrainingDrivers.Create(ModelTable.Find(Model).Defaults with { Epochs = Epochs }, _train, _workers);
        while (!trainer.IsComplete)
        {
            trainer.TakeStep();
        }
    }

    private sealed class WholeTrainings : ManualConfig
    {
        public WholeTrainings() => AddJob(Job.Default
            .WithStrategy(RunStrategy.Monitoring)
            .WithWarmupCount(0)
            .WithIterationCount(3)
            .WithToolchain(InProcessEmitToolchain.Instance));
    }
}
