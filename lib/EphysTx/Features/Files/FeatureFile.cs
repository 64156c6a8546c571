using EphysTx.Features.Extraction;
using EphysTx.Numerics;

namespace EphysTx.Features.Files;

/// <summary>
/// The features of many cells, as one HDF5 file in the layout of the Allen tools: in the root one dataset cells × values for each family, NaN where a cell
/// lacks it, and <c>ids</c>. What that layout has no place for (reasons, true widths, scalars, failed recordings) stands in the group
/// <c>ephystx</c>, which those tools do not look at. Files without that group are read as well.
/// </summary>
public sealed class FeatureFile
{
    private readonly Dictionary<string, Matrix> _matrices = new(StringComparer.Ordinal);

    /// <summary>Puts cells together; those that failed as a whole have no row.</summary>
    /// <param name="name">Name for messages.</param>
    /// <param name="preset">Name of the options the features were drawn with; empty when not known.</param>
    /// <param name="libraryVersion">Version of the library that drew them; empty when not known.</param>
    /// <param name="shard">Which part of a list the cells are.</param>
    /// <param name="cells">The cells in any order.</param>
    /// <exception cref="EphysTxException">Two cells have the same identifier.</exception>
    public FeatureFile(string name, string preset, string libraryVersion, Shard shard, IEnumerable<ExtractedCell> cells)
        : this([.. cells.OrderBy(cell => cell.Id, StringComparer.Ordinal)], name, preset, libraryVersion, shard)
    {
    }

    /// <summary>Takes the cells in the order of a file that was read.</summary>
    internal FeatureFile(ExtractedCell[] inOrder, string name, string preset, string libraryVersion, Shard shard)
    {
        Name = name;
        Preset = preset;
        LibraryVersion = libraryVersion;
        Shard = shard;
        Cells = [.. inOrder.Where(cell => cell.Error is null)];
        Failed = [.. inOrder.Where(cell => cell.Error is not null)];
        Families = FeatureTableLayout.FamiliesOf(Cells);
        Scalars = FeatureTableLayout.ScalarsOf(Cells);
        if (inOrder.GroupBy(cell => cell.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new EphysTxException($"{name}: the cell '{twice.Key}' occurs more than once; give each recording a name of its own.");
        }
    }

    /// <summary>Name for messages.</summary>
    public string Name { get; }

    /// <summary>Name of the options the features were drawn with; empty when not known.</summary>
    public string Preset { get; }

    /// <summary>Version of the library that drew them; empty when not known.</summary>
    public string LibraryVersion { get; }

    /// <summary>Which part of a list the cells are.</summary>
    public Shard Shard { get; }

    /// <summary>The cells, one a row: in ordinal order of their identifiers when drawn here, else as they stand in the file.</summary>
    public IReadOnlyList<ExtractedCell> Cells { get; }

    /// <summary>Recordings that failed as a whole, with their reasons.</summary>
    public IReadOnlyList<ExtractedCell> Failed { get; }

    /// <summary>Names of the families: the twelve in order, whether or not a cell has them, then any others.</summary>
    public IReadOnlyList<string> Families { get; }

    /// <summary>Names of the scalar features; empty in files that have none.</summary>
    public IReadOnlyList<string> Scalars { get; }

    /// <summary>Identifiers of <see cref="Cells"/>.</summary>
    public IReadOnlyList<string> Ids => [.. Cells.Select(cell => cell.Id)];

    /// <summary>The family of a cell; null when the file does not know of it.</summary>
    public FamilyVector? Vector(int row, string family) => Cells[row].Families.FirstOrDefault(one => one.Name == family);

    /// <summary>Whether a cell lacks a family.</summary>
    public bool IsMissing(int row, string family) => Vector(row, family)?.Values is null;

    /// <summary>
    /// A family as cells × values, as wide as its widest cell (no columns when no cell has it). Shorter ones end in NaN, and a row of NaN is missing.
    /// </summary>
    /// <exception cref="EphysTxException">There is no such family.</exception>
    public Matrix Family(string name)
    {
        if (!Families.Contains(name, StringComparer.Ordinal))
        {
            throw new EphysTxException($"{Name} has no family '{name}'; it has {string.Join(", ", Families)}.");
        }

        lock (_matrices)
        {
            if (!_matrices.TryGetValue(name, out Matrix? matrix))
            {
                _matrices[name] = matrix = Make(name);
            }

            return matrix;
        }
    }

    /// <summary>Reads a feature file, ours or one of the Allen tools. In the latter, a row of NaN is a missing family.</summary>
    /// <exception cref="EphysTxException">It is not there, damaged, or no feature file; the message names the place.</exception>
    public static FeatureFile Read(string path, CancellationToken cancellationToken = default) => FeatureFileReader.Read(path, cancellationToken);

    /// <summary>Writes the file, and beside it the report (<c>NAME.report.csv</c>), both or none. The same cells give the same bytes.</summary>
    /// <exception cref="EphysTxException">The folder cannot be written or has no room; older files stay as they were.</exception>
    public void Save(string path, CancellationToken cancellationToken = default) => Storage.AtomicFileGroup.Write(
        [(path, stream => FeatureFileWriter.Write(stream, this, cancellationToken)), (ReportPath(path), stream => CellReport.Write(stream, this))],
        cancellationToken);

    /// <summary>Where the report of a feature file stands.</summary>
    public static string ReportPath(string path) => Path.ChangeExtension(path, ".report.csv");

    private Matrix Make(string name)
    {
        double[]?[] rows = [.. Cells.Select(cell => cell.Families.FirstOrDefault(family => family.Name == name)?.Values)];
        int width = rows.Max(row => row?.Length) ?? 0;
        var matrix = new Matrix(rows.Length, width);
        for (int i = 0; i < rows.Length; i++)
        {
            Span<double> target = matrix.Values.AsSpan(i * width, width);
            target.Fill(double.NaN);
            rows[i]?.CopyTo(target);
        }

        return matrix;
    }
}
