namespace Engram.Training;

/// <summary>How wrong labels are drawn. A negative never carries its image's true label.</summary>
public abstract class NegativePolicy
{
    /// <summary>Name for specs and files.</summary>
    public abstract string Name { get; }

    /// <summary>Draws one wrong label per training image, at the start of an epoch.</summary>
    internal abstract void Draw(NegativeContext context, Span<byte> wrongLabels);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <summary>A label other than the true one, each with the same chance.</summary>
    internal static byte DrawUniform(RandomStream random, byte trueLabel, int classCount) =>
        (byte)((trueLabel + 1 + random.NextIndex(classCount - 1)) % classCount);
}
