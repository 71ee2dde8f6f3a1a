using Engram.Models;

namespace Engram.Tests.TestSupport.References;

/// <summary>
/// A layer of spiking units in double precision, unit by unit and step by step, as its definition has it. Its spikes may be made smooth, with the surrogate's
/// antiderivative in the place of the step: then its gradient is one that finite differences have too.
/// </summary>
internal sealed class ReferenceSpiking
{
    private const double Difference = 1e-6;

    private readonly TrainingSpec _spec;
    private readonly int _layer;
    private readonly int _units;
    private readonly int _inputs;

    public ReferenceSpiking(TrainingSpec spec, NetworkBody network, int layer)
    {
        _spec = spec;
        _layer = layer;
        _units = spec.Layers[layer];
        _inputs = layer == 0 ? network.Parameters[0].Count / _units : spec.Layers[layer - 1];
        string prefix = $"layers.{layer}.";
        Values = network.Parameters.Where(parameter => parameter.Name.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(parameter => parameter.Name[prefix.Length..], parameter => parameter.ToArray().Select(value => (double)value).ToArray());
        Trained = [.. Values.Keys];
        Values.TryAdd("beta", [spec.Beta[layer]]);
        Values.TryAdd("threshold", [spec.SpikeThreshold[layer]]);
    }

    /// <summary>Its numbers, matrices [units, inputs].</summary>
    public Dictionary<string, double[]> Values { get; }

    /// <summary>Names of those that are trained.</summary>
    public IReadOnlyList<string> Trained { get; }

    /// <summary>Membrane potentials and spikes of a row, [steps][units].</summary>
    /// <param name="inputs">What goes in at each step.</param>
    /// <param name="resets">Spikes that reset the membranes; null for the row's own.</param>
    public (double[][] Potentials, double[][] Spikes) Run(double[][] inputs, double[][]? resets = null)
    {
        double[][] potentials = [.. inputs.Select(_ => new double[_units])];
        double[][] spikes = [.. inputs.Select(_ => new double[_units])];
        for (int step = 0; step < inputs.Length; step++)
        {
            double[] current = Current(inputs[step]);
            for (int unit = 0; unit < _units; unit++)
            {
                double before = step == 0 ? 0 : potentials[step - 1][unit];
                double reset = step == 0 ? 0 : (resets ?? spikes)[step - 1][unit];
                potentials[step][unit] = (Values["beta"][0] * before) + current[unit] - (Values["threshold"][0] * reset);
                spikes[step][unit] = potentials[step][unit] > Values["threshold"][0] ? 1 : 0;
            }
        }

        return (potentials, spikes);
    }

    /// <summary>How often every unit fires.</summary>
    public static double[] Counts(double[][] spikes) => [.. Enumerable.Range(0, spikes[0].Length).Select(unit => spikes.Sum(step => step[unit]))];

    /// <summary>Gradients of Σ slope · count by all that is trained, back through time.</summary>
    public Dictionary<string, double[]> Gradients(double[][] inputs, double[] slopes)
    {
        (double[][] potentials, double[][] spikes) = Run(inputs);
        Dictionary<string, double[]> gradients = Values.ToDictionary(pair => pair.Key, pair => new double[pair.Value.Length]);
        double[] later = new double[_units];
        for (int step = inputs.Length - 1; step >= 0; step--)
        {
            for (int unit = 0; unit < _units; unit++)
            {
                double ofSpike = slopes[unit] * Surrogate(potentials[step][unit] - Values["threshold"][0]);
                later[unit] = ofSpike + (Values["beta"][0] * later[unit]);
                gradients["beta"][0] += later[unit] * (step == 0 ? 0 : potentials[step - 1][unit]);
                gradients["threshold"][0] -= ofSpike + (later[unit] * (step == 0 ? 0 : spikes[step - 1][unit]));
            }

            AddOfCurrent(inputs[step], later, gradients);
        }

        return gradients;
    }

    /// <summary>The derivative of Σ slope · smooth count by one number, by finite differences; membranes are reset as they were.</summary>
    public double SmoothSlope(string parameter, int index, double[][] inputs, double[] slopes)
    {
        double[][] resets = Run(inputs).Spikes;
        double value = Values[parameter][index];
        Values[parameter][index] = value + Difference;
        double above = SmoothSum(inputs, slopes, resets);
        Values[parameter][index] = value - Difference;
        double below = SmoothSum(inputs, slopes, resets);
        Values[parameter][index] = value;
        return (above - below) / (2 * Difference);
    }

    private double SmoothSum(double[][] inputs, double[] slopes, double[][] resets) =>
        Run(inputs, resets).Potentials.Sum(step => step.Zip(slopes, (potential, slope) => slope * Smooth(potential - Values["threshold"][0])).Sum());

    private double Steepness => _spec.SurrogateSlope ?? (_spec.Surrogate == "fast-sigmoid" ? 25 : 2);

    private double Surrogate(double distance) => _spec.Surrogate == "fast-sigmoid"
        ? 1 / Math.Pow(1 + (Steepness * Math.Abs(distance)), 2)
        : Steepness / 2 / (1 + Math.Pow(Math.PI * Steepness * distance / 2, 2));

    private double Smooth(double distance) => _spec.Surrogate == "fast-sigmoid"
        ? distance / (1 + (Steepness * Math.Abs(distance)))
        : Math.Atan(Math.PI * Steepness * distance / 2) / Math.PI;

    private double[] Drive(double[] input)
    {
        double[] weights = Values["weight"];
        double[] biases = Values.GetValueOrDefault("bias") ?? new double[_units];
        return [.. Enumerable.Range(0, _units).Select(unit => biases[unit] + input.Select((value, place) => value * weights[(unit * _inputs) + place]).Sum())];
    }

    private bool HasLength => _layer > 0 && _spec.CurrentLength > 0;

    private double[] Current(double[] input)
    {
        double[] drive = Drive(input);
        double length = Math.Sqrt(drive.Sum(value => value * value));
        return !HasLength || length == 0 ? drive : [.. drive.Select(value => value * _spec.CurrentLength / length)];
    }

    private void AddOfCurrent(double[] input, double[] delta, Dictionary<string, double[]> gradients)
    {
        double[] drive = Drive(input);
        double length = Math.Sqrt(drive.Sum(value => value * value));
        double along = drive.Zip(delta, (value, slope) => value * slope).Sum() / (length * length);
        for (int unit = 0; unit < _units; unit++)
        {
            double ofDrive = !HasLength ? delta[unit] : length == 0 ? 0 : _spec.CurrentLength / length * (delta[unit] - (along * drive[unit]));
            if (gradients.TryGetValue("bias", out double[]? biases))
            {
                biases[unit] += ofDrive;
            }

            for (int place = 0; place < _inputs; place++)
            {
                gradients["weight"][(unit * _inputs) + place] += ofDrive * input[place];
            }
        }
    }
}
