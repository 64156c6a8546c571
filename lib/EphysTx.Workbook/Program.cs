using System.Runtime.InteropServices;
using EphysTx.Workbook;

// A signal asks the run to stop; a second one does not wait for it.
using var cancellation = new CancellationTokenSource();
void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    if (cancellation.IsCancellationRequested)
    {
        Environment.Exit(ExitCode.Interrupted);
    }

    cancellation.Cancel();
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

// A thread that a notebook started can throw where nobody catches.
TextWriter error = Console.Error;
AppDomain.CurrentDomain.UnhandledException += (_, thrown) =>
{
    if (thrown.ExceptionObject is Exception exception)
    {
        error.WriteLine($"{WorkbookApp.DescribeBug(exception)} It was thrown on a thread outside of any cell.");
        Environment.Exit(ExitCode.Bug);
    }
};

var host = new WorkbookHost
{
    Out = Console.Out,
    Error = error,
    TerminalWidth = Console.IsOutputRedirected ? null : Console.WindowWidth,
};
int code = await WorkbookApp.RunAsync(args, host, cancellation.Token).ConfigureAwait(false);

// A cell that could not be stopped may still have its thread; it must not keep the process.
Environment.Exit(code);
