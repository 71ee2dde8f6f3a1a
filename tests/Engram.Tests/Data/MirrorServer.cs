using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Engram.Tests.Data;

/// <summary>One request to a <see cref="MirrorServer"/>.</summary>
/// <param name="FileName">Last part of the path.</param>
/// <param name="RangeStart">First byte that is asked for, where a range is.</param>
internal sealed record MirrorRequest(string FileName, long? RangeStart);

/// <summary>A web server on loopback that answers as a test wants it to, with one connection per request.</summary>
internal sealed class MirrorServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<MirrorRequest, MirrorConnection, Task> _answer;
    private readonly Task _loop;

    public MirrorServer(Func<MirrorRequest, MirrorConnection, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/files/");
        _loop = Task.Run(AcceptAsync);
    }

    public Uri Address { get; }

    public ConcurrentQueue<MirrorRequest> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            using NetworkStream stream = client.GetStream();
            MirrorRequest request = await ReadRequestAsync(stream);
            Requests.Enqueue(request);
            await _answer(request, new MirrorConnection(stream, _stop.Token));
        }
        catch (IOException)
        {
            // The client hung up, as some tests make it do.
        }
    }

    private static async Task<MirrorRequest> ReadRequestAsync(NetworkStream stream)
    {
        using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
        string start = await reader.ReadLineAsync() ?? throw new IOException("No request came.");
        long? rangeStart = null;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
            {
                rangeStart = long.Parse(line["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            }
        }

        return new MirrorRequest(start.Split(' ')[1].Split('/')[^1], rangeStart);
    }
}

/// <summary>The answers that tests give.</summary>
internal sealed class MirrorConnection(NetworkStream stream, CancellationToken stop)
{
    /// <summary>Sends a whole file, or the rest of it where a range is asked for.</summary>
    public async Task SendAsync(byte[] content, MirrorRequest request)
    {
        int start = (int)(request.RangeStart ?? 0);
        if (start >= content.Length)
        {
            await SendHeadAsync("416 Range Not Satisfiable", 0);
            return;
        }

        await (request.RangeStart is null
            ? SendHeadAsync("200 OK", content.Length)
            : SendHeadAsync("206 Partial Content", content.Length - start, $"Content-Range: bytes {start}-{content.Length - 1}/{content.Length}\r\n"));
        await SendBodyAsync(content.AsMemory(start));
    }

    public async Task SendHeadAsync(string status, long contentLength, string headers = "")
    {
        string head = $"HTTP/1.1 {status}\r\nContent-Length: {contentLength}\r\nConnection: close\r\n{headers}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
    }

    public async Task SendBodyAsync(ReadOnlyMemory<byte> content) => await stream.WriteAsync(content, stop);

    /// <summary>Says nothing until the client hangs up.</summary>
    public async Task HangAsync() => await stream.CopyToAsync(Stream.Null, stop);
}
