using Engram.Data;
using Engram.Families;
using Engram.Families.Convolutional.Layers;
using Engram.Families.Spiking.Encodings;
using Engram.Families.Spiking.Membranes;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Objectives;
using Engram.Objectives.Losses;
using Engram.Optimizers;
using static Engram.Experiments.Specs.SpecTypes;

namespace Engram.Experiments.Specs;

/// <summary>
/// The one table of spec keys. YAML reader and writer, command-line options, help and error messages all come from
/// it, so that a new key is one line here.
/// </summary>
public static class SpecKeys
{
    /// <summary>All keys, in the order in which they are written and shown.</summary>
    public static IReadOnlyList<SpecKey> All { get; } =
    [
        .. Topic(
            "Data",
            Key("data", DataTypes.NameOrPath(() => Names(DatasetCatalog.All.Select(dataset => dataset.Name))), "Data set to train and test on, or the path of own images.", s => s.Data, (s, v) => s with { Data = v }),
            OwnDataKey("testData", DataTypes.PathOr("none"), "Path of own test images.", s => s.TestData, (s, v) => s with { TestData = v }),
            OwnDataKey("testSplit", Float.Or("default"), "Share of each class of own images that is kept for the test; a sixth where there are no test images.", s => s.TestSplit, (s, v) => s with { TestSplit = v }),
            OwnDataKey("resize", DataTypes.Size.Or("none"), "Height and width that own images are brought to.", s => s.Resize, (s, v) => s with { Resize = v }),
            OwnDataKey("grayscale", Flag, "Own images lose their color.", s => s.Grayscale, (s, v) => s with { Grayscale = v }),
            OwnDataKey("shape", DataTypes.Shape.Or("none"), "Shape of own images that are rows of numbers: height, width, and channels where there are several.", s => s.Shape, (s, v) => s with { Shape = v }),
            OwnDataKey("eventSteps", Int, "Time steps that recordings of events are divided into, each two channels of an image.", s => s.EventSteps, (s, v) => s with { EventSteps = v }),
            Key("trainSamples", Int.Or("all"), "Training images to use, from the front.", s => s.TrainSamples, (s, v) => s with { TrainSamples = v }),
            Key("leaveOut", Int.Or("none"), "Class that is not trained, neither as images nor as labels.", s => s.LeaveOut, (s, v) => s with { LeaveOut = v })),
        .. Topic(
            "Network",
            Key("model", Name(() => Names(ModelTable.All)), "What is trained.", t => t.Model, (t, v) => t with { Model = v }),
            Key("layers", IntList, "Units, or filters, of each hidden layer.", t => t.Layers, (t, v) => t with { Layers = v }),
            Key("goodness", Name(() => Names(GoodnessFunctions.All)), "Goodness function of a layer's activations.", t => t.Goodness, (t, v) => t with { Goodness = v }, model => model.Traits.ReadOut == ReadOut.Goodness),
            Key("threshold", Float.PerLayer().Or("default"), "What goodness is compared with, in all layers or in each; each goodness function has its default.", t => t.Threshold, (t, v) => t with { Threshold = v }, model => model.Traits.ReadOut == ReadOut.Goodness),
            Key("activation", Name(() => Names(ActivationFunctions.All)), "Activation function.", t => t.Activation, (t, v) => t with { Activation = v }, model => model.Traits.IsDifferentiable),
            Key("biases", Flag, "Hidden layers have biases.", t => t.Biases, (t, v) => t with { Biases = v }),
            OwnKey("kernelSize", Int.PerLayer(), "Rows and columns of a filter, in all layers or in each.", t => t.KernelSize, (t, v) => t with { KernelSize = v }),
            OwnKey("stride", Int.PerLayer(), "Steps from one position of a filter to the next, in all layers or in each.", t => t.Stride, (t, v) => t with { Stride = v }),
            OwnKey("padding", Int.PerLayer().Or("half"), "Rows and columns of zeros around maps, in all layers or in each; half is half of kernelSize.", t => t.Padding, (t, v) => t with { Padding = v }),
            OwnKey("poolSize", Int.PerLayer().Or("auto"), "Rows and columns of the windows that are pooled, in all layers or in each; 1 for no pooling; auto is 2 as long as maps have as many.", t => t.PoolSize, (t, v) => t with { PoolSize = v }),
            OwnKey("pooling", Name(() => Pooling.All), "What pooling takes of a window.", t => t.Pooling, (t, v) => t with { Pooling = v }),
            OwnKey("encoding", Name(() => Names(InputEncodings.All)), "How an image drives the first layer: by a current that stays, by random spikes, by spikes that come the sooner the brighter a pixel is, or by channels that are frames.", t => t.Encoding, (t, v) => t with { Encoding = v }),
            OwnKey("steps", Int, "Time steps for which an image is shown.", t => t.Steps, (t, v) => t with { Steps = v }),
            OwnKey("beta", Float.PerLayer(), "What is left of a membrane potential after a step, in all layers or in each.", t => t.Beta, (t, v) => t with { Beta = v }),
            OwnKey("spikeThreshold", Float.PerLayer(), "Membrane potential above which a unit fires, in all layers or in each.", t => t.SpikeThreshold, (t, v) => t with { SpikeThreshold = v }),
            OwnKey("learnsBeta", Int.PerLayer(), "1 where beta is learned, 0 where it stays, in all layers or in each.", t => t.LearnsBeta, (t, v) => t with { LearnsBeta = v }),
            OwnKey("learnsSpikeThreshold", Int.PerLayer(), "1 where spikeThreshold is learned, 0 where it stays, in all layers or in each.", t => t.LearnsSpikeThreshold, (t, v) => t with { LearnsSpikeThreshold = v }),
            OwnKey("currentLength", Float, "Length that the current of a layer above the first is brought to in every step; 0 for none.", t => t.CurrentLength, (t, v) => t with { CurrentLength = v }),
            OwnKey("surrogate", Name(() => Names(SurrogateGradients.All)), "What stands for the derivative of a spike.", t => t.Surrogate, (t, v) => t with { Surrogate = v }),
            OwnKey("surrogateSlope", Float.Or("default"), "How steep that is; 2 for arc-tangent, 25 for fast-sigmoid.", t => t.SurrogateSlope, (t, v) => t with { SurrogateSlope = v }),
            OwnKey("batchNormalization", Flag, "Normalize every unit's or filter's drive over the batch.", t => t.BatchNormalization, (t, v) => t with { BatchNormalization = v })),
        .. Topic(
            "Objective",
            OwnKey("loss", Name(() => Names(PairLosses.All)), "What an image costs, shown with its own and with a wrong label.", t => t.Loss, (t, v) => t with { Loss = v }),
            OwnKey("lossScale", Float, "What the difference of two goodnesses is multiplied with in the loss.", t => t.LossScale, (t, v) => t with { LossScale = v }),
            OwnKey("headGrid", Int, "Rows and columns of the grid of means, at most, that an objective sees of a map.", t => t.HeadGrid, (t, v) => t with { HeadGrid = v }),
            OwnKey("auxiliaryFilters", Int, "Filters of the convolution through which an objective sees maps; 0 for none.", t => t.AuxiliaryFilters, (t, v) => t with { AuxiliaryFilters = v }),
            OwnKey("prototypes", Int, "Prototypes of each class in every layer.", t => t.Prototypes, (t, v) => t with { Prototypes = v }),
            OwnKey("gamma", Float, "How much the nearest prototype of a class counts over its others.", t => t.Gamma, (t, v) => t with { Gamma = v }),
            OwnKey("margin", Float, "By how much the true class is to be ahead, as a difference of cosines.", t => t.Margin, (t, v) => t with { Margin = v }),
            OwnKey("temperature", Float, "Unit in which differences of class scores enter the loss.", t => t.Temperature, (t, v) => t with { Temperature = v }),
            Key("dropout", Float, "Share of activations set to zero in training.", t => t.Dropout, (t, v) => t with { Dropout = v }),
            Key("activationPenalty", Float, "Weight of the summed activations of all hidden layers in the loss.", t => t.ActivationPenalty, (t, v) => t with { ActivationPenalty = v }, model => !model.Traits.IsLocal)),
        .. Topic(
            "Optimization",
            Key("optimizer", Name(() => Names(OptimizerTable.All)), "How parameters follow their gradient.", t => t.Optimizer, (t, v) => t with { Optimizer = v }),
            Key("learningRate", Float.PerLayer(), "The optimizer's learning rate, of all layers or, where each has a loss of its own, of each.", t => t.LearningRate, (t, v) => t with { LearningRate = v }),
            Key("learningRateSchedule", Name(() => Names(LearningRateSchedules.All)), "How the learning rate goes on, for each layer where layers train one by one.", t => t.LearningRateSchedule, (t, v) => t with { LearningRateSchedule = v }),
            Key("warmUp", Int, "Epochs in which the learning rate grows to its value.", t => t.WarmUp, (t, v) => t with { WarmUp = v }),
            Key("weightDecay", Float, "Share of every parameter, times the learning rate, taken away in each step.", t => t.WeightDecay, (t, v) => t with { WeightDecay = v }),
            Key("momentum", Float, "What of its last step the optimizer takes again.", t => t.Momentum, (t, v) => t with { Momentum = v }),
            Key("epochs", Int.PerLayer(), "Passes over the training images; where layers train one by one, of all or of each.", t => t.Epochs, (t, v) => t with { Epochs = v }),
            Key("batchSize", Int, "Images per step.", t => t.BatchSize, (t, v) => t with { BatchSize = v })),
        .. Topic(
            "Validation",
            Key("validationSplit", Float, "Share of the training images that is not learned from, but measured on after every epoch.", t => t.ValidationSplit, (t, v) => t with { ValidationSplit = v }),
            Key("earlyStopping", Int.Or("none"), "Epochs without a better validation accuracy that end the training, of each layer where layers train one by one.", t => t.EarlyStopping, (t, v) => t with { EarlyStopping = v }),
            Key("keepBest", Flag, "Keep the weights of the epoch with the best validation accuracy, not the last.", t => t.KeepBest, (t, v) => t with { KeepBest = v })),
        .. Topic(
            "Augmentation",
            Key("shift", Int, "Most pixels by which training images are shifted, anew in every epoch.", t => t.Shift, (t, v) => t with { Shift = v }),
            Key("flip", Flag, "Mirror training images at random, anew in every epoch.", t => t.Flip, (t, v) => t with { Flip = v })),
        .. Topic(
            "Learning",
            Key("schedule", Name(() => Names(TrainingSchedules.All)), "Layers one by one, or all in every step.", t => t.Schedule, (t, v) => t with { Schedule = v }, model => model.Traits.IsLocal),
            Key("pixels", Name(() => PixelScales.All), "What pixels become as inputs: less the mean and divided by the standard deviation, or from 0 to 1.", t => t.Pixels, (t, v) => t with { Pixels = v }),
            Key("labelCode", Name(() => LabelCodes.All), "How labels enter the input: over the first pixels of each channel, as inputs of their own behind the pixels, or spread over the image.", t => t.LabelCode, (t, v) => t with { LabelCode = v }, model => model.Traits.LabelsInInput),
            OwnKey("labelShare", Float, "Share that a label's wave has in an image.", t => t.LabelShare, (t, v) => t with { LabelShare = v }),
            Key("negatives", Name(() => Names(NegativePolicies.All)), "How wrong labels are drawn.", t => t.Negatives, (t, v) => t with { Negatives = v }, model => model.Traits.HasNegatives)),
        .. Topic(
            "Prediction",
            Key("prediction", Name(() => Names(PredictionRules.All)), "How the layers' goodness or scores become a label.", t => t.Prediction, (t, v) => t with { Prediction = v }, model => model.Traits.LayersVote),
            Key("skipFirstLayer", Flag, "Leave the first layer out of the prediction.", t => t.SkipFirstLayer, (t, v) => t with { SkipFirstLayer = v }, model => model.Traits.LayersVote)),
        .. Topic(
            "Random numbers",
            Key("seed", UnsignedLong, "Seed of every random choice.", t => t.Seed, (t, v) => t with { Seed = v })),
    ];

