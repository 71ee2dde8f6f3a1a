using System.CommandLine;
using BenchmarkDotNet.Running;
using Engram;
using Engram.Benchmarks.ClassCounts;
using Engram.Benchmarks.Convolutions;
using Engram.Benchmarks.Kernels;
using Engram.Benchmarks.Latency;
using Engram.Benchmarks.ScaleCurves;
using Engram.Benchmarks.Training;
using Engram.Benchmarks.Unions;

// Options of BenchmarkDotNet's own are passed on as they are.
if (args is ["bdn", .. string[] passedOn])
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(passedOn);
    return 0;
}

RootCommand root = new("Measures Engram. Every command writes a result file; benchmarks/README.md says what each shows.")
{
    QuickCommand.Create(),
    ConvolutionCommand.Create(),
    MapsCommand.Create(),
    ProfileCommand.Create(),
    AllocationsCommand.Create(),
    ScaleCommand.Create(),
    ScaleCommand.CreatePoint(),
    UnionsCommand.Create(),
    LatencyCommand.Create(),
    PredictCommand.Create(),
    ClassesCommand.Create(),
};
try
{
    return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (EngramException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
