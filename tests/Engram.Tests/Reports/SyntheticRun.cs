using Engram.Analysis;
using Engram.Analysis.Assemblies;
using Engram.Analysis.Ensembles;
using Engram.Analysis.Epochs;
using Engram.Analysis.Geometry;
using Engram.Analysis.Images;
using Engram.Analysis.Labels;
using Engram.Analysis.Maps;
using Engram.Analysis.Predictions;
using Engram.Analysis.Representations;
using Engram.Analysis.Selectivity;
using Engram.Analysis.Similarity;
using Engram.Analysis.Statistics;
using Engram.Analysis.Unseen;
using Engram.Analysis.Weights;
using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;
using Engram.Families;
using Engram.Models;
using Engram.Models.Maps;

namespace Engram.Tests.Reports;

/// <summary>
/// Made-up analyses with the shape of real ones: units that prefer a class or two, sparse in ff and dense in bp. The
/// numbers mean nothing; they only have to look like what a report is made for.
/// </summary>
internal sealed record SyntheticRun
{
    private static readonly string[] Rules = ["mean-ratio", "quantile", "kolmogorov-smirnov", "selectivity"];

    public string Model { get; init; } = "ff";

    public string Data { get; init; } = "fashion-mnist";

    public ulong Seed { get; init; } = 1;

    public int Units { get; init; } = 784;

    public int LayerCount { get; init; } = 3;

    /// <summary>Null for the model's own.</summary>
    public float? LearningRate { get; init; }

    public int Channels { get; init; } = 1;

    public int SamplesPerClass { get; init; } = 20;

    public double Accuracy { get; init; } = 0.85;

    public bool HasWall { get; init; } = true;

    public bool HasLabelControl { get; init; } = true;

    /// <summary>Whether images of classes were kept, and what is taken for what.</summary>
    public bool HasPictures { get; init; } = true;

    /// <summary>Time steps of units that fire.</summary>
    public int Steps { get; init; } = 10;

    public bool HasEpochs { get; init; } = true;

    public bool HasLesions { get; init; } = true;
    public bool HasTuning { get; init; } = true;

    public bool IsValidated { get; init; } = true;

    /// <summary>The class that was left out; null where none was.</summary>
    public int? LeftOut { get; init; }

    /// <summary>A layer in which no unit is ever active: no sparseness, no ensembles, no drive.</summary>
    public int? SilentLayer { get; init; }

