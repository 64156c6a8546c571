using System.Globalization;
using EphysTx.Features.Extraction;
using EphysTx.Hdf5;
using EphysTx.Recordings;

namespace EphysTx.Features.Files;

/// <summary>Reads feature files, ours and those of the Allen tools.</summary>
internal static class FeatureFileReader
{
    private static readonly Failure NotReported = new(FailureReason.NotReported, null, "The file has no values and gives no reason.");

    public static FeatureFile Read(string path, CancellationToken cancellationToken)
    {
        string name = Path.GetFileName(path);
        try
        {
            using var file = Hdf5File.Open(path);
            string[] ids = ReadIds(file.Root, path);
            Dictionary<string, double[][]> rows = ReadFamilies(file.Root, ids.Length, path, cancellationToken);
            return file.Root.TryGetGroup(FeatureFileWriter.Group, out Hdf5Group? own)
                ? ReadOwn(name, path, own, ids, rows)
                : new FeatureFile([.. ids.Select((id, row) => Foreign(id, name, row, rows))], name, "", "", Shard.Whole);
        }
        catch (Hdf5Exception error)
        {
            throw new EphysTxException($"{path} cannot be read as a feature file: {error.Message}", error);
        }
    }

    private static string[] ReadIds(Hdf5Group root, string path)
    {
        if (!root.TryGetDataset("ids", out Hdf5Dataset? ids) || ids.Shape.Count != 1)
        {
            throw new EphysTxException($"{path} has no list 'ids', so it is no feature file; it should hold ids and one dataset per family.");
        }

        return ids.DataType.IsString ? ids.ReadStrings() : [.. ids.Read<long>().Select(id => id.ToString(CultureInfo.InvariantCulture))];
    }

    private static Dictionary<string, double[][]> ReadFamilies(Hdf5Group root, int cells, string path, CancellationToken cancellationToken)
    {
        var families = new Dictionary<string, double[][]>(StringComparer.Ordinal);
        foreach (Hdf5Dataset dataset in root.Children.OfType<Hdf5Dataset>())
        {
            string family = dataset.Path.TrimStart('/');
            if (family == "ids" || dataset.Shape.Count != 2 || dataset.DataType.Class != Hdf5TypeClass.Float)
            {
                continue;
            }

            if (dataset.Shape[0] != cells)
            {
                throw new EphysTxException($"{path}: the family {family} has {dataset.Shape[0]} rows, but there are {cells} ids.");
            }

            double[] values = dataset.Read<double>(cancellationToken: cancellationToken);
            int width = (int)dataset.Shape[1];
            families[family] = [.. Enumerable.Range(0, cells).Select(row => values[(row * width)..((row + 1) * width)])];
        }

        return families;
    }

    private static ExtractedCell Foreign(string id, string file, int row, Dictionary<string, double[][]> rows) => new(
        id, file, 0, 0, null, [.. rows.Select(family => ForeignVector(family.Key, family.Value[row]))], [], []);

    private static FamilyVector ForeignVector(string name, double[] values) =>
        Array.TrueForAll(values, double.IsNaN) ? new FamilyVector(name, null, NotReported) : new FamilyVector(name, values, null);

    private static FeatureFile ReadOwn(string name, string path, Hdf5Group own, string[] ids, Dictionary<string, double[][]> rows)
    {
        string[] families = own.Dataset("families").ReadStrings();
        int[] widths = Sized(own, "widths", ids.Length * families.Length, path, set => set.Read<int>());
        string[] reasons = Sized(own, "reasons", widths.Length, path, set => set.ReadStrings());
        string[] messages = Sized(own, "messages", widths.Length, path, set => set.ReadStrings());
        string[] names = own.Dataset("scalar_names").ReadStrings();
        double[] scalars = Sized(own, "scalars", ids.Length * names.Length, path, set => set.Read<double>());
        string[] scalarReasons = Sized(own, "scalar_reasons", scalars.Length, path, set => set.ReadStrings());
        string[] scalarMessages = Sized(own, "scalar_messages", scalars.Length, path, set => set.ReadStrings());
        var cells = new List<ExtractedCell>();
        (string[] files, int[] sweeps, int[] passed) = ReadCells(own, "", ids.Length, path);
        for (int row = 0; row < ids.Length; row++)
        {
            int at = row;
            cells.Add(new ExtractedCell(
                ids[row], files[row], sweeps[row], passed[row], null,
                [.. families.Select((family, k) => Vector(family, at, (at * families.Length) + k))],
                [.. names.Select((scalar, k) => (at * names.Length) + k is var i
                    ? new ScalarValue(scalar, scalars[i], FailureOf(scalarReasons[i], scalarMessages[i], path)) : null!)],
                []));
        }

        string[] failed = own.Dataset("failed_ids").ReadStrings();
        (files, sweeps, passed) = ReadCells(own, "failed_", failed.Length, path);
        string[] failedReasons = Sized(own, "failed_reasons", failed.Length, path, set => set.ReadStrings());
        string[] failedMessages = Sized(own, "failed_messages", failed.Length, path, set => set.ReadStrings());
        cells.AddRange(failed.Select((id, i) => new ExtractedCell(
            id, files[i], sweeps[i], passed[i], FailureOf(failedReasons[i], failedMessages[i], path) ?? NotReported, [], [], [])));
        return new FeatureFile([.. cells], name, Text(own, "preset"), Text(own, "library_version"), Shard.Parse(Text(own, "shard")));

        FamilyVector Vector(string family, int row, int i)
        {
            Failure? failure = FailureOf(reasons[i], messages[i], path);
            if (widths[i] < 0)
            {
                return new FamilyVector(family, null, failure ?? NotReported);
            }

            return rows.TryGetValue(family, out double[][]? values) && widths[i] <= values[row].Length
                ? new FamilyVector(family, values[row][..widths[i]], failure)
                : throw new EphysTxException($"{path}: the cell {ids[row]} should have {widths[i]} values of {family}, but the file has fewer; make the file again.");
        }
    }

    private static (string[] Files, int[] Sweeps, int[] Passed) ReadCells(Hdf5Group own, string prefix, int count, string path) => (
        Sized(own, prefix + "files", count, path, set => set.ReadStrings()),
        Sized(own, prefix + "sweeps", count, path, set => set.Read<int>()),
        Sized(own, prefix + "sweeps_passed", count, path, set => set.Read<int>()));

    private static T[] Sized<T>(Hdf5Group group, string name, int count, string path, Func<Hdf5Dataset, T[]> read)
    {
        T[] values = read(group.Dataset(name));
        return values.Length == count
            ? values
            : throw new EphysTxException($"{path}: {FeatureFileWriter.Group}/{name} has {values.Length} entries instead of {count}; the file is damaged, make it again.");
    }

    private static Failure? FailureOf(string reason, string message, string path) => reason.Length == 0 ? null
        : Enum.TryParse(reason, out FailureReason known) && Enum.IsDefined(known) ? new Failure(known, null, message)
        : throw new EphysTxException($"{path}: the reason '{reason}' is not known; read the file with the version of the library that wrote it.");

    private static string Text(Hdf5Group group, string attribute) => group.Attributes.TryGet(attribute, out Hdf5Attribute? found) ? found.ReadStrings().FirstOrDefault() ?? "" : "";
}
