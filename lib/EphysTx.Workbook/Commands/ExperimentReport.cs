using System.Globalization;
using EphysTx.Experiments;

namespace EphysTx.Workbook.Commands;

/// <summary>Prints how an experiment goes: messages at once, how far it is now and then, and the tables at the end.</summary>
internal sealed class ExperimentReport(TextWriter output, bool isTerminal) : IProgress<ExperimentProgress>
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenUpdates = TimeSpan.FromSeconds(0.2);

    private TimeSpan _next;
    private bool _hasStarted;

    public void Report(ExperimentProgress value)
    {
        if (value.Message is not null)
        {
            Line(value.Message);
            return;
        }

        if (!_hasStarted)
        {
            _hasStarted = true;
            Line(value.Resumed > 0 ? $"{value.Resumed} of {value.Total} units are in the store" : $"{value.Total} units of work");
        }

        if (value.Done > value.Resumed && (value.Elapsed >= _next || value.Done == value.Total))
        {
            _next = value.Elapsed + (isTerminal ? BetweenUpdates : BetweenLines);
            string text = string.Create(CultureInfo.InvariantCulture, $"{value.Done}/{value.Total} units, {Rate(value.Rate)}, {Duration(value.Remaining)} left");
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

    public void Finish(ExperimentResult result, IReadOnlyList<string> written)
    {
        foreach (string task in ExperimentTables.Tasks(result))
        {
            Line("");
            output.WriteLine(ExperimentTables.Scores(result, task).ToText());
            output.Write(ExperimentTables.Differences(result, task).ToText());
        }

        output.WriteLine();
        foreach (string path in written)
        {
            output.WriteLine(path);
        }
    }

    public void Line(string text) => output.WriteLine(isTerminal ? $"\r\u001b[K{text}" : text);

    private static string Rate(double perSecond) => perSecond >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.0}/s")
        : string.Create(CultureInfo.InvariantCulture, $"{60 * perSecond:0.0}/min");

    private static string Duration(TimeSpan? time) => time is not { } known ? "?"
        : known.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)known.TotalHours}:{known.Minutes:00}:{known.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{known.Minutes}:{known.Seconds:00}");
}
