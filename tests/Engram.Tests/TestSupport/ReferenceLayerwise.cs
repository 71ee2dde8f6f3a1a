using Engram.Data;
using Engram.Models;

namespace Engram.Tests.TestSupport;

/// <summary>
/// HFF and local classifiers in double precision, written from their definitions: rows one by one, every layer's loss by itself. Parameters are those
/// of a network, by their names in files and in the order of files, and may be changed; a gradient is had by changing one number at a time.
/// </summary>
internal sealed class ReferenceLayerwise
{
    private const double Difference = 1e-6;
    private const double Epsilon = 1e-5;
    private const double Momentum = 0.1;

    private readonly TrainingSpec _spec;
    private readonly int _classCount;

    public ReferenceLayerwise(TrainingSpec spec, Network network)
    {
        _spec = spec;
        _classCount = network.Input.ClassCount;
        Values = network.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.ToArray().Select(value => (double)value).ToArray());
        Trained = [.. network.Parameters.Where(parameter => parameter.IsTrained).Select(parameter => parameter.Name)];
    }

    /// <summary>All numbers by their names, matrices [units, inputs].</summary>
    public Dictionary<string, double[]> Values { get; }

    /// <summary>Names of those that an optimizer changes.</summary>
    public IReadOnlyList<string> Trained { get; }

    /// <summary>Normalized pixels of rows.</summary>
    public static double[][] Inputs(ImageDataset data, ReferenceBatch batch) => [.. batch.Rows.Select(row => ReferenceNetwork.PlainInput(data, row.Sample))];

    /// <summary>A layer's activations, with the statistics of these rows, or with those that were kept.</summary>
    public double[][] Activations(int layer, double[][] inputs, bool learns)
    {
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
        return _spec.Model == "hff" ? [.. kept.Select(ReferenceNetwork.Normalize)] : kept;
    }

    /// <summary>Mean loss of the rows.</summary>
    public double Loss(int layer, double[][] inputs, ReferenceBatch batch)
    {
        double[][] activations = Activations(layer, inputs, learns: true);
        double loss = 0;
        for (int row = 0; row < activations.Length; row++)
        {
            double[] scores = Scores(layer, activations[row]);
            int label = batch.Rows[row].Label;
            loss += _spec.Model == "hff"
                ? Math.Log(1 + scores.Where((_, other) => other != label).Sum(score => Math.Exp((score - scores[label] + _spec.Margin) / _spec.Temperature)))
                : Math.Log(scores.Sum(Math.Exp)) - scores[label];
        }

        return loss / activations.Length;
    }

    /// <summary>A layer's scores of all classes.</summary>
    public double[] Scores(int layer, double[] activations)
    {
        if (_spec.Model == "lc")
        {
            return [.. Product(Values[$"layers.{layer}.head.weight"], activations).Zip(Values[$"layers.{layer}.head.bias"], (product, bias) => product + bias)];
        }

        double[] direction = ReferenceNetwork.Normalize(activations);
        double[] prototypes = Values[$"layers.{layer}.prototypes"];
        double[] cosines = [.. prototypes.Chunk(direction.Length).Select(row => Dot(ReferenceNetwork.Normalize(row), direction))];
        return [.. cosines.Chunk(cosines.Length / _classCount).Select(ofClass => Math.Log(ofClass.Sum(cosine => Math.Exp(_spec.Gamma * cosine))) / _spec.Gamma)];
    }

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

        (double[] means, double[] variances) = Statistics([.. inputs.Select(input => Product(Values[$"layers.{layer}.weight"], input))]);
        double[] keptVariances = Values[$"layers.{layer}.norm.running_var"];
        for (int unit = 0; unit < means.Length; unit++)
        {
            keptMeans[unit] = ((1 - Momentum) * keptMeans[unit]) + (Momentum * means[unit]);
            if (inputs.Length > 1)
            {
                keptVariances[unit] = ((1 - Momentum) * keptVariances[unit]) + (Momentum * variances[unit] * inputs.Length / (inputs.Length - 1));
            }
        }
    }

    private double Activation(double drive) => _spec.Activation == "relu" ? Math.Max(drive, 0) : 1 / (1 + Math.Exp(-drive));

    private static (double[] Means, double[] Variances) Statistics(double[][] rows)
    {
        double[] means = [.. rows[0].Select((_, unit) => rows.Average(row => row[unit]))];
        return (means, [.. means.Select((mean, unit) => rows.Average(row => (row[unit] - mean) * (row[unit] - mean)))]);
    }

    private static double[] Product(double[] weights, double[] input) => [.. weights.Chunk(input.Length).Select(row => Dot(row, input))];

    private static double Dot(double[] first, double[] second) => first.Zip(second, (one, other) => one * other).Sum();
}
