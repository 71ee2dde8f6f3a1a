using System.Runtime.CompilerServices;

namespace Engram.Tests;

/// <summary>The generator against published vectors, and what is built on it.</summary>
public class RandomStreamTests
{
    [Fact]
    public void SplitMix64_gives_the_published_vector_of_seed_1234567()
    {
        ulong state = 1234567;
        ulong[] outputs = [.. Enumerable.Range(0, 5).Select(_ => SplitMix64(null!, ref state))];

        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            outputs);
    }

    [Fact]
    public void Xoshiro256starstar_gives_the_published_vector_of_state_1_2_3_4()
    {
        RandomStream random = new(0);
        (S0(random), S1(random), S2(random), S3(random)) = (1, 2, 3, 4);

        Assert.Equal(
            [
                11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625,
                8476171486693032832, 10595114339597558777, 2904607092377533576,
            ],
            Outputs(random, 10));
    }

    [Fact]
    public void A_seed_is_expanded_by_SplitMix64()
    {
        Assert.Equal(
            [11091344671253066420, 13793997310169335082, 1900383378846508768, 7684712102626143532, 13521403990117723737],
            Outputs(new RandomStream(0), 5));
        Assert.Equal(
            [1546998764402558742, 6990951692964543102, 12544586762248559009, 17057574109182124193, 18295552978065317476],
            Outputs(new RandomStream(42), 5));
    }

    [Fact]
    public void Floats_are_multiples_of_two_to_the_minus_24_below_one()
    {
        RandomStream random = new(7);
        for (int draw = 0; draw < 10_000; draw++)
        {
            float value = random.NextFloat();
            Assert.InRange(value, 0, MathF.BitDecrement(1));
            Assert.Equal(0, value * (1 << 24) % 1);
        }
    }

    [Fact]
    public void Floats_are_uniform()
    {
        RandomStream random = new(8);
        const int draws = 100_000;
        int[] bins = new int[50];
        double sum = 0;
        double squares = 0;
        for (int draw = 0; draw < draws; draw++)
        {
            float value = random.NextFloat(-2, 6);
            bins[(int)((value + 2) / 8 * bins.Length)]++;
            sum += value;
            squares += value * value;
        }

        double mean = sum / draws;
        Assert.Equal(2, mean, 0.03);
        Assert.Equal(64.0 / 12, (squares / draws) - (mean * mean), 0.1);
        RequireUniform(bins, draws);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(60)]
    public void Indices_are_uniform(int bound)
    {
        RandomStream random = new(9);
        int[] counts = new int[bound];
        for (int draw = 0; draw < 90_000; draw++)
        {
            counts[random.NextIndex(bound)]++;
        }

        RequireUniform(counts, 90_000);
    }

    [Fact]
    public void Indices_below_a_bound_that_does_not_divide_the_range_are_not_biased()
    {
        // A plain multiplication or remainder of 32 bits would favor the lower half of this bound by two to one.
        const int bound = (int)(0.75 * int.MaxValue);
        RandomStream random = new(10);
        int low = 0;
        for (int draw = 0; draw < 100_000; draw++)
        {
            int index = random.NextIndex(bound);
            Assert.InRange(index, 0, bound - 1);
            low += index < bound / 2 ? 1 : 0;
        }

        Assert.Equal(50_000, low, 1000.0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_impossible_bound_is_refused(int bound) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(1).NextIndex(bound));

    [Fact]
    public void A_shuffle_is_a_permutation_and_every_place_is_equally_likely()
    {
        RandomStream random = new(11);
        int[] placesOfZero = new int[8];
        for (int round = 0; round < 16_000; round++)
        {
            int[] values = [.. Enumerable.Range(0, 8)];
            random.Shuffle(values);
            placesOfZero[Array.IndexOf(values, 0)]++;
            Assert.Equal(Enumerable.Range(0, 8), values.Order());
        }

        RequireUniform(placesOfZero, 16_000);
    }

    [Fact]
    public void Nothing_and_a_single_value_can_be_shuffled()
    {
        int[] one = [5];
        new RandomStream(1).Shuffle([]);
        new RandomStream(1).Shuffle(one);
        Assert.Equal([5], one);
    }

    [Fact]
    public void Every_seed_purpose_and_place_has_a_stream_of_its_own()
    {
        List<ulong> firsts = [];
        foreach (ulong seed in new ulong[] { 0, 1, 2, ulong.MaxValue })
        {
            foreach (RandomPurpose purpose in Enum.GetValues<RandomPurpose>())
            {
                firsts.Add(RandomStream.For(seed, purpose).Next());
                for (int layer = 0; layer < 3; layer++)
                {
                    firsts.Add(RandomStream.For(seed, purpose, layer).Next());
                    firsts.AddRange(Enumerable.Range(0, 50).Select(epoch => RandomStream.For(seed, purpose, layer, epoch).Next()));
                }
            }
        }

        Assert.Equal(firsts.Count, firsts.Distinct().Count());
    }

    [Fact]
    public void The_same_place_has_the_same_stream() => Assert.Equal(
        Outputs(RandomStream.For(3, RandomPurpose.Negatives, 1, 2), 20),
        Outputs(RandomStream.For(3, RandomPurpose.Negatives, 1, 2), 20));

    [Fact]
    public void Neighboring_streams_are_not_correlated()
    {
        double product = 0;
        for (int place = 0; place < 20_000; place++)
        {
            float here = RandomStream.For(5, RandomPurpose.Dropout, place).NextFloat(-1, 1);
            float next = RandomStream.For(5, RandomPurpose.Dropout, place + 1).NextFloat(-1, 1);
            product += here * next;
        }

        Assert.Equal(0, product / 20_000, 0.01);
    }

    [Fact]
    public void The_numbers_of_purposes_are_part_of_the_file_format() => Assert.Equal(
        ["InitialWeights 1", "SampleOrder 2", "Negatives 3", "Dropout 4", "Selectivity 5", "ControlLabels 6", "Bootstrap 7", "RunPermutation 8", "SweepSettings 9", "Augmentation 10", "Validation 11", "InitialObjective 12", "TestImages 13", "FolderOrder 14", "StepNegatives 15", "ReadOutOrder 16", "InputSpikes 17", "LesionSets 18", "RemovalOrder 19", "TuningClasses 20", "Assemblies 21", "ClassBootstrap 22"],
        Enum.GetValues<RandomPurpose>().Select(purpose => $"{purpose} {(int)purpose}"));

    private static ulong[] Outputs(RandomStream random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next())];

    // Chi-squared, six standard deviations above its mean; the seeds are fixed, so this passes always or never.
    private static void RequireUniform(int[] counts, int draws)
    {
        double expected = draws / (double)counts.Length;
        double chiSquared = counts.Sum(count => (count - expected) * (count - expected) / expected);
        double freedom = counts.Length - 1;
        Assert.InRange(chiSquared, 0, freedom + (6 * Math.Sqrt(2 * freedom)));
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "SplitMix64")]
    private static extern ulong SplitMix64(RandomStream type, ref ulong state);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_s0")]
    private static extern ref ulong S0(RandomStream random);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_s1")]
    private static extern ref ulong S1(RandomStream random);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_s2")]
    private static extern ref ulong S2(RandomStream random);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_s3")]
    private static extern ref ulong S3(RandomStream random);
}
