using Engram.Storage;

namespace Engram.Data.Events;

/// <summary>
/// A .npz file with the events of one recording: arrays x, y, t and p, or one array of records with these fields, as tonic has it. A polarity above 0 is ON.
/// </summary>
internal sealed class EventArchive : EventFormat
{
    // Real numbers are read as float32, which has every whole number below this one.
    private const float FirstInexact = 1 << 24;

    private static readonly string[] _names = ["x", "y", "t", "p"];

    public override string Ending => ".npz";

    public override EventRecording Read(string path)
    {
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.ReadFields(path);
        long[][] columns = [.. _names.Select(name => Column(arrays, name, path))];
        if (Array.FindIndex(columns, column => column.Length != columns[0].Length) is > 0 and var other)
        {
            throw new EngramException(
                $"{path} has {columns[0].Length} values of {_names[0]}, but {columns[other].Length} of {_names[other]}; save one of each for every event.");
        }

        return new EventRecording(
            Places(columns[0], _names[0], path), Places(columns[1], _names[1], path), columns[2], [.. columns[3].Select(polarity => polarity > 0)]);
    }

    // Fields of records have the name of their array before their own.
    private static long[] Column(IReadOnlyDictionary<string, NpyArray> arrays, string name, string path)
    {
        string[] found = [.. arrays.Keys.Where(key => key == name || key.EndsWith(NpyFile.FieldSeparator + name, StringComparison.Ordinal))];
        if (found.Length != 1)
        {
            throw new EngramException(
                $"{path} has {found.Length} arrays or fields called {name}, but a recording of events has x, y, t and p, one of each; it has {string.Join(", ", arrays.Keys)}.");
        }

        NpyArray array = arrays[found[0]];
        if (array.Shape.Count != 1)
        {
            throw new EngramException($"{name} in {path} has the shape {TensorShape.Describe([.. array.Shape])}, but there is one value for every event; save a flat array.");
        }

        return array.DataType switch
        {
            "|u1" => [.. array.Bytes.Select(value => (long)value)],
            "<i4" => [.. array.Ints.Select(value => (long)value)],
            "<i8" => array.Longs,
            _ => [.. array.Floats.Select((value, index) => float.IsInteger(value) && MathF.Abs(value) < FirstInexact
                ? (long)value
                : throw new EngramException(FormattableString.Invariant($"{name} in {path} is {value} for event {index}, but events have whole numbers, and real ones are exact below {FirstInexact} only; save int64, times in microseconds.")))],
        };
    }

    private static int[] Places(long[] values, string name, string path) => [.. values.Select((value, index) => value is >= 0 and < EventFrames.MostPixels
        ? (int)value
        : throw new EngramException($"{name} in {path} is {value} for event {index}, but pixels are counted from 0 to {EventFrames.MostPixels - 1}; save where on the sensor the event was."))];
}
