using System.Globalization;

namespace Engram.Tests.TestSupport;

/// <summary>Comparison of floats bit by bit, so that +0 and −0 differ. NaNs are equal whatever their payload.</summary>
internal static class Bits
{
    public static void RequireEqual(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
        {
            if (!AreEqual(expected[index], actual[index]))
            {
                Assert.Fail(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what}: value {index} of {expected.Length} is {actual[index]:R} instead of {expected[index]:R}."));
            }
        }
    }

    public static bool AreEqual(float expected, float actual) =>
        BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual)
        || (float.IsNaN(expected) && float.IsNaN(actual));
}
