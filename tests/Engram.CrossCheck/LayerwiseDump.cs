using System.Text.Json;
using Engram.Data;
using Engram.Models;
using Engram.Optimizers;
using Engram.Storage;
using Engram.Threading;
using Engram.Training;

namespace Engram.CrossCheck;

/// <summary>
/// Trains a case to its end and keeps, for every step, all parameters and the optimizer's slots before and after it, and the losses: for example
/// <c>step0.before.layers.1.weight</c> [units, inputs] and <c>step0.after.first.layers.1.weight</c>. Slots tell the gradients.
/// </summary>
internal static class LayerwiseDump
{
    public static void Write(string path, LayerwiseCase layerwise)
    {
        ImageDataset images = DatasetCatalog.Load("mnist").Train.Take(layerwise.Spec.BatchSize);
        using WorkerPool workers = new(Environment.ProcessorCount);
        TrainingDriver trainer = TrainingDrivers.Create(layerwise.Spec, images, workers);
        List<SafetensorsTensor> tensors = [];
        List<int[]> layersOfSteps = [];
        while (!trainer.IsComplete)
        {
            string prefix = $"step{layersOfSteps.Count}";
            int[] layers = [.. trainer.State.LayersInTraining()];
            Add(tensors, $"{prefix}.before", trainer.State, layers);
            float[] losses = [.. trainer.TakeStep().Select(metrics => (float)metrics.Loss)];
            tensors.Add(SafetensorsTensor.FromFloats($"{prefix}.losses", losses, losses.Length));
            if (trainer.State.Network.Traits.HasNegatives)
            {
                tensors.Add(StoredLabels.ToTensor($"{prefix}.wrongLabels", trainer.State.WrongLabels, images.ClassCount));
            }

            Add(tensors, $"{prefix}.after", trainer.State, layers);
            layersOfSteps.Add(layers);
        }

        StepDump.AddData(tensors, images);
        SafetensorsFile.Write(path, tensors, Describe(layerwise.Spec, trainer.State.Network.Input, layersOfSteps));
    }

    private static void Add(List<SafetensorsTensor> tensors, string prefix, TrainingState state, int[] layers)
    {
        tensors.AddRange(state.Network.Parameters.Select(parameter => Named(parameter, $"{prefix}.{parameter.Name}")));
        foreach (ParameterSlots slots in layers.SelectMany(layer => state.Slots(layer).All))
        {
            tensors.AddRange(slots.Slots.Select(slot => Named(slot, $"{prefix}.{slot.Name.Split('.')[^1]}.{slots.Parameter.Name}")));
        }
    }

    private static SafetensorsTensor Named(Parameter parameter, string name) => parameter.ToTensor() with { Name = name };

    private static Dictionary<string, string> Describe(TrainingSpec spec, InputFormat input, List<int[]> layersOfSteps) => new()
    {
        ["case"] = JsonSerializer.Serialize(new
        {
            model = spec.Model,
            activation = spec.Activation,
            kernelSize = spec.KernelSize.Values,
            stride = spec.Stride.Values,
            padding = spec.Padding?.Values,
            poolSize = spec.PoolSize?.Values,
            pooling = spec.Pooling,
            headGrid = spec.HeadGrid,
            labelCode = spec.LabelCode,
            labelShare = spec.LabelShare,
            loss = spec.Loss,
            lossScale = spec.LossScale,
            gamma = spec.Gamma,
            margin = spec.Margin,
            temperature = spec.Temperature,
            learningRates = layersOfSteps.Select((_, step) => spec.LearningRate[0] * LearningRateSchedules.Find(spec.LearningRateSchedule)
                .Factor(step % spec.Epochs[0] / (double)spec.Epochs[0])),
            optimizer = spec.Optimizer,
            weightDecay = spec.WeightDecay,
            momentum = spec.Momentum,
            slots = OptimizerTable.Find(spec.Optimizer).Slots,
            encoding = spec.Encoding,
            steps = spec.Steps,
            beta = spec.Beta.Values,
            spikeThreshold = spec.SpikeThreshold.Values,
            currentLength = spec.CurrentLength,
            surrogate = spec.Surrogate,
            surrogateSlope = spec.SurrogateSlope,
            classCount = input.ClassCount,
            labelValue = input.Overlay.Value,
            pixelMean = input.Normalization!.Mean[0],
            pixelStandardDeviation = input.Normalization.StandardDeviation[0],
            layersOfSteps,
        }),
    };
}
