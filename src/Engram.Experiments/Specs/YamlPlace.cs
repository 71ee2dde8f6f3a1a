namespace Engram.Experiments.Specs;

/// <summary>Where something stands in a YAML file, as messages name it.</summary>
/// <param name="FileName">What messages call the file.</param>
/// <param name="Line">Line, counted from 1.</param>
/// <param name="Column">Column, counted from 1.</param>
internal sealed record YamlPlace(string FileName, long Line, long Column)
{
    /// <summary>The error that this place gives rise to; the sentence lacks its full stop.</summary>
    public EngramException Fault(string sentence) => new($"{this}: {sentence}.");

    public override string ToString() => $"{FileName}, line {Line}, column {Column}";
}
