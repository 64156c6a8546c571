using System.Globalization;
using System.Text;
using EphysTx.Cohorts.Sources;
using EphysTx.Features.Extraction;
using EphysTx.Features.Files;
using EphysTx.Storage;

namespace EphysTx.Cohorts.Simulated;

/// <summary>
/// Keeps the simulated cells as a feature file in the data folder, named by version, seed and sizes, so that the second notebook need not simulate again. Beside it
/// stands its SHA-256; a damaged or unreadable file is made anew, and a folder that cannot be written only costs time.
/// </summary>
internal static class SimulatedStore
{
    public static CohortSet Open(DataFolder folder, SimulatedCohortOptions options, long seed, IProgress<string>? messages, CancellationToken cancellationToken)
    {
        CellPlan[] plans = SimulatedCohort.Plan(options, seed);
        string path = Path.Combine(folder.Path, FileName(options, seed));
        if (TryRead(path, plans, cancellationToken) is { } stored)
        {
            return SimulatedCohort.Assemble(stored, seed);
        }

        messages?.Report($"simulating {options.MouseCells} mouse and {options.HumanCells} human cells, once; then they are kept in {path}");
        CohortSet made = SimulatedCohort.Make(options, seed, new Fifths(plans.Length, messages), cancellationToken, out SimulatedCell[] cells);
        try
        {
            Keep(path, cells, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or EphysTxException)
        {
            messages?.Report($"the simulated cells could not be kept in {path} ({error.Message.TrimEnd('.')}); they will be simulated again next time");
        }

        return made;
    }

    internal static string FileName(SimulatedCohortOptions options, long seed) => string.Create(
        CultureInfo.InvariantCulture,
        $"simulated-v{SimulatedCohort.Version}-{Sha256Hash.OfBytes(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{InvariantText.Of(options with { Workers = null })} {seed}")))[..12]}.h5");

    internal static FeatureFile ToFile(IEnumerable<SimulatedCell> cells) =>
        new(SimulatedCohort.Name, "recommended", "", Shard.Whole, cells.Select(cell => cell.Features));

    internal static SimulatedCell[]? TryRead(string path, IReadOnlyList<CellPlan> plans, CancellationToken cancellationToken = default)
    {
        try
        {
            if (!File.Exists(path) || File.ReadAllText(HashPath(path)) != Sha256Hash.OfBytes(File.ReadAllBytes(path)))
            {
                return null;
            }

            FeatureFile file = FeatureFile.Read(path, cancellationToken);
            var cells = file.Cells.Concat(file.Failed).ToDictionary(cell => cell.Id, StringComparer.Ordinal);
            return cells.Count == plans.Count && plans.All(plan => cells.ContainsKey(plan.Id))
                ? [.. plans.Select(plan => new SimulatedCell(plan, cells[plan.Id]))]
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or EphysTxException)
        {
            return null;
        }
    }

    private static void Keep(string path, SimulatedCell[] cells, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        FeatureFileWriter.Write(bytes, ToFile(cells), cancellationToken);
        byte[] content = bytes.ToArray();
        AtomicFileGroup.Write(
            [
                (path, stream => stream.Write(content)),
                (HashPath(path), stream => stream.Write(Encoding.ASCII.GetBytes(Sha256Hash.OfBytes(content)))),
            ],
            cancellationToken);
    }

    private static string HashPath(string path) => Path.ChangeExtension(path, ".sha256");

    private sealed class Fifths(int cells, IProgress<string>? messages) : IProgress<int>
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
