namespace Engram.Fuzz;

/// <summary>A reader, and good files for it to start from.</summary>
/// <param name="name">Name of what it reads.</param>
internal abstract class FuzzTarget(string name)
{
    public string Name { get; } = name;

    /// <summary>Name of the file; some readers ask for a certain one.</summary>
    public virtual string FileName => "input";

    /// <summary>Whether words and lines are damaged rather than bytes.</summary>
    public virtual bool IsText => false;

    /// <summary>Good files, or what <see cref="Pack"/> makes files of.</summary>
    public abstract IReadOnlyList<byte[]> Samples(SampleRun run);

    /// <summary>Reads a file to its end.</summary>
    public abstract void Read(string path);

    /// <summary>A damaged file.</summary>
    public virtual byte[] Make(Mutator mutator, IReadOnlyList<byte[]> samples)
    {
        byte[] content = Pack(mutator.Mutate(mutator.Pick(samples), mutator.Pick(samples), IsText));

        // What is packed is damaged from outside too.
        return mutator.Chance(4) ? mutator.Mutate(content, content, IsText) : content;
    }

    /// <summary>The file of a content, where a content of its own is damaged inside something that is whole.</summary>
    protected virtual byte[] Pack(byte[] content) => content;
}
