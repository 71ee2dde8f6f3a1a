// Writes a folder of PNG images to try own data with: the 26 capital letters, 32 x 32 pixels, each turned, moved and scaled at random.
//
//     dotnet run examples/letters.cs -- letters [images of each letter, 120 without it]
using System.Buffers.Binary;
using System.IO.Compression;

const int Side = 32;
const int Rows = 7;
const int Columns = 5;

// Seven rows of five bits for each letter.
string[] font =
[
    "0E11111F111111", "1E11111E11111E", "0F10101010100F", "1E11111111111E", "1F10101E10101F", "1F10101E101010", "0F10101311110F",
    "1111111F111111", "0E04040404040E", "0702020202120C", "11121418141211", "1010101010101F", "111B1515111111", "11191513111111",
    "0E11111111110E", "1E11111E101010", "0E11111115120D", "1E11111E141211", "0F10100E01011E", "1F040404040404", "1111111111110E",
    "11111111110A04", "1111111515150A", "11110A040A1111", "11110A04040404", "1F01020408101F",
];

if (args.Length is < 1 or > 2 || (args.Length == 2 && (!int.TryParse(args[1], out int given) || given < 6)))
{
    Console.Error.WriteLine("Name a folder to write to, and a number of images of each letter from 6 on: dotnet run examples/letters.cs -- letters 120");
    return 2;
}

int count = args.Length == 2 ? int.Parse(args[1]) : 120;
Random random = new(1);
for (int letter = 0; letter < font.Length; letter++)
{
    for (int image = 0; image < count; image++)
    {
        // Every sixth image is for the test.
        string folder = Path.Combine(args[0], image % 6 == 5 ? "test" : "train", $"{(char)('A' + letter)}");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, $"{image:0000}.png"), Png(Draw(Convert.FromHexString(font[letter]), random)));
    }
}

Console.WriteLine($"{font.Length * count} images in {args[0]}: train and test, each with a folder for every letter");
return 0;

// One byte per pixel, 0 where there is no ink.
static byte[] Draw(byte[] rows, Random random)
{
    double angle = (random.NextDouble() - 0.5) * 0.6;
    double size = 2.8 + random.NextDouble();
    double right = (random.NextDouble() - 0.5) * 8;
    double down = (random.NextDouble() - 0.5) * 6;
    byte[] pixels = new byte[Side * Side];
    for (int place = 0; place < pixels.Length; place++)
    {
        double x = (place % Side) - (Side / 2) - right;
        double y = (place / Side) - (Side / 2) - down;
        double column = (((x * Math.Cos(angle)) + (y * Math.Sin(angle))) / size) + (Columns / 2.0) - 0.5;
        double row = (((y * Math.Cos(angle)) - (x * Math.Sin(angle))) / size) + (Rows / 2.0) - 0.5;
        double ink = 0;
        for (int dot = 0; dot < Rows * Columns; dot++)
        {
            bool isSet = (rows[dot / Columns] >> (Columns - 1 - (dot % Columns)) & 1) == 1;
            double distance = Math.Sqrt(Math.Pow(column - (dot % Columns), 2) + Math.Pow(row - (dot / Columns), 2));
            ink = isSet ? Math.Max(ink, 1.3 - distance) : ink;
        }

        pixels[place] = (byte)Math.Clamp((ink * 255) + random.Next(30), 0, 255);
    }

    return pixels;
}

// A grey image: signature, head, packed rows (each after a 0 for "no filter"), end.
static byte[] Png(byte[] pixels)
{
    using MemoryStream packed = new();
    using (ZLibStream zlib = new(packed, CompressionLevel.Optimal))
    {
        foreach (byte[] row in pixels.Chunk(Side))
        {
            zlib.WriteByte(0);
            zlib.Write(row);
        }
    }

    byte[] head = [0, 0, 0, Side, 0, 0, 0, Side, 8, 0, 0, 0, 0];
    return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR"u8, head), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
}

static byte[] Chunk(ReadOnlySpan<byte> name, byte[] content)
{
    byte[] length = new byte[4], sum = new byte[4];
    BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
    byte[] summed = [.. name, .. content];
    uint crc = ~0u;
    foreach (byte value in summed)
    {
        crc ^= value;
        for (int bit = 0; bit < 8; bit++)
        {
            crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
        }
    }

    BinaryPrimitives.WriteUInt32BigEndian(sum, ~crc);
    return [.. length, .. summed, .. sum];
}
