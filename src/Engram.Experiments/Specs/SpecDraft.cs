using Engram.Families;
using Engram.Models;

namespace Engram.Experiments.Specs;

/// <summary>
/// Values of spec keys as they are given, in files and as options. The model decides which keys there are and what the
/// defaults of the others are, wherever it is named, so the spec is made when all values are there.
/// </summary>
public sealed class SpecDraft
{
    private readonly List<Given> _values = [];
    private (Preset Preset, string ShownName)? _start;

    /// <summary>Takes a preset's values instead of a model's defaults; values that are added win over it.</summary>
    /// <param name="preset">The preset; a later one wins.</param>
    /// <param name="shownName">How messages name it: with file and line, or as an option.</param>
    public void StartFrom(Preset preset, string shownName) => _start = (preset, shownName);

    /// <summary>Adds a value; a later one of the same key wins.</summary>
    /// <param name="key">The key.</param>
    /// <param name="text">The value as text.</param>
    /// <param name="shownName">How messages name the key: as an option.</param>
    public void Add(SpecKey key, string text, string shownName)
    {
        ArgumentNullException.ThrowIfNull(key);
        _values.Add(new Given(key, key.Anchor(text, Directory.GetCurrentDirectory()), "", shownName));
    }

    /// <summary>The spec: the preset or the model's defaults, with all values.</summary>
    /// <exception cref="EngramException">
    /// A value is not legal, the model has no use for a key, or the preset is for another model.
    /// </exception>
    public RunSpec ToSpec() => Checked(_values.Aggregate(Start(), Write));

    /// <summary>A spec with all values, which win over its own.</summary>
    /// <exception cref="EngramException">A value is not legal.</exception>
    public RunSpec AddedTo(RunSpec spec) => _values.Aggregate(spec, Write);

    /// <summary>Adds a value of a file.</summary>
    internal void Add(SpecKey key, string text, YamlPlace place) => _values.Add(new Given(key, text, $"{place}: ", key.Name));

    /// <summary>The spec, if it can be trained; otherwise the sentence names the place of the value that makes it impossible.</summary>
    /// <exception cref="EngramException">As for <see cref="ToSpec"/>, or the values cannot be used together.</exception>
    internal RunSpec ToValidSpec()
    {
        RunSpec start = Start();
        RunSpec spec = Checked(_values.Aggregate(start, Write));
        if (RunSpecValidation.Fault(spec) is not { } fault)
        {
            return spec;
        }

        Given culprit = _values.Find(value => RunSpecValidation.Fault(start = Write(start, value)) == fault)
            ?? throw new EngramException(fault);
        throw new EngramException(culprit.Prefix + fault);
    }

    /// <summary>What says how own images are read is of no use with others.</summary>
    private RunSpec Checked(RunSpec spec) => !spec.HasOwnData && _values.Find(value => value.Key.IsAboutOwnData) is { } misplaced
        ? throw new EngramException(
            $"{misplaced.ShownName} is {misplaced.Text}, but the data set is {spec.Data}, whose images are read as they are; leave it out, or name own images with data.")
        : spec;

    private RunSpec Start()
    {
        RunSpec start = _start?.Preset.Spec ?? new RunSpec();
        RunSpec named = _values.Where(value => value.Key.Name == "model").Aggregate(start, Write);
        Model model = ModelTable.Find(named.Training.Model);
        if (_start is { } given && start.Training.Model != model.Name)
        {
            throw new EngramException(
                $"{given.ShownName} is {given.Preset}, which is for model {start.Training.Model}, but model {model} is asked for; choose a preset of that model, or leave model out.");
        }

        return _values.Find(value => !value.Key.IsUsedBy(model)) is { } misplaced
            ? throw new EngramException(
                $"{misplaced.ShownName} is {misplaced.Text}, but model {model} does not use {misplaced.Key.Name}; leave it out, or choose model {string.Join(" or ", ModelTable.All.Where(misplaced.Key.IsUsedBy))}.")
            : _start is null ? new RunSpec { Training = model.Defaults } : start;
    }

    private static RunSpec Write(RunSpec spec, Given value) => value.Key.Write(spec, value.Text, value.ShownName);

    /// <summary>A value as it is given.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Text">The value.</param>
    /// <param name="Prefix">What messages begin with: file, line and column; empty for options.</param>
    /// <param name="Name">What messages call the key.</param>
    private sealed record Given(SpecKey Key, string Text, string Prefix, string Name)
    {
        public string ShownName => Prefix + Name;
    }
}
