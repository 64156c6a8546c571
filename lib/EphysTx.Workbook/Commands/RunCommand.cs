using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using EphysTx.Workbook.Execution;
using EphysTx.Workbook.Runs;

namespace EphysTx.Workbook.Commands;

/// <summary><c>ephystx run</c>: its options and what they mean. The root command takes the same options.</summary>
internal sealed class RunCommand
{
    private readonly WorkbookHost _host;

    private readonly Option<string[]> _only = new("--only")
    {
        Description = "Run these notebooks only, by number or name: 01 or 01,04.",
        HelpName = "NOTEBOOK,…",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> _from = new("--from") { Description = "Start at this notebook.", HelpName = "NOTEBOOK" };

    private readonly Option<bool> _solutions = new("--solutions") { Description = "Run the worked solutions of the exercises instead of the lessons; results go to <repository>/out/solutions." };

    private readonly Option<string> _cohort = new("--cohort")
    {
        Description = "The cells to work on; without it, the published tables when they are here or can be fetched.",
        HelpName = "NAME",
    };

    private readonly Option<string> _profile = new("--profile")
    {
        Description = "quick: seconds to a minute, fewer repetitions; full: the numbers of the paper's protocol.",
        DefaultValueFactory = _ => "quick",
    };

    private readonly Option<string> _out = new("--out") { Description = "Folder for figures, results and executed notebooks; <repository>/out without it.", HelpName = "DIR" };

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Go on with a run that was stopped: notebooks that it finished are kept where nothing has changed since.",
    };

    private readonly Option<double?> _cellTimeout = new("--cell-timeout") { Description = "Longest time for one cell in seconds; without it, as long as it takes.", HelpName = "SECONDS", CustomParser = result => Number(result, 1e6) };

    private readonly Option<double> _maxOutput = new("--max-output")
    {
        Description = "Most text that one cell may print, in MB.",
        HelpName = "MB",
        DefaultValueFactory = _ => new OutputLimits().TextMegabytes,
        CustomParser = result => Number(result, 1000) ?? 0,
    };

    public RunCommand(WorkbookHost host)
    {
        _host = host;
        _profile.AcceptOnlyFromAmong("quick", "full");
        _cohort.Validators.Add(result =>
        {
            // The name is also the name of a folder.
            if (result.Tokens.Any(token => token.Value.Length == 0 || !token.Value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')))
            {
                result.AddError("--cohort must be a name of letters, digits, '-' and '_'.");
            }
        });
    }

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command("run", "Run the notebooks in order and write figures, results and executed copies.");
        AddTo(command);
        return command;
    }

    /// <summary>Gives a command these options and this action.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _only, _from, _solutions, _cohort, _profile, _out, _resume, _cellTimeout, _maxOutput })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(_only) is not null && result.GetResult(_from) is not null)
            {
                result.AddError("--only and --from exclude each other.");
            }
        });
        command.SetAction(RunAsync);
    }

    /// <summary>A positive number, written the same in every culture.</summary>
    private static double? Number(ArgumentResult result, double most)
    {
        if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number > 0 && number <= most)
        {
            return number;
        }

        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{(result.Parent as OptionResult)?.Option.Name} must be a number above 0 and at most {most:N0}, not '{result.Tokens[0].Value}'."));
        return null;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Repository repository = Repository.Find(_host.StartFolder, AppContext.BaseDirectory);
        repository = parsed.GetValue(_solutions) ? repository.Solutions : repository;
        string[] only = (parsed.GetValue(_only) ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var settings = new RunSettings
        {
            Repository = repository,
            Notebooks = NotebookChoice.Choose(repository.Notebooks(), only, parsed.GetValue(_from)),
            Cohort = parsed.GetValue(_cohort),
            Profile = parsed.GetRequiredValue(_profile),
            Out = parsed.GetValue(_out) is { Length: > 0 } folder ? Path.GetFullPath(folder, _host.StartFolder) : repository.DefaultOut,
            Resume = parsed.GetValue(_resume),
            Runner = new RunnerOptions
            {
                CellTimeout = parsed.GetValue(_cellTimeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                Limits = new OutputLimits { TextMegabytes = parsed.GetValue(_maxOutput) },
            },
        };
        try
        {
            await new WorkbookRun(settings, _host, new RunProgress(_host.Out, _host.TerminalWidth)).RunAsync(cancellationToken).ConfigureAwait(false);
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await _host.Out.WriteLineAsync("stopped; the same command with --resume keeps the notebooks that are finished").ConfigureAwait(false);
            throw;
        }
    }
}
