using System.Globalization;
using System.Text.Json;
using EphysTx.Numerics;
using EphysTx.Storage;

namespace EphysTx.Decomposition;

/// <summary>
/// Fitted components as a file: safetensors with loadings and standardisation, and each family's plan as JSON in the
/// metadata. Nothing in it can be executed; the same components give the same bytes.
/// </summary>
public static class FamilyDecompositionFile
{
    private const string Format = "ephystx-family-decomposition";
    private const string Version = "2";

    // A name that is missing is damage, not a default.
    private static readonly JsonSerializerOptions Strict = new() { RespectRequiredConstructorParameters = true };

    /// <summary>Writes components; a file that is there is replaced whole or not at all.</summary>
    /// <exception cref="EphysTxException">The file cannot be written.</exception>
    public static void Save(FamilyDecomposition decomposition, string path)
    {
        ArgumentNullException.ThrowIfNull(decomposition);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var tensors = new List<SafeTensor>();
        foreach (FamilyComponents family in decomposition.Families)
        {
            string name = family.Family.Name;
            tensors.Add(SafeTensor.Of(name + ".loadings", family.Loadings.Values, family.Loadings.Rows, family.Loadings.Columns));
            tensors.Add(SafeTensor.Of(name + ".offset", family.Offset));
            if (family.Scale is not null)
            {
                tensors.Add(SafeTensor.Of(name + ".scale", family.Scale));
            }

            tensors.Add(SafeTensor.Of(name + ".explained_variance", family.ExplainedVariance));
            tensors.Add(SafeTensor.Of(name + ".kept", family.Kept));
            tensors.Add(SafeTensor.Of(name + ".score_mean", family.ScoreMean));
            tensors.Add(SafeTensor.Of(name + ".score_deviation", family.ScoreDeviation));
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = Format,
            ["version"] = Version,
            ["families"] = JsonSerializer.Serialize(decomposition.Families.Select(StoredFamily.From)),
        };
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            Directory.CreateDirectory(folder);
            new SafeTensorsFile(tensors, metadata).Save(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"The components could not be written to {path}: {error.Message} Choose a folder that can be written.", error);
        }
    }

    /// <summary>Reads components.</summary>
    /// <exception cref="EphysTxException">The file is absent, damaged, or holds something else; the message names it.</exception>
    public static FamilyDecomposition Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SafeTensorsFile file = SafeTensorsFile.Read(path);
        if (file.Metadata.GetValueOrDefault("format") != Format || file.Metadata.GetValueOrDefault("version") != Version)
        {
            throw new EphysTxException($"{path} does not hold components of this version (format {Format}, version {Version}); write it again.");
        }

        try
        {
            StoredFamily[] stored = JsonSerializer.Deserialize<StoredFamily[]>(file.Metadata.GetValueOrDefault("families", ""), Strict) ?? [];
            return new FamilyDecomposition([.. stored.Select(family => ReadFamily(file, family))]);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or NullReferenceException or IndexOutOfRangeException or NotSupportedException
            || (error is EphysTxException && !error.Message.Contains(path, StringComparison.Ordinal)))
        {
            throw new EphysTxException($"{path} is damaged: its list of families cannot be read ({error.Message.TrimEnd('.')}); write it again.", error);
        }
    }

    private static FamilyComponents ReadFamily(SafeTensorsFile file, StoredFamily stored)
    {
        SparsePcaFamily family = stored.ToFamily();
        family.Check();
        SafeTensor loadings = file.Get(family.Name + ".loadings");
        int[] kept = file.Get(family.Name + ".kept").ToInt32s();
        long columns = family.Ranges.Count == 0 ? stored.Width : family.Ranges.Sum(range => (long)range.End - range.Start);
        bool fits = loadings.Shape.Count == 2 && loadings.Shape[0] == columns && family.Ranges.All(range => range.End <= stored.Width) && loadings.Shape[1] == family.Components;
        if (!fits || Array.Exists(kept, k => k < 0 || k >= family.Components))
        {
            throw new EphysTxException(string.Create(
                CultureInfo.InvariantCulture, $"{file.Name} is damaged: the loadings of {family.Name} do not fit its {stored.Width} columns and {family.Components} components; write it again."));
        }

        return new FamilyComponents(
            family,
            stored.Width,
            new Matrix(loadings.Shape[0], loadings.Shape[1], loadings.ToDoubles()),
            file.Get(family.Name + ".offset", loadings.Shape[0]).ToDoubles(),
            file.Get(family.Name + ".explained_variance", family.Components).ToDoubles(),
            kept,
            file.Get(family.Name + ".score_mean", kept.Length).ToDoubles(),
            file.Get(family.Name + ".score_deviation", kept.Length).ToDoubles(),
            stored.Cells)
        {
            Scale = family.StandardizeScores ? file.Get(family.Name + ".scale", loadings.Shape[0]).ToDoubles() : null,
        };
    }

    private sealed record StoredFamily(
        string Name, int Components, int[] Nonzero, string? Source, int[][] Ranges, int? PeakNormalizedPiece, bool UseCorrelation, bool StandardizeScores, int Width, int Cells)
    {
        public static StoredFamily From(FamilyComponents fitted) => new(
            fitted.Family.Name,
            fitted.Family.Components,
            [.. fitted.Family.Nonzero],
            fitted.Family.Source,
            [.. fitted.Family.Ranges.Select(range => new[] { range.Start, range.End })],
            fitted.Family.PeakNormalizedPiece,
            fitted.Family.UseCorrelation,
            fitted.Scale is not null,
            fitted.Width,
            fitted.Cells);

        public SparsePcaFamily ToFamily() => new(Name, Components, Nonzero)
        {
            Source = Source,
            Ranges = [.. Ranges.Select(range => (range[0], range[1]))],
            PeakNormalizedPiece = PeakNormalizedPiece,
            UseCorrelation = UseCorrelation,
            StandardizeScores = StandardizeScores,
        };
    }
}
