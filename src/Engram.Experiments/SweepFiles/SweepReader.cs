using Engram.Experiments.Specs;

namespace Engram.Experiments.SweepFiles;

/// <summary>Reads a sweep: the product of all that it varies, on top of its base.</summary>
internal sealed class SweepReader
{
    private readonly YamlMap _file;
    private readonly SpecValue[] _base;
    private readonly Variation[] _variations;
    private readonly int _repetitions;

    private SweepReader(YamlMap file)
    {
        _file = file;
        file.RequireKnown(SweepKeys.TopLevel);
        _base = file.Find(SweepKeys.Base) is { } start
            ? [.. SpecReader.ReadWithPreset(start.Require<YamlMap>($"{SweepKeys.Base} takes spec keys, one \"key: value\" per line"))]
            : [];
        _repetitions = file.Find(SweepKeys.Repetitions) is { } repetitions
            ? SweepKeys.RepetitionsType.ReadScalar(repetitions, SweepKeys.Repetitions)
            : 1;
        _variations = [.. ReadVariations(file)];
    }

    /// <exception cref="EngramException">As for <see cref="SweepFile.Read"/>.</exception>
    public static SweepPlan Read(YamlMap file)
    {
        var reader = new SweepReader(file);
        reader.RequireVariation();
        reader.RequireEachValueUsed();
        IReadOnlyList<PlannedRun> runs = reader.MakeRuns();
        return new SweepPlan(SweepName.Read(file), runs, reader.ReadSettings(runs));
    }

    /// <summary>The list changes slowest, then the grid's keys in the order of the file, then the draws.</summary>
    private static IEnumerable<Variation> ReadVariations(YamlMap file)
    {
        if (file.Find(SweepKeys.List) is { } list)
        {
            yield return VariationReader.ReadList(list);
        }

        if (file.Find(SweepKeys.Grid) is { } grid)
        {
            foreach (Variation variation in VariationReader.ReadGrid(grid))
            {
                yield return variation;
            }
        }

        if (file.Find(SweepKeys.Random) is { } random)
        {
            yield return VariationReader.ReadRandom(random);
        }
    }

    private void RequireVariation()
    {
        if (_variations.Length == 0 && _repetitions == 1)
        {
            throw _file.Place.Fault(
                $"nothing is varied; give {SweepKeys.Grid}, {SweepKeys.List} or {SweepKeys.Random}, or {SweepKeys.Repetitions} above 1");
        }

        double count = _variations.Aggregate((double)_repetitions, (product, variation) => product * variation.Alternatives.Count);
        if (count > SweepFile.MaximumRuns)
        {
            throw _file.Place.Fault($"this sweep has {count:0} runs, but at most {SweepFile.MaximumRuns} are possible; vary less");
        }
    }

    private void RequireEachValueUsed()
    {
        var places = new Dictionary<string, YamlPlace>();
        foreach (SpecValue value in _variations.SelectMany(variation => variation.FirstValues()))
        {
            if (!places.TryAdd(value.Name, value.Place))
            {
                throw value.Place.Fault($"{value.Name} is varied on line {places[value.Name].Line} already; keep one of the two");
            }
        }

        foreach (SpecValue value in _base.Where(value => _variations.Any(variation => variation.AlwaysSets(value.Name))))
        {
            throw value.Place.Fault(
                $"{value.Name} is {value.Text}, which no run uses because {value.Name} is varied on line {places[value.Name].Line}; leave it out of {SweepKeys.Base}");
        }
    }

    private IReadOnlyList<PlannedRun> MakeRuns()
    {
        string[] varied = [.. _variations.SelectMany(variation => variation.FirstValues()).Select(value => value.Name)];
        bool variesPreset = varied.Contains(SpecValue.PresetName);
        List<(IReadOnlyList<SpecValue> Values, RunSpec Spec)> settings = [];
        foreach (IReadOnlyList<SpecValue> values in Variation.Product(_variations))
        {
            var draft = new SpecDraft();
            foreach (SpecValue value in (IEnumerable<SpecValue>)[.. _base, .. values])
            {
                value.AddTo(draft);
            }

            settings.Add((values, draft.ToValidSpec()));
        }

        var names = new RunNames(varied, [.. settings.Select(setting => setting.Spec)]);
        var runs = new RunCollector(_file.Find(SweepKeys.Repetitions)?.Place ?? _file.Place);
        foreach ((IReadOnlyList<SpecValue> values, RunSpec spec) in settings)
        {
            string? preset = variesPreset ? _base.Concat(values).LastOrDefault(value => value.Key is null)?.Text : null;
            foreach (RunSpec repetition in Repeat(spec))
            {
                runs.Add(new PlannedRun(names.For(repetition, preset ?? spec.Training.Model), repetition), values);
            }
        }

        return runs.Runs;
    }

    private IEnumerable<RunSpec> Repeat(RunSpec spec)
    {
        ulong seed = spec.Training.Seed;
        return ulong.MaxValue - seed < (ulong)_repetitions - 1
            ? throw _file.Find(SweepKeys.Repetitions)!.Place.Fault($"{_repetitions} seeds from {seed} on go beyond {ulong.MaxValue}; choose a smaller seed")
            : Enumerable.Range(0, _repetitions).Select(repetition =>
                spec with { Training = spec.Training with { Seed = seed + (ulong)repetition } });
    }

    private SweepSettings ReadSettings(IReadOnlyList<PlannedRun> runs)
    {
        SweepSettings settings = _file.ReadInto(new SweepSettings(), SweepKeys.Settings);
        settings.KeepCheckpoints?.RequireReached(
            runs.Max(run => run.Spec.Training.Epochs.Values.Max()), $"{_file.Find(SweepKeys.KeepCheckpoints)!.Place}: {SweepKeys.KeepCheckpoints}");
        if (_file.Find(SweepKeys.Slurm) is not { } slurm)
        {
            return settings;
        }

        YamlMap map = slurm.Require<YamlMap>($"{SweepKeys.Slurm} takes keys such as partition and time, one \"key: value\" per line");
        map.RequireKnown([.. SweepKeys.SlurmKeys.Select(key => key.Name)]);
        return settings with { Slurm = map.ReadInto(new SlurmSettings(), SweepKeys.SlurmKeys) };
    }
}
