using Engram.Models;
using Engram.Tests.TestSupport;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training;

/// <summary>Shifted and mirrored images, and that a training on them goes on exactly and depends on no cache.</summary>
public sealed class AugmentationTests : IDisposable
{
    private static readonly ImageDataset _train = SyntheticImages.Create(40, channels: 3);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Cases => [.. new[] { ("ff", "greedy"), ("ff", "joint"), ("bp-ff", "greedy"), ("bp", "greedy") }];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, false)]
    [InlineData(0, true)]
    [InlineData(9, true)]
    public void Every_image_is_a_shifted_and_perhaps_mirrored_one_and_others_in_the_next_epoch(int shift, bool flip)
    {
        using WorkerPool workers = new(2);
        AugmentedImages augmented = new(new TrainingSpec { Shift = shift, Flip = flip }, _train, workers);
        HashSet<string>[] seen = [[], []];
        for (int epoch = 0; epoch < 2; epoch++)
        {
            augmented.Draw(new TrainingPosition(0, epoch, 0));
            for (int sample = 0; sample < _train.Count; sample++)
            {
                string pixels = Convert.ToHexString(augmented.Images.Pixels(sample));
                (int Down, int Right, bool Mirrored)[] fitting = [.. Variants(shift, flip).Where(v => Convert.ToHexString(Moved(_train.Pixels(sample), v)) == pixels)];
                Assert.NotEmpty(fitting);
                seen[epoch].UnionWith(fitting.Select(variant => $"{variant}"));
            }

            Assert.Equal(_train.Labels, augmented.Images.Labels);
        }

        Assert.All(seen, variants => Assert.InRange(variants.Count, flip && shift == 0 ? 2 : 15, int.MaxValue));
        string second = string.Concat(Enumerable.Range(0, _train.Count).Select(sample => Convert.ToHexString(augmented.Images.Pixels(sample))));
        augmented.Draw(new TrainingPosition(0, 0, 0));
        Assert.NotEqual(second, string.Concat(Enumerable.Range(0, _train.Count).Select(sample => Convert.ToHexString(augmented.Images.Pixels(sample)))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_training_goes_on_exactly_wherever_it_was_left_off_at_any_number_of_threads(string model, string schedule)
    {
        TrainingSpec spec = new() { Model = model, Schedule = schedule, Layers = [33, 32], Epochs = 2, BatchSize = 13, Shift = 1, Flip = true };
        TrainingState expected = TrainerProbe.Complete(spec, _train, threads: 2);
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(spec, _train, workers);
        while (!trainer.IsComplete)
        {
            trainer.TakeStep();
            TrainingStateFile.Write(_folder["checkpoint.safetensors"], trainer.State);
            trainer = TrainingDrivers.Resume(TrainingStateFile.Read(_folder["checkpoint.safetensors"]), _train, workers);
        }

        TrainerProbe.RequireEqual(expected, trainer.State);
    }

    private static IEnumerable<(int Down, int Right, bool Mirrored)> Variants(int shift, bool flip) =>
        from down in Enumerable.Range(-shift, (2 * shift) + 1)
        from right in Enumerable.Range(-shift, (2 * shift) + 1)
        from mirrored in flip ? new[] { false, true } : [false]
        select (down, right, mirrored);

    private static byte[] Moved(ReadOnlySpan<byte> source, (int Down, int Right, bool Mirrored) variant)
    {
        (_, int height, int width) = _train.Shape;
        byte[] moved = new byte[source.Length];
        for (int place = 0; place < moved.Length; place++)
        {
            int column = variant.Mirrored ? width - 1 - (place % width) : place % width;
            (int x, int y, int channel) = (column - variant.Right, (place / width % height) - variant.Down, place / (width * height));
            moved[place] = x >= 0 && x < width && y >= 0 && y < height ? source[(((channel * height) + y) * width) + x] : (byte)0;
        }

        return moved;
    }
}
