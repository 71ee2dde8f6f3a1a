using Engram.Tests.Data.Own;

namespace Engram.Tests.Cli.BadInput;

/// <summary>Images that cannot be predicted.</summary>
internal static class BadImages
{
    public static IEnumerable<BadInputCase> All =>
    [
        Case("image that does not exist", "$/x.png", "$/x.png does not exist; name an image, a folder of images, or a file or folder of own data."),
        Case("image of another size", "$/x.png", "$/x.png has 20x20 pixels, but the network takes 28x28; add --resize, or bring it to that size.", folder => OwnFiles.Write(folder["x.png"], ImageBytes.Grey(20, 9))),
        Case("image with colors for a network without", "$/x.png", "$/x.png has 3 channels, but the network takes 1 channel; add --grayscale, or convert it.", folder => OwnFiles.Write(folder["x.png"], ImageBytes.Png(3, 28, 28, new byte[28 * 28 * 3]))),
        Case("one image of another size in a folder", "$/images", "$/images/b.png has 20x20 pixels, but the network takes 28x28; add --resize, or bring it to that size.", folder =>
        {
            OwnFiles.Write(folder["images/a.png"], ImageBytes.Grey(28, 9));
            OwnFiles.Write(folder["images/b.png"], ImageBytes.Grey(20, 9));
        }),
        Case("text called like an image", "$/x.png", "$/x.png is not a PNG, JPEG or BMP image; convert it to one of these, or remove it.", folder => folder.Write("x.png", "an image")),
        Case("image of a form that no network takes", "$/x.webp", "$/x.webp is neither PNG, JPEG nor BMP; convert it to one of these.", folder => folder.Write("x.webp", "an image")),
        Case("image of such a form in a folder", "$/images", "$/images/b.gif is neither PNG, JPEG nor BMP; convert it to one of these, or remove it.", folder =>
        {
            OwnFiles.Write(folder["images/a.png"], ImageBytes.Grey(28, 9));
            folder.Write("images/b.gif", "an image");
        }),
        Case("second image that does not exist", "$/x.png $/y.png", "$/y.png does not exist; name an image, a folder of images, or a file or folder of own data.", folder => OwnFiles.Write(folder["x.png"], ImageBytes.Grey(28, 9))),
        Case("damaged image", "$/x.png", "$/x.png is a damaged image (it is cut short); replace it by a good copy, or remove it.", folder => OwnFiles.Write(folder["x.png"], ImageBytes.Grey(28, 9)[..^9])),
        Case("images of another size in one file", "$/images-idx3-ubyte", "$/images-idx3-ubyte has 2x2 pixels, but the network takes 28x28; add --resize, or bring it to that size.", folder =>
            OwnFiles.Write(folder["images-idx3-ubyte"], [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4])),
    ];

    private static BadInputCase Case(string what, string path, string sentence, Action<BadInputFolder>? prepare = null) => new(
        what, $"predict $/run {path}", sentence, Prepare: folder =>
        {
            folder.Finish();
            prepare?.Invoke(folder);
        });
}
