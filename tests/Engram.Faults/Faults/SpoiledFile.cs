namespace Engram.Faults.Faults;

/// <summary>The plug is pulled, and a file of the folder is not what it was.</summary>
internal abstract class SpoiledFile : IFault
{
    public abstract string Name { get; }

    public bool SpoilsFile => true;

    public string Strike(Moment moment)
    {
        moment.KillAll();
        FileInfo[] files = Directory.Exists(moment.Folder)
            ? [.. new DirectoryInfo(moment.Folder).EnumerateFiles("*", SearchOption.AllDirectories)
                .Where(file => file.Length > 0 && file.Extension != Path.GetExtension(RunFiles.TemporaryPattern))
                .OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.FullName, StringComparer.Ordinal)]
            : [];
        if (files.Length == 0)
        {
            moment.Remember();
            return "killed before there was a file";
        }

        FileInfo chosen = Choose(files, moment.Random);
        moment.Remember(spoiled: chosen.FullName);
        return $"{Spoil(chosen.FullName, moment.Random)} {Path.GetRelativePath(moment.Folder, chosen.FullName)}";
    }

    /// <summary>Which of the files, oldest first.</summary>
    protected virtual FileInfo Choose(FileInfo[] files, Random random) => files[^1];

    /// <returns>What was done to it.</returns>
    protected virtual string Spoil(string path, Random random)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int count = random.Next(1, 5);
        for (int i = 0; i < count; i++)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
        }

        File.WriteAllBytes(path, bytes);
        return $"damaged {count} of {bytes.Length} bytes of";
    }
}
