using System.Numerics;

namespace Engram.Models.Scores;

/// <summary>Finds the largest of some scores, where there is one.</summary>
internal static class LargestScore
{
    /// <summary>Stands for no place.</summary>
    public const int None = -1;

    /// <summary>
    /// The place of the largest score, the first of equals; <see cref="None"/> where all of several scores are equal, as those
    /// of a silent network, or where one is no number: then nothing speaks for any place.
    /// </summary>
    public static int Find<T>(ReadOnlySpan<T> scores)
        where T : IFloatingPointIeee754<T>
    {
        int largest = 0;
        bool differ = scores.Length == 1;
        for (int place = 0; place < scores.Length; place++)
        {
            if (T.IsNaN(scores[place]))
            {
                return None;
            }

            differ |= scores[place] != scores[0];
            largest = scores[place] > scores[largest] ? place : largest;
        }

        return differ ? largest : None;
    }
}
