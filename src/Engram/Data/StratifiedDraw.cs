namespace Engram.Data;

/// <summary>Takes a share of the images of every class, drawn from a random stream of its own, so that equal seeds give equal parts.</summary>
internal static class StratifiedDraw
{
    /// <summary>Which images are taken: of every class the share, rounded to whole images; one at least stays.</summary>
    /// <param name="images">The images.</param>
    /// <param name="share">The share, from 0 to below 1.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="leastOfClass">Images that are taken of every class that has more, however small the share.</param>
    public static bool[] Of(ImageDataset images, float share, ulong seed, RandomPurpose purpose, int leastOfClass = 0)
    {
        bool[] isTaken = new bool[images.Count];
        foreach (IGrouping<int, int> samples in Enumerable.Range(0, images.Count).GroupBy(sample => images.Labels[sample]))
        {
            int[] ofClass = [.. samples];
            int count = Math.Min(Math.Max((int)Math.Round(share * (double)ofClass.Length), leastOfClass), ofClass.Length - 1);
            RandomStream.For(seed, purpose, samples.Key).Shuffle(ofClass);
            foreach (int sample in ofClass.Take(count))
            {
                isTaken[sample] = true;
            }
        }

        return isTaken;
    }
}
