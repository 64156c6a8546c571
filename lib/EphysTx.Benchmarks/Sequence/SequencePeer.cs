using System.Diagnostics;
using System.Text.Json;
using EphysTx.Benchmarks.Forest;

namespace EphysTx.Benchmarks.Sequence;

/// <summary>Seconds of one measurement.</summary>
internal readonly record struct EpochTiming(double Wall, double Processor);

/// <summary>PyTorch in a process that stays alive between the repetitions. One that is not there, dies or hangs never ends the benchmark: it has no timings, and <see cref="Problem"/> says why.</summary>
internal sealed class SequencePeer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly Process? _process;

    private SequencePeer(Process? process, string name, string? problem) => (_process, Name, Problem) = (process, name, problem);

    /// <summary>Version and linear algebra.</summary>
    public string Name { get; }

    /// <summary>Why there are no (further) timings; null while there are.</summary>
    public string? Problem { get; private set; }

    /// <summary>Starts a script of the folder <c>peers</c>.</summary>
    public static SequencePeer Start(string script, params object[] arguments)
    {
        if (!PeerProcess.IsInstalled)
        {
            return new SequencePeer(null, "PyTorch", "no PyTorch here to compare with (Debian: python3-torch)");
        }

        Process process = PeerProcess.Start(script, arguments);
        var peer = new SequencePeer(process, "PyTorch", null);
        if (peer.Answer() is not { } first)
        {
            peer.Dispose();
            return new SequencePeer(null, "PyTorch", "PyTorch did not start (Debian: python3-torch)");
        }

        return new SequencePeer(process, $"PyTorch {first.GetProperty("version").GetString()} on {first.GetProperty("blas").GetString()}", null);
    }

    /// <summary>One measurement; null when there is none.</summary>
    /// <param name="request">What is written to the script.</param>
    public EpochTiming? Measure(string request = "")
    {
        if (Problem is not null)
        {
            return null;
        }

        try
        {
            _process!.StandardInput.WriteLine(request);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            Problem = "PyTorch stopped";
            return null;
        }

        return Answer() is { } answer ? new EpochTiming(answer.GetProperty("wall").GetDouble(), answer.GetProperty("processor").GetDouble()) : null;
    }

    public void Dispose()
    {
        if (_process is null)
        {
            return;
        }

        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }

        if (Problem is not null || !_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private JsonElement? Answer()
    {
        try
        {
            string? line = _process!.StandardOutput.ReadLineAsync().WaitAsync(Patience).GetAwaiter().GetResult();
            Problem = line is null ? "PyTorch stopped" : null;
            return line is null ? null : JsonDocument.Parse(line).RootElement;
        }
        catch (Exception error) when (error is TimeoutException or JsonException)
        {
            Problem = error is TimeoutException ? $"PyTorch gave no answer within {Patience.TotalMinutes} minutes" : "PyTorch answered something else";
            return null;
        }
    }
}
