using System.Text.Json;
using Engram.Data;
using Engram.Families.Backpropagation;
using Engram.Families.Dense;
using Engram.Families.ForwardForward;
using Engram.Layers;
using Engram.Models;
using Engram.Optimizers;
using Engram.Storage;
using Engram.Tensors;
using Engram.Threading;
using Engram.Training;

namespace Engram.CrossCheck;

/// <summary>
/// Trains a case to its end and keeps, for every step, the parameters and the optimizer's slots before and after it, the
/// gradients, and the loss. Tensors have the names and shapes of a PyTorch state_dict behind a prefix, for example
/// <c>step0.gradient.layers.1.weight</c> [units, inputs]; the file's metadata describes the case.
/// </summary>
internal sealed class StepDump
{
    private const string HeadName = "head";

    private readonly List<SafetensorsTensor> _tensors = [];
    private readonly List<int[]> _layersOfSteps = [];
    private readonly TrainingDriver _trainer;

    private StepDump(TrainingDriver trainer) => _trainer = trainer;

    public static void Write(string path, StepCase stepCase)
    {
        ImageDataset images = DatasetCatalog.Load("mnist").Train.Take(StepCase.ImageCount);
        using WorkerPool workers = new(Environment.ProcessorCount);
        StepDump dump = new(TrainingDrivers.Create(stepCase.Spec, images, workers));
        while (!dump._trainer.IsComplete)
        {
            dump.TakeStep($"step{dump._layersOfSteps.Count}");
        }

        AddData(dump._tensors, images);
        SafetensorsFile.Write(path, dump._tensors, dump.Describe(stepCase.Spec, images));
    }

    private void TakeStep(string prefix)
    {
        TrainingState state = _trainer.State;
        int[] layers = [.. _trainer.Phase.Layers];
        AddParameters($"{prefix}.before", Enumerable.Range(0, state.Dense.Layers.Count));
        AddSlots($"{prefix}.before", layers);
        Observe($"{prefix}.gradient", layers);

        float[] losses = [.. _trainer.TakeStep().Select(metrics => (float)metrics.Loss)];
        _tensors.Add(SafetensorsTensor.FromFloats($"{prefix}.losses", losses, losses.Length));
        _tensors.Add(StoredLabels.ToTensor($"{prefix}.wrongLabels", state.WrongLabels, state.Network.Input.ClassCount));
        AddParameters($"{prefix}.after", layers);
        AddSlots($"{prefix}.after", layers);
        _layersOfSteps.Add(layers);
    }

    private void Observe(string prefix, int[] layers)
    {
        foreach (int layer in layers)
        {
            void Add(PanelMatrix weights, Matrix bias) => AddLayer(prefix, LayerName(layer), weights, bias);
            if (_trainer.Phase is BackpropagationPhase whole)
            {
                whole.Layer(layer).Parameters.GradientObserver = Add;
            }
            else
            {
                ((LocalPhase)_trainer.Phase).Layer(layer).Training.Parameters.GradientObserver = Add;
            }
        }

        if (_trainer.Phase is ClassifierPhase classifier)
        {
            classifier.Head.Parameters.GradientObserver = (weights, bias) => AddLayer(prefix, HeadName, weights, bias);
        }
    }

    private void AddParameters(string prefix, IEnumerable<int> layers)
    {
        DenseNetwork network = _trainer.State.Dense;
        foreach (int layer in layers)
        {
            AddLayer(prefix, LayerName(layer), network.Layers[layer].Weights, network.Layers[layer].Bias);
        }

        if (network.Head is { } head)
        {
            AddLayer(prefix, HeadName, head.Weights, head.Bias);
        }
    }

    private void AddSlots(string prefix, int[] layers)
    {
        foreach (int layer in layers)
        {
            AddSlots(prefix, LayerName(layer), _trainer.State.Slots(layer));
        }

        if (_trainer.State.Dense.Head is not null)
        {
            AddSlots(prefix, HeadName, _trainer.State.HeadSlots());
        }
    }

    private void AddSlots(string prefix, string layer, LayerSlots slots)
    {
        foreach (ParameterSlots parameter in slots.All)
        {
            foreach (Parameter slot in parameter.Slots)
            {
                string kind = slot.Name[(slot.Name.LastIndexOf('.') + 1)..];
                string part = parameter.Parameter.IsMatrix ? "weight" : "bias";
                SafetensorsTensor tensor = slot.ToTensor();
                _tensors.Add(tensor with { Name = $"{prefix}.{kind}.{layer}.{part}" });
            }
        }
    }

    private void AddLayer(string prefix, string layer, PanelMatrix weights, Matrix bias)
    {
        _tensors.Add(NetworkTensors.FromMatrix($"{prefix}.{layer}.weight", weights, [weights.Columns, weights.Rows]));
        if (layer == HeadName || _trainer.State.Dense.HasBiases)
        {
            _tensors.Add(SafetensorsTensor.FromFloats($"{prefix}.{layer}.bias", bias.Row(0), bias.Columns));
        }
    }

    private static string LayerName(int layer) => $"layers.{layer}";

    /// <summary>Adds the images and their labels.</summary>
    public static void AddData(List<SafetensorsTensor> tensors, ImageDataset images)
    {
        byte[] pixels = new byte[images.Count * images.Shape.InputSize];
        for (int image = 0; image < images.Count; image++)
        {
            images.Pixels(image).CopyTo(pixels.AsSpan(image * images.Shape.InputSize));
        }

        tensors.Add(SafetensorsTensor.FromBytes("images", pixels, images.Count, images.Shape.InputSize));
        tensors.Add(StoredLabels.ToTensor("labels", images.Labels, images.ClassCount));
    }

    private Dictionary<string, string> Describe(TrainingSpec spec, ImageDataset images)
    {
        DenseNetwork network = _trainer.State.Dense;
        string description = JsonSerializer.Serialize(new
        {
            model = spec.Model,
            activationPenalty = spec.ActivationPenalty,
            goodness = spec.Goodness,
            activation = spec.Activation,
            thresholds = network.Thresholds,
            learningRate = spec.LearningRate[0],
            optimizer = spec.Optimizer,
            weightDecay = spec.WeightDecay,
            momentum = spec.Momentum,
            slots = OptimizerTable.Find(spec.Optimizer).Slots,
            labelValue = network.Overlay.Value,
            classCount = images.ClassCount,
            pixelMean = images.Normalization.Mean[0],
            pixelStandardDeviation = images.Normalization.StandardDeviation[0],
            layersOfSteps = _layersOfSteps,
        });
        return new Dictionary<string, string> { ["case"] = description };
    }
}
