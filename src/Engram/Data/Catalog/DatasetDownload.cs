using Engram.Data.Files;
using Engram.Storage;

namespace Engram.Data.Catalog;

/// <summary>
/// Fetches the files of a data set from its mirrors. A mirror that fails leads to the next; a file gets its name only
/// when its content has the catalog's SHA-256; a broken download goes on where it stopped, also in a later call.
/// </summary>
internal static class DatasetDownload
{
    private const string PartSuffix = ".part";

    // For one mirror, and only while each brings something new.
    private const int MaxAttempts = 5;

    private static readonly TimeSpan _stallTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Fetches what is missing or wrong in a folder.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="folder">
    /// Where its files go, as they are offered: <see cref="DatasetCatalog.FetchFolder"/>. It is created where it does not exist. Good
    /// files there stay; wrong ones are replaced.
    /// </param>
    /// <param name="progress">Is told what has arrived; may be null.</param>
    /// <param name="cancellation">Stops the download; what has arrived is kept for the next call.</param>
    /// <returns>Where the whole data set is.</returns>
    /// <exception cref="EngramException">
    /// No mirror delivers a file (the message has each one's reason and how to do without), or the folder cannot be
    /// written to.
    /// </exception>
    /// <exception cref="OperationCanceledException">The download was stopped.</exception>
    public static Task<DatasetLocation> FetchAsync(
        DatasetDescription dataset,
        string folder,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellation = default) =>
        FetchAsync(dataset, folder, progress, _stallTimeout, cancellation);

    /// <summary>The same with a chosen patience for silent mirrors.</summary>
    internal static async Task<DatasetLocation> FetchAsync(
        DatasetDescription dataset,
        string folder,
        IProgress<DownloadProgress>? progress,
        TimeSpan stallTimeout,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        MirrorClient client = new(stallTimeout);
        DurableFolder.Create(folder);
        foreach (DatasetFile file in dataset.Files.Where(file => !IsThere(folder, file)))
        {
            await FetchFileAsync(client, dataset, file, folder, progress, cancellation).ConfigureAwait(false);
        }

        return DatasetLocation.Find(dataset, folder, out _)
            ?? throw new EngramException($"The files of {dataset.Name} vanished from {folder} while they were fetched; fetch them again.");
    }

    private static bool IsThere(string folder, DatasetFile file) =>
        DatasetFileLocation.Find(file, folder, out _) is { } location && DatasetFileCheck.Run(location).IsGood;

    private static async Task FetchFileAsync(
        MirrorClient client,
        DatasetDescription dataset,
        DatasetFile file,
        string folder,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellation)
    {
        string partPath = Path.Combine(folder, file.Name + PartSuffix);
        List<string> reasons = [];
        foreach (Uri mirror in dataset.Mirrors)
        {
            try
            {
                await FetchFromAsync(client, mirror, file, partPath, progress, cancellation).ConfigureAwait(false);
                Accept(partPath, file, folder);
                return;
            }
            catch (MirrorFailure failure)
            {
                DeleteIfEmpty(partPath);
                reasons.Add($"{mirror.Authority}: {failure.Message}");
            }
            catch (Exception exception) when (FileFailure.IsFileFailure(exception))
            {
                throw FileFailure.Writing(partPath, exception);
            }
        }

        IEnumerable<string> missing = dataset.Files.Where(file => !IsThere(folder, file)).Select(file => file.Name);
        throw new EngramException(
            $"{file.Name} of {dataset.Name} could not be fetched ({string.Join("; ", reasons)}); check the network and try again, or put {string.Join(", ", missing)} into {folder} by hand.");
    }

    /// <summary>Completes the part file with the help of one mirror.</summary>
    private static async Task FetchFromAsync(
        MirrorClient client,
        Uri mirror,
        DatasetFile file,
        string partPath,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            long before = PartLength(partPath);
            try
            {
                await client.DownloadAsync(
                    new Uri(mirror, file.Name),
                    partPath,
                    file.Checksum.MaxOfferedLength,
                    (received, total) => progress?.Report(new DownloadProgress(file, mirror, received, total)),
                    cancellation).ConfigureAwait(false);
            }
            catch (MirrorFailure failure) when (failure.CanResume && attempt < MaxAttempts && PartLength(partPath) > before)
            {
                continue;
            }
            catch (MirrorFailure) when (before > 0 && PartLength(partPath) == 0)
            {
                // What came after the beginning was not the rest: once more from the start.
                continue;
            }

            if (DatasetFileCheck.Run(file, partPath).IsGood)
            {
                return;
            }

            File.Delete(partPath);
            if (before == 0)
            {
                throw new MirrorFailure("its content is not that of the catalog");
            }

            // The beginning may have been another mirror's or another day's: once more from the start.
        }
    }

    private static long PartLength(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private static void DeleteIfEmpty(string path)
    {
        if (PartLength(path) == 0)
        {
            File.Delete(path);
        }
    }

    private static void Accept(string partPath, DatasetFile file, string folder)
    {
        AtomicFile.Rename(partPath, Path.Combine(folder, file.Name));
        if (DatasetFileLocation.Find(file, folder, out _) is { IsUnpacked: true } wrong)
        {
            // Had it been good, nothing would have been fetched; left there, it would be read instead of the good one.
            File.Delete(wrong.Paths[0]);
        }
    }
}
