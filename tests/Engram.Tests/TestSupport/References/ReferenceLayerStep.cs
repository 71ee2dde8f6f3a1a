namespace Engram.Tests.TestSupport.References;

/// <summary>
/// One layer's loss on the rows of a batch in double precision: its value, its gradient by the chain rule, and its
/// gradient by finite differences.
/// </summary>
internal sealed class ReferenceLayerStep
{
    private const double Difference = 1e-6;

    private readonly ReferenceNetwork _network;
    private readonly int _layer;
    private readonly bool[] _positive;
    private readonly double[][] _drives;
    private readonly double[][] _activations;

    /// <param name="network">The network.</param>
    /// <param name="layer">The layer in training.</param>
    /// <param name="batch">The rows.</param>
    /// <param name="inputs">The layer's input for every row.</param>
    public ReferenceLayerStep(ReferenceNetwork network, int layer, ReferenceBatch batch, double[][] inputs)
    {
        _network = network;
        _layer = layer;
        Inputs = inputs;
        _positive = [.. batch.Rows.Select(row => row.Positive)];
        _drives = [.. inputs.Select(input => network.Drives(layer, input))];
        Masks = [.. Enumerable.Range(0, inputs.Length).Select(row => batch.DropoutMask(layer, row, UnitCount))];
        _activations = [.. _drives.Select((drives, row) => drives.Select((drive, unit) => Activation(row, unit, drive)).ToArray())];
    }

    public double[][] Inputs { get; }

    public double[][] Masks { get; }

    /// <summary>Activations of every row after dropout.</summary>
    public IReadOnlyList<double[]> Activations => _activations;

    private int UnitCount => _network.Biases[_layer].Length;

    /// <summary>Sum of the rows' losses.</summary>
    public double LossSum => Enumerable.Range(0, Inputs.Length).Sum(LossOfRow);

    /// <summary>∂(mean loss)/∂W, [inputs][units], and ∂(mean loss)/∂b by the chain rule.</summary>
    public (double[][] Weights, double[] Biases) Gradient()
    {
        double[][] weights = [.. _network.Weights[_layer].Select(row => new double[row.Length])];
        double[] biases = new double[UnitCount];
        for (int row = 0; row < Inputs.Length; row++)
        {
            double[] delta = DeltaOfRow(row);
            for (int unit = 0; unit < delta.Length; unit++)
            {
                biases[unit] += delta[unit];
                for (int input = 0; input < weights.Length; input++)
                {
                    weights[input][unit] += Inputs[row][input] * delta[unit];
                }
            }
        }

        return (weights, biases);
    }

    /// <summary>∂(mean loss)/∂W of one weight by central differences.</summary>
    public double WeightDifference(int input, int unit) => Differ(unit, row => Inputs[row][input]);

    /// <summary>∂(mean loss)/∂b of one bias by central differences.</summary>
    public double BiasDifference(int unit) => Differ(unit, _ => 1);

    private double Differ(int unit, Func<int, double> input)
    {
        double sum = 0;
        for (int row = 0; row < Inputs.Length; row++)
        {
            double step = Difference * input(row);
            sum += LossWith(row, unit, step) - LossWith(row, unit, -step);
        }

        return sum / (2 * Difference * Inputs.Length);
    }

    private double LossWith(int row, int unit, double step)
    {
        double before = _activations[row][unit];
        _activations[row][unit] = Activation(row, unit, _drives[row][unit] + step);
        double loss = LossOfRow(row);
        _activations[row][unit] = before;
        return loss;
    }

    private double LossOfRow(int row) => _network.Loss(_layer, _network.GoodnessOf(_activations[row]), _positive[row]);

    private double Activation(int row, int unit, double drive) => _network.Activation(drive) * Masks[row][unit];

    private double[] DeltaOfRow(int row)
    {
        double[] activations = _activations[row];
        double goodness = _network.GoodnessOf(activations);
        double threshold = _network.Threshold(_layer);
        double slope = _positive[row]
            ? -ReferenceGoodness.Sigmoid(threshold - goodness)
            : ReferenceGoodness.Sigmoid(goodness - threshold);
        double[] ofActivations = ReferenceGoodness.Gradient(_network.Goodness, activations);
        return
        [
            .. _drives[row].Select((drive, unit) =>
                slope / Inputs.Length * ofActivations[unit] * Masks[row][unit] * _network.ActivationSlope(drive)),
        ];
    }
}
