namespace Engram.Experiments.Specs;

/// <summary>A value that a file gives a spec key, or the preset that a spec starts from.</summary>
/// <param name="Key">The key; null for the preset.</param>
/// <param name="Text">The value as text.</param>
/// <param name="Place">Where the value stands.</param>
internal sealed record SpecValue(SpecKey? Key, string Text, YamlPlace Place)
{
    /// <summary>The key that names a preset where files allow one.</summary>
    public const string PresetName = "preset";

    public string Name => Key?.Name ?? PresetName;

    public void AddTo(SpecDraft draft)
    {
        if (Key is null)
        {
            string shownName = $"{Place}: {PresetName}";
            draft.StartFrom(Presets.Find(Text, shownName), shownName);
        }
        else
        {
            draft.Add(Key, Text, Place);
        }
    }
}
