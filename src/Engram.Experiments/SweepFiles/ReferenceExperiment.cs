using Engram.Experiments.Files;
using Engram.Experiments.Specs;
using Engram.Families;

namespace Engram.Experiments.SweepFiles;

/// <summary>One experiment of a reference file, in the paper's recipe: fixed negatives, layers as wide as the input.</summary>
internal sealed class ReferenceExperiment
{
    private static readonly string[] Names =
    [
        "model", "learningRate", "epochs", "threshold", "nonLinearity", "repetitionCount", "enable", "customPath", "dataSet",
        "norm", "nLayers", "dropout", "batch_size",
    ];

    private readonly YamlMap _map;

    private ReferenceExperiment(YamlMap map)
    {
        _map = map;
        map.RequireKnown(Names);
        IsEnabled = Word("enable", true, ("true", true), ("false", false));
        RepetitionCount = Single("repetitionCount", SpecTypes.IntFrom(1, SweepFile.MaximumRuns), 1);
        Model = Word("model", null, ("ff", "ff"), ("bp_ff", "bp-ff"), ("bp", "bp"))
            ?? throw map.Place.Fault("an experiment lacks its model; give ff, bp_ff or bp");
        Start = ReadStart();
        FirstName = ReadPath() is { } path ? $"{path}-{Model}" : Model;
        Settings = MakeSettings();
    }

    public bool IsEnabled { get; }

    public int RepetitionCount { get; }

    /// <summary>Name of the model as specs have it.</summary>
    public string Model { get; }

    /// <summary>What names of its runs begin with.</summary>
    public string FirstName { get; }

    /// <summary>What all its runs have in common.</summary>
    public RunSpec Start { get; }

    /// <summary>Every combination of what it lists.</summary>
    public IReadOnlyList<RunSpec> Settings { get; }

    /// <exception cref="EngramException">A key is unknown, a value is not legal, or the settings cannot be trained.</exception>
    public static ReferenceExperiment Read(YamlMap map) => new(map);

    public bool Gives(string key) => _map.Find(key) is not null;

    /// <summary>The paper's settings with the values that an experiment gives once.</summary>
    private RunSpec ReadStart()
    {
        string data = Word("dataSet", "mnist", ("mnist", "mnist"), ("fashionmnist", "fashion-mnist"), ("svhn", "svhn"), ("cifar", "cifar-10"));
        RunSpec paper = PaperSettings.Full(data, Model);
        TrainingSpec training = paper.Training;
        string goodness = Word("norm", "l2-norm", ("1", "l1-norm"), ("2", "l2-norm"), ("inf", "linf-norm"), (".inf", "linf-norm"));
        return paper with
        {
            Training = training with
            {
                Layers = [.. Enumerable.Repeat(
                    DatasetCatalog.Find(data).Shape.InputSize, Single("nLayers", SpecTypes.IntFrom(1, 64), training.Layers.Count))],
                Goodness = ModelTable.Find(Model).Traits.LabelsInInput ? goodness : training.Goodness,
                Activation = Word("nonLinearity", training.Activation, ("relu", "relu"), ("sigmoid", "sigmoid")),
                Dropout = Single("dropout", SpecTypes.Float, training.Dropout),
                BatchSize = Single("batch_size", SpecTypes.Int, training.BatchSize),
            },
        };
    }

    private RunSpec[] MakeSettings()
    {
        float?[] thresholds = Many("threshold", SpecTypes.Float.Or("default"), Start.Training.Threshold?[0]);
        RunSpec[] settings =
        [
            .. from rate in Many("learningRate", SpecTypes.Float, Start.Training.LearningRate[0])
               from epochs in Many("epochs", SpecTypes.Int, Start.Training.Epochs[0])
               from threshold in ModelTable.Find(Model).Traits.LabelsInInput ? thresholds : [Start.Training.Threshold?[0]]
               select Start with { Training = Start.Training with { LearningRate = rate, Epochs = epochs, Threshold = threshold } },
        ];
        return settings.Select(RunSpecValidation.Fault).FirstOrDefault(fault => fault is not null) is { } fault
            ? throw new EngramException($"{_map.Place}: {fault}")
            : settings;
    }

    /// <summary>A path as part of a folder's name.</summary>
    private string? ReadPath()
    {
        if (_map.Find("customPath") is not { } path)
        {
            return null;
        }

        string text = SpecTypes.Text(".{0,60}", "up to 60 characters").ReadScalar(path, "customPath");
        string plain = string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-')).Trim('-', '.');
        return text.Length > 0 && plain.Length == 0
            ? throw path.Place.Fault($"customPath is \"{text}\", which has no letter or digit to name runs with; choose another")
            : plain.Length == 0 ? null : plain;
    }

    private T Single<T>(string name, SpecType<T> type, T otherwise) =>
        _map.Find(name) is { } value ? type.ReadScalar(value, name) : otherwise;

    /// <summary>A list of values, of which one may stand alone.</summary>
    private T[] Many<T>(string name, SpecType<T> type, T otherwise) => _map.Find(name) switch
    {
        null => [otherwise],
        YamlList { Items.Count: 0 } empty => throw empty.Place.Fault($"{name} is an empty list; give a value, or leave {name} out"),
        YamlList list => [.. list.Items.Select(item => type.ReadScalar(item, name))],
        { } single => [type.ReadScalar(single, name)],
    };

    /// <summary>One of some words, in capitals or not, as Python has it.</summary>
    private T Word<T>(string name, T otherwise, params (string Word, T Value)[] words)
    {
        if (_map.Find(name) is not { } value)
        {
            return otherwise;
        }

        string[] legal = [.. words.Select(word => word.Word)];
        string expectation = $"takes one of {string.Join(", ", legal)}";
        YamlScalar scalar = value.Require<YamlScalar>($"{name} {expectation}");
        int index = Array.FindIndex(legal, word => word.Equals(scalar.Value, StringComparison.OrdinalIgnoreCase));
        return index >= 0
            ? words[index].Value
            : throw scalar.Place.Fault($"{name} is \"{scalar.Value}\", but {expectation}{(NearestName.Find(scalar.Value, legal) is { } nearest ? $"; the nearest is \"{nearest}\"" : "")}");
    }
}
