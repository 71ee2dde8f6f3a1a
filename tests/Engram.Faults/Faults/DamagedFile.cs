namespace Engram.Faults.Faults;

/// <summary>Bytes of any file change, however long ago it was written.</summary>
internal sealed class DamagedFile : SpoiledFile
{
    public override string Name => "damage-any";

    protected override FileInfo Choose(FileInfo[] files, Random random) => files[random.Next(files.Length)];
}
