using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using EphysTx.Cohorts;

namespace EphysTx.Experiments;

/// <summary>A hash of all that a model can see of a cohort, so that a stored result is never taken for one of other cells.</summary>
public static class CohortFingerprint
{
    /// <summary>SHA-256 of cells (id, subclass, donor, annotations), features and values (missing ones included), as 64 lower-case hexadecimal digits. The cohort's name does not count.</summary>
    public static string Of(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        Add(FormattableString.Invariant($"{cohort.Species} {cohort.Cells.Count} {cohort.Features.Count}"));
        foreach (FeatureDefinition feature in cohort.Features)
        {
            Add(feature.Name);
            Add(feature.Family);
        }

        foreach (CohortCell cell in cohort.Cells)
        {
            Add(cell.Id);
            Add(cell.Subclass);
            Add(cell.DonorId);
            foreach ((string name, string value) in cell.Annotations.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                Add(name);
                Add(value);
            }
        }

        // One NaN for all, as their bits may differ by where they came from.
        double[] values = Array.ConvertAll(cohort.Values.Values, value => double.IsNaN(value) ? double.NaN : value);
        hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
