using Engram.Faults;
using Engram.Faults.Commands;

// Does to sweeps and trainings what machines do to them, and compares what is left with undisturbed ones.
if (FaultOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(FaultOptions.Usage);
    return 2;
}

using var workshop = new Workshop(options.Program, options.Keep);
bool isWell = options switch
{
    { SoakRuns: > 0 } => new Soak(workshop, options.SoakRuns).Run(),
    { Flips: > 0 } => new FlipCheck(workshop, options).Run(),
    { Pairs: > 0 } => new PairCheck(workshop, options).Run(),
    _ => new FaultCheck(workshop, options).Run(),
};
return isWell ? 0 : 1;
