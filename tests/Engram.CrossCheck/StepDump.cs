using System.Text.Json;
using Engram.Data;
using Engram.Kernels;
using Engram.Networks;
using Engram.Storage;
using Engram.Training;

namespace Engram.CrossCheck;

/// <summary>
/// Trains a case to its end and keeps, for every step, the parameters and Adam's moments before and after it, the
/// gradients, and the loss. Tensors have the names and shapes of a PyTorch state_dict behind a prefix, for example
/// <c>step0.gradient.layers.1.weight</c> [units, inputs]; the file's metadata describes the case.
/// </summary>
internal sealed class StepDump
{
    private readonly List<SafetensorsTensor> _tensors = [];
    private readonly List<int[]> _layersOfSteps = [];
    private readonly ForwardForwardTrainer _trainer;

    private StepDump(ForwardForwardTrainer trainer) => _trainer = trainer;

    public static void Write(string path, StepCase stepCase)
    {
        ImageDataset images = DatasetCatalog.Load("mnist").Train.Take(StepCase.ImageCount);
        using WorkerPool workers = new(Environment.ProcessorCount);
        StepDump dump = new((ForwardForwardTrainer)Trainers.Create(stepCase.Spec, images, workers));
        while (!dump._trainer.IsComplete)
        {
            dump.TakeStep($"step{dump._layersOfSteps.Count}");
        }

        dump.AddData(images);
        SafetensorsFile.Write(path, dump._tensors, dump.Describe(stepCase.Spec, images));
    }

    private void TakeStep(string prefix)
    {
        TrainingState state = _trainer.State;
        int[] layers = [.. _trainer.Phase.Layers];
        for (int layer = 0; layer < state.Network.Layers.Count; layer++)
        {
            AddLayer($"{prefix}.before", layer, state.Network.Layers[layer].Weights, state.Network.Layers[layer].Bias);
        }

        AddMoments($"{prefix}.before", layers);
        foreach (int layer in layers)
        {
            _trainer.Phase.Training(layer).GradientObserver = (weights, bias) => AddLayer($"{prefix}.gradient", layer, weights, bias);
        }

        float[] losses = [.. _trainer.TakeStep().Select(metrics => (float)metrics.Loss)];
        _tensors.Add(SafetensorsTensor.FromFloats($"{prefix}.losses", losses, losses.Length));
        _tensors.Add(SafetensorsTensor.FromBytes($"{prefix}.wrongLabels", state.WrongLabels, state.WrongLabels.Length));
        foreach (int layer in layers)
        {
            AddLayer($"{prefix}.after", layer, state.Network.Layers[layer].Weights, state.Network.Layers[layer].Bias);
        }

        AddMoments($"{prefix}.after", layers);
        _layersOfSteps.Add(layers);
    }

    private void AddMoments(string prefix, int[] layers)
    {
        foreach (int layer in layers)
        {
            AdamMoments moments = _trainer.State.Moments[layer];
            AddLayer($"{prefix}.firstMoment", layer, moments.WeightFirst, moments.BiasFirst);
            AddLayer($"{prefix}.secondMoment", layer, moments.WeightSecond, moments.BiasSecond);
        }
    }

    private void AddLayer(string prefix, int layer, Matrix weights, Matrix bias)
    {
        _tensors.Add(NetworkTensors.FromMatrix($"{prefix}.{NetworkTensors.Weight(layer)}", weights));
        _tensors.Add(NetworkTensors.FromVector($"{prefix}.{NetworkTensors.Bias(layer)}", bias));
    }

    private void AddData(ImageDataset images)
    {
        byte[] pixels = new byte[images.Count * images.Shape.InputSize];
        for (int image = 0; image < images.Count; image++)
        {
            images.Pixels(image).CopyTo(pixels.AsSpan(image * images.Shape.InputSize));
        }

        _tensors.Add(SafetensorsTensor.FromBytes("images", pixels, images.Count, images.Shape.InputSize));
        _tensors.Add(SafetensorsTensor.FromBytes("labels", images.Labels, images.Count));
    }

    private Dictionary<string, string> Describe(TrainingSpec spec, ImageDataset images)
    {
        Network network = _trainer.State.Network;
        string description = JsonSerializer.Serialize(new
        {
            goodness = spec.Goodness,
            activation = spec.Activation,
            thresholds = network.Thresholds,
            learningRate = spec.LearningRate,
            labelValue = network.Overlay.Value,
            classCount = images.ClassCount,
            pixelMean = images.Normalization.Mean[0],
            pixelStandardDeviation = images.Normalization.StandardDeviation[0],
            layersOfSteps = _layersOfSteps,
        });
        return new Dictionary<string, string> { ["case"] = description };
    }
}
