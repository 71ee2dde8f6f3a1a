namespace Engram.Faults.Faults;

/// <summary>The newest file loses its end, or all.</summary>
internal sealed class TruncatedNewestFile : SpoiledFile
{
    public override string Name => "truncate-newest";

    protected override string Spoil(string path, Random random)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write);
        long before = file.Length;
        file.SetLength(random.Next(3) == 0 ? 0 : random.NextInt64(before));
        return $"truncated to {file.Length} of {before} bytes";
    }
}
