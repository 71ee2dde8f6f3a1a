using Engram.Fuzz;

// Gives every reader of the program files that were damaged in all kinds of ways; each is taken, or refused with a sentence.
if (FuzzOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(FuzzOptions.Usage);
    return 2;
}

return new FuzzCheck(options).Run() ? 0 : 1;
