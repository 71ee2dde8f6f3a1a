namespace Engram.Data.Catalog;

/// <summary>One mirror did not deliver one file; the message is a clause for the list of reasons.</summary>
/// <param name="reason">Why, as a clause.</param>
/// <param name="canResume">True where what has arrived is good and the rest may follow.</param>
internal sealed class MirrorFailure(string reason, bool canResume = false) : Exception(reason)
{
    /// <summary>True where what has arrived is good and the rest may follow.</summary>
    public bool CanResume { get; } = canResume;

    /// <summary>The failure to get an answer at all.</summary>
    public static MirrorFailure FromRequest(HttpRequestException exception) => new(exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name is not known here",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.SecureConnectionError => "no trusted connection",
        HttpRequestError.ProxyTunnelError => "the proxy refuses it",
        HttpRequestError.ResponseEnded => "it closed the connection",
        _ => exception.Message.TrimEnd('.'),
    });
}
