using System.Net;
using System.Net.Http.Headers;
using Engram.Storage;

namespace Engram.Data.Catalog;

/// <summary>Brings one file from one mirror, going on from what is already here.</summary>
internal sealed class MirrorClient
{
    private const int BufferSize = 1 << 16;

    // One for the process, as HttpClient asks for. Silence is timed here, read by read, so that a slow line is no failure.
    private static readonly HttpClient _http = CreateHttpClient();

    private readonly TimeSpan _stallTimeout;

    /// <param name="stallTimeout">How long a mirror may be silent.</param>
    public MirrorClient(TimeSpan stallTimeout) => _stallTimeout = stallTimeout;

    /// <summary>Appends to <paramref name="partPath"/> what the mirror has beyond it.</summary>
    /// <param name="address">Address of the file.</param>
    /// <param name="partPath">The file that grows; it need not exist.</param>
    /// <param name="maxLength">More bytes than this are not the file that is wanted.</param>
    /// <param name="progress">Is told the bytes that are here, and the bytes of the whole file where they are known.</param>
    /// <param name="cancellation">Stops the download; what has arrived stays.</param>
    /// <exception cref="MirrorFailure">The mirror does not deliver.</exception>
    public async Task DownloadAsync(
        Uri address, string partPath, long maxLength, Action<long, long?> progress, CancellationToken cancellation)
    {
        using FileStream part = new(partPath, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        part.Seek(0, SeekOrigin.End);
        using CancellationTokenSource stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            using HttpResponseMessage? response = await RequestAsync(address, part, stall).ConfigureAwait(false);
            if (response is not null)
            {
                await CopyAsync(response.Content, part, maxLength, progress, stall).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new MirrorFailure($"silent for {_stallTimeout.TotalSeconds:0.#} s", canResume: true);
        }
    }

    /// <summary>Asks for what is missing and brings <paramref name="part"/> to where the answer begins.</summary>
    /// <returns>The answer, or null where nothing is missing.</returns>
    private async Task<HttpResponseMessage?> RequestAsync(Uri address, FileStream part, CancellationTokenSource stall)
    {
        long start = part.Length;
        HttpResponseMessage response = await SendAsync(address, start, stall).ConfigureAwait(false);
        if (start > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            response.Dispose();
            return null;
        }

        if (start > 0 && response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == start)
        {
            return response;
        }

        if (start > 0 && response.StatusCode != HttpStatusCode.OK)
        {
            // A mirror that cannot answer for the rest is asked for the whole; what is here stays until that comes.
            response.Dispose();
            response = await SendAsync(address, 0, stall).ConfigureAwait(false);
        }

        if (response.StatusCode == HttpStatusCode.OK)
        {
            part.SetLength(0);
            return response;
        }

        response.Dispose();
        throw new MirrorFailure($"it answers {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd());
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, long start, CancellationTokenSource stall)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        if (start > 0)
        {
            request.Headers.Range = new RangeHeaderValue(start, null);
        }

        stall.CancelAfter(_stallTimeout);
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw MirrorFailure.FromRequest(exception);
        }
    }

    private async Task CopyAsync(
        HttpContent content, FileStream part, long maxLength, Action<long, long?> progress, CancellationTokenSource stall)
    {
        long? total = part.Length + content.Headers.ContentLength;
        using Stream source = await content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
        byte[] buffer = new byte[BufferSize];
        progress(part.Length, total);
        while (await ReadAsync(source, buffer, stall).ConfigureAwait(false) is > 0 and int read)
        {
            await part.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None).ConfigureAwait(false);
            if (part.Length > maxLength)
            {
                part.SetLength(0);
                throw new MirrorFailure("it sends more than the file has");
            }

            progress(part.Length, total);
        }

        part.Flush();
        DiskFlush.File(part.SafeFileHandle);
    }

    private async Task<int> ReadAsync(Stream source, byte[] buffer, CancellationTokenSource stall)
    {
        stall.CancelAfter(_stallTimeout);
        try
        {
            return await source.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw new MirrorFailure("the connection broke", canResume: true);
        }
    }

    private static HttpClient CreateHttpClient()
    {
        HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
        string? version = typeof(MirrorClient).Assembly.GetName().Version?.ToString(3);
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("engram", version));
        return client;
    }
}
