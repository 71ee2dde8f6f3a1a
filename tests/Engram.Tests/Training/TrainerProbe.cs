using Engram.Kernels;
using Engram.Layers;
using Engram.Models;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training;

/// <summary>What tests want to know of a training beyond what it tells.</summary>
internal static class TrainerProbe
{
    /// <summary>Takes a step and returns the mean loss of every layer that took part, over the rows of that step.</summary>
    public static double[] StepLosses(TrainingDriver trainer, ImageDataset train)
    {
        TrainingState state = trainer.State;
        int[] layers = [.. state.LayersInTraining()];
        double[] before = [.. layers.Select(layer => state.Totals[layer].LossSum)];
        int imagesBefore = state.Totals[layers[0]].PositiveCount;
        IReadOnlyList<EpochMetrics> ended = trainer.TakeStep();
        int images = (ended.Count > 0 ? train.Count : state.Totals[layers[0]].PositiveCount) - imagesBefore;
        return
        [
            .. layers.Select((layer, index) =>
            {
                double after = ended.Count > 0 ? ended[index].Loss * 2 * train.Count : state.Totals[layer].LossSum;
                return (after - before[index]) / (2 * images);
            }),
        ];
    }

    /// <summary>Trains to the end.</summary>
    public static TrainingState Complete(TrainingSpec spec, ImageDataset train, int threads = 1)
    {
        using WorkerPool workers = new(threads);
        TrainingDriver trainer = TrainingDrivers.Create(spec, train, workers);
        Complete(trainer);
        return trainer.State;
    }

    public static void Complete(TrainingDriver trainer)
    {
        while (!trainer.IsComplete)
        {
            trainer.TakeStep();
        }
    }

    /// <summary>All parameters of a network, in the order in which files have them.</summary>
    public static float[] Parameters(NetworkBody network) => [.. network.Parameters.SelectMany(parameter => parameter.ToArray())];

    public static float[] LayerParameters(DenseLayer layer)
    {
        List<float> parameters = [];
        for (int input = 0; input < layer.InputSize; input++)
        {
            parameters.AddRange(layer.Weights.Row(input));
        }

        parameters.AddRange(layer.Biases);
        return [.. parameters];
    }

    /// <summary>A step of a layer that nothing has activated.</summary>
    public static unsafe void StepWithoutGradient(LayerSlots slots, OptimizerStep step)
    {
        foreach (ParameterSlots parameter in slots.All)
        {
            float[] gradient = new float[parameter.RowCount * Matrix.ColumnMultiple];
            for (int panel = 0; panel < parameter.PanelCount; panel++)
            {
                fixed (float* start = gradient)
                {
                    parameter.Update(KernelTable.Current, step, panel, 0, start, parameter.RowCount * Matrix.ColumnMultiple);
                }
            }
        }
    }

    /// <summary>The metrics without what the clock says.</summary>
    public static IEnumerable<EpochMetrics> Untimed(IEnumerable<EpochMetrics> history) =>
        history.Select(metrics => metrics with { Seconds = 0 });

    /// <summary>Fails unless two trainings stand at the same place with the same bits.</summary>
    public static void RequireEqual(TrainingState expected, TrainingState actual)
    {
        TestSupport.Bits.RequireEqual(Parameters(expected.Network), Parameters(actual.Network), "parameters");
        Assert.Equal(expected.Position, actual.Position);
        Assert.Equal(Untimed(expected.History), Untimed(actual.History));
        Assert.Equal(expected.WrongLabels, actual.WrongLabels);
    }
}
