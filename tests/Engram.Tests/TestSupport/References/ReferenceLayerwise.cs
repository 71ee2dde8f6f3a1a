using Engram.Models;

namespace Engram.Tests.TestSupport.References;

/// <summary>
/// HFF, local classifiers and FF on maps, fully connected and convolutional, in double precision, written from their definitions: rows one by one, every layer's loss by itself. Parameters are those
/// of a network, by their names in files and in the order of files, and may be changed; a gradient is had by changing one number at a time.
/// </summary>
internal sealed class ReferenceLayerwise
{
    private const double Difference = 1e-6;
    private const double Epsilon = 1e-5;
    private const double Momentum = 0.1;

    private readonly TrainingSpec _spec;
    private readonly int _classCount;
    private readonly bool _isConvolutional;
    private readonly bool _hasPrototypes;
    private readonly bool _hasGoodness;
    private readonly ImageShape _shape;

    public ReferenceLayerwise(TrainingSpec spec, NetworkBody network)
    {
        _spec = spec;
        _isConvolutional = spec.Model.StartsWith("conv-", StringComparison.Ordinal);
        _hasPrototypes = spec.Model.EndsWith("hff", StringComparison.Ordinal);
        _hasGoodness = spec.Model == "conv-ff";
        _shape = network.Input.Shape;
        _classCount = network.Input.ClassCount;
        Values = network.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.ToArray().Select(value => (double)value).ToArray());
        Trained = [.. network.Parameters.Where(parameter => parameter.IsTrained).Select(parameter => parameter.Name)];
    }

    /// <summary>All numbers by their names, matrices [units, inputs].</summary>
    public Dictionary<string, double[]> Values { get; }

    /// <summary>Names of those that an optimizer changes.</summary>
    public IReadOnlyList<string> Trained { get; }

    /// <summary>Normalized pixels of rows, with their labels where the model has labels in its images.</summary>
    public double[][] Inputs(ImageDataset data, ReferenceBatch batch) => [.. batch.Rows.Select(row => Input(data, row.Sample, row.Label))];

    /// <summary>Those of one image.</summary>
    public double[] Input(ImageDataset data, int sample, int label)
    {
        double[] input = ReferenceNetwork.PlainInput(data, sample);
        return _hasGoodness ? ReferenceLabels.Write(_spec, data, input, label) : input;
    }

    /// <summary>A layer's activations, with the statistics of these rows, or with those that were kept.</summary>
    public double[][] Activations(int layer, double[][] inputs, bool learns)
    {
        if (_isConvolutional)
        {
            return [.. MapsOf(layer, inputs, learns).Select(maps => maps.Flat)];
        }

        double[][] drives = [.. inputs.Select(input => Product(Values[$"layers.{layer}.weight"], input))];
        if (Values.TryGetValue($"layers.{layer}.norm.weight", out double[]? gains))
        {
            (double[] means, double[] variances) = learns
                ? Statistics(drives)
                : (Values[$"layers.{layer}.norm.running_mean"], Values[$"layers.{layer}.norm.running_var"]);
            drives = [.. drives.Select(row => row.Select((drive, unit) => gains[unit] * (drive - means[unit]) / Math.Sqrt(variances[unit] + Epsilon)).ToArray())];
        }

        double[]? biases = Values.GetValueOrDefault($"layers.{layer}.bias") ?? Values.GetValueOrDefault($"layers.{layer}.norm.bias");
        return [.. drives.Select(row => row.Select((drive, unit) => Activation(drive + (biases?[unit] ?? 0))).ToArray())];
    }

    /// <summary>What a layer passes on: after dropout, and divided by its length where the model does that.</summary>
    public double[][] PassedOn(int layer, double[][] activations, ReferenceBatch? batch)
    {
        double[][] kept = [.. activations.Select((row, index) =>
            batch is null ? row : [.. row.Zip(batch.DropoutMask(layer, index, row.Length), (value, mask) => value * mask)])];
        double length = _isConvolutional ? Math.Sqrt(kept[0].Length) : 1;
        return _hasPrototypes || _hasGoodness ? [.. kept.Select(row => ReferenceNetwork.Normalize(row).Select(value => value * length).ToArray())] : kept;
    }

    /// <summary>Mean loss of the rows.</summary>
    public double Loss(int layer, double[][] inputs, ReferenceBatch batch)
    {
        double[][] activations = Activations(layer, inputs, learns: true);
        if (_hasGoodness)
        {
            return GoodnessLoss([.. activations.Select(row => Scores(layer, row)[0])]);
        }

        double loss = 0;
        for (int row = 0; row < activations.Length; row++)
        {
            double[] scores = Scores(layer, activations[row]);
            int label = batch.Rows[row].Label;
            loss += _hasPrototypes
                ? Math.Log(1 + scores.Where((_, other) => other != label).Sum(score => Math.Exp((score - scores[label] + _spec.Margin) / _spec.Temperature)))
                : Math.Log(scores.Sum(Math.Exp)) - scores[label];
        }

        return loss / activations.Length;
    }

    /// <summary>A layer's scores of all classes, or of the label in the image.</summary>
    public double[] Scores(int layer, double[] activations)
    {
        if (_hasGoodness)
        {
            return [activations.Sum(value => value * value) / activations.Length];
        }

        activations = _isConvolutional ? Means(layer, activations) : activations;
        if (!_hasPrototypes)
        {
            return [.. Product(Values[$"layers.{layer}.head.weight"], activations).Zip(Values[$"layers.{layer}.head.bias"], (product, bias) => product + bias)];
        }

        double[] direction = ReferenceNetwork.Normalize(activations);
        double[] prototypes = Values[$"layers.{layer}.prototypes"];
        double[] cosines = [.. prototypes.Chunk(direction.Length).Select(row => Dot(ReferenceNetwork.Normalize(row), direction))];
        return [.. cosines.Chunk(cosines.Length / _classCount).Select(ofClass => Math.Log(ofClass.Sum(cosine => Math.Exp(_spec.Gamma * cosine))) / _spec.Gamma)];
    }

    // The rows with right labels come first, those of the same images with wrong ones then.
    private double GoodnessLoss(double[] goodness)
    {
        int images = goodness.Length / 2;
        double threshold = _spec.Threshold?[0] ?? 1;
        return Enumerable.Range(0, images).Average(image =>
        {
            (double positive, double negative) = (goodness[image], goodness[images + image]);
            double z = -_spec.LossScale * (positive - negative);
            return _spec.Loss switch
            {
                "threshold" => (Softplus(threshold - positive) + Softplus(negative - threshold)) / 2,
                "softplus-difference" => Softplus(z),
                _ => z / (1 + Math.Exp(-z)),
            };
        });
    }

    private static double Softplus(double value) => Math.Max(value, 0) + Math.Log(1 + Math.Exp(-Math.Abs(value)));

    /// <summary>∂loss/∂ of every number of a layer's parameter, by central differences.</summary>
    public double[] Gradient(int layer, string parameter, double[][] inputs, ReferenceBatch batch)
    {
        double[] values = Values[parameter];
        double[] gradient = new double[values.Length];
        for (int index = 0; index < values.Length; index++)
        {
            double before = values[index];
            values[index] = before + Difference;
            double above = Loss(layer, inputs, batch);
            values[index] = before - Difference;
            double below = Loss(layer, inputs, batch);
            values[index] = before;
            gradient[index] = (above - below) / (2 * Difference);
        }

        return gradient;
    }

    /// <summary>Adds a batch to the statistics that a layer keeps.</summary>
    public void Keep(int layer, double[][] inputs)
    {
        if (!Values.TryGetValue($"layers.{layer}.norm.running_mean", out double[]? keptMeans))
        {
            return;
        }

        double[][] drives = _isConvolutional ? Rows(DrivesOf(layer, inputs)) : [.. inputs.Select(input => Product(Values[$"layers.{layer}.weight"], input))];
        (double[] means, double[] variances) = Statistics(drives);
        double[] keptVariances = Values[$"layers.{layer}.norm.running_var"];
        for (int unit = 0; unit < means.Length; unit++)
        {
            keptMeans[unit] = ((1 - Momentum) * keptMeans[unit]) + (Momentum * means[unit]);
            if (drives.Length > 1)
            {
                keptVariances[unit] = ((1 - Momentum) * keptVariances[unit]) + (Momentum * variances[unit] * drives.Length / (drives.Length - 1));
            }
        }
    }

    // Maps whose size the layers below have left, or images.
    private ReferenceMaps[] DrivesOf(int layer, double[][] inputs)
    {
        (int channels, int height, int width) = (_shape.Channels, _shape.Height, _shape.Width);
        for (int below = 0; below < layer; below++)
        {
            channels = _spec.Layers[below];
            (height, width) = (Size(below, height), Size(below, width));
        }

        return [.. inputs.Select(input => ReferenceMaps.Of(input, channels, height, width)
            .Convolve(Values[$"layers.{layer}.weight"], _spec.KernelSize[layer], _spec.Stride[layer], PaddingOf(layer)))];
    }

    private int PaddingOf(int layer) => _spec.Padding?[layer] ?? (_spec.KernelSize[layer] / 2);

    private int Size(int layer, int length) =>
        (((length + (2 * PaddingOf(layer)) - _spec.KernelSize[layer]) / _spec.Stride[layer]) + 1) / (_spec.PoolSize?[layer] ?? 2);

    // A row for each position of each image, a number for each filter.
    private static double[][] Rows(ReferenceMaps[] maps) => [.. maps.SelectMany(image =>
    {
        double[] flat = image.Flat;
        double[][] rows = new double[image.Height * image.Width][];
        for (int place = 0; place < rows.Length; place++)
        {
            rows[place] = new double[image.Count];
            for (int filter = 0; filter < image.Count; filter++)
            {
                rows[place][filter] = flat[(filter * rows.Length) + place];
            }
        }

        return rows;
    })];

    private ReferenceMaps[] MapsOf(int layer, double[][] inputs, bool learns)
    {
        ReferenceMaps[] maps = DrivesOf(layer, inputs);
        if (Values.TryGetValue($"layers.{layer}.norm.weight", out double[]? gains))
        {
            (double[] means, double[] variances) = learns
                ? Statistics(Rows(maps))
                : (Values[$"layers.{layer}.norm.running_mean"], Values[$"layers.{layer}.norm.running_var"]);
            maps = [.. maps.Select(image => image.Select((drive, filter) => gains[filter] * (drive - means[filter]) / Math.Sqrt(variances[filter] + Epsilon)))];
        }

        double[]? biases = Values.GetValueOrDefault($"layers.{layer}.bias") ?? Values.GetValueOrDefault($"layers.{layer}.norm.bias");
        return [.. maps.Select(image => image.Select((drive, filter) => Activation(drive + (biases?[filter] ?? 0)))
            .Pool(_spec.PoolSize?[layer] ?? 2, _spec.Pooling == "max"))];
    }

    /// <summary>What a classifier on top of the frozen network sees of what a layer passes on.</summary>
    public double[] Features(int layer, double[] passedOn) => _isConvolutional ? MapsOf(layer, passedOn).Grid(_spec.HeadGrid).Flat : passedOn;

    // What an objective sees of a layer's maps.
    private double[] Means(int layer, double[] activations)
    {
        ReferenceMaps maps = MapsOf(layer, activations);
        if (Values.TryGetValue($"layers.{layer}.auxiliary.weight", out double[]? weights))
        {
            double[] biases = Values[$"layers.{layer}.auxiliary.bias"];
            maps = maps.Convolve(weights, 3, 1, 1).Select((drive, filter) => Activation(drive + biases[filter]));
        }

        return maps.Grid(_spec.HeadGrid).Flat;
    }

    private ReferenceMaps MapsOf(int layer, double[] activations)
    {
        int channels = _spec.Layers[layer];
        (int height, int width) = (_shape.Height, _shape.Width);
        for (int below = 0; below <= layer; below++)
        {
            (height, width) = (Size(below, height), Size(below, width));
        }

        return ReferenceMaps.Of(activations, channels, height, width);
    }

    private double Activation(double drive) => _spec.Activation == "relu" ? Math.Max(drive, 0) : 1 / (1 + Math.Exp(-drive));

    private static (double[] Means, double[] Variances) Statistics(double[][] rows)
    {
        double[] means = [.. rows[0].Select((_, unit) => rows.Average(row => row[unit]))];
        return (means, [.. means.Select((mean, unit) => rows.Average(row => (row[unit] - mean) * (row[unit] - mean)))]);
    }

    private static double[] Product(double[] weights, double[] input)
    {
        double[] product = new double[weights.Length / input.Length];
        for (int unit = 0; unit < product.Length; unit++)
        {
            product[unit] = Dot(weights.AsSpan(unit * input.Length, input.Length), input);
        }

        return product;
    }

    // A finite difference of every number of a network asks for millions of these.
    private static double Dot(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double sum = 0;
        for (int index = 0; index < first.Length; index++)
        {
            sum += first[index] * second[index];
        }

        return sum;
    }
}
