using Engram.Kernels;
using Engram.Labels;
using Engram.Models;
using Engram.Models.Scores;
using Engram.Optimizers;
using Engram.Threading;

namespace Engram.Analysis.ReadOuts;

/// <summary>
/// Trains linear classifiers on the features of a frozen network, all of them on the same batches: softmax cross-entropy, Adam with decoupled weight
/// decay, and a learning rate that falls to zero along half a cosine wave.
/// </summary>
internal sealed class LinearReadOutTraining
{
    private const string OptimizerName = "adamw";
    private const string ScheduleName = "cosine";

    private readonly KernelTable _kernels = KernelTable.Current;
    private readonly NetworkBody _network;
    private readonly LinearReadOutOptions _options;
    private readonly WorkerPool _workers;
    private readonly ImageDataset _train;
    private readonly int _batchSize;
    private readonly int _imagesAtOnce;
    private readonly int[][] _readOuts;
    private readonly int[] _layers;
    private readonly Optimizer _optimizer = OptimizerTable.Find(OptimizerName);

    private LinearReadOutTraining(NetworkBody network, ImageDataset train, LinearReadOutOptions options, WorkerPool workers)
    {
        int layerCount = network.LayerShapes.Count;
        options.Require(layerCount);
        (_network, _train, _options, _workers) = (network, train, options, workers);
        _batchSize = Math.Min(options.BatchSize, train.Count);
        _imagesAtOnce = Math.Max(_batchSize, network.ImagesAtOnce);
        int[] chosen = options.ChosenLayers(layerCount);
        IEnumerable<int> alone = options.EachLayer ? Enumerable.Range(0, layerCount).Where(layer => chosen is not [var only] || only != layer) : [];
        _readOuts = [chosen, .. alone.Select(layer => (int[])[layer])];
        _layers = [.. _readOuts.SelectMany(layers => layers).Distinct().Order()];
    }

    /// <summary>Trains read-outs, and measures them.</summary>
    /// <param name="network">The network, which stays as it is.</param>
    /// <param name="images">The images; labels are its classes.</param>
    /// <param name="options">What is seen, and how it is learned.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="progress">Told what is being done, or null.</param>
    /// <param name="mostBytes">How many bytes of features may be kept.</param>
    /// <returns>That of the chosen layers side by side, and then, where it is asked for, that of each layer alone that is not the only chosen one.</returns>
    /// <exception cref="EngramException">A setting cannot be used, the images do not fit the network, or a loss becomes infinite.</exception>
    public static IReadOnlyList<LinearReadOut> Train(
        NetworkBody network, ReadOutImages images, LinearReadOutOptions options, WorkerPool workers, Action<string>? progress = null, long mostBytes = FeatureRows.MostBytes)
    {
        LinearReadOutTraining training = new(network, network.Input.Take(images.Train), options, workers);
        return training.Run(images, progress ?? (_ => { }), mostBytes);
    }

    private LinearReadOut[] Run(ReadOutImages images, Action<string> progress, long mostBytes)
    {
        progress("features");
        FeatureRows train = Features(_train, mostBytes);
        float[] scales = Scales(train);
        ReadOutHead[] heads = [.. _readOuts.Select(layers => CreateHead(layers, train, scales))];
        Learn(heads, train, progress);
        progress("accuracies");
        ReadOutResult[] ofTrain = Measure(heads, train, _train);
        ReadOutResult[]? ofValidation = images.Validation is { } validation ? MeasureOther(heads, validation) : null;
        ReadOutResult[] ofTest = MeasureOther(heads, images.Test);
        return
        [
            .. heads.Select((head, index) => new LinearReadOut
            {
                Layers = _readOuts[index],
                Weights = head.WeightsOfFeatures(),
                Biases = head.Layer.Biases.ToArray(),
                Train = ofTrain[index],
                Validation = ofValidation?[index],
                Test = ofTest[index],
            }),
        ];
    }

    private FeatureRows Features(ImageDataset images, long mostBytes) => new(_network, images, _layers, _workers, _imagesAtOnce, mostBytes);

    // Layers differ in scale, and the first layers of a network of unit lengths have features of 1/√units: so that one learning rate suits all.
    private float[] Scales(FeatureRows features)
    {
        int[] counts = [.. features.Counts];
        double[] squares = new double[counts.Length];
        ForEachPart(features, (_, count) =>
        {
            for (int place = 0; place < count; place++)
            {
                AddSquares(features.Row(place), counts, squares);
            }
        });
        return [.. squares.Zip(counts, (square, count) => square > 0 ? (float)(1 / Math.Sqrt(square / ((double)features.Count * count))) : 1)];
    }

    private static void AddSquares(ReadOnlySpan<float> features, int[] counts, double[] squares)
    {
        for (int layer = 0; layer < counts.Length; layer++)
        {
            double sum = 0;
            foreach (float feature in features[..counts[layer]])
            {
                sum += (double)feature * feature;
            }

            squares[layer] += sum;
            features = features[counts[layer]..];
        }
    }

