namespace Engram.Tests.TestSupport;

/// <summary>torch.optim.Adam without weight decay, in double precision.</summary>
internal sealed class ReferenceAdam(double learningRate, int[] sizes)
{
    private readonly double[][] _first = [.. sizes.Select(size => new double[size])];
    private readonly double[][] _second = [.. sizes.Select(size => new double[size])];

    public void Update(double[][] parameters, double[][] gradients, int stepNumber)
    {
        double correction1 = 1 - Math.Pow(0.9, stepNumber);
        double correction2 = 1 - Math.Pow(0.999, stepNumber);
        for (int row = 0; row < parameters.Length; row++)
        {
            for (int index = 0; index < parameters[row].Length; index++)
            {
                double gradient = gradients[row][index];
                double first = _first[row][index] = (0.9 * _first[row][index]) + (0.1 * gradient);
                double second = _second[row][index] = (0.999 * _second[row][index]) + (0.001 * gradient * gradient);
                double denominator = (Math.Sqrt(second) / Math.Sqrt(correction2)) + 1e-8;
                parameters[row][index] -= learningRate / correction1 * first / denominator;
            }
        }
    }
}
