namespace Engram.Fuzz;

/// <summary>Readers that fail in every way must be found to fail, or the counts mean nothing.</summary>
internal static class SelfTest
{
    /// <exception cref="InvalidOperationException">One is not.</exception>
    public static void Run()
    {
        Expect(Outcome.Accepted, () => { });
        Expect(Outcome.Refused, () => throw new EngramException("The file is damaged; restore it."));
        Expect(Outcome.Failed, () => throw new EngramException("no end"));
        Expect(Outcome.Failed, () => throw new InvalidDataException("not a sentence."));
        Expect(Outcome.Failed, () => GC.KeepAlive(new byte[Judge.MostBytes + 1000]));
    }

    private static void Expect(Outcome expected, Action read)
    {
        if (Judge.Of(read, 1).Outcome is var outcome && outcome != expected)
        {
            throw new InvalidOperationException($"The check itself is wrong: {outcome} instead of {expected}.");
        }
    }
}
