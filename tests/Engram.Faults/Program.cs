using Engram.Faults;

// Does to sweeps and trainings what machines do to them, and compares what is left with undisturbed ones.
if (FaultOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(FaultOptions.Usage);
    return 2;
}

using var workshop = new Workshop(options.Program, options.Keep);
return (options.SoakRuns > 0 ? new Soak(workshop, options.SoakRuns).Run() : new FaultCheck(workshop, options).Run()) ? 0 : 1;
