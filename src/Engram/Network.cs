using Engram.Analysis;
using Engram.Analysis.Lesions;
using Engram.Analysis.Predictions;
using Engram.Analysis.Representations;
using Engram.Models;
using Engram.Objectives;
using Engram.Optimizers;
using Engram.Threading;
using Engram.Training;

namespace Engram;

/// <summary>A trained or untrained network: what it takes, its parameters, and what can be asked of it.</summary>
/// <remarks>It may be asked from several threads at once, as long as none puts numbers into its parameters meanwhile.</remarks>
public sealed class Network
{
    internal Network(NetworkBody body) => Body = body;

    /// <summary>How it was made and trained, its prediction rule included.</summary>
    public TrainingSpec Spec => Body.Spec;

    /// <summary>What kind of network it is.</summary>
    public Model Model => Body.Model;

    /// <summary>The shape of the images that it takes.</summary>
    public ImageShape ImageShape => Body.Input.Shape;

    /// <summary>What each label means, in order of the label.</summary>
    public IReadOnlyList<string> ClassNames => Body.Input.ClassNames;

    /// <summary>How a pixel becomes an input; null for a file of the first format, which does not say it: then it is that of the images at hand.</summary>
    public PixelNormalization? Normalization => Body.Input.Normalization;

    /// <summary>A label that it has never seen and never predicts, or null.</summary>
    public int? LeftOutLabel => Body.Input.LeftOutClass;

    /// <summary>
    /// What each hidden layer makes of an image, first layer first. That of a convolutional layer is its whole map; <see cref="Represent(ImageDataset, int?)"/>
    /// gives one number for each of its <see cref="LayerShape.Channels"/>.
    /// </summary>
    public IReadOnlyList<LayerShape> LayerShapes => Body.LayerShapes;

    /// <summary>All that training changes, under the names of a PyTorch state_dict, for example <c>layers.0.weight</c> [units, inputs].</summary>
    public ParameterSet Parameters => Body.Parameters;

    /// <summary>The goodness of a layer's activations, where the network is trained by it or compared by it; otherwise null.</summary>
    public Goodness? Goodness => Body.Goodness;

    /// <summary>How it computes.</summary>
    internal NetworkBody Body { get; }

    /// <summary>Reads a network from a safetensors file, such as a run's <c>weights.safetensors</c>. Nothing else has to be at hand.</summary>
    /// <exception cref="EngramException">The file is missing, damaged, or no network of this program.</exception>
    public static Network Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new Network(NetworkFile.Read(path));
    }

    /// <summary>Writes the network as a safetensors file; an existing file is replaced only when the new one is complete.</summary>
    /// <exception cref="EngramException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        NetworkFile.Write(path, Body);
    }

    /// <summary>Predicts every image, compares with its label, and measures every layer.</summary>
    /// <param name="images">Images of the network's shape and classes; they are normalized as those that it was trained on.</param>
    /// <param name="threads">Threads; null for one per core. Their number changes no result.</param>
    /// <exception cref="EngramException">The images do not fit the network, or a weight or score is no finite number.</exception>
    public EvaluationResult Evaluate(ImageDataset images, int? threads = null)
    {
        RequireFit(images);
        using WorkerPool workers = WorkerPool.Of(threads);
        return Evaluation.Evaluate(Body, images, Spec.Prediction, Spec.SkipFirstLayer, workers, LeftOutLabel);
    }

    /// <summary>Prepares predictions of single images, on any number of threads, with the parameters as they are now.</summary>
    /// <exception cref="EngramException">A parameter is no finite number, or the network is from a file that does not say how pixels are normalized.</exception>
    public Predictor CreatePredictor() => new(Body.Copy(), Spec.Prediction, Spec.SkipFirstLayer);

    /// <summary>Activations of all hidden layers for images, each with its true label in the input where the network takes labels.</summary>
    /// <remarks>A convolutional layer has one number for each channel, the mean of its map, and not the whole map.</remarks>
    /// <param name="images">Images of the network's shape and classes.</param>
    /// <param name="threads">Threads; null for one per core.</param>
    /// <exception cref="EngramException">The images do not fit the network.</exception>
    public HiddenRepresentations Represent(ImageDataset images, int? threads = null)
    {
        RequireFit(images);
        using WorkerPool workers = WorkerPool.Of(threads);
        return HiddenRepresentations.Compute(Body, images, workers);
    }

    /// <summary>The same with labels of the caller's choice in the input.</summary>
    /// <param name="images">Images of the network's shape and classes.</param>
    /// <param name="labels">For each image the label to show, or <see cref="HiddenRepresentations.NoLabel"/>.</param>
    /// <param name="threads">Threads; null for one per core.</param>
    /// <exception cref="ArgumentException">There is not one label per image, or one has no class.</exception>
    /// <exception cref="EngramException">The images do not fit the network.</exception>
    public HiddenRepresentations Represent(ImageDataset images, IReadOnlyList<int> labels, int? threads = null)
    {
        RequireFit(images);
        using WorkerPool workers = WorkerPool.Of(threads);
        return HiddenRepresentations.Compute(Body, images, labels, workers);
    }

    /// <summary>Measures what emerged in the network: sparseness, ensembles of each class, weights, and what depends on the label.</summary>
    /// <param name="images">Images that it was not trained on, of its shape and classes.</param>
    /// <param name="progress">Told the name of each stage as it begins; may be null.</param>
    /// <param name="threads">Threads; null for one per core. Their number changes no result.</param>
    /// <exception cref="EngramException">The images do not fit the network, or a weight or score is no finite number.</exception>
    public NetworkAnalysis Analyze(ImageDataset images, IProgress<string>? progress = null, int? threads = null)
    {
        RequireFit(images);
        using WorkerPool workers = WorkerPool.Of(threads);
        AnalysisOptions options = new() { Prediction = Spec.Prediction, SkipFirstLayer = Spec.SkipFirstLayer, LeftOutClass = LeftOutLabel };
        return NetworkAnalyzer.Analyze(Body, images, options, workers, stage => progress?.Report(stage)).Analysis;
    }

    /// <summary>
    /// Silences the ensemble of every class in every layer, and random sets of as many units of like activity, and measures accuracies: does the ensemble's class
    /// suffer, it alone, and more than by chance? The network stays as it is.
    /// </summary>
    /// <param name="images">Images that it was not trained on, of its shape and classes.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told the name of each stage as it begins; may be null.</param>
    /// <param name="threads">Threads; null for one per core. Their number changes no result.</param>
    /// <exception cref="EngramException">
    /// The images do not fit the network or are of a single class, an option cannot be used, units fire and are to be replaced by their mean, or a weight or score is no finite number.
    /// </exception>
    public LesionAnalysis Lesion(ImageDataset images, LesionOptions? options = null, IProgress<string>? progress = null, int? threads = null)
    {
        RequireFit(images);
        using WorkerPool workers = WorkerPool.Of(threads);
        return LesionAnalyzer.Analyze(Body, images, options ?? new LesionOptions(), workers, stage => progress?.Report(stage));
    }

    private void RequireFit(ImageDataset images)
    {
        ArgumentNullException.ThrowIfNull(images);
        Body.Input.RequireFit(images);
        Body.Input.RequireSameClasses(images);
    }
}
