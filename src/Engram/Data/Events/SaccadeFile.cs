using Engram.Storage;

namespace Engram.Data.Events;

/// <summary>
/// A file of N-MNIST or N-Caltech101 (Orchard et al. 2015), recorded while the camera made small movements: 5 bytes per event, x, y, and 1 bit of polarity (1 = ON)
/// with 23 bits of microseconds, the highest first. An event of y = 240 is none: it says that the clock has gone on by 2^13.
/// </summary>
internal sealed class SaccadeFile : EventFormat
{
    private const int EventBytes = 5;
    private const int OverflowRow = 240;
    private const long OverflowTime = 1 << 13;

    public override string Ending => ".bin";

    public override EventRecording Read(string path)
    {
        byte[] bytes = FileFailure.GuardReading(path, () => File.ReadAllBytes(path));
        if (bytes.Length % EventBytes != 0)
        {
            throw new EngramException($"{path} has {bytes.Length} bytes, but a recording has {EventBytes} for each event; replace it by a good copy.");
        }

        int most = bytes.Length / EventBytes;
        (int[] columns, int[] rows, long[] times, bool[] brighter) = (new int[most], new int[most], new long[most], new bool[most]);
        (int count, long gone) = (0, 0);
        for (int start = 0; start < bytes.Length; start += EventBytes)
        {
            ReadOnlySpan<byte> one = bytes.AsSpan(start, EventBytes);
            if (one[1] == OverflowRow)
            {
                gone += OverflowTime;
                continue;
            }

            (columns[count], rows[count], brighter[count]) = (one[0], one[1], one[2] >> 7 == 1);
            times[count++] = (((one[2] & 0x7F) << 16) | (one[3] << 8) | one[4]) + gone;
        }

        return new EventRecording(columns[..count], rows[..count], times[..count], brighter[..count]);
    }
}
