using System.Text;
using Engram.Data.Images;
using Engram.Data.Own.Formats;

namespace Engram.PackageTests;

/// <summary>A form of own images of one's own: a line for each, its class before a colon and its pixels as letters from a to z.</summary>
internal sealed class LetterRows : DatasetFormat
{
    public const string Ending = ".letters";

    public override string Name => "letter-rows";

    public override string Title => $"a {Ending} file with a line of letters for each image";

    public override bool Recognizes(string path) => path.EndsWith(Ending, StringComparison.Ordinal);

    public override OwnParts Read(string path, OwnDataOptions options)
    {
        string[][] lines = [.. File.ReadLines(path).Select(line => line.Split(':'))];
        byte[] pixels = [.. lines.SelectMany(line => Encoding.ASCII.GetBytes(line[1]).Select(letter => (byte)((letter - 'a') * 10)))];
        RawImages images = new(new ImageShape(1, 1, lines[0][1].Length), pixels, [.. lines.Select((_, index) => $"line {index + 1}")]);
        return new OwnParts(new LabelledImages(images, [.. lines.Select(line => line[0])]), Test: null);
    }
}
