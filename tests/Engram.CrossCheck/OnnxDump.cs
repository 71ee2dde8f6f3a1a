using Engram.Storage;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Engram.CrossCheck;

/// <summary>What ONNX Runtime makes of an exported network and the first test images of a data set, as an .npz file with an array for each output.</summary>
internal static class OnnxDump
{
    public static void Write(string path, string modelPath, string dataName, int count)
    {
        ImageDataset images = DatasetCatalog.Load(dataName, null).Test.Take(count);
        float[] pixels = [.. Enumerable.Range(0, images.Count).SelectMany(image => images.Pixels(image).ToArray().Select(value => (float)value))];
        using InferenceSession session = new(modelPath);
        string input = session.InputMetadata.Keys.Single();
        NamedOnnxValue value = NamedOnnxValue.CreateFromTensor(input, new DenseTensor<float>(pixels, [images.Count, images.Shape.InputSize]));
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = session.Run([value]);
        NpzFile.Write(path, outputs.ToDictionary(output => output.Name, ToArray));
    }

    private static NpyArray ToArray(DisposableNamedOnnxValue output) => output.Value switch
    {
        Tensor<float> floats => new NpyArray(floats.ToArray(), [.. Lengths(floats.Dimensions)]),
        Tensor<long> longs => new NpyArray(longs.ToArray(), [.. Lengths(longs.Dimensions)]),
        _ => throw new NotSupportedException(output.Name),
    };

    private static IEnumerable<long> Lengths(ReadOnlySpan<int> dimensions) => dimensions.ToArray().Select(length => (long)length);
}
