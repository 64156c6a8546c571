using System.Globalization;
using EphysTx.Experiments;

namespace EphysTx.Notebooks;

/// <summary>
/// Tells under a cell how far an experiment is. Each line ends in a carriage return, so that the next one takes its place, as a terminal and
/// Jupyter do it; what stays is the line at the end, which is the same however often the run was stopped and however long it took.
/// </summary>
internal sealed class CellProgress(string experiment) : IProgress<ExperimentProgress>
{
    private bool _isComplete;

    public void Report(ExperimentProgress value)
    {
        if (value.Message is not null)
        {
            Console.WriteLine(value.Message);
        }

        if (value.Done < value.Total)
        {
            Console.Write(Line(value) + "\r");
        }
        else if (!_isComplete)
        {
            _isComplete = true;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{experiment}: all {value.Total} trainings done"));
        }
    }

    internal string Line(ExperimentProgress value) => string.Create(
        CultureInfo.InvariantCulture,
        $"{experiment}: {100 * value.Done / value.Total} % of {value.Total} trainings{(value.Remaining is { } left ? ", about " + Words(left) + " left" : "")}");

    private static string Words(TimeSpan time) => time.TotalSeconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(10, 10 * (int)Math.Ceiling(time.TotalSeconds / 10))} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)Math.Ceiling(time.TotalMinutes)} min");
}