    /// <summary>The key of that name, or null.</summary>
    public static SpecKey? Find(string name) => All.FirstOrDefault(key => key.Name == name);

    /// <summary>The keys in which some specs differ, in their order.</summary>
    public static IEnumerable<SpecKey> Varied(IEnumerable<RunSpec> specs) => VariedWithin([specs]);

    /// <summary>The keys in which specs of one group differ, for any of the groups, in their order.</summary>
    public static IEnumerable<SpecKey> VariedWithin(IEnumerable<IEnumerable<RunSpec>> groups) =>
        All.Where(key => groups.Any(specs => specs.DistinctBy(key.Read).Skip(1).Any()));

    /// <summary>Keys that help shows together.</summary>
    private static SpecKey[] Topic(string title, params SpecKey[] keys)
    {
        foreach (SpecKey key in keys)
        {
            key.Topic = title;
        }

        return keys;
    }

    /// <summary>The tables' entries show their names as their text.</summary>
    private static string[] Names(IEnumerable<object> table) => [.. table.Select(entry => $"{entry}")];

    private static SpecKey<T> Key<T>(
        string name, SpecType<T> type, string description, Func<RunSpec, T> get, Func<RunSpec, T, RunSpec> set) =>
        new(name, type, description, get, set, usedBy: null);

    /// <summary>A key about own images, of no use with a data set of the catalog.</summary>
    private static SpecKey<T> OwnDataKey<T>(
        string name, SpecType<T> type, string description, Func<RunSpec, T> get, Func<RunSpec, T, RunSpec> set) =>
        new(name, type, description, get, set, usedBy: null) { IsAboutOwnData = true };

    /// <summary>A key of the models that name it as their own.</summary>
    private static SpecKey<T> OwnKey<T>(
        string name, SpecType<T> type, string description, Func<TrainingSpec, T> get, Func<TrainingSpec, T, TrainingSpec> set) =>
        Key(name, type, description, get, set, model => model.Definition.OwnKeys.Contains(name));

    private static SpecKey<T> Key<T>(
        string name,
        SpecType<T> type,
        string description,
        Func<TrainingSpec, T> get,
        Func<TrainingSpec, T, TrainingSpec> set,
        Func<Model, bool>? usedBy = null) =>
        new(name, type, description, s => get(s.Training), (s, v) => s with { Training = set(s.Training, v) }, usedBy);
}
