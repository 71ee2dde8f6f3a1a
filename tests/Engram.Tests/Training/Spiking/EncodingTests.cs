using Engram.Families;
using Engram.Families.Spiking.Encodings;
using Engram.Models;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Training;

namespace Engram.Tests.Training.Spiking;

/// <summary>What images become as spikes: how often and when pixels fire, and what decides it.</summary>
public sealed class EncodingTests
{
    private static readonly ImageDataset _train = SyntheticImages.Create(30, channels: 10);

    public static TheoryData<string> Names => [.. InputEncodings.All.Where(one => one.MakesSpikes).Select(one => one.Name)];

    [Fact]
    public void With_poisson_a_pixel_fires_as_often_as_it_is_bright()
    {
        const int steps = 4000;
        float[] image = [0, 1 / 255f, 0.1f, 0.5f, 0.9f, 1];
        SpikeTrains trains = Encode("poisson", image, steps);
        for (int input = 0; input < image.Length; input++)
        {
            double share = Times(trains, input).Count / (double)steps;
            double deviation = Math.Sqrt(image[input] * (1 - image[input]) / steps);
            Assert.InRange(share, image[input] - (5 * deviation), image[input] + (5 * deviation));
        }
    }

    [Fact]
    public void With_poisson_a_spike_says_nothing_of_the_next_nor_of_another_pixel()
    {
        const int steps = 4000;
        SpikeTrains trains = Encode("poisson", [0.5f, 0.5f], steps);
        int[] first = Times(trains, 0).ToArray();
        HashSet<int> second = [.. Times(trains, 1)];
        double deviation = Math.Sqrt(0.25 / first.Length);
        for (int lag = 1; lag <= 8; lag++)
        {
            Assert.InRange(first.Count(time => first.Contains(time + lag)) / (double)first.Length, 0.5 - (5 * deviation), 0.5 + (5 * deviation));
        }

        Assert.InRange(first.Count(second.Contains) / (double)first.Length, 0.5 - (5 * deviation), 0.5 + (5 * deviation));
    }

    [Fact]
    public void With_poisson_spikes_are_drawn_for_the_seed_the_epoch_and_the_image()
    {
        float[] image = [.. Enumerable.Range(0, 50).Select(pixel => pixel / 50f)];
        float[] other = [.. image];
        other[^1] = 0.5f;
        int[] spikes = All(Encode("poisson", image, 10, seed: 3, showing: 2));
        Assert.Equal(spikes, All(Encode("poisson", image, 10, seed: 3, showing: 2, row: 4)));
        Assert.NotEqual(spikes, All(Encode("poisson", image, 10, seed: 3, showing: 1)));
        Assert.NotEqual(spikes, All(Encode("poisson", image, 10, seed: 4, showing: 2)));
        Assert.NotEqual(spikes, All(Encode("poisson", other, 10, seed: 3, showing: 2)));
    }

    [Fact]
    public void With_latency_a_pixel_fires_once_and_the_sooner_the_brighter_it_is()
    {
        float[] image = [1, 0.9f, 0.75f, 0.5f, 0.25f, 1 / 255f, 0];
        SpikeTrains trains = Encode("latency", image, steps: 5);
        Assert.Equal([0, 0, 1, 2, 3, 4], Enumerable.Range(0, 6).Select(input => Assert.Single(Times(trains, input))));
        Assert.Empty(Times(trains, 6));
        Assert.Equal(0, Assert.Single(Times(Encode("latency", [0.1f], steps: 1), 0)));
    }

    [Fact]
    public void With_frames_channels_follow_one_another()
    {
        SpikeTrains trains = Encode("frames", [1, 0, 0, 0.2f, 0, 0, 0, 1], steps: 2);
        Assert.Equal([0], Times(trains, 0));
        Assert.Equal([0, 1], Times(trains, 3));
        Assert.Empty(Times(trains, 1));
    }

    [Fact]
    public void Channels_that_steps_cannot_share_are_refused()
    {
        TrainingSpec spec = ModelTable.Find("spiking-ff").Defaults with { Encoding = "frames", Steps = 4 };
        Assert.Equal(
            "Images of 10x6x6 have 10 channels, which 4 steps cannot share; with encoding frames, use steps that divide the channels, or another encoding.",
            Assert.Throws<EngramException>(() => Trainer.Create(spec, _train)).Message);
    }

    [Fact]
    public void Spikes_are_made_of_brightness_alone()
    {
        TrainingSpec spec = ModelTable.Find("spiking-ff").Defaults with { Encoding = "latency", Pixels = "standardized" };
        Assert.Equal(
            "pixels is standardized, which cannot be used; use unit, since encoding latency makes spikes of brightness from 0 to 1.",
            Assert.Throws<EngramException>(() => Trainer.Create(spec, _train)).Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_do_not_change_what_is_learned(string encoding)
    {
        TrainingState one = TrainerProbe.Complete(Spec(encoding), _train, threads: 1);
        TrainerProbe.RequireEqual(one, TrainerProbe.Complete(Spec(encoding), _train, threads: 3));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_that_was_left_off_ends_alike(string encoding)
    {
        using TemporaryFolder folder = new();
        using Threading.WorkerPool workers = new(2);
        TrainingDriver trainer = TrainingDrivers.Create(Spec(encoding), _train, workers);
        while (!trainer.IsComplete)
        {
            trainer.TakeStep();
            TrainingStateFile.Write(folder["state"], trainer.State);
            trainer = TrainingDrivers.Resume(TrainingStateFile.Read(folder["state"]), _train, workers);
        }

        TrainerProbe.RequireEqual(TrainerProbe.Complete(Spec(encoding), _train), trainer.State);
    }

    private static TrainingSpec Spec(string encoding) => ModelTable.Find("spiking-ff").Defaults with
    {
        Encoding = encoding,
        Layers = [20, 17],
        Epochs = 2,
        BatchSize = 10,
        SpikeThreshold = 0.3f,
    };

    private static SpikeTrains Encode(string name, float[] image, int steps, ulong seed = 1, int showing = 0, int row = 0)
    {
        var encoding = (SpikeEncoding)InputEncodings.Find(name);
        SpikeTrains trains = new(row + 1, steps, image.Length);
        encoding.Encode(image, new EncodingKey(seed, showing), trains, row);
        return row == 0 ? trains : Moved(trains, row, image.Length);
    }

    private static SpikeTrains Moved(SpikeTrains trains, int row, int inputs)
    {
        SpikeTrains moved = new(1, trains.Steps, inputs);
        foreach ((int step, int input) in from step in Enumerable.Range(0, trains.Steps) from input in Enumerable.Range(0, inputs) where Fires(trains, row, step, input) select (step, input))
        {
            moved.Set(0, step, input);
        }

        return moved;
    }

    private static List<int> Times(SpikeTrains trains, int input) => [.. Enumerable.Range(0, trains.Steps).Where(step => Fires(trains, 0, step, input))];

    private static int[] All(SpikeTrains trains) => [.. Enumerable.Range(0, 50).SelectMany(input => Times(trains, input).Select(step => (input * trains.Steps) + step))];

    private static unsafe bool Fires(SpikeTrains trains, int row, int step, int input) => (trains.At(row, step)[input / 64] >> (input % 64) & 1) == 1;
}
