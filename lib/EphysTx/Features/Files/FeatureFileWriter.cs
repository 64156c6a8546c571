using System.Globalization;
using EphysTx.Features.Extraction;
using EphysTx.Hdf5;
using EphysTx.Numerics;
using EphysTx.Recordings;

namespace EphysTx.Features.Files;

/// <summary>Writes a <see cref="FeatureFile"/> as HDF5.</summary>
internal static class FeatureFileWriter
{
    /// <summary>Group of what the Allen tools' layout has no place for.</summary>
    public const string Group = "ephystx";

    public static void Write(Stream stream, FeatureFile file, CancellationToken cancellationToken)
    {
        var builder = new Hdf5FileBuilder();
        Hdf5GroupBuilder root = builder.Root;
        root.AddDataset("ids", Ids(file.Ids));
        foreach (string family in file.Families)
        {
            Matrix matrix = file.Family(family);
            if (matrix.Columns > 0)
            {
                root.AddDataset(family, Hdf5Value.Array<double>(matrix.Values, matrix.Rows, matrix.Columns));
            }
        }

        Hdf5GroupBuilder own = root.AddGroup(Group);
        foreach (Hdf5GroupBuilder node in new[] { root, own })
        {
            node.SetAttribute("preset", file.Preset);
            node.SetAttribute("library_version", file.LibraryVersion);
        }

        own.SetAttribute("layout_version", Hdf5Value.Number(1));
        own.SetAttribute("shard", file.Shard.ToString());
        AddCells(own, "", file.Cells);
        AddFamilies(own, file);
        AddScalars(own, file);
        AddCells(own, "failed_", file.Failed);
        own.AddDataset("failed_ids", Hdf5Value.Texts([.. file.Failed.Select(cell => cell.Id)]));
        own.AddDataset("failed_reasons", Hdf5Value.Texts([.. file.Failed.Select(cell => cell.Error!.Reason.ToString())]));
        own.AddDataset("failed_messages", Hdf5Value.Texts([.. file.Failed.Select(cell => cell.Error!.Text)]));
        builder.Write(stream, 1, cancellationToken);
    }

    /// <summary>Whether a text is a whole number written in the one usual way, so that it can be kept as a number.</summary>
    public static bool IsNumber(string id, out long number) =>
        long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number.ToString(CultureInfo.InvariantCulture) == id;

    // Specimen ids are numbers in the Allen files, and stay such.
    private static Hdf5Value Ids(IReadOnlyList<string> ids) => ids.Count > 0 && ids.All(id => IsNumber(id, out _))
        ? Hdf5Value.Array<long>(ids.Select(id => long.Parse(id, CultureInfo.InvariantCulture)).ToArray())
        : Hdf5Value.FixedTexts(ids);

    private static void AddCells(Hdf5GroupBuilder group, string prefix, IReadOnlyList<ExtractedCell> cells)
    {
        group.AddDataset(prefix + "files", Hdf5Value.Texts([.. cells.Select(cell => cell.File)]));
        group.AddDataset(prefix + "sweeps", Hdf5Value.Array<int>(cells.Select(cell => cell.Sweeps).ToArray()));
        group.AddDataset(prefix + "sweeps_passed", Hdf5Value.Array<int>(cells.Select(cell => cell.SweepsPassed).ToArray()));
    }

    private static void AddFamilies(Hdf5GroupBuilder group, FeatureFile file)
    {
        FamilyVector?[] all = [.. Enumerable.Range(0, file.Cells.Count).SelectMany(row => file.Families.Select(family => file.Vector(row, family)))];
        long[] shape = [file.Cells.Count, file.Families.Count];
        group.AddDataset("families", Hdf5Value.Texts(file.Families));
        group.AddDataset("widths", Hdf5Value.Array<int>(all.Select(family => family?.Values?.Length ?? -1).ToArray(), shape));
        group.AddDataset("missing", Hdf5Value.Array<byte>(all.Select(family => (byte)(family?.Values is null ? 1 : 0)).ToArray(), shape));
        group.AddDataset("reasons", Hdf5Value.Texts([.. all.Select(family => Reason(family is null ? Unknown : family.Failure))], shape));
        group.AddDataset("messages", Hdf5Value.Texts([.. all.Select(family => family?.Failure?.Text ?? "")], shape));
    }

    private static void AddScalars(Hdf5GroupBuilder group, FeatureFile file)
    {
        ScalarValue?[] all = [.. file.Cells.SelectMany(cell => file.Scalars.Select(name => cell.Scalars.FirstOrDefault(scalar => scalar.Name == name)))];
        long[] shape = [file.Cells.Count, file.Scalars.Count];
        group.AddDataset("scalar_names", Hdf5Value.Texts(file.Scalars));
        group.AddDataset("scalars", Hdf5Value.Array<double>(all.Select(scalar => scalar?.Value ?? double.NaN).ToArray(), shape));
        group.AddDataset("scalar_reasons", Hdf5Value.Texts([.. all.Select(scalar => Reason(scalar is null ? Unknown : scalar.Failure))], shape));
        group.AddDataset("scalar_messages", Hdf5Value.Texts([.. all.Select(scalar => scalar?.Failure?.Text ?? "")], shape));
    }

    private static Failure Unknown { get; } = new(FailureReason.NotReported, null, "");

    private static string Reason(Failure? failure) => failure?.Reason.ToString() ?? "";
}
