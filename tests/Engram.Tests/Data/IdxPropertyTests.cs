using CsCheck;
using Engram.Data.Formats;
using Engram.Tests.Storage;

namespace Engram.Tests.Data;

public sealed class IdxPropertyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Random_images_are_taken_well(bool packed) =>
        HostileBytes.AreTakenWell(HostileBytes.Random(Images(packed)), (file, name) => IdxFile.ReadImages(file, name));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Mutated_images_are_taken_well(bool packed) =>
        HostileBytes.AreTakenWell(HostileBytes.Mutated(Images(packed)), (file, name) => IdxFile.ReadImages(file, name));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Mutated_labels_are_taken_well(bool packed) =>
        HostileBytes.AreTakenWell(HostileBytes.Mutated(Labels(packed)), (file, name) => IdxFile.ReadLabels(file, name, 10));

    [Fact]
    public Task Mutations_before_packing_are_taken_well() =>
        HostileBytes.AreTakenWell(
            HostileBytes.Mutated(Images(packed: false)).Select(content => IdxBytes.Gzip(content)),
            (file, name) => IdxFile.ReadImages(file, name));

    private static byte[] Images(bool packed) => Pack(IdxBytes.Images(3, 5, 4), packed);

    private static byte[] Labels(bool packed) => Pack(IdxBytes.Labels(1, 2, 3, 9, 0), packed);

    private static byte[] Pack(byte[] content, bool packed) => packed ? IdxBytes.Gzip(content) : content;
}
