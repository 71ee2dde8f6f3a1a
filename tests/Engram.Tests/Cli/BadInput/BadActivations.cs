using System.IO.Compression;
using Engram.Storage;

namespace Engram.Tests.Cli.BadInput;

/// <summary>Files of activations that cannot be analyzed.</summary>
internal static class BadActivations
{
    private static readonly NpyArray _layer = new([.. Enumerable.Range(0, 12).Select(index => (float)index)], 4, 3);
    private static readonly NpyArray _labels = new([0, 1, 0, 1], 4);

    public static IEnumerable<BadInputCase> All =>
    [
        new("file of activations that does not exist", "analyze $/a.npz", "$/a.npz cannot be read because it does not exist; check the path."),
        new("text called like a file of activations", "analyze $/a.npz", "$/a.npz is damaged or not a .npz file; write it again.", Prepare: folder => folder.Write("a.npz", "layer_1")),
        Case("activations under another name", "$/a.npz has no array layer_1 (it has hidden, labels); save the activations of the layers as layer_1, layer_2, ... and the true classes as labels.", ("hidden", _layer), ("labels", _labels)),
        Case("file without arrays", "$/a.npz has no array layer_1 (it is empty); save the activations of the layers as layer_1, layer_2, ... and the true classes as labels."),
        Case("activations without labels", "$/a.npz has no array labels (it has layer_1); save the activations of the layers as layer_1, layer_2, ... and the true classes as labels.", ("layer_1", _layer)),
        Case("layer that is left out", "$/a.npz has no array layer_2 (it has labels, layer_1, layer_3); save the activations of the layers as layer_1, layer_2, ... and the true classes as labels.", ("layer_1", _layer), ("layer_3", _layer), ("labels", _labels)),
        Case("layers that are counted from 0", "$/a.npz has the array layer_0, but layers are counted from layer_1 on, as layer_1, layer_2, ...; rename all of them so, or leave layer_0 out.", ("layer_0", _layer), ("layer_1", _layer), ("labels", _labels)),
        Case("layer with a name", "$/a.npz has the array Layer_fc, but layers are counted from layer_1 on, as layer_1, layer_2, ...; rename all of them so, or leave Layer_fc out.", ("layer_1", _layer), ("Layer_fc", _layer), ("labels", _labels)),
        Case("layer of maps", "The array layer_1 in $/a.npz has the shape [4, 3, 1], but must be [samples, units]; save layer_1.reshape(len(layer_1), -1) where it has maps.", ("layer_1", new NpyArray(_layer.Floats, 4, 3, 1)), ("labels", _labels)),
        Case("labels as columns", "The array labels in $/a.npz has the shape [4, 1], but must be [samples], one whole number for each.", ("layer_1", _layer), ("labels", new NpyArray(_labels.Ints, 4, 1))),
        Case("activations of no samples", "The array labels in $/a.npz is empty, of shape [0]; give some samples of some units.", ("layer_1", new NpyArray(Array.Empty<float>(), 0, 3)), ("labels", new NpyArray(Array.Empty<int>(), 0))),
        Case("labels of other samples", "The array layer_1 in $/a.npz has 4 samples and labels has 3; save both of the same samples.", ("layer_1", _layer), ("labels", new NpyArray([0, 1, 0], 3))),
        Case("predictions of other samples", "The array predictions in $/a.npz has 3 samples and labels has 4; save both of the same samples.", ("layer_1", _layer), ("labels", _labels), ("predictions", new NpyArray([0, 1, 0], 3))),
        Case("activations that are whole numbers", "The array layer_1 in $/a.npz holds whole numbers, but activations must be real ones; save layer_1.astype(\"float32\").", ("layer_1", new NpyArray(new int[12], 4, 3)), ("labels", _labels)),
        Case("labels that are no whole numbers", "The array labels in $/a.npz holds real numbers, but classes must be whole ones; save labels.astype(\"int64\").", ("layer_1", _layer), ("labels", new NpyArray(new float[4], 4))),
        Case("activation that is no number", "The array layer_1 in $/a.npz has NaN for sample 1 and unit 2, which is no finite number; leave such samples out, or mend the network.", ("layer_1", With(5, float.NaN)), ("labels", _labels)),
        Case("activation below zero", "The array layer_1 in $/a.npz has -0.5 for sample 3 and unit 0, but sparseness and ensembles are defined for activations of 0 or more; save them as they are after a rectifier, or numpy.maximum(layer_1, 0).", ("layer_1", With(9, -0.5f)), ("labels", _labels)),
        Case("label below zero", "The array labels in $/a.npz has -1 for sample 2, but classes run from 0 to 9999; number them from 0.", ("layer_1", _layer), ("labels", new NpyArray([0, 1, -1, 1], 4))),
        Case("label that counts something else", "The array labels in $/a.npz has 1000000 for sample 0, but classes run from 0 to 9999; number them from 0.", ("layer_1", _layer), ("labels", new NpyArray([1_000_000L, 1, 0, 1], 4))),
        Case("prediction below no prediction", "The array predictions in $/a.npz has -2 for sample 0, but classes run from -1 to 9999; number them from 0.", ("layer_1", _layer), ("labels", _labels), ("predictions", new NpyArray([-2, 1, 0, 1], 4))),
        Case("samples of one class", "The array labels in $/a.npz has the class 3 only, so there is nothing to compare; give samples of two classes or more.", ("layer_1", _layer), ("labels", new NpyArray([3, 3, 3, 3], 4))),
    ];

    private static NpyArray With(int place, float value)
    {
        float[] values = [.. _layer.Floats];
        values[place] = value;
        return new NpyArray(values, 4, 3);
    }

    private static BadInputCase Case(string what, string sentence, params (string Name, NpyArray Array)[] arrays) =>
        new(what, "analyze $/a.npz", sentence, Prepare: folder => NpzFile.Write(folder["a.npz"], arrays.ToDictionary(pair => pair.Name, pair => pair.Array), CompressionLevel.NoCompression));
}
