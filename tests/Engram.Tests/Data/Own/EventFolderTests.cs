using System.Buffers.Binary;
using System.Text;
using Engram.Data.Events;
using Engram.Data.Images;
using Engram.Experiments.Evaluations;
using Engram.Storage;

namespace Engram.Tests.Data.Own;

/// <summary>Recordings of events as images whose channels are time steps.</summary>
public sealed class EventFolderTests : IDisposable
{
    private static readonly OwnDataOptions _fourSteps = new() { EventSteps = 4 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_of_N_MNIST_are_binned_into_steps_of_equal_length()
    {
        // Microseconds 1,000 to 1,399: steps of 100.
        Write("Train/0/1.bin", Saccade((2, 1, true, 1000), (0, 0, false, 1099), (0, 0, true, 1100), (1, 0, true, 1250), (2, 0, false, 1399)));
        Write("Train/1/1.bin", Saccade((0, 1, true, 7)));
        Write("Test/0/1.bin", Saccade((0, 0, false, 1 << 22)));
        Write("Test/1/1.bin", Saccade((1, 1, true, 5)));
        DatasetSplits splits = OwnData.Load(_folder.Path, _fourSteps);
        Assert.Equal(new ImageShape(8, 2, 3), splits.Train.Shape);
        Assert.Equal(["0", "1"], splits.Train.ClassNames);
        Assert.Equal((2, 2), (splits.Train.Count, splits.Test.Count));
        int zero = splits.Train.Labels.IndexOf(0);

        // Channel 2 · step + polarity, then row and column.
        Assert.Equal(
            [(0, 0, 0), (1, 1, 2), (3, 0, 0), (5, 0, 1), (6, 0, 2)],
            Lit(splits.Train.Pixels(zero), splits.Train.Shape));
        Assert.Equal([(1, 1, 0)], Lit(splits.Train.Pixels(1 - zero), splits.Train.Shape));
    }

    [Fact]
    public void An_event_in_row_240_moves_the_clock()
    {
        byte[] bytes = Saccade((0, 0, true, 0), (5, 240, true, 3), (1, 0, true, 0));
        EventRecording recording = Read("a.bin", bytes);
        Assert.Equal([0, 1], recording.Columns);
        Assert.Equal([0L, 8192L], recording.Times);
    }

    [Fact]
    public void Arrays_and_records_hold_the_same()
    {
        (string, NpyArray)[] arrays =
        [
            ("x", new NpyArray((int[])[3, 0], 2)), ("y", new NpyArray((byte[])[1, 2], 2)), ("t", new NpyArray((long[])[10, 4_000_000_000], 2)), ("p", new NpyArray((int[])[-1, 1], 2)),
        ];
        OwnFiles.Npz(_folder["arrays.npz"], arrays);
        OwnFiles.RawNpz(_folder["records.npz"], ("events", Records((3, 1, 10, false), (0, 2, 4_000_000_000, true))));
        foreach (string name in (string[])["arrays.npz", "records.npz"])
        {
            EventRecording recording = EventFormats.Read(_folder[name]);
            Assert.Equal([3, 0], recording.Columns);
            Assert.Equal([1, 2], recording.Rows);
            Assert.Equal([10L, 4_000_000_000L], recording.Times);
            Assert.Equal([false, true], recording.IsBrighter);
        }
    }

    [Fact]
    public void A_shape_says_the_sensor_s_size()
    {
        Write("0/1.bin", Saccade((2, 1, true, 1)));
        Write("1/1.bin", Saccade((2, 1, true, 1)));
        OwnDataOptions options = _fourSteps with { TestsAll = true, Shape = new ImageShape(1, 5, 6) };
        Assert.Equal(new ImageShape(8, 5, 6), OwnData.Load(_folder.Path, options).Train.Shape);
        Assert.Equal(
            $"Event 0 of {_folder["0/1.bin"]} is in row 1, column 2, but the sensor has 5x2 pixels; give --shape the sensor's height and width.",
            Assert.Throws<EngramException>(() => OwnData.Load(_folder.Path, options with { Shape = new ImageShape(1, 5, 2) })).Message
                .Replace(_folder["1/1.bin"], _folder["0/1.bin"], StringComparison.Ordinal));
    }

    [Fact]
    public void A_network_takes_recordings_without_folders_of_classes()
    {
        Write("some/a.bin", Saccade((2, 1, true, 1), (0, 0, false, 9)));
        var images = new NetworkImages(new ImageShape(4, 2, 3), ImageConversion.None);
        Assert.Equal([(1, 1, 2), (2, 0, 0)], Lit(images.Read([_folder["some"]]).Pixels, new ImageShape(4, 2, 3)));
        Assert.Equal([(1, 1, 2), (2, 0, 0)], Lit(images.Read([_folder["some/a.bin"]]).Pixels, new ImageShape(4, 2, 3)));
    }

    [Fact]
    public void Arrays_of_five_dimensions_are_frames()
    {
        byte[] pixels = [.. Enumerable.Range(0, 4 * 2 * 2 * 3).Select(value => (byte)(value + 2))];
        OwnFiles.Npz(_folder["a.npz"], ("images", new NpyArray(pixels, 4, 2, 2, 1, 3)), ("labels", new NpyArray((int[])[0, 1, 0, 1], 4)));
        ImageDataset train = OwnData.Load(_folder["a.npz"], new OwnDataOptions { TestsAll = true }).Train;
        Assert.Equal(new ImageShape(4, 1, 3), train.Shape);
        Assert.Equal(pixels[..12], train.Pixels(0).ToArray());
    }

    [Theory]
    [InlineData("cut", "a.bin has 9 bytes, but a recording has 5 for each event; replace it by a good copy.")]
    [InlineData("empty", "a.bin holds no events; remove it, or replace it by a good copy.")]
    [InlineData("no t", "a.npz has 0 arrays or fields called t, but a recording of events has x, y, t and p, one of each; it has p, x, y.")]
    [InlineData("unequal", "a.npz has 2 values of x, but 1 of t; save one of each for every event.")]
    [InlineData("negative", "x in a.npz is -1 for event 1, but pixels are counted from 0 to 16383; save where on the sensor the event was.")]
    [InlineData("part of a second", "t in a.npz is 0.5 for event 0, but events have whole numbers, and real ones are exact below 16777216 only; save int64, times in microseconds.")]
    [InlineData("long time", "t in a.npz is 16777216 for event 1, but events have whole numbers, and real ones are exact below 16777216 only; save int64, times in microseconds.")]
    [InlineData("table", "t in a.npz has the shape [2, 1], but there is one value for every event; save a flat array.")]
    public void What_is_no_recording_gives_its_sentence(string change, string sentence)
    {
        string name = sentence.Contains("a.bin", StringComparison.Ordinal) ? "a.bin" : "a.npz";
        NpyArray two = new((int[])[0, change == "negative" ? -1 : 1], 2);
        NpyArray times = change switch
        {
            "unequal" => new NpyArray((int[])[0], 1),
            "part of a second" => new NpyArray((float[])[0.5f, 1], 2),
            "long time" => new NpyArray((float[])[0, 16777217], 2),
            "table" => new NpyArray((int[])[0, 1], 2, 1),
            _ => new NpyArray((int[])[0, 1], 2),
        };
        if (name == "a.bin")
        {
            Write(name, new byte[change == "cut" ? 9 : 0]);
        }
        else
        {
            (string, NpyArray)[] all = [("x", two), ("y", new NpyArray((int[])[0, 1], 2)), ("t", times), ("p", new NpyArray((int[])[0, 1], 2))];
            OwnFiles.Npz(_folder[name], [.. all.Where(array => change != "no t" || array.Item1 != "t")]);
        }

        Assert.Equal(sentence, Assert.Throws<EngramException>(() => EventFormats.Read(_folder[name])).Message.Replace(_folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_fields_of_one_name_are_damage()
    {
        byte[] records = Records((3, 1, 10, false));
        records.AsSpan().Replace((byte)'y', (byte)'x');
        OwnFiles.RawNpz(_folder["twice.npz"], ("events", records));
        Assert.Equal($"{_folder["twice.npz"]} is damaged or not a .npz file; write it again.", Assert.Throws<EngramException>(() => EventFormats.Read(_folder["twice.npz"])).Message);
    }

    [Fact]
    public void Of_recordings_that_cannot_be_read_the_first_is_named()
    {
        for (int place = 0; place < 40; place++)
        {
            Write($"0/{place:D2}.bin", new byte[7]);
        }

        Assert.Equal(
            $"{_folder["0/00.bin"]} has 7 bytes, but a recording has 5 for each event; replace it by a good copy.",
            Assert.Throws<EngramException>(() => OwnData.Load(_folder.Path)).Message);
    }

    [Fact]
    public void Test_recordings_from_elsewhere_have_the_sensor_of_all()
    {
        Write("small/0/a.bin", Saccade((0, 0, true, 1), (3, 2, true, 2)));
        Write("small/1/a.bin", Saccade((2, 2, true, 1)));
        Write("other/0/b.bin", Saccade((1, 7, true, 1)));
        Write("other/1/b.bin", Saccade((1, 1, true, 1)));
        DatasetSplits splits = OwnData.Load(_folder["small"], new OwnDataOptions { TestPath = _folder["other"], EventSteps = 2 });
        Assert.Equal(splits.Train.Shape, splits.Test.Shape);
        Assert.Equal((8, 4), (splits.Test.Shape.Height, splits.Test.Shape.Width));
    }

    [Fact]
    public void More_values_than_an_image_may_have_are_refused()
    {
        Assert.Equal(new ImageShape(16, 4096, 4096), new EventFrames(8, 4096, 4096).Of(Read("a.bin", Saccade((0, 0, true, 1))), "a.bin").Shape);
        Assert.Equal(
            "Recordings of a sensor of 4096x4097 pixels have 268500992 values in 8 steps, more than 268435456; take fewer --event-steps, or give --shape the sensor's size where a stray event makes it larger.",
            Assert.Throws<EngramException>(() => new EventFrames(8, 4096, 4097)).Message);
    }

    [Fact]
    public void Recordings_have_no_color()
    {
        Write("0/1.bin", Saccade((2, 1, true, 1)));
        OwnDataOptions options = _fourSteps with { Conversion = new ImageConversion { Grayscale = true } };
        Assert.Equal(
            $"{_folder.Path} holds recordings of events, which have no color; leave --grayscale out.",
            Assert.Throws<EngramException>(() => OwnData.Load(_folder.Path, options)).Message);
    }

    private EventRecording Read(string name, byte[] bytes)
    {
        Write(name, bytes);
        return EventFormats.Read(_folder[name]);
    }

    private void Write(string name, byte[] bytes) => OwnFiles.Write(_folder[name], bytes);

    private static byte[] Saccade(params (int X, int Y, bool On, int Time)[] events) =>
        [.. events.SelectMany(one => (byte[])[(byte)one.X, (byte)one.Y, (byte)((one.On ? 128 : 0) | (one.Time >> 16)), (byte)(one.Time >> 8), (byte)one.Time])];

    // As numpy writes an array with tonic's type of events.
    private static byte[] Records(params (short X, short Y, long T, bool P)[] events)
    {
        string header = $"{{'descr': [('x', '<i2'), ('y', '<i2'), ('t', '<i8'), ('p', '|b1')], 'fortran_order': False, 'shape': ({events.Length},), }}".PadRight(117) + "\n";
        List<byte> bytes = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)];
        foreach ((short x, short y, long t, bool p) in events)
        {
            byte[] record = new byte[13];
            BinaryPrimitives.WriteInt16LittleEndian(record, x);
            BinaryPrimitives.WriteInt16LittleEndian(record.AsSpan(2), y);
            BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(4), t);
            record[12] = p ? (byte)1 : (byte)0;
            bytes.AddRange(record);
        }

        return [.. bytes];
    }

    private static List<(int Channel, int Row, int Column)> Lit(ReadOnlySpan<byte> pixels, ImageShape shape)
    {
        List<(int, int, int)> lit = [];
        for (int pixel = 0; pixel < shape.InputSize; pixel++)
        {
            if (pixels[pixel] > 0)
            {
                Assert.Equal(255, pixels[pixel]);
                lit.Add((pixel / shape.PixelCount, pixel % shape.PixelCount / shape.Width, pixel % shape.Width));
            }
        }

        return lit;
    }
}
