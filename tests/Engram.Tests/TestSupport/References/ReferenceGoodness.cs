namespace Engram.Tests.TestSupport.References;

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
        "top-k" => Largest(activations).Average(),
        "entmax" => Entmax(activations).Zip(activations).Sum(pair => pair.First * pair.Second * pair.Second),
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
            "top-k" or "entmax" => Differences(name, activations),
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

    private static IEnumerable<double> Largest(double[] activations) =>
        activations.OrderDescending().Take(Math.Max(5, activations.Length / 50));

    // By bisection: what the largest activation gets beyond the threshold is at most 1.
    private static IEnumerable<double> Entmax(double[] activations)
    {
        (double low, double high) = ((activations.Max() / 2) - 1, activations.Max() / 2);
        for (int halving = 0; halving < 60; halving++)
        {
            double middle = (low + high) / 2;
            double sum = 0;
            foreach (double h in activations)
            {
                double root = Math.Max((h / 2) - middle, 0);
                sum += root * root;
            }

            (low, high) = sum > 1 ? (middle, high) : (low, middle);
        }

        return activations.Select(h => Math.Pow(Math.Max((h / 2) - low, 0), 2));
    }

    // A silent unit has no slope, whichever side a difference would show.
    private static double[] Differences(string name, double[] activations)
    {
        const double Step = 1e-6;
        double[] Moved(int unit, double by) => [.. activations.Select((h, index) => index == unit ? h + by : h)];
        return
        [
            .. activations.Select((h, unit) => h == 0 ? 0 : (Value(name, Moved(unit, Step)) - Value(name, Moved(unit, -Step))) / (2 * Step)),
        ];
    }

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
