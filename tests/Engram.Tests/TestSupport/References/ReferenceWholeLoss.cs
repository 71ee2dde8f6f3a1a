using Engram.Families.Dense;

namespace Engram.Tests.TestSupport.References;

/// <summary>
/// The loss that trains a network as a whole, in double precision and written from its definition: images one by one, all
/// layers, the normalizations between them, dropout, penalty. Its gradient is had by changing one parameter at a time.
/// </summary>
internal sealed class ReferenceWholeLoss(TrainingSpec spec, ImageDataset train, DenseNetwork network, ReferenceBatch batch)
{
    private const double Difference = 1e-6;

    private readonly bool _classifies = network.Head is not null;

    // What no parameter changes, for each row: a slope asks for the loss twice.
    private readonly double[]?[] _inputs = new double[]?[batch.Rows.Count];
    private readonly double[][]?[] _masks = new double[][]?[batch.Rows.Count];

    public ReferenceNetwork Network { get; } = new(network);

    /// <summary>Mean over rows, and the penalty.</summary>
    public double Value()
    {
        double loss = 0;
        double magnitudes = 0;
        for (int row = 0; row < batch.Rows.Count; row++)
        {
            double[][] activations = Activations(row);
            loss += _classifies ? CrossEntropy(row, activations[^1]) : GoodnessLoss(row, activations);
            magnitudes += activations.Sum(layer => layer.Sum(Math.Abs));
        }

        return (loss / batch.Rows.Count) + (spec.ActivationPenalty * magnitudes);
    }

    /// <summary>∂loss/∂parameter by central differences.</summary>
    public double Slope(ref double parameter)
    {
        double before = parameter;
        parameter = before + Difference;
        double above = Value();
        parameter = before - Difference;
        double below = Value();
        parameter = before;
        return (above - below) / (2 * Difference);
    }

    /// <summary>The loss without the penalty, which is what a training reports.</summary>
    public double ReportedValue() => new ReferenceWholeLoss(spec with { ActivationPenalty = 0 }, train, network, batch).Value();

    private double[][] Activations(int row)
    {
        (int sample, int label, _) = batch.Rows[row];
        double[] input = _inputs[row] ??= _classifies ? ReferenceNetwork.PlainInput(train, sample) : Network.Input(train, sample, label);
        double[][] masks = _masks[row] ??= [.. Network.Biases.Select((biases, layer) => batch.DropoutMask(layer, row, biases.Length))];
        double[][] activations = new double[Network.LayerCount][];
        for (int layer = 0; layer < activations.Length; layer++)
        {
            activations[layer] = [.. Network.Activations(layer, input).Select((value, unit) => value * masks[layer][unit])];
            input = _classifies ? activations[layer] : ReferenceNetwork.Normalize(activations[layer]);
        }

        return activations;
    }

    private double GoodnessLoss(int row, double[][] activations) =>
        Network.Loss(0, activations.Sum(Network.GoodnessOf), batch.Rows[row].Positive);

    private double CrossEntropy(int row, double[] activations)
    {
        double[] logits = Network.Logits(activations);
        double largest = logits.Max();
        return largest + Math.Log(logits.Sum(logit => Math.Exp(logit - largest))) - logits[batch.Rows[row].Label];
    }
}
