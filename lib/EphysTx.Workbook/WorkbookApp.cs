using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using EphysTx.Workbook.Commands;

namespace EphysTx.Workbook;

/// <summary>The command line <c>ephystx</c>, apart from the process around it, so that it can be run from tests.</summary>
internal static class WorkbookApp
{
    private const string Examples = """

        Examples:
          ephystx                                   run all notebooks, quick profile, into out/
          ephystx run --only 01                     one notebook (or 01,04)
          ephystx run --solutions                   the worked solutions of the exercises
          ephystx run --from 04 --profile full      from the forest on, with the paper's repetitions
          ephystx data export --out tables          the assembled tables as mouse.csv and human.csv
          ephystx extract recordings --out f.h5     twelve feature families from a folder of NWB files
          ephystx train --species human --out m     a model with calibration and a card
          ephystx predict cell.abf --model m        its subclass, or why not
          ephystx experiment --list                 comparisons of models that can be run by name
          ephystx check                             whether out/ has the numbers that the repository has
          ephystx publish                           figures, gallery, reading copies and results, made anew

        From the checkout, without installing: dotnet run --project lib/EphysTx.Workbook -- run --only 01
        """;

    // @list.txt is a list of recordings, which the command reads itself, and no file of further options.
    internal static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    private const long LeastMemory = 40L << 20;

    private const string OutOfMemory =
        "ephystx: there is not enough memory; give fewer workers (--workers or --jobs 1), close other programs, or take a machine with more. What was finished before stays.";

    /// <summary>Version of the workbook, without the build's commit.</summary>
    public static string Version { get; } =
        (typeof(WorkbookApp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];

    /// <summary>Runs the command line with what it writes going to the given writers.</summary>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken) =>
        RunAsync(args, new WorkbookHost { Out = output, Error = error }, cancellationToken);

    /// <summary>Runs the command line.</summary>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, WorkbookHost host, CancellationToken cancellationToken)
    {
        try
        {
            ThrowOnTooLittleMemory();
            ParseResult parsed = CreateCommand(host).Parse(args, Parsing);
            if (parsed.Errors.Count > 0)
            {
                string message = string.Join(' ', parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
                await host.Error.WriteLineAsync($"ephystx: {message} (ephystx --help shows what there is)").ConfigureAwait(false);
                return ExitCode.Usage;
            }

            var configuration = new InvocationConfiguration
            {
                Output = host.Out,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (EphysTxException error)
        {
            await host.Error.WriteLineAsync($"ephystx: {error.Message}").ConfigureAwait(false);
            return ExitCode.Failure;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A full disk or a folder that has gone; the half-written file is already removed.
            await host.Error.WriteLineAsync($"ephystx: {error.Message.ReplaceLineEndings(" ").TrimEnd('.')}; choose a place that you may write to and that has room.").ConfigureAwait(false);
            return ExitCode.Failure;
        }
        catch (Exception error) when (IsOutOfMemory(error))
        {
            await host.Error.WriteLineAsync(OutOfMemory).ConfigureAwait(false);
            return ExitCode.Failure;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await host.Error.WriteLineAsync("ephystx: stopped; what was finished before stays, nothing half-written is left.").ConfigureAwait(false);
            return ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // The last place where an error can be put into words.
        catch (Exception error)
        {
            await host.Error.WriteLineAsync(DescribeBug(error)).ConfigureAwait(false);
            return ExitCode.Bug;
        }
#pragma warning restore CA1031
    }

    // With less, the runtime itself may come to its end in the middle of an allocation, and then there is nobody left to say why.
    private static void ThrowOnTooLittleMemory()
    {
        long bytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes is > 0 and < LeastMemory)
        {
            throw new EphysTxException(
                $"There are {bytes >> 20} MB of memory for this process, and ephystx needs {LeastMemory >> 20} MB at the very least, 500 MB for all notebooks; raise the limit of the container or DOTNET_GCHeapHardLimit.");
        }
    }

    /// <summary>Whether memory ran out, in this thread or in one of several.</summary>
    private static bool IsOutOfMemory(Exception error) =>
        error is OutOfMemoryException || (error is AggregateException several && several.Flatten().InnerExceptions.Any(one => one is OutOfMemoryException));

    /// <summary>One line for an error that nobody foresaw; the stack trace only where it is asked for.</summary>
    internal static string DescribeBug(Exception error) =>
        Environment.GetEnvironmentVariable("EPHYSTX_DEBUG") == "1"
            ? $"ephystx: {error}"
            : $"ephystx: {error.GetType().Name}: {error.Message.ReplaceLineEndings(" ").TrimEnd('.')}. This is a bug; EPHYSTX_DEBUG=1 shows where it came from.";

    /// <summary>The whole command line, with every command and option.</summary>
    internal static Command CreateCommand(WorkbookHost host)
    {
        var root = new Command("ephystx", "Notebooks from patch-clamp recording to transcriptomic subclass. Without a command it runs them all.");
        var help = new HelpOption();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.Options.Add(help);
        root.Options.Add(new VersionOption { Action = new PrintVersion() });

        // The commands, one line each.
        var run = new RunCommand(host);
        run.AddTo(root);
        root.Subcommands.Add(run.Create());
        root.Subcommands.Add(DataCommand.Create(host));
        root.Subcommands.Add(ExtractCommand.Create(host));
        root.Subcommands.Add(TrainCommand.Create(host));
        root.Subcommands.Add(PredictCommand.Create(host));
        root.Subcommands.Add(ExperimentCommand.Create(host));
        root.Subcommands.Add(CheckCommand.Create(host));
        root.Subcommands.Add(PublishCommand.Create(host));
        return root;
    }

    private sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            help.Invoke(parseResult);
            if (parseResult.CommandResult.Parent is null)
            {
                parseResult.InvocationConfiguration.Output.WriteLine(Examples.Trim('\n').TrimEnd());
            }

            return ExitCode.Success;
        }
    }

    private sealed class PrintVersion : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(Version);
            return ExitCode.Success;
        }
    }
}
