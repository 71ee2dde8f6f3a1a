namespace Engram.Tests.TestSupport;

/// <summary>Random inputs for kernels, the same in every run.</summary>
internal static class TestRandom
{
    /// <summary>A value in ±1 with all bits of the significand in use.</summary>
    public static float Signed(this Random random) => (random.NextSingle() * 2) - 1;

    public static float[] SignedArray(this Random random, int length)
    {
        float[] values = new float[length];
        for (int index = 0; index < length; index++)
        {
            values[index] = random.Signed();
        }

        return values;
    }

    public static int[] Indices(this Random random, int length, int bound)
    {
        int[] values = new int[length];
        for (int index = 0; index < length; index++)
        {
            values[index] = random.Next(bound);
        }

        return values;
    }
}
