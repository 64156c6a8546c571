using System.Runtime.InteropServices;
using EphysTx.Workbook;

bool finished = false;

// A signal asks the run to stop; a second one does not wait for it.
using var cancellation = new CancellationTokenSource();
void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    if (cancellation.IsCancellationRequested)
    {
        finished = true;
        Environment.Exit(ExitCode.Interrupted);
    }

    cancellation.Cancel();
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

// A thread that a cell started can throw where nobody catches.
TextWriter error = Console.Error;
AppDomain.CurrentDomain.UnhandledException += (_, thrown) =>
{
    if (thrown.ExceptionObject is Exception exception)
    {
        string detail = Environment.GetEnvironmentVariable("EPHYSTX_DEBUG") == "1" ? exception.ToString() : $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        error.WriteLine($"ephystx: a thread that a cell started failed, outside of the cell ({detail}); the run is not complete.");
        finished = true;
        Environment.Exit(ExitCode.Failure);
    }
};

// A cell can end the process; that must not look like a finished run.
AppDomain.CurrentDomain.ProcessExit += (_, _) =>
{
    if (!finished)
    {
        error.WriteLine("ephystx: a cell ended the process (Environment.Exit); the run is not complete.");
        Environment.ExitCode = ExitCode.Failure;
    }
};

var host = new WorkbookHost
{
    Out = Console.Out,
    Error = error,
    TerminalWidth = Console.IsOutputRedirected ? null : Console.WindowWidth is > 0 and var width ? width : 80,
};
int code = await WorkbookApp.RunAsync(args, host, cancellation.Token).ConfigureAwait(false);

finished = true;

// A cell that could not be stopped may still have its thread; it must not keep the process.
Environment.Exit(code);
