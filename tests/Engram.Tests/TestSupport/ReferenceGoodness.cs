namespace Engram.Tests.TestSupport;

/// <summary>Goodness functions in double precision, written from their formulas.</summary>
internal static class ReferenceGoodness
{
    public static double Value(string name, double[] activations) => name switch
    {
        "l2-norm" => Math.Sqrt(SumOfSquares(activations)),
        "l1-norm" => activations.Sum(Math.Abs),
        "linf-norm" => activations.Max(Math.Abs),
        "sum-of-squares" => SumOfSquares(activations),
        "mean-square" => SumOfSquares(activations) / activations.Length,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    public static double[] Gradient(string name, double[] activations)
    {
        double value = Value(name, activations);
        return name switch
        {
            "l2-norm" => [.. activations.Select(h => value > 0 ? h / value : 0)],
            "l1-norm" => [.. activations.Select(h => (double)Math.Sign(h))],
            "linf-norm" => OneAt(activations, value),
            "sum-of-squares" => [.. activations.Select(h => 2 * h)],
            "mean-square" => [.. activations.Select(h => 2 * h / activations.Length)],
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };
    }

    public static double Softplus(double value) => Math.Max(value, 0) + LogOnePlus(Math.Exp(-Math.Abs(value)));

    public static double Sigmoid(double value) => value > 0 ? 1 / (1 + Math.Exp(-value)) : Math.Exp(value) / (1 + Math.Exp(value));

    private static double SumOfSquares(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value * value;
        }

        return sum;
    }

    // The series where 1 + x would lose the digits of x.
    private static double LogOnePlus(double x) => x < 1e-5 ? x - (x * x / 2) + (x * x * x / 3) : Math.Log(1 + x);

    private static double[] OneAt(double[] activations, double value)
    {
        double[] gradient = new double[activations.Length];
        if (value > 0)
        {
            int largest = Array.FindIndex(activations, h => Math.Abs(h) == value);
            gradient[largest] = Math.Sign(activations[largest]);
        }

        return gradient;
    }
}