    private ReadOutHead CreateHead(int[] layers, FeatureRows features, float[] scales)
    {
        int start = 0;
        List<(int Start, int Length, float Scale)> parts = [];
        foreach ((int place, int count) in features.Counts.Index())
        {
            if (layers.Contains(_layers[place]))
            {
                parts.Add((start, count, scales[place]));
            }

            start += count;
        }

        return new ReadOutHead(_kernels, _workers, _optimizer, [.. parts], _network.Input.ClassCount, _imagesAtOnce);
    }

    private void Learn(ReadOutHead[] heads, FeatureRows features, Action<string> progress)
    {
        int stepsPerEpoch = (_train.Count + _batchSize - 1) / _batchSize;
        LearningRates rates = new(LearningRateSchedules.Find(ScheduleName), _options.LearningRate, (long)_options.Epochs * stepsPerEpoch, warmUpSteps: 0);
        OptimizerSteps steps = new(_optimizer, rates, new StepSettings { WeightDecay = _options.WeightDecay });
        LabelledBatch batch = new(_batchSize, _train.ClassCount, hasNegatives: false);
        int[] order = new int[_train.Count];
        long stepNumber = 0;
        for (int epoch = 0; epoch < _options.Epochs; epoch++)
        {
            progress($"epoch {epoch + 1} of {_options.Epochs}");
            for (int sample = 0; sample < order.Length; sample++)
            {
                order[sample] = sample;
            }

            RandomStream.For(_options.Seed, RandomPurpose.ReadOutOrder, epoch).Shuffle(order);
            for (int first = 0; first < order.Length; first += _batchSize)
            {
                batch.Fill(_train, order.AsSpan(first, Math.Min(_batchSize, order.Length - first)), _train.Labels);
                features.Load(batch.Samples.AsSpan(0, batch.ImageCount));
                OptimizerStep step = steps[++stepNumber];
                double loss = heads.Sum(head => head.Step(features, batch, step));
                RequireNumber(loss, epoch);
            }
        }
    }

    private void RequireNumber(double loss, int epoch)
    {
        if (!double.IsFinite(loss))
        {
            throw new EngramException(FormattableString.Invariant(
                $"The loss of the read-out is no finite number in epoch {epoch + 1}; use a smaller learning rate than {_options.LearningRate}."));
        }
    }

    private ReadOutResult[] MeasureOther(ReadOutHead[] heads, ImageDataset images)
    {
        images = _network.Input.Take(images);
        return Measure(heads, Features(images, mostBytes: 0), images);
    }

    private ReadOutResult[] Measure(ReadOutHead[] heads, FeatureRows features, ImageDataset images)
    {
        int[] right = new int[heads.Length];
        double[] losses = new double[heads.Length];
        ForEachPart(features, (first, count) =>
        {
            for (int index = 0; index < heads.Length; index++)
            {
                heads[index].Score(features, count);
                (int ofHead, double loss) = Compare(heads[index], images.Labels.Slice(first, count));
                right[index] += ofHead;
                losses[index] += loss;
            }
        });
        return [.. right.Zip(losses, (ofHead, loss) => new ReadOutResult(ofHead / (double)images.Count, loss / images.Count))];
    }

    // A class that the network has never seen has a logit, but is never predicted.
    private (int Right, double Loss) Compare(ReadOutHead head, ReadOnlySpan<int> labels)
    {
        int classes = head.Logits.Columns;
        float[] logits = new float[labels.Length * classes];
        double loss = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<float> ofImage = head.Logits.Row(row);
            ofImage.CopyTo(logits.AsSpan(row * classes));
            loss += CrossEntropy(ofImage, labels[row]);
        }

        int[] predicted = new LabelPredictions(logits, 1, classes, _network.Input.LeftOutClass).Predict(new SumPrediction(), 0, 1);
        int right = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            right += predicted[row] == labels[row] ? 1 : 0;
        }

        return (right, loss);
    }

    private static double CrossEntropy(ReadOnlySpan<float> logits, int label)
    {
        double largest = System.Numerics.Tensors.TensorPrimitives.Max(logits);
        double sum = 0;
        foreach (float logit in logits)
        {
            sum += Math.Exp(logit - largest);
        }

        return Math.Log(sum) - (logits[label] - largest);
    }

    /// <summary>Goes through all images in their order, as many at once as there is room for.</summary>
    private void ForEachPart(FeatureRows features, Action<int, int> visit)
    {
        int[] samples = new int[_imagesAtOnce];
        for (int first = 0; first < features.Count; first += _imagesAtOnce)
        {
            int count = Math.Min(_imagesAtOnce, features.Count - first);
            for (int place = 0; place < count; place++)
            {
                samples[place] = first + place;
            }

            features.Load(samples.AsSpan(0, count));
            visit(first, count);
        }
    }
}
