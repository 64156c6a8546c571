using System.Globalization;
using EphysTx.Features.Extraction;
using EphysTx.Features.Files;
using EphysTx.Recordings;

namespace EphysTx.Workbook.Commands;

/// <summary>Prints how an extraction goes: each failure at once, how far it is now and then, and the funnel at the end.</summary>
internal sealed class ExtractReport(TextWriter output, bool isTerminal) : IProgress<ExtractionProgress>
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenUpdates = TimeSpan.FromSeconds(0.2);

    private TimeSpan _next;

    public void Report(ExtractionProgress value)
    {
        if (value.Cell is null && value.Resumed > 0)
        {
            Line($"{value.Resumed} of {value.Total} recordings were finished by an earlier run");
        }

        if (value.Cell?.Error is { } error)
        {
            Line($"{value.Cell.Id}  {error.Reason}: {error.Text}");
        }

        if (value.Warning is not null)
        {
            Line($"warning: {value.Warning}");
        }

        if (value.Cell is not null && value.Elapsed >= _next)
        {
            _next = value.Elapsed + (isTerminal ? BetweenUpdates : BetweenLines);
            string text = string.Create(CultureInfo.InvariantCulture, $"{value.Done}/{value.Total} recordings, {value.Rate:0.0}/s, {Duration(value.Remaining)} left, {value.Failed} failed");
            if (isTerminal)
            {
                output.Write($"\r\u001b[K{text}");
            }
            else
            {
                output.WriteLine(text);
            }
        }
    }

    public void Finish(ExtractionSummary summary, string path)
    {
        Line($"{"files",-40}{summary.Files,7}");
        Line($"{"  readable",-40}{summary.Readable,7}");
        Line($"{"  with sweeps",-40}{summary.WithSweeps,7}");
        Line($"{"  with features",-40}{summary.Succeeded,7}");
        foreach ((string family, int present) in summary.Families)
        {
            string[] reasons = [.. summary.FamilyReasons.Where(row => row.Family == family).Select(row => $"{row.Reason} {row.Count}")];
            Line($"{"    " + family,-40}{present,7}{(reasons.Length == 0 ? "" : "   missing: " + string.Join(", ", reasons))}");
        }

        foreach ((FailureReason reason, int count) in summary.CellReasons)
        {
            Line($"failed: {reason} {count}");
        }

        Line($"{path}  {summary.Succeeded} cells{(summary.Failed == 0 ? "" : $", {summary.Failed} failed; each reason is in {FeatureFile.ReportPath(path)}")}");
    }

    private static string Duration(TimeSpan? time) => time is not { } known ? "?"
        : known.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)known.TotalHours}:{known.Minutes:00}:{known.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{known.Minutes}:{known.Seconds:00}");

    private void Line(string text) => output.WriteLine(isTerminal ? $"\r\u001b[K{text}" : text);
}
