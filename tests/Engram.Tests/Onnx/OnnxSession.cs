using Engram.Models;
using Engram.Onnx;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Engram.Tests.Onnx;

/// <summary>An exported network as ONNX Runtime runs it.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;

    public OnnxSession(NetworkBody network)
    {
        using SessionOptions options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        _session = new InferenceSession(OnnxFile.Create(network).ToByteArray(), options);
    }

    public ModelMetadata Metadata => _session.ModelMetadata;

    public IReadOnlyList<string> Outputs => _session.OutputNames;

    /// <summary>Runs some images; every output by its name.</summary>
    public Dictionary<string, (Array Values, int[] Shape)> Run(ImageDataset data, int first, int count)
    {
        float[] pixels = [.. Enumerable.Range(first, count).SelectMany(image => data.Pixels(image).ToArray().Select(value => (float)value))];
        NamedOnnxValue input = NamedOnnxValue.CreateFromTensor(OnnxFile.Images, new DenseTensor<float>(pixels, [count, data.Shape.InputSize]));
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = _session.Run([input]);
        return outputs.ToDictionary(output => output.Name, output => output.Value switch
        {
            Tensor<float> floats => ((Array)floats.ToArray(), floats.Dimensions.ToArray()),
            Tensor<long> longs => (longs.ToArray(), longs.Dimensions.ToArray()),
            _ => throw new InvalidOperationException(output.Name),
        });
    }

    public void Dispose() => _session.Dispose();
}
