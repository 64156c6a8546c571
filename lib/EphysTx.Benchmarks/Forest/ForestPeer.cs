using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace EphysTx.Benchmarks.Forest;

/// <summary>scikit-learn's forest in a process that stays alive between the repetitions.</summary>
internal sealed class ForestPeer : IDisposable
{
    private readonly Process _process;

    private ForestPeer(Process process, string version) => (_process, Version) = (process, version);

    public string Version { get; }

    /// <summary>Starts the peer on a table, or returns null where Python or scikit-learn is not installed.</summary>
    public static ForestPeer? Start(string table, int trees, int jobs)
    {
        if (!PeerProcess.IsInstalled)
        {
            return null;
        }

        Process process = PeerProcess.Start("forest_sklearn.py", table, trees, jobs);
        if (process.StandardOutput.ReadLine() is not { } line)
        {
            process.Dispose();
            return null;
        }

        return new ForestPeer(process, JsonDocument.Parse(line).RootElement.GetProperty("version").GetString()!);
    }

    /// <summary>One fit and one prediction.</summary>
    public ForestTiming Measure(int seed)
    {
        _process.StandardInput.WriteLine(seed.ToString(CultureInfo.InvariantCulture));
        _process.StandardInput.Flush();
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer stopped.");
        JsonElement answer = JsonDocument.Parse(line).RootElement;
        return new ForestTiming(answer.GetProperty("fit").GetDouble(), answer.GetProperty("predict").GetDouble());
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}

/// <summary>Seconds of one fit and one prediction.</summary>
internal readonly record struct ForestTiming(double Fit, double Predict);
