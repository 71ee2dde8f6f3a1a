using System.Text.Json.Serialization;
using Engram.Data;
using Engram.Labels;
using Engram.Training;

namespace Engram;

/// <summary>
/// Everything that decides the result of a training, apart from the data. The defaults are the Forward-Forward
/// network of Tosato et al. (arXiv 2305.18353) on MNIST. Equal specs and equal data give equal bits.
/// </summary>
public sealed record TrainingSpec
{
    // One list for all specs that set none, so that they are known.
    private static readonly IReadOnlyList<int> _unsetLayers = [784, 784, 784];

    /// <summary>
    /// Name of the model: <c>ff</c> every layer on its own goodness, <c>bp-ff</c> the summed goodness by backpropagation,
    /// <c>bp</c> a plain classifier by backpropagation, <c>hff</c> every layer on prototypes of the classes, <c>lc</c> every layer on a linear classifier of
    /// its own; <c>conv-ff</c>, <c>conv-hff</c> and <c>conv-lc</c> are such models with convolutional layers, <c>spiking-ff</c> with spiking units. All other values begin as suits <c>ff</c>;
    /// <see cref="Trainer.DefaultsOf"/> has those of another model. Where that has other layers, a spec that sets none is refused.
    /// </summary>
    public string Model { get; init; } = "ff";

    /// <summary>Units of each hidden layer, or its filters where it is convolutional; first layer first.</summary>
    public IReadOnlyList<int> Layers { get; init => field = value?.ToArray()!; } = _unsetLayers;

    /// <summary>Whether <see cref="Layers"/> are those with which a spec begins, because nobody has set others.</summary>
    internal bool HasUnsetLayers => ReferenceEquals(Layers, _unsetLayers);

    /// <summary>Name of the goodness function, a scalar of one layer's activations.</summary>
    public string Goodness { get; init; } = "l2-norm";

    /// <summary>
    /// θ, what goodness is compared with, of all layers or of each; null takes the goodness function's own default. A model whose layers share one loss
    /// has one.
    /// </summary>
    [JsonConverter(typeof(PerLayerConverter<float>))]
    public PerLayer<float>? Threshold { get; init; }

    /// <summary>Name of the activation function: <c>relu</c> or <c>sigmoid</c>.</summary>
    public string Activation { get; init; } = "relu";

    /// <summary>Whether hidden layers have biases: z = x̂W + b, otherwise z = x̂W. A classifier's head always has them.</summary>
    public bool Biases { get; init; } = true;

    /// <summary>Rows and columns of a filter, of all layers or of each (<c>conv-ff</c>, <c>conv-hff</c>, <c>conv-lc</c>).</summary>
    [JsonConverter(typeof(PerLayerConverter<int>))]
    public PerLayer<int> KernelSize { get; init; } = 3;

    /// <summary>Steps from one position of a filter to the next, of all layers or of each (<c>conv-ff</c>, <c>conv-hff</c>, <c>conv-lc</c>).</summary>
    [JsonConverter(typeof(PerLayerConverter<int>))]
    public PerLayer<int> Stride { get; init; } = 1;

    /// <summary>
    /// Rows and columns of zeros around the maps that filters go over, of all layers or of each; null takes half of <see cref="KernelSize"/>, rounded down,
    /// so that a filter of odd size and stride 1 makes a map as large (<c>conv-ff</c>, <c>conv-hff</c>, <c>conv-lc</c>).
    /// </summary>
    [JsonConverter(typeof(PerLayerConverter<int>))]
    public PerLayer<int>? Padding { get; init; }

    /// <summary>
    /// Rows and columns of the windows that pooling makes one number of, of all layers or of each; 1 for no pooling. Null takes 2 wherever maps have two
    /// rows and columns (<c>conv-ff</c>, <c>conv-hff</c>, <c>conv-lc</c>).
    /// </summary>
    [JsonConverter(typeof(PerLayerConverter<int>))]
    public PerLayer<int>? PoolSize { get; init; }

    /// <summary>What pooling takes of a window: <c>max</c>, its largest number, or <c>mean</c> (<c>conv-ff</c>, <c>conv-hff</c>, <c>conv-lc</c>).</summary>
    public string Pooling { get; init; } = "max";

    /// <summary>Rows and columns of the grid, at most, of whose cells a layer's objective sees the means (<c>conv-hff</c>, <c>conv-lc</c>).</summary>
    public int HeadGrid { get; init; } = 4;

    /// <summary>Filters of the convolution through which a layer's objective sees its maps; 0 for none (<c>conv-hff</c>).</summary>
    public int AuxiliaryFilters { get; init; } = 64;

