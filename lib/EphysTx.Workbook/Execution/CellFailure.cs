using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace EphysTx.Workbook.Execution;

/// <summary>Why and where a cell failed.</summary>
/// <param name="Kind">Exception type, or what else went wrong: <c>CompilationError</c>, <c>OutputLimit</c>, <c>Timeout</c>.</param>
/// <param name="Message">One sentence, or the compiler's messages line by line.</param>
/// <param name="Location">File, cell, line and column in words; empty parts where they are not known.</param>
/// <param name="Excerpt">The source line with its number and, for a compiler message, a mark under the place; or empty.</param>
/// <param name="Trace">Where it came from, innermost first, without paths of this machine.</param>
internal sealed record CellFailure(string Kind, string Message, string Location, string Excerpt, IReadOnlyList<string> Trace)
{
    public const string CompilationError = "CompilationError";
    public const string OutputLimit = "OutputLimit";
    public const string Timeout = "Timeout";
    public const string Directive = "DirectiveError";

    /// <summary>
    /// The failure as one sentence with its place, for the terminal. Messages that are sentences for the reader already do
    /// not need the name of an exception.
    /// </summary>
    public string Sentence => Kind is nameof(EphysTxException) or CompilationError or OutputLimit or Timeout or Directive
        ? $"{Location}: {Message}"
        : $"{Location}: {Kind}: {Message}";

    /// <summary>A failure that concerns a cell as a whole.</summary>
    public static CellFailure OfCell(string kind, string location, string message) => new(kind, message, location, "", []);

    /// <summary>A failure of one line.</summary>
    public static CellFailure OfLine(string kind, CodeText code, int line, string message) =>
        new(kind, message, $"{code.Label}, line {line}", Line(code, line, null), []);

    /// <summary>The failure that the compiler's errors make; the first one gives the place.</summary>
    public static CellFailure OfCompilation(CodeText code, ImmutableArray<Diagnostic> errors)
    {
        Diagnostic[] ordered = errors.OrderBy(error => error.Location.SourceSpan.Start).ToArray();
        FileLinePositionSpan first = ordered[0].Location.GetLineSpan();
        int line = first.StartLinePosition.Line + 1;
        int column = first.StartLinePosition.Character + 1;
        string[] further = ordered.Skip(1).Take(9).Select(error =>
        {
            LinePosition at = new(error.Location.GetLineSpan().StartLinePosition.Line + 1, error.Location.GetLineSpan().StartLinePosition.Character + 1);
            return $"{code.Label}, line {at.Line}, column {at.Column}: error {error.Id}: {Text(error)}";
        }).ToArray();
        return new CellFailure(
            CompilationError,
            $"error {ordered[0].Id}: {Text(ordered[0])}",
            $"{code.Label}, line {line}, column {column}",
            Line(code, line, column),
            further);
    }

    /// <summary>The failure that an exception of the cell's code makes.</summary>
    public static CellFailure OfException(Exception thrown, IReadOnlyDictionary<string, CodeText> codes, string cellLabel)
    {
        Exception error = Unwrap(thrown);
        List<string> trace = [];
        CodeText? code = null;
        int line = 0;
        for (Exception? inner = error; inner is not null; inner = inner.InnerException)
        {
            if (!ReferenceEquals(inner, error))
            {
                trace.Add($"because of {inner.GetType().Name}: {inner.Message}");
            }

            foreach ((string text, CodeText? at, int number) in ExceptionFrames.Of(inner, codes))
            {
                trace.Add(text);
                if (code is null && at is not null)
                {
                    (code, line) = (at, number);
                }
            }
        }

        return code is null
            ? new CellFailure(error.GetType().Name, MessageOf(error), cellLabel, "", trace)
            : new CellFailure(error.GetType().Name, MessageOf(error), $"{code.Label}, line {line}", Line(code, line, null), trace);
    }

    private readonly record struct LinePosition(int Line, int Column);

    private static string Text(Diagnostic error) => error.GetMessage(CultureInfo.InvariantCulture);

    private static Exception Unwrap(Exception error) => error switch
    {
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        System.Reflection.TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        _ => error,
    };

    private static string MessageOf(Exception error) => error is OutOfMemoryException
        ? "there is not enough memory for this cell; close other programs, take --profile quick, or a machine with more"
        : error.Message;

    private static string Line(CodeText code, int line, int? column)
    {
        string[] lines = code.Text.Split('\n');
        if (line < 1 || line > lines.Length)
        {
            return "";
        }

        string source = lines[line - 1].Replace('\t', ' ');
        int start = 0;
        if (source.Length > 160)
        {
            start = Math.Clamp((column ?? 1) - 80, 0, source.Length - 160);
            source = source.Substring(start, 160);
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{line,5} | {source.TrimEnd()}");
        if (column is { } at)
        {
            text.Append("\n      | ").Append(' ', Math.Max(0, at - 1 - start)).Append('^');
        }

        return text.ToString();
    }
}
