using System.Net;
using System.Net.Http.Headers;

namespace EphysTx.Tests.Hdf5;

/// <summary>A server of byte ranges without a network, which misbehaves when told to.</summary>
internal sealed class RangeHandler(byte[] content) : HttpMessageHandler
{
    private int _requests;

    public string? Version { get; set; } = "\"v1\"";

    public bool IgnoresRanges { get; set; }

    /// <summary>Decides by the number of the request (from 1) what to answer in place of the content.</summary>
    public Func<int, HttpStatusCode?> Refuse { get; set; } = _ => null;

    /// <summary>Requests (from 1) whose answer ends in the middle.</summary>
    public Func<int, bool> Breaks { get; set; } = _ => false;

    public int Requests => _requests;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int number = Interlocked.Increment(ref _requests);
        if (Refuse(number) is { } status)
        {
            return Task.FromResult(new HttpResponseMessage(status));
        }

        RangeItemHeaderValue range = request.Headers.Range!.Ranges.Single();
        long from = range.From!.Value;
        if (!IgnoresRanges && from >= content.Length)
        {
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.RequestedRangeNotSatisfiable));
        }

        long to = IgnoresRanges ? content.Length - 1 : Math.Min(range.To!.Value, content.Length - 1);
        byte[] part = IgnoresRanges ? content : content[(int)from..(int)(to + 1)];
        byte[] sent = Breaks(number) ? part[..(part.Length / 2)] : part;
        var response = new HttpResponseMessage(IgnoresRanges ? HttpStatusCode.OK : HttpStatusCode.PartialContent) { Content = new StreamContent(new MemoryStream(sent)) };
        response.Content.Headers.ContentLength = part.Length;
        if (!IgnoresRanges)
        {
            response.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, to, content.Length);
        }

        if (Version is not null)
        {
            response.Headers.ETag = EntityTagHeaderValue.Parse(Version);
        }

        return Task.FromResult(response);
    }
}