    /// <summary>
    /// Whether drives are normalized over the batch, unit by unit or filter by filter, before the activation function (<c>lc</c>, <c>conv-ff</c>,
    /// <c>conv-hff</c>, <c>conv-lc</c>).
    /// </summary>
    public bool BatchNormalization { get; init; } = true;

    /// <summary>Prototypes of each class in every layer (<c>hff</c>, <c>conv-hff</c>).</summary>
    public int Prototypes { get; init; } = 4;

    /// <summary>γ, how much the nearest prototype of a class counts over its others (<c>hff</c>, <c>conv-hff</c>).</summary>
    public float Gamma { get; init; } = 10;

    /// <summary>By how much the true class is to be ahead of the others, as a difference of cosines (<c>hff</c>, <c>conv-hff</c>).</summary>
    public float Margin { get; init; }

    /// <summary>τ, the unit in which differences of scores enter the loss (<c>hff</c>, <c>conv-hff</c>).</summary>
    public float Temperature { get; init; } = 0.05f;

    /// <summary>
    /// What an image's rows with its own and with a wrong label cost: <c>threshold</c> compares each row's goodness with θ, <c>softplus-difference</c> and
    /// <c>swish-difference</c> compare the two (<c>conv-ff</c>, <c>spiking-ff</c>).
    /// </summary>
    public string Loss { get; init; } = "threshold";

    /// <summary>α, what the difference of goodness is multiplied with in a loss that compares two rows (<c>conv-ff</c>, <c>spiking-ff</c>).</summary>
    public float LossScale { get; init; } = 8;

    /// <summary>How an image drives the first layer in the steps for which it is shown: <c>constant</c>, <c>poisson</c>, <c>latency</c> or <c>frames</c> (<c>spiking-ff</c>).</summary>
    public string Encoding { get; init; } = "constant";

    /// <summary>T, time steps for which an image is shown (<c>spiking-ff</c>).</summary>
    public int Steps { get; init; } = 10;

    /// <summary>β, what is left of a membrane potential after a step, in all layers or in each; where it is learned, what it begins as (<c>spiking-ff</c>).</summary>
    [JsonConverter(typeof(PerLayerConverter<float>))]
    public PerLayer<float> Beta { get; init; } = 0.99f;

    /// <summary>Membrane potential above which a unit fires, in all layers or in each; where it is learned, what it begins as (<c>spiking-ff</c>).</summary>
    [JsonConverter(typeof(PerLayerConverter<float>))]
    public PerLayer<float> SpikeThreshold { get; init; } = 1;

    /// <summary>1 where <see cref="Beta"/> is learned, 0 where it stays, of all layers or of each (<c>spiking-ff</c>).</summary>
    [JsonConverter(typeof(PerLayerConverter<int>))]
    public PerLayer<int> LearnsBeta { get; init; } = 0;

    /// <summary>1 where <see cref="SpikeThreshold"/> is learned, 0 where it stays, of all layers or of each (<c>spiking-ff</c>).</summary>
    [JsonConverter(typeof(PerLayerConverter<int>))]
    public PerLayer<int> LearnsSpikeThreshold { get; init; } = 0;

    /// <summary>
    /// The length that the current of all units of a layer together is brought to in every step; 0 leaves it as it is. The first layer's, which the image makes,
    /// always stays so (<c>spiking-ff</c>).
    /// </summary>
    public float CurrentLength { get; init; } = 6;

    /// <summary>What stands for the derivative of a spike: <c>arc-tangent</c> or <c>fast-sigmoid</c> (<c>spiking-ff</c>).</summary>
    public string Surrogate { get; init; } = "arc-tangent";

    /// <summary>How steep that is; null takes 2 for <c>arc-tangent</c> and 25 for <c>fast-sigmoid</c> (<c>spiking-ff</c>).</summary>
    public float? SurrogateSlope { get; init; }

    /// <summary>Share of activations set to zero while their layer trains, from 0 to below 1.</summary>
    public float Dropout { get; init; }

    /// <summary>
    /// λ of the penalty λ · Σ|h| that backpropagation adds to the loss, summed over all hidden layers, units and samples of a
    /// batch.
    /// </summary>
    public float ActivationPenalty { get; init; }

    /// <summary>Name of the optimizer: <c>adam</c>, <c>adamw</c> with decoupled weight decay, or <c>sgd</c>.</summary>
    public string Optimizer { get; init; } = "adam";

