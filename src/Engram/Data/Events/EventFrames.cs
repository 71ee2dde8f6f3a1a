using Engram.Data.Images;

namespace Engram.Data.Events;

/// <summary>
/// Recordings as images whose channels are time steps, each with a channel of OFF and one of ON events: a pixel is 255 where at least one event fell into the step. A
/// recording's own duration is divided into steps of equal length.
/// </summary>
/// <param name="steps">Time steps.</param>
/// <param name="height">Rows of the sensor.</param>
/// <param name="width">Columns of the sensor.</param>
internal sealed class EventFrames(int steps, int height, int width)
{
    /// <summary>Columns or rows of the largest sensor.</summary>
    public const int MostPixels = 1 << 14;

    /// <summary>Channels of a step: OFF and ON.</summary>
    public const int Polarities = 2;

    /// <summary>A recording as an image.</summary>
    /// <exception cref="EngramException">An event is outside of the sensor.</exception>
    public RawImage Of(EventRecording recording, string path)
    {
        ImageShape shape = new(checked(steps * Polarities), height, width);
        byte[] pixels = new byte[shape.InputSize];
        long first = recording.Times.Min();
        Int128 length = (Int128)recording.Times.Max() - first + 1;
        for (int index = 0; index < recording.Count; index++)
        {
            (int column, int row) = (recording.Columns[index], recording.Rows[index]);
            if (column >= width || row >= height)
            {
                throw new EngramException(
                    $"Event {index} of {path} is in row {row}, column {column}, but the sensor has {height}x{width} pixels; give --shape the sensor's height and width.");
            }

            int step = (int)(((Int128)recording.Times[index] - first) * steps / length);
            int channel = (step * Polarities) + (recording.IsBrighter[index] ? 1 : 0);
            pixels[(((channel * height) + row) * width) + column] = byte.MaxValue;
        }

        return new RawImage(shape, pixels);
    }
}