    public IReadOnlyList<string> ClassNames { get; init; } =
        ["T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    private ModelTraits Traits => ModelTable.Find(Model).Traits;

    private bool IsLabelled => Traits.LabelsInInput;

    private int Classes => ClassNames.Count;

    public FinishedRun Build()
    {
        var random = new Random((int)Seed + (Model.Length * 100));
        LayerPattern[] patterns = [.. Enumerable.Range(0, LayerCount).Select(layer => new LayerPattern(random, Classes, Units, Density(layer), layer == SilentLayer))];
        RunSpec spec = Spec();
        return new FinishedRun(
            $"runs/{Model}-{Data}-seed{Seed}{(LeftOut is { } left ? $"-without-{left}" : "")}", spec, Record(), Metrics(random), Analysis(random, patterns), SpecFile.Format(spec))
        {
            Wall = HasWall ? Wall(patterns) : null,
            Maps = HasMaps ? Maps(random) : null,
            Pictures = HasPictures ? Pictures() : null,
            Rasters = HasSpikes && HasWall ? Spikes(random, patterns).Rasters() : null,
            Epochs = HasEpochs ? Epochs(random, patterns) : null,
            Lesions = HasLesions ? new LesionRecord("", Model, Data, "", "", Seed, SyntheticLesions.Create(random, patterns, Classes, Units, Accuracy)) : null,
        };
    }

    // Drawn apart, so that the other numbers are what they were without them. The third class has no mistake, and no unit answers to the fourth.
    private ClassPictures Pictures()
    {
        Random random = new((int)Seed);
        ImageShape image = new(Channels, Channels == 1 ? 28 : 32, Channels == 1 ? 28 : 32);
        int classes = Math.Min(Classes, ClassPictures.MostClasses);
        int count = (Traits.IsFullyConnected ? 3 : 2) * classes;
        byte[] pixels = new byte[count * image.InputSize];
        foreach (ref byte pixel in pixels.AsSpan())
        {
            pixel = (byte)(random.Next(8) == 0 ? 255 : 0);
        }

        return new ClassPictures(
            image,
            [.. Enumerable.Range(0, count).Select(place => 7 * place)],
            pixels,
            [.. Enumerable.Range(0, count).Select(place => place % classes)],
            [.. Enumerable.Range(0, count).Select(place => place < classes ? place : place < 2 * classes ? (place + 1) % classes : -1)],
            [.. Enumerable.Range(0, classes)],
            [.. Enumerable.Range(0, classes).Select(label => label == 2 ? ClassPictures.None : label == 1 && Traits.IsFullyConnected ? (2 * classes) + 1 : classes + label)],
            Traits.IsFullyConnected ? [.. Enumerable.Range(0, classes * image.InputSize).Select(_ => (float)random.NextDouble() - 0.5f)] : null,
            Traits.IsFullyConnected ? [.. Enumerable.Range(0, LayerCount).Select(_ => new UnitPictures(
                [.. Enumerable.Range(0, classes).Select(label => label == 3 ? ClassPictures.None : label)],
                [.. Enumerable.Range(0, classes * TopImages.PerUnit).Select(place => place / TopImages.PerUnit == 3 ? ClassPictures.None : place % count)]))] : []);
    }

    private bool HasSpikes => Model == "spiking-ff";

    private SyntheticSpikes Spikes(Random random, LayerPattern[] patterns) => new(random, patterns, Classes, Units, Steps);

    private EpochsRecord Epochs(Random random, LayerPattern[] patterns)
    {
        int?[] epochs = [0, 1, 2, 5, 10, 20, 40, null];
        return new EpochsRecord("", [.. from layer in Enumerable.Range(0, LayerCount) from epoch in epochs select Moment(random, layer, epoch, patterns[layer])]);
    }

    private LayerMoment Moment(Random random, int layer, int? epoch, LayerPattern pattern)
    {
        double done = 1 - Math.Exp(-(epoch ?? 40) / 6.0);
        int[][] ensembles = Ensembles(pattern, 1.5);
        double? Share(double value) => pattern.IsSilent ? null : Math.Clamp(value + (0.03 * random.NextDouble()), 0, 1);
        MomentRepresentation images = new()
        {
            ClassCounts = [.. Enumerable.Repeat(850, Classes)],
            Sparseness = Sparseness(random, pattern),
            ClassSparseness = [.. Enumerable.Range(0, Classes).Select(_ => Sparseness(random, pattern))],
            DeadUnits = pattern.IsSilent ? Units : 20,
            Ensembles = ensembles,
            OverlapWithFinal = [.. ensembles.Select(_ => epoch is null ? 1 : Share(0.1 + (0.8 * done)))],
            OverlapBetweenClasses = Share(0.5 - (0.4 * done)),
            ClassSelectivity = Share(0.2 + (0.6 * done)),
            Informedness = Share(0.2 + (0.4 * done)),
            ClassMeans = [.. Enumerable.Range(0, Classes).SelectMany(pattern.Mean)],
            ActiveShares = new float[Units],
        };
        return new LayerMoment { LayerIndex = layer, Epoch = epoch, Accuracy = Accuracy * done, ClassAccuracy = [.. Enumerable.Repeat((double?)Accuracy, Classes)], Correct = images, All = images };
    }

    private bool HasMaps => !Traits.IsFullyConnected && HasWall;

    private MapPictures Maps(Random random)
    {
        ImageShape image = new(Channels, Channels == 1 ? 28 : 32, Channels == 1 ? 28 : 32);
        int classes = Math.Min(Classes, MapPictures.MostClasses);
        int places = classes * MapPictures.PlacesOfChannel;
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble() - 0.5f)];
        byte[] Pixels(int count) => [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(256))];
        return new MapPictures(
            image,
            new MapFilters(Numbers(Units * Channels * 9), Numbers(Units), Channels, 3),
            [.. Enumerable.Range(0, classes).Select(label => label == 3 ? MapPictures.None : label)],
            Pixels(classes * image.InputSize),
            Traits.LabelsInInput ? Pixels(classes * image.InputSize) : null,
            [.. Enumerable.Range(1, LayerCount).Select(number => new MapLayerPictures(
                [.. Enumerable.Range(0, classes).Select(label => label == 2 ? MapPictures.None : label)],
                4 * number,
                4 * number,
                [.. Enumerable.Range(0, places).SelectMany(place => place % 7 == 6 ? [MapPictures.None, -1, -1] : new[] { place, (place % 9) - 2, place % 11 })],
                Numbers(places),
                Pixels(places * Channels * 16 * number * number),
                14 / number,
                14 / number,
                Numbers(classes * (14 / number) * (14 / number))))]);
    }

    private double Density(int layer) => Model switch
    {
        "ff" => 0.05 + (0.1 * layer),
        "bp-ff" => layer == 2 ? 0.8 : 0.04,
        _ => 0.45 - (0.1 * layer),
    };

    private RunSpec Spec() => new()
    {
        Data = Data,
        LeaveOut = LeftOut,
        Training = ModelTable.Find(Model).Defaults with
        {
            Steps = Steps,
            Seed = Seed,
            LearningRate = LearningRate ?? ModelTable.Find(Model).Defaults.LearningRate,
            Layers = [.. Enumerable.Repeat(Units, LayerCount)],
        },
    };

    private RunRecord Record() => new()
    {
        Status = RunStatus.Finished,
        Model = Model,
        Data = Data,
        Seed = Seed,
        Version = "0.2.0",
        Commit = "6b70c51a2f0c6e5b7d41",
        InstructionSet = "vector256",
        Threads = 2,
        TestAccuracy = Accuracy,
        Layers = [.. Enumerable.Range(0, LayerCount).Select(layer => new LayerRecord(Accuracy, 0.8, 0.05, 8, 3, 4.1, 1.2, IsLabelled ? 3f : null))],
        TrainSeconds = 312.4,
        TotalSeconds = 341.9,
        PeakResidentBytes = 611_000_000,
        SamplesPerSecond = 23_041,
        Warnings = Warnings,
        Dotnet = ".NET 10.0.1",
        Os = "Debian GNU/Linux 12 (linux-x64)",
        Cpu = "AMD EPYC 7B13",
    };

    private EpochMetrics[] Metrics(Random random)
    {
        int?[] layers = Traits.IsLocal ? [.. Enumerable.Range(0, LayerCount).Select(layer => (int?)layer)] : [null];
        return [.. layers.SelectMany(layer => Enumerable.Range(0, 40).Select(epoch => new EpochMetrics
        {
            LayerIndex = layer,
            EpochIndex = epoch,
            Loss = (0.6 * Math.Exp(-epoch / 8.0)) + 0.05 + (0.01 * random.NextDouble()) + (0.03 * (layer ?? 0)),
            PositiveGoodness = 3 + (2 * (1 - Math.Exp(-epoch / 6.0))) + (0.1 * random.NextDouble()),
            NegativeGoodness = Traits.LayersVote ? 3 - (2 * (1 - Math.Exp(-epoch / 6.0))) + (0.1 * random.NextDouble()) : null,
            ActiveFraction = 0.1,
            SilentSamples = 0,
            DeadUnits = 0,
            ValidationAccuracy = IsValidated ? Accuracy - (0.2 * Math.Exp(-epoch / 7.0)) - (0.02 * (layer ?? 0)) + (0.004 * Math.Sin(epoch * 2.1)) : null,
            Seconds = 2.5,
        }))];
    }

    private NetworkAnalysis Analysis(Random random, LayerPattern[] patterns)
    {
        var representation = Representation(random, patterns);
        return new NetworkAnalysis
        {
            Model = Model,
            Data = Data,
            ClassNames = ClassNames,
            Accuracy = Accuracy,
            Confusion = HasPictures ? Matrix((row, column) => row == column ? 900 : (row + (3 * column)) % 7 * 4) : null,
            ClassAccuracy = [.. Enumerable.Range(0, Classes).Select(_ => Math.Min(1, Accuracy - 0.1 + (0.2 * random.NextDouble())))],
            Correct = representation,
            All = representation,
            Similarity = HasTuning ? Similarity(random, patterns) : null,
            Geometry = HasTuning ? Geometry(patterns) : null,
            Assemblies = HasTuning ? new AssemblyAnalysis(8500, [.. patterns.Select(pattern => Assemblies(pattern))]) : null,
            PixelSimilarity = Matrix<double?>((row, column) => row == column ? 1 : 0.5),
            Weights = [.. patterns.Select((pattern, layer) => Weights(random, layer, pattern.IsSilent))],
            Connections = [.. Enumerable.Range(0, Math.Max(0, LayerCount - 1)).Select(layer => Connections(random, layer, patterns))],
            Goodness = IsLabelled ? [.. patterns.Select(_ => new GoodnessDistribution(Bell(4.5, 0.8, 100_000), Bell(1.5, 0.9, 900_000), 3))] : [],
            LabelControl = IsLabelled && HasLabelControl ? LabelControl() : null,
            Spikes = HasSpikes ? Spikes(random, patterns).Analysis() : null,
            UnseenCategory = LeftOut is { } left ? Unseen(left, random) : null,
            Saliency = Saliency(random),
        };
    }

    private SimilarityAnalysis Similarity(Random random, LayerPattern[] patterns)
    {
        string[] sources = [.. patterns.Select((_, layer) => $"layer-{layer + 1}"), "pixels", "predictions"];
        ClassDissimilarities Values(string source, int? layer) => new(
            source,
            source == "predictions" ? "confusion" : "correlation",
            [.. Enumerable.Range(0, Classes * (Classes - 1) / 2).Select(_ => layer is { } index && patterns[index].IsSilent ? null : (double?)(0.3 + (0.7 * random.NextDouble())))]);
        return new SimilarityAnalysis(
            Classes > ClassPairs.MostClasses ? 0 : 1000,
            Classes > ClassPairs.MostClasses ? [] : [.. sources.Select((source, index) => Values(source, index < patterns.Length ? index : null))],
            [.. from first in Enumerable.Range(0, sources.Length)
                from second in Enumerable.Range(first + 1, sources.Length - first - 1)
                select new DissimilarityComparison("correlation", sources[first], sources[second], 0.4, 0.1, 0.7, 0.9, 0.85, 0.95)]);
    }

    private static GeometryAnalysis Geometry(LayerPattern[] patterns) => new(
        8500,
        [.. patterns.Select(pattern => pattern.IsSilent ? new LayerGeometry(0, null, null) : new LayerGeometry(700, 14.2, 640))],
        [.. patterns.Select((one, row) => patterns.Select((other, column) => one.IsSilent || other.IsSilent ? (double?)null : 1 - (0.2 * Math.Abs(row - column))).ToArray())]);

    private LayerAssemblies Assemblies(LayerPattern pattern) => new()
    {
        VaryingUnits = pattern.IsSilent ? 0 : 700,
        Bound = pattern.IsSilent ? 1 : 1.6,
        Eigenvalues = pattern.IsSilent ? [] : [40, 20],
        Iterations = pattern.IsSilent ? 0 : 30,
        IsConverged = true,
        Assemblies = pattern.IsSilent ? [] : [new UnitAssembly([0, 1, 2], 0, 0.4), new UnitAssembly([3, 4], null, null)],
        ClassMatches = [.. Enumerable.Range(0, Classes).Select(label => pattern.IsSilent || label == 1 ? null : (double?)0.3)],
        ShuffledMatch = pattern.IsSilent ? null : 0.05,
    };

    private RepresentationAnalysis Representation(Random random, LayerPattern[] patterns) => new()
    {
        SampleCount = 8500,
        ClassCounts = [.. Enumerable.Repeat(850, Classes)],
        Layers = [.. patterns.Select((pattern, layer) => Layer(random, pattern))],
    };

    private LayerRepresentation Layer(Random random, LayerPattern pattern)
    {
        IReadOnlyList<IReadOnlyList<int>>[] ensembles = [.. Rules.Select((_, rule) => Ensembles(pattern, 1.5 + (0.2 * rule)))];
        return new LayerRepresentation
        {
            UnitCount = Units,
            Sparseness = Sparseness(random, pattern),
            ClassSparseness = [.. Enumerable.Range(0, Classes).Select(c => c == LeftOut ? new SparsenessMeasures(null, null, null, null, 0, 0) : Sparseness(random, pattern))],
            ClassMeans = [.. Enumerable.Range(0, Classes).Select(pattern.Mean)],
            Tuning = HasTuning ? Tuning(random, pattern) : null,
            Ensembles = [.. Rules.Select((rule, i) => new EnsembleSet { Rule = rule, Units = ensembles[i], Shared = Shared(ensembles[i]) })],
            Agreement = [.. from first in Enumerable.Range(0, Rules.Length)
                            from second in Enumerable.Range(first + 1, Rules.Length - first - 1)
                            select new RuleAgreement(Rules[first], Rules[second], pattern.IsSilent ? null : 0.3 + (0.6 * random.NextDouble()), 0.9, 0.7)],
        };
    }

    private LayerTuning Tuning(Random random, LayerPattern pattern)
    {
        TuningMeasure Measure(string name, double mean, double chance) => pattern.IsSilent
            ? new(name, new float?[Units], null, null, null, null, null)
            : new(name, [.. Enumerable.Repeat((float?)mean, Units)], mean + (0.02 * random.NextDouble()), mean - 0.1, mean, mean + 0.1, chance);
        double selective = 1 - pattern.Density;
        return new LayerTuning
        {
            ActiveUnits = pattern.IsSilent ? 0 : Units,
            PreferredClasses = [.. Enumerable.Range(0, Units).Select(unit => pattern.IsSilent ? null : (int?)(unit % Classes))],
            Measures =
            [
                Measure("classSelectivity", 0.9 * selective, 0.1), Measure("informedness", 0.6 * selective, 0.03), Measure("auroc", 0.5 + (0.4 * selective), 0.5),
                Measure("dPrime", 1.5 * selective, 0), Measure("tuningBreadth", 0.9 * pattern.Density, 0.97), Measure("imageSparseness", 0.9 * selective, 0.9 * selective),
                Measure("classSparseness", 0.8 * selective, 0.02),
            ],
        };
    }

    private static SparsenessMeasures Sparseness(Random random, LayerPattern pattern)
    {
        double hoyer = Math.Clamp(1 - pattern.Density - (0.1 * random.NextDouble()), 0.02, 0.98);
        return pattern.IsSilent
            ? new SparsenessMeasures(null, 0, null, null, 850, 850)
            : new SparsenessMeasures(hoyer, Math.Min(1, 2 * pattern.Density), Math.Min(0.99, hoyer + 0.05), hoyer * 0.95, 850, 2);
    }

    private static int[][] Ensembles(LayerPattern pattern, double factor) =>
        [.. Enumerable.Range(0, pattern.Classes).Select(c =>
        {
            float[] mean = pattern.Mean(c);
            float bound = (float)factor * mean.Average();
            return Enumerable.Range(0, mean.Length).Where(unit => mean[unit] > bound).ToArray();
        })];

    private SharedUnits Shared(IReadOnlyList<IReadOnlyList<int>> ensembles)
    {
        int Common(int row, int column) => ensembles[row].Intersect(ensembles[column]).Count();
        return new SharedUnits(
            Matrix(Common),
            Matrix<double?>((row, column) => ensembles[row].Union(ensembles[column]).Count() is > 0 and var all ? (double)Common(row, column) / all : null),
            ensembles.All(units => units.Count == 0) ? null : 0.41,
            ensembles.All(units => units.Count == 0) ? null : 0.38);
    }

    private LayerWeights Weights(Random random, int layer, bool silent)
    {
        double scale = Model == "bp" ? 0.4 : 1;
        return new LayerWeights
        {
            Weights = Bell(-0.02 - (0.01 * layer), 0.08 * scale, 614_656),
            Biases = Bell(-0.05, 0.05, Units),
            NegativeShare = 0.61,
            NegativeMean = -0.06,
            PositiveMean = 0.05,
            BiasMean = -0.05,
            EnsembleDrive = silent || !Traits.IsFullyConnected ? new UnitDrive(null, null) : new UnitDrive(scale * (1.2 + (0.2 * random.NextDouble())), -0.5 * scale),
            OtherDrive = !Traits.IsFullyConnected ? new UnitDrive(null, null) : new UnitDrive(0.4 * scale, -scale * (0.9 + (0.1 * layer))),
        };
    }

    private EnsembleConnections Connections(Random random, int layer, LayerPattern[] patterns)
    {
        bool empty = patterns[layer].IsSilent || patterns[layer + 1].IsSilent;
        return new EnsembleConnections(
            layer,
            Matrix<double?>((row, column) => empty ? null : (row == column ? 0.12 : -0.04) + (0.03 * random.NextDouble())),
            empty ? null : 0.13,
            empty ? null : -0.03);
    }

    private LabelControl LabelControl() => new(
    [
        Condition("true", 1, 1, 0.92, 0.92),
        Condition("none", 0.62, null, 0.71, null),
        Condition("wrong", 0.41, 0.33, 0.44, 0.38),
        Condition("label-only", 0.2, 0.57, null, 0.96),
    ]);

    private LabelCondition Condition(string name, double? byImage, double? byLabel, double? image, double? label) => new(
        name,
        [.. Enumerable.Range(0, LayerCount).Select(layer => new LabelConditionLayer
        {
            Sparseness = new SparsenessMeasures(0.8, 0.1, 0.85, 0.8, 10_000, 3),
            EnsembleSizes = [.. Enumerable.Repeat(40, Classes)],
            OverlapByImage = layer == SilentLayer ? null : byImage * (1 - (0.1 * layer)),
            OverlapByLabel = layer == SilentLayer ? null : byLabel * (1 - (0.1 * layer)),
            DecodedImage = layer == SilentLayer ? null : image,
            DecodedLabel = layer == SilentLayer ? null : label,
        })]);

    private UnseenCategory Unseen(int left, Random random) => new(
        left,
        Accuracy,
        [.. (IsLabelled ? ["own", "none", "best"] : new[] { "none" }).Select(name => new UnseenCondition(name, [.. Enumerable.Range(0, LayerCount).Select(layer => new UnseenLayer
        {
            Sparseness = new SparsenessMeasures(layer == SilentLayer ? null : 0.6 + (0.2 * random.NextDouble()), 0.1, 0.8, 0.8, 1000, 4),
            SeenSparseness = new SparsenessMeasures(0.83, 0.1, 0.8, 0.8, 9000, 4),
            EnsembleSize = layer == SilentLayer ? 0 : 20 + random.Next(40),
            SeenEnsembleSize = 44.5,
            Overlap = [.. Enumerable.Range(0, Classes).Select(c => c == left ? 1 : (double?)0.05)],
            OwnShare = layer == SilentLayer ? null : 0.4 + (0.3 * random.NextDouble()),
            CosineWithin = layer == SilentLayer ? null : 0.7,
            CosineBetween = layer == SilentLayer ? null : 0.25 + (0.1 * random.NextDouble()),
            NearestEnsembleAccuracy = layer == SilentLayer ? null : 0.5 + (0.4 * random.NextDouble()),
        })]))]);

    private Saliency Saliency(Random random)
    {
        int side = Channels == 1 ? 28 : 32;
        return new Saliency(Channels, side, side, [.. Enumerable.Range(0, Classes).Select(c => (IReadOnlyList<float>)[.. Enumerable.Range(0, Channels * side * side).Select(input => Gradient(random, c, input % (side * side), side))])], IsLabelled ? 0.12 : null);
    }

    private float Gradient(Random random, int c, int pixel, int side)
    {
        if (IsLabelled && pixel < Classes)
        {
            return 3;
        }

        double x = (pixel % side) - (side / 2.0) + (4 * Math.Cos(c)), y = (pixel / side) - (side / 2.0) + (4 * Math.Sin(c));
        return (float)(Math.Exp(-((x * x) + (y * y)) / 60) * (0.6 + (0.4 * random.NextDouble())));
    }

    private WallSample Wall(LayerPattern[] patterns)
    {
        int[] labels = [.. Enumerable.Range(0, Classes).SelectMany(c => Enumerable.Repeat(c, SamplesPerClass))];
        return new WallSample(labels, [.. patterns.Select(_ => Units)], [.. patterns.Select(pattern => labels.SelectMany(label => pattern.Sample(label)).ToArray())]);
    }

    private static Histogram Bell(double mean, double deviation, long total)
    {
        const int Bins = 100;
        double start = mean - (6 * deviation), width = 12 * deviation / Bins;
        long[] counts = [.. Enumerable.Range(0, Bins).Select(bin =>
        {
            double z = (start + ((bin + 0.5) * width) - mean) / deviation;
            return (long)(total * width / deviation * Math.Exp(-Math.Abs(z) * 1.2) * 0.6);
        })];
        return new Histogram(start, width, counts, mean, deviation);
    }

    private T[][] Matrix<T>(Func<int, int, T> cell) =>
        [.. Enumerable.Range(0, Classes).Select(row => Enumerable.Range(0, Classes).Select(column => cell(row, column)).ToArray())];
}