    /// <summary>The optimizer's learning rate, of all layers or, where each learns from a loss of its own, of each with what belongs to it.</summary>
    [JsonConverter(typeof(PerLayerConverter<float>))]
    public PerLayer<float> LearningRate { get; init; } = 0.01f;

    /// <summary>
    /// How the learning rate goes on, in all epochs or, where a model trains its layers one by one, in those of each layer: <c>constant</c>,
    /// <c>cosine</c>, <c>linear-cooldown</c> or <c>steps</c>.
    /// </summary>
    public string LearningRateSchedule { get; init; } = "constant";

    /// <summary>Epochs in which the learning rate grows to its value before the schedule begins.</summary>
    public int WarmUp { get; init; }

    /// <summary>Share of a parameter, times the learning rate, that is taken away in every step.</summary>
    public float WeightDecay { get; init; }

    /// <summary>What of its last step <c>sgd</c> takes again, from 0 to below 1.</summary>
    public float Momentum { get; init; }

    /// <summary>
    /// Passes over the training images: per layer where a model trains them one by one (<c>greedy</c>), and then as many for all or a number for each;
    /// otherwise in all.
    /// </summary>
    [JsonConverter(typeof(PerLayerConverter<int>))]
    public PerLayer<int> Epochs { get; init; } = 40;

    /// <summary>Images per step; each gives one positive and one negative sample, or for <c>bp</c> one sample.</summary>
    public int BatchSize { get; init; } = 512;

    /// <summary>
    /// Share of the training images, of every class alike, that the network does not learn from: its accuracy on them is measured after every epoch.
    /// From 0 to below 1; drawn from the seed.
    /// </summary>
    public float ValidationSplit { get; init; }

    /// <summary>
    /// So many epochs in a row without a better accuracy on the validation images end the training of the layers in training; where a model trains
    /// them one by one, the next one begins. Null trains for all epochs.
    /// </summary>
    public int? EarlyStopping { get; init; }

    /// <summary>
    /// Whether layers are left as they were after the epoch with the best accuracy on the validation images, the first of equals, once their training
    /// ends; otherwise as they are after the last.
    /// </summary>
    public bool KeepBest { get; init; }

    /// <summary>So many pixels at most is a training image shifted up or down and sideways, drawn anew in every epoch.</summary>
    public int Shift { get; init; }

    /// <summary>Whether training images are mirrored, left to right, drawn anew in every epoch with one half.</summary>
    public bool Flip { get; init; }

    /// <summary>
    /// <c>greedy</c>: a layer is trained for all its epochs before the next one starts. <c>joint</c>: every layer takes
    /// a step on every batch.
    /// </summary>
    public string Schedule { get; init; } = "greedy";

    /// <summary>What a pixel becomes as an input: <c>standardized</c> with mean and standard deviation of the data set, <c>unit</c> from 0 to 1.</summary>
    public string Pixels { get; init; } = PixelScales.Standardized;

    /// <summary>
    /// How labels enter a network that takes them: <c>overlay</c> over the first pixels of every channel, <c>appended</c> as inputs of their own behind
    /// the pixels; in <c>conv-ff</c> <c>fourier</c> as a wave over the whole image, <c>morphological</c> as operations on it, or <c>overlay</c>.
    /// </summary>
    public string LabelCode { get; init; } = LabelCodes.Overlay;

    /// <summary>K, the share that a label's wave has in an image, above 0 and below 1 (<c>conv-ff</c> with labelCode <c>fourier</c>).</summary>
    public float LabelShare { get; init; } = 0.35f;

    /// <summary>
    /// How wrong labels are drawn: <c>fixed</c> once per run, <c>resampled</c> every epoch, <c>hard</c> every epoch in
    /// proportion to the network's own softmax over wrong labels; in <c>conv-ff</c> and <c>spiking-ff</c> also <c>hardest-of-4</c>, in every step the one of four with the most
    /// goodness, and <c>hard-goodness</c>, in every step in proportion to the square root of its goodness.
    /// </summary>
    public string Negatives { get; init; } = "resampled";

    /// <summary>
    /// How the layers' goodness, or class scores, become a predicted label: <c>softmax</c> sums each layer's softmax over the labels, <c>sum</c> sums
    /// the goodness itself, <c>last</c> takes that of the last layer alone.
    /// </summary>
    public string Prediction { get; init; } = "softmax";

    /// <summary>Leaves the first layer's goodness out of the prediction.</summary>
    public bool SkipFirstLayer { get; init; }

    /// <summary>Seed of every random choice: initial weights, order of samples, negatives, dropout, validation images.</summary>
    public ulong Seed { get; init; } = 1;
}
