using Engram.CrossCheck;

// Writes training steps, with all that went into them and came out of them, for tests/pytorch/cross_check.py.
if (args.Length != 1)
{
    Console.Error.WriteLine("usage: Engram.CrossCheck <folder to write to>");
    return 2;
}

Directory.CreateDirectory(args[0]);
foreach (StepCase stepCase in StepCase.All)
{
    string path = Path.Combine(args[0], $"{stepCase.Name}.safetensors");
    StepDump.Write(path, stepCase);
    Console.WriteLine(path);
}

return 0;
