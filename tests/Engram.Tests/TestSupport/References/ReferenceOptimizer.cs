namespace Engram.Tests.TestSupport.References;

/// <summary>Optimizers and learning rates as PyTorch documents them, in double precision.</summary>
/// <param name="spec">What is trained.</param>
/// <param name="stepsPerEpoch">Steps of an epoch.</param>
/// <param name="sizes">Lengths of the rows of parameters.</param>
internal sealed class ReferenceOptimizer(TrainingSpec spec, int stepsPerEpoch, int[] sizes)
{
    private readonly double[][] _first = [.. sizes.Select(size => new double[size])];
    private readonly double[][] _second = [.. sizes.Select(size => new double[size])];

    public void Update(double[][] parameters, double[][] gradients, int stepNumber)
    {
        double rate = LearningRate(spec, stepsPerEpoch, stepNumber);
        for (int row = 0; row < parameters.Length; row++)
        {
            for (int index = 0; index < parameters[row].Length; index++)
            {
                ref double first = ref _first[row][index];
                ref double second = ref _second[row][index];
                parameters[row][index] = Updated(parameters[row][index], gradients[row][index], rate, stepNumber, ref first, ref second);
            }
        }
    }

    public static double LearningRate(TrainingSpec spec, int stepsPerEpoch, int stepNumber)
    {
        int warmUp = spec.WarmUp * stepsPerEpoch;
        double all = (spec.Epochs[0] * stepsPerEpoch) - warmUp;
        double taken = stepNumber - 1 - warmUp;
        if (taken < 0)
        {
            return spec.LearningRate[0] * (double)stepNumber / (warmUp + 1);
        }

        return spec.LearningRate[0] * spec.LearningRateSchedule switch
        {
            "constant" => 1,
            "cosine" => 0.5 + (0.5 * Math.Cos(Math.PI * taken / all)),
            "linear-cooldown" => taken < all / 2 ? 1 : (all - taken) / (all / 2),
            "steps" => (taken >= 0.5 * all ? 0.25 : 1) * (taken >= 0.75 * all ? 0.25 : 1) * (taken >= 0.89 * all ? 0.25 : 1) * (taken >= 0.94 * all ? 0.25 : 1),
            _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.LearningRateSchedule, null),
        };
    }

    private double Updated(double parameter, double gradient, double rate, int stepNumber, ref double first, ref double second)
    {
        switch (spec.Optimizer)
        {
            case "adam":
                return parameter - AdamStep(gradient, rate, stepNumber, ref first, ref second);
            case "adamw":
                return (parameter * (1 - (rate * spec.WeightDecay))) - AdamStep(gradient, rate, stepNumber, ref first, ref second);
            case "sgd":
                first = (spec.Momentum * first) + gradient + (spec.WeightDecay * parameter);
                return parameter - (rate * first);
            default:
                throw new ArgumentOutOfRangeException(nameof(gradient), spec.Optimizer, null);
        }
    }

    private static double AdamStep(double gradient, double rate, int stepNumber, ref double first, ref double second)
    {
        first = (0.9 * first) + (0.1 * gradient);
        second = (0.999 * second) + (0.001 * gradient * gradient);
        double denominator = (Math.Sqrt(second) / Math.Sqrt(1 - Math.Pow(0.999, stepNumber))) + 1e-8;
        return rate / (1 - Math.Pow(0.9, stepNumber)) * first / denominator;
    }
}
