using Engram.Data;
using Engram.Storage;

namespace Engram.Tests.Data;

public sealed class StoredLabelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(255, "|u1", "U8")]
    [InlineData(256, "<i4", "I32")]
    [InlineData(1000, "<i4", "I32")]
    public void Files_of_up_to_255_classes_hold_bytes_and_those_of_more_numbers(int classCount, string arrayType, string tensorType)
    {
        int[] labels = [0, classCount - 1, StoredLabels.None];
        NpyArray array = StoredLabels.ToArray(labels, classCount);
        SafetensorsTensor tensor = StoredLabels.ToTensor("labels", labels, classCount);
        SafetensorsFile.Write(_folder["a"], [tensor], new Dictionary<string, string>());
        Assert.Equal((arrayType, tensorType), (array.DataType, tensor.DataType));
        Assert.Equal(labels, StoredLabels.FromArray(array));
        Assert.Equal(labels, StoredLabels.FromTensor(SafetensorsFile.Read(_folder["a"]), tensor));
    }

    [Fact]
    public void Arrays_of_64_bit_numbers_are_labels_too_where_they_fit() =>
        Assert.Equal([999, 0, -1], StoredLabels.FromArray(new NpyArray([999L, 0, -1], 3)));

    [Fact]
    public void A_64_bit_number_that_is_no_label_is_named() => Assert.Equal(
        "4294967296 is no label, for labels are numbers below 2147483647; number the classes from 0.",
        Assert.Throws<EngramException>(() => StoredLabels.FromArray(new NpyArray([1L, 1L << 32], 2))).Message);

    [Fact]
    public void Other_arrays_are_no_labels() => Assert.Equal(
        "An array of numpy type <f4 was read where int32 is needed; convert it with numpy's astype(\"int32\").",
        Assert.Throws<EngramException>(() => StoredLabels.FromArray(new NpyArray([1f], 1))).Message);
}
