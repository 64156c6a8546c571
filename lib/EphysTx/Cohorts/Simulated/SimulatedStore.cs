using System.Globalization;
using System.Text;
using EphysTx.Cohorts.Allen;
using EphysTx.Cohorts.Sources;
using EphysTx.Storage;

namespace EphysTx.Cohorts.Simulated;

/// <summary>
/// Keeps the simulated cohort as a small text file in the data folder, named by version, seed and sizes, so that the second notebook need not simulate again. The
/// file begins with the SHA-256 of the rest; a damaged or unreadable one is made anew, and a folder that cannot be written only costs time.
/// </summary>
internal static class SimulatedStore
{
    public static CohortSet Open(DataFolder folder, SimulatedCohortOptions options, long seed, IProgress<string>? messages, CancellationToken cancellationToken)
    {
        CellPlan[] plans = SimulatedCohort.Plan(options, seed);
        string path = Path.Combine(folder.Path, FileName(options, seed));
        if (TryRead(path, plans) is { } stored)
        {
            return SimulatedCohort.Assemble(stored, seed);
        }

        messages?.Report($"simulating {options.MouseCells} mouse and {options.HumanCells} human cells, once; then they are kept in {path}");
        CohortSet made = SimulatedCohort.Make(options, seed, new Tenths(plans.Length, messages), cancellationToken, out SimulatedCell[] cells);
        try
        {
            AtomicFile.WriteText(path, ToText(cells));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            messages?.Report($"the simulated cells could not be kept in {path} ({error.Message.TrimEnd('.')}); they will be simulated again next time");
        }

        return made;
    }

    internal static string FileName(SimulatedCohortOptions options, long seed) => string.Create(
        CultureInfo.InvariantCulture,
        $"simulated-v{SimulatedCohort.Version}-{Sha256Hash.OfBytes(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{options with { Workers = null }} {seed}")))[..12]}.csv");

    internal static string ToText(IReadOnlyList<SimulatedCell> cells)
    {
        var body = new StringBuilder("id," + string.Join(',', ScalarFeatures.Shared.Select(feature => feature.Name)) + "\n");
        foreach (SimulatedCell cell in cells)
        {
            body.Append(cell.Plan.Id);
            for (int k = 0; k < cell.Values.Length; k++)
            {
                body.Append(',').Append(cell.Reasons[k] == MissingReason.Present ? cell.Values[k].ToString("R", CultureInfo.InvariantCulture) : cell.Reasons[k].ToString());
            }

            body.Append('\n');
        }

        return Sha256Hash.OfBytes(Encoding.UTF8.GetBytes(body.ToString())) + "\n" + body;
    }

    internal static SimulatedCell[]? TryRead(string path, IReadOnlyList<CellPlan> plans)
    {
        try
        {
            string text = File.ReadAllText(path);
            int end = text.IndexOf('\n', StringComparison.Ordinal);
            if (end < 0 || Sha256Hash.OfBytes(Encoding.UTF8.GetBytes(text[(end + 1)..])) != text[..end])
            {
                return null;
            }

            string[] lines = text[(end + 1)..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return lines.Length == plans.Count + 1 ? [.. plans.Select((plan, k) => Parse(plan, lines[k + 1].Split(',')))] : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static SimulatedCell Parse(CellPlan plan, string[] fields)
    {
        int width = ScalarFeatures.Shared.Count;
        var values = new double[width];
        var reasons = new MissingReason[width];
        for (int k = 0; k < width; k++)
        {
            bool isNumber = double.TryParse(fields[k + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
            values[k] = isNumber ? value : double.NaN;
            reasons[k] = isNumber ? MissingReason.Present : Enum.Parse<MissingReason>(fields[k + 1]);
        }

        return new SimulatedCell(plan, values, reasons);
    }

    private sealed class Tenths(int cells, IProgress<string>? messages) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value % Math.Max(1, cells / 5) == 0)
            {
                messages?.Report(string.Create(CultureInfo.InvariantCulture, $"{value} of {cells} cells simulated"));
            }
        }
    }
}
