using System.Globalization;
using System.Text;
using EphysTx.Features.Extraction;

namespace EphysTx.Features.Files;

/// <summary>The report beside a feature file: one line per recording with its status, its reason, and per family <c>ok</c> or why it is missing.</summary>
internal static class CellReport
{
    public static void Write(Stream stream, FeatureFile file)
    {
        var text = new StringBuilder("id,file,status,reason,message,sweeps,sweeps_passed");
        foreach (string family in file.Families)
        {
            text.Append(',').Append(Field(family));
        }

        text.Append('\n');
        foreach (ExtractedCell cell in file.Cells.Concat(file.Failed).OrderBy(cell => cell.Id, StringComparer.Ordinal))
        {
            text.Append(Field(cell.Id)).Append(',').Append(Field(cell.File)).Append(cell.Error is null ? ",ok," : ",error,")
                .Append(cell.Error?.Reason.ToString()).Append(',').Append(Field(cell.Error?.Text ?? ""))
                .Append(CultureInfo.InvariantCulture, $",{cell.Sweeps},{cell.SweepsPassed}");
            foreach (string family in file.Families)
            {
                text.Append(',').Append(StateOf(cell, family));
            }

            text.Append('\n');
        }

        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string StateOf(ExtractedCell cell, string family)
    {
        if (cell.Error is not null)
        {
            return "";
        }

        FamilyVector? vector = cell.Families.FirstOrDefault(one => one.Name == family);
        return vector?.Values is null ? vector?.Failure?.Reason.ToString() ?? "NotReported"
            : vector.Failure is { } part ? $"part: {part.Reason}"
            : "ok";
    }

    private static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
