using Engram.Data.Images;

namespace Engram.Data.Events;

/// <summary>
/// Recordings as images whose channels are time steps, each with a channel of OFF and one of ON events: a pixel is 255 where at least one event fell into the step. A
/// recording's own duration is divided into steps of equal length.
/// </summary>
internal sealed class EventFrames
{
    /// <summary>Columns or rows of the largest sensor.</summary>
    public const int MostPixels = 1 << 14;

    /// <summary>Channels of a step: OFF and ON.</summary>
    public const int Polarities = 2;

    private readonly int _steps;
    private readonly ImageShape _shape;

    /// <param name="steps">Time steps.</param>
    /// <param name="height">Rows of the sensor.</param>
    /// <param name="width">Columns of the sensor.</param>
    /// <exception cref="EngramException">An image would have more values than there may be.</exception>
    public EventFrames(int steps, int height, int width)
    {
        if ((Int128)steps * Polarities * height * width > ImageShape.MaximumInputSize)
        {
            throw new EngramException(
                $"Recordings of a sensor of {height}x{width} pixels have {(Int128)steps * Polarities * height * width} values in {steps} steps, more than {ImageShape.MaximumInputSize}; take fewer --event-steps, or give --shape the sensor's size where a stray event makes it larger.");
        }

        _steps = steps;
        _shape = new ImageShape(steps * Polarities, height, width);
    }

    /// <summary>A recording as an image.</summary>
    /// <exception cref="EngramException">An event is outside of the sensor.</exception>
    public RawImage Of(EventRecording recording, string path)
    {
        byte[] pixels = new byte[_shape.InputSize];
        long first = recording.Times.Min();
        Int128 length = (Int128)recording.Times.Max() - first + 1;
        for (int index = 0; index < recording.Count; index++)
        {
            (int column, int row) = (recording.Columns[index], recording.Rows[index]);
            if (column >= _shape.Width || row >= _shape.Height)
            {
                throw new EngramException(
                    $"Event {index} of {path} is in row {row}, column {column}, but the sensor has {_shape.Height}x{_shape.Width} pixels; give --shape the sensor's height and width.");
            }

            int step = (int)(((Int128)recording.Times[index] - first) * _steps / length);
            int channel = (step * Polarities) + (recording.IsBrighter[index] ? 1 : 0);
            pixels[(((channel * _shape.Height) + row) * _shape.Width) + column] = byte.MaxValue;
        }

        return new RawImage(_shape, pixels);
    }
}
