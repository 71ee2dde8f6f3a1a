using System.IO.Compression;
using System.Text;
using Engram.Storage;

namespace Engram.Tests.Data.Own;

/// <summary>Writes small sets of own images into a folder, in every form.</summary>
internal static class OwnFiles
{
    /// <summary>Images of 3x3 pixels, one more bright than the other, in a folder for each class.</summary>
    public static void ClassFolders(string folder, int imagesOfEach, params string[] classes) => ClassFolders(folder, imagesOfEach, 3, classes);

    /// <inheritdoc cref="ClassFolders(string, int, string[])"/>
    public static void ClassFolders(string folder, int imagesOfEach, int side, string[] classes)
    {
        foreach ((int index, string name) in classes.Index())
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            for (int image = 0; image < imagesOfEach; image++)
            {
                File.WriteAllBytes(Path.Combine(folder, name, $"{image}.png"), ImageBytes.Grey(side, (index * 40) + image));
            }
        }
    }

    /// <summary>A file of any content; its folder is made.</summary>
    public static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    /// <summary>A .npz file of arrays.</summary>
    public static void Npz(string path, params (string Name, NpyArray Array)[] arrays) =>
        NpzFile.Write(path, arrays.ToDictionary(array => array.Name, array => array.Array));

    /// <summary>A .npz file with an array whose header and values are given.</summary>
    public static void RawNpz(string path, params (string Name, byte[] Content)[] arrays)
    {
        using ZipArchive archive = new(File.Create(path), ZipArchiveMode.Create);
        foreach ((string name, byte[] content) in arrays)
        {
            using Stream entry = archive.CreateEntry(name + ".npy").Open();
            entry.Write(content);
        }
    }

    /// <summary>The content of a .npy file.</summary>
    /// <param name="type">numpy's name of the type.</param>
    /// <param name="shape">The shape as Python writes it.</param>
    /// <param name="values">The bytes of the values.</param>
    public static byte[] Npy(string type, string shape, byte[] values)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. values];
    }

    /// <summary>Gray images of 3x3 pixels as an array.</summary>
    public static NpyArray Images(int count) => new(Pixels(count), count, 3, 3);

    /// <summary>Gray images of 3x3 pixels as bytes, no two alike.</summary>
    public static byte[] Pixels(int count) => [.. Enumerable.Range(0, count * 9).Select(index => (byte)(index * 7))];

    /// <summary>Records of CIFAR's binary form, of one byte for the label or two.</summary>
    public static byte[] Cifar(int labelBytes, params byte[] labels) =>
        [.. labels.SelectMany(label => (byte[])[.. Enumerable.Repeat(label, labelBytes), .. Enumerable.Range(0, 3072).Select(index => (byte)(index + label))])];
}
