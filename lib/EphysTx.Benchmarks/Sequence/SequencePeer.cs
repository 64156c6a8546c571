using System.Diagnostics;
using System.Text.Json;
using EphysTx.Benchmarks.Forest;

namespace EphysTx.Benchmarks.Sequence;

/// <summary>Seconds of one epoch.</summary>
internal readonly record struct EpochTiming(double Wall, double Processor);

/// <summary>PyTorch in a process that stays alive between the repetitions.</summary>
internal sealed class SequencePeer : IDisposable
{
    private readonly Process _process;

    private SequencePeer(Process process, string version) => (_process, Version) = (process, version);

    public string Version { get; }

    /// <summary>Starts the peer, or returns null where Python or PyTorch is not installed.</summary>
    public static SequencePeer? Start(params object[] arguments)
    {
        if (!PeerProcess.IsInstalled)
        {
            return null;
        }

        Process process = PeerProcess.Start("sequence_torch.py", arguments);
        if (process.StandardOutput.ReadLine() is not { } line)
        {
            process.Dispose();
            return null;
        }

        return new SequencePeer(process, JsonDocument.Parse(line).RootElement.GetProperty("version").GetString()!);
    }

    public EpochTiming Measure()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer stopped.");
        JsonElement answer = JsonDocument.Parse(line).RootElement;
        return new EpochTiming(answer.GetProperty("wall").GetDouble(), answer.GetProperty("processor").GetDouble());
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
