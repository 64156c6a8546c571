using System.Diagnostics;
using System.Text;
using EphysTx.Workbook;

namespace EphysTx.Tests.Robustness;

/// <summary>How a process ended.</summary>
internal sealed record Ended(int Code, string Output, string Error)
{
    /// <summary>The message on the error stream; it must be one line that begins as all do.</summary>
    public string Sentence()
    {
        string line = Assert.Single(Error.TrimEnd().Split('\n'));
        Assert.StartsWith("ephystx: ", line, StringComparison.Ordinal);
        return line;
    }
}

/// <summary>The command line as a process of its own, which can be killed at any moment.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string[] Own = ["EPHYSTX_DATA", "EPHYSTX_MIRROR", "EPHYSTX_COHORT", "EPHYSTX_OUT", "EPHYSTX_PROFILE", "EPHYSTX_VECTORS"];

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task<string> _error;
    private readonly Task _reading;

    private ChildProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
        _reading = OnThreadOfItsOwn(Read);
    }

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts the assembly that is built already.</summary>
    /// <param name="folder">Working folder.</param>
    /// <param name="settings">Environment variables; the project's own are cleared first.</param>
    /// <param name="runtimeConfig">Another runtime configuration; null for the one that was built.</param>
    /// <param name="arguments">The command.</param>
    public static ChildProcess Start(string folder, IEnumerable<(string Name, string Value)> settings, string? runtimeConfig, params string[] arguments)
    {
        string app = typeof(WorkbookApp).Assembly.Location;
        string[] host = runtimeConfig is null ? [app] : ["exec", "--runtimeconfig", runtimeConfig, "--depsfile", Path.ChangeExtension(app, ".deps.json"), app];
        var start = new ProcessStartInfo("dotnet", [.. host, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string name in Own)
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>Waits until something can be seen that shows how far it is; it must not end before.</summary>
    public Task UntilAsync(Func<bool> isSeen) => OnThreadOfItsOwn(() => Wait(isSeen));

    /// <summary>Kills it as <c>kill -9</c> does as soon as something is seen, and makes sure that it was at work until then.</summary>
    public async Task KillWhenAsync(Func<bool> isSeen)
    {
        await OnThreadOfItsOwn(() =>
        {
            Wait(isSeen);
            _process.Kill();
        });
        Ended ended = await EndAsync();
        Assert.True(ended.Code is 137 or -1, $"It was through before it was killed: {ended}");
    }

    // The threads of the pool may all be busy with other tests, for longer than the process works.
    private static Task OnThreadOfItsOwn(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Wait(Func<bool> isSeen)
    {
        var clock = Stopwatch.StartNew();
        while (!isSeen())
        {
            if (_process.HasExited)
            {
                Assert.Fail($"It ended before it was to be seen at work: {Output} {_error.GetAwaiter().GetResult()}");
            }

            Assert.True(clock.Elapsed < Patience, $"It did not get that far: {Output}");
            Thread.Sleep(2);
        }
    }

    /// <summary>Waits for its end.</summary>
    public async Task<Ended> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        await _reading;
        return new Ended(_process.ExitCode, Output, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Read()
    {
        char[] buffer = new char[4096];
        while (_process.StandardOutput.Read(buffer) is > 0 and var count)
        {
            lock (_output)
            {
                _output.Append(buffer, 0, count);
            }
        }
    }
}
