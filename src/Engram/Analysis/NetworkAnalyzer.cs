using Engram.Analysis.Assemblies;
using Engram.Analysis.Ensembles;
using Engram.Analysis.Geometry;
using Engram.Analysis.Images;
using Engram.Analysis.Labels;
using Engram.Analysis.Maps;
using Engram.Analysis.Predictions;
using Engram.Analysis.Representations;
using Engram.Analysis.Similarity;
using Engram.Analysis.Spikes;
using Engram.Analysis.Statistics;
using Engram.Analysis.Unseen;
using Engram.Analysis.Weights;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Abilities;
using Engram.Models.Maps;
using Engram.Models.Spikes;
using Engram.Threading;

namespace Engram.Analysis;

/// <summary>Runs all analyses of one trained network.</summary>
internal static class NetworkAnalyzer
{
    /// <summary>Evaluates a network on test images and measures what emerged in it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="test">Test images of the shape the network was trained on.</param>
    /// <param name="options">What else the analysis has to know.</param>
    /// <param name="workers">Threads; their number changes no result.</param>
    /// <param name="progress">Told the name of each stage as it begins, or null.</param>
    /// <exception cref="EngramException">
    /// The images do not fit the network, a name is unknown, the class left out does not exist, or a weight or score is no number.
    /// </exception>
    public static AnalysisResult Analyze(
        NetworkBody network, ImageDataset test, AnalysisOptions options, WorkerPool workers, Action<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(workers);
        test = network.Input.Take(test);
        RequireClass(options.LeftOutClass, test);
        progress ??= _ => { };

        progress("evaluation");
        EvaluationResult evaluation = Evaluation.Evaluate(network, test, options.Prediction, options.SkipFirstLayer, workers, options.LeftOutClass);

        progress("activations");
        HiddenRepresentations representations = HiddenRepresentations.Compute(network, test, workers);
        ClassSamples all = ClassSamples.Group(representations.Labels, test.ClassCount);
        ClassSamples correct = ClassSamples.Group(
            representations.Labels, test.ClassCount, sample => evaluation.Predictions[sample] == representations.Labels[sample]);

        progress("sparseness");
        LayerSparseness[] sparseness = [.. network.LayerShapes.Select((_, layer) => new LayerSparseness(representations, layer, workers))];

        progress("pixel similarity");
        IReadOnlyList<IReadOnlyList<double?>> pixelSimilarity = PixelSimilarity.Compute(test, workers);

        progress("ensembles and tuning, correctly classified images");
        RepresentationAnalysis ofCorrect = RepresentationAnalyzer.Analyze(representations, sparseness, correct, pixelSimilarity, workers);

        progress("ensembles and tuning, all images");
        RepresentationAnalysis ofAll = RepresentationAnalyzer.Analyze(representations, sparseness, all, pixelSimilarity, workers);

        progress("similarity of classes");
        LayerActivations[] activations = [.. network.LayerShapes.Select((_, layer) => new LayerActivations(representations, layer, all, workers))];
        SimilarityAnalysis similarity = SimilarityAnalyzer.Measure(activations, test, evaluation.Predictions, workers);

        (GeometryAnalysis? geometry, AssemblyAnalysis? assemblies) = (null, null);
        if (activations.All(layer => layer.UnitCount <= GeometryAnalyzer.MostUnits))
        {
            progress("geometry");
            VaryingUnits[] varying = [.. activations.Select(layer => new VaryingUnits(layer))];
            double[][][] products = [.. varying.Select(units => units.Products())];
            geometry = GeometryAnalyzer.Measure(varying, products);

            progress("assemblies");
            assemblies = new AssemblyAnalysis(
                all.All.Length, [.. varying.Select((units, layer) => AssemblyAnalyzer.Find(units, products[layer], PaperEnsembles(ofAll.Layers[layer]), workers))]);
        }

        progress("weights");
        int[][][] ensembles = [.. ofCorrect.Layers.Select(PaperEnsembles)];
        var maps = network as IHasMaps;
        MapFilters[] filters = maps is null ? [] : [.. network.LayerShapes.Select((_, layer) => maps.Filters(layer))];
        IReadOnlyList<DenseLayer> layers = (network as IFullyConnected)?.Layers ?? [.. filters.Select(WeightAnalysis.BetweenChannels)];
        LayerWeights[] weights = maps is null
            ? MeasureWeights(network, layers, test, representations, ensembles, correct, workers)
            : [.. filters.Select(WeightAnalysis.Measure)];
        EnsembleConnections[] connections = [.. layers.Skip(1).Select((upper, lower) =>
            WeightAnalysis.Connect(lower, upper, ensembles[lower], ensembles[lower + 1]))];

        progress("saliency");
        Saliency saliency = !network.Traits.IsDifferentiable ? Saliency.None(test.Shape)
            : maps is null ? SaliencyAnalysis.Measure(network, test, representations, correct, workers)
            : MapSaliency.Measure(network, test, correct, workers);

        MapPictures? pictures = null;
        if (maps is not null)
        {
            progress("maps");
            pictures = MapAnalysis.Collect(network, test, [.. ofCorrect.Layers.Select(layer => layer.ClassMeans)], correct, workers);
        }

        (SpikeAnalysis? spikes, SpikeRasters? rasters) = (null, null);
        if (network is IHasSpikes)
        {
            progress("spikes");
            (spikes, rasters) = SpikeAnalyzer.Analyze(network, test, sparseness, ensembles, correct, workers);
        }

        progress("images");
        ClassPictures images = ClassPictureChoice.Collect(
            network, test, representations, [.. ofCorrect.Layers.Select(layer => layer.ClassMeans)], evaluation.Predictions, workers);

        progress("label control");
        LabelControl? labelControl = network.Traits.LabelsInInput ? LabelControlAnalysis.Run(network, test, representations, workers) : null;

        progress("unseen category");
        UnseenCategory? unseenCategory = options.LeftOutClass is int leftOut
            ? UnseenCategoryAnalysis.Run(network, test, representations, evaluation.Predictions, leftOut, workers)
            : null;

        NetworkAnalysis analysis = new()
        {
            Model = network.Model.Name,
            Data = test.Name,
            DataFingerprint = test.Fingerprint,
            ClassNames = test.ClassNames,
            Accuracy = evaluation.Accuracy,
            Confusion = Confusion.Count(test.Labels, evaluation.Predictions, test.ClassCount),
            ClassAccuracy = [.. ofAll.ClassCounts.Zip(ofCorrect.ClassCounts, (count, right) => count > 0 ? right / (double)count : (double?)null)],
            Correct = ofCorrect,
            All = ofAll,
            PixelSimilarity = ClassPairs.Kept(pixelSimilarity),
            Similarity = similarity,
            Geometry = geometry,
            Assemblies = assemblies,
            Weights = weights,
            Connections = connections,
            Goodness = network.Traits.ReadOut == ReadOut.Goodness ? GoodnessAnalysis.Distribute(network, evaluation.Scores, test.Labels) : [],
            LabelControl = labelControl,
            Spikes = spikes,
            UnseenCategory = unseenCategory,
            Saliency = saliency,
        };
        return new AnalysisResult(analysis, WallSamples.Take(representations, correct), pictures, rasters, images, evaluation);
    }

    private static LayerWeights[] MeasureWeights(
        NetworkBody network, IReadOnlyList<DenseLayer> layers, ImageDataset test, HiddenRepresentations representations, int[][][] ensembles, ClassSamples correct, WorkerPool workers) =>
        [.. layers.Select((layer, index) =>
        {
            MeanInputs inputs = index == 0
                ? MeanInputs.OfImages(network, test, correct, workers)
                : MeanInputs.OfLayer(network, test, representations, index - 1, correct, workers);
            return WeightAnalysis.Measure(layer, ensembles[index], inputs, correct, workers);
        })];

    private static int[][] PaperEnsembles(LayerRepresentation layer) =>
        [.. layer.Ensembles.Single(set => set.Rule == EnsembleRules.MeanRatio.Name).Units.Select(units => units.ToArray())];

    private static void RequireClass(int? leftOutClass, ImageDataset test)
    {
        if (leftOutClass is int left && (left < 0 || left >= test.ClassCount))
        {
            throw new EngramException(
                $"Class {left} is said to have been left out of the training, but {test.Name} has classes 0 to {test.ClassCount - 1}; name one of them.");
        }
    }
}
