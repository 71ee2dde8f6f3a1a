namespace Engram.Faults.Faults;

/// <summary>Bytes of the newest file change.</summary>
internal sealed class DamagedNewestFile : SpoiledFile
{
    public override string Name => "damage-newest";
}
