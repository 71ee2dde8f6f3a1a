using System.Numerics;

namespace Engram.Models;

/// <summary>Demands on one value of a spec; what does not meet them is named with its key and what is legal.</summary>
internal static class SpecDemand
{
    public static void RequireAboveZero(string key, float value) => Require(float.IsFinite(value) && value > 0, key, value, "use a number above 0");

    public static void RequireRange(string key, int value, int least, int most, string what) =>
        Require(value >= least && value <= most, key, value, $"use {least} to {most} {what}");

    public static void RequireCount<T>(string key, PerLayer<T> value, TrainingSpec spec)
        where T : struct, INumber<T>
    {
        int count = value.Values.Count;
        if (!value.IsShared && count != spec.Layers.Count)
        {
            throw new EngramException($"{key} has {count} values for {spec.Layers.Count} {(spec.Layers.Count == 1 ? "layer" : "layers")}; give a single value, or one for each layer.");
        }
    }

    public static void Require(bool legal, string key, object? value, string remedy)
    {
        if (!legal)
        {
            throw new EngramException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{key} is {value}, which cannot be used; {remedy}."));
        }
    }

    /// <summary>A value without effect would pass for one that was tried.</summary>
    public static EngramException Unused(string key, object value, string reason, string remedy) => new(string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{key} is {value}, but {reason}; leave it out, or {remedy}."));
}
