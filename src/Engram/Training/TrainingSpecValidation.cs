using System.Numerics;
using Engram.Data;
using Engram.Families;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Objectives;
using Engram.Optimizers;

namespace Engram.Training;

/// <summary>Says what is impossible in a spec before anything is computed.</summary>
internal static class TrainingSpecValidation
{
    private const int MaximumLayers = 64;
    private const int MaximumUnits = 65_536;
    private const int MaximumEpochs = 1_000_000;
    private const int MaximumShift = 64;
    private const int MaximumBatch = 65_536;

    /// <summary>Returns when all values can be used together.</summary>
    /// <exception cref="EngramException">A value cannot be used; the sentence names it and what is legal.</exception>
    public static void Validate(TrainingSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Model model = ModelTable.Find(spec.Model);
        GoodnessFunctions.Find(spec.Goodness);
        ActivationFunctions.Find(spec.Activation);
        LearningRateSchedules.Find(spec.LearningRateSchedule);
        TrainingSchedules.Find(spec.Schedule);
        NegativePolicies.Find(spec.Negatives);
        PredictionRules.Find(spec.Prediction);
        LabelCodes.Require(spec.LabelCode);
        PixelScales.Require(spec.Pixels);
        RequireLabels(spec, model);
        SpecDemand.RequireRange("layers", spec.Layers?.Count ?? 0, 1, MaximumLayers, "hidden layers");
        foreach (int units in spec.Layers!)
        {
            SpecDemand.RequireRange("layers", units, 1, MaximumUnits, "units per layer");
        }

        RequireLayersOf(model, spec);
        RequirePerLayer(spec);
        SpecDemand.RequireRange("batchSize", spec.BatchSize, 1, MaximumBatch, "images per batch");
        RequireOptimizer(spec);
        int epochs = spec.Epochs.Values.Min();
        SpecDemand.Require(spec.WarmUp >= 0 && spec.WarmUp < epochs, "warmUp", spec.WarmUp, $"use 0 to {epochs - 1} epochs, fewer than epochs");
        RequireValidation(spec);
        SpecDemand.RequireRange("shift", spec.Shift, 0, MaximumShift, "pixels");
        SpecDemand.Require(spec.Dropout is >= 0 and < 1, "dropout", spec.Dropout, "use a share from 0 to below 1");
        SpecDemand.Require(float.IsFinite(spec.ActivationPenalty) && spec.ActivationPenalty >= 0, "activationPenalty", spec.ActivationPenalty, "use 0 or a number above it");
        model.Definition.Validate(spec);
        if (spec.SkipFirstLayer && spec.Layers.Count == 1)
        {
            throw new EngramException("skipFirstLayer is true, but the network has a single layer; add a layer, or set skipFirstLayer to false.");
        }
    }

    // A spec begins with the values of ff. A program that only names another model would train layers that suit nobody, such as 784 filters.
    private static void RequireLayersOf(Model model, TrainingSpec spec)
    {
        if (spec.HasUnsetLayers && !spec.Layers.SequenceEqual(model.Definition.Defaults.Layers))
        {
            throw new EngramException(
                $"The spec names model {model} but no layers, so that it has the {string.Join(", ", spec.Layers)} units of ff; begin with Trainer.DefaultsOf(\"{model}\"), or set Layers.");
        }
    }

    private static void RequireLabels(TrainingSpec spec, Model model)
    {
        IReadOnlyList<string> codes = model.Definition.TakenLabelCodes;
        if (model.Traits.LabelsInInput && !codes.Contains(spec.LabelCode))
        {
            throw new EngramException($"labelCode is {spec.LabelCode}, which model {model} does not take; use {string.Join(" or ", codes)}.");
        }

        if (model.Traits.HasNegatives && NegativePolicies.Find(spec.Negatives) is CandidateNegatives && !model.Definition.TakesCandidateNegatives)
        {
            string others = string.Join(", ", NegativePolicies.All.Where(policy => policy is not CandidateNegatives));
            throw new EngramException($"negatives is {spec.Negatives}, which model {model} does not take; use one of {others}.");
        }
    }

    private static void RequirePerLayer(TrainingSpec spec)
    {
        RequireCount("epochs", spec.Epochs, spec);
        RequireCount("learningRate", spec.LearningRate, spec);
        RequireCount("threshold", spec.Threshold ?? 1, spec);
        if (!spec.Epochs.IsShared && ModelTable.Find(spec.Model).Definition.PhaseCount(spec) == 1)
        {
            throw new EngramException(
                $"epochs has {spec.Epochs.Values.Count} values, but schedule {spec.Schedule} trains all layers at once; give a single value, or choose schedule greedy.");
        }

        foreach (int epochs in spec.Epochs.Values)
        {
            SpecDemand.RequireRange("epochs", epochs, 1, MaximumEpochs, "epochs");
        }

        foreach (float rate in spec.LearningRate.Values)
        {
            SpecDemand.RequireAboveZero("learningRate", rate);
        }

        foreach (float threshold in spec.Threshold?.Values ?? [])
        {
            SpecDemand.Require(float.IsFinite(threshold) && threshold > 0, "threshold", threshold, "use a number above 0, or leave it out for the goodness function's own");
        }
    }

    private static void RequireCount<T>(string key, PerLayer<T> value, TrainingSpec spec)
        where T : struct, INumber<T>
    {
        if (!value.IsShared && !ModelTable.Find(spec.Model).Traits.IsLocal)
        {
            throw new EngramException($"{key} has {value.Values.Count} values, but model {spec.Model} trains all layers by one loss; give a single value.");
        }

        SpecDemand.RequireCount(key, value, spec);
    }

    // What is chosen is chosen by validation images: never by those of the test.
    private static void RequireValidation(TrainingSpec spec)
    {
        const string remedy = "set validationSplit to a share such as 0.1";
        SpecDemand.Require(spec.ValidationSplit is >= 0 and < 1, "validationSplit", spec.ValidationSplit, "use a share from 0 to below 1");
        SpecDemand.Require(spec.EarlyStopping is null or > 0, "earlyStopping", spec.EarlyStopping, "use 1 epoch or more, or leave it out");
        if (spec is { ValidationSplit: 0, EarlyStopping: { } epochs })
        {
            throw new EngramException($"earlyStopping is {epochs}, but without validation images nothing tells when to stop; {remedy}, or leave earlyStopping out.");
        }

        if (spec is { ValidationSplit: 0, KeepBest: true })
        {
            throw new EngramException($"keepBest is true, but without validation images nothing tells which epoch is the best; {remedy}, or set keepBest to false.");
        }
    }

    private static void RequireOptimizer(TrainingSpec spec)
    {
        Optimizer optimizer = OptimizerTable.Find(spec.Optimizer);
        SpecDemand.Require(float.IsFinite(spec.WeightDecay) && spec.WeightDecay >= 0, "weightDecay", spec.WeightDecay, "use 0 or a number above it");
        SpecDemand.Require(spec.Momentum is >= 0 and < 1, "momentum", spec.Momentum, "use a share from 0 to below 1");
        RequireTaken(spec.Momentum, "momentum", optimizer, taker => taker.TakesMomentum);
        RequireTaken(spec.WeightDecay, "weightDecay", optimizer, taker => taker.TakesWeightDecay);
    }

    private static void RequireTaken(float value, string key, Optimizer optimizer, Func<Optimizer, bool> takes)
    {
        if (value != 0 && !takes(optimizer))
        {
            throw new EngramException(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{key} is {value}, but optimizer {optimizer} takes none; set it to 0, or choose optimizer {string.Join(" or ", OptimizerTable.All.Where(takes))}."));
        }
    }
}
