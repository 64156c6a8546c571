using System.Text.Encodings.Web;
using System.Text.Json;
using EphysTx.Recordings;

namespace EphysTx.Features.Extraction;

/// <summary>
/// One recording as JSON: <c>file</c>, <c>status</c> (ok or error), <c>error</c> (null, or <c>type</c>, <c>message</c>, <c>where</c>), <c>vectors</c> (each family a list of numbers
/// or null), <c>dims</c> (their lengths), and <c>report</c>. A number that is missing or not finite is null.
/// </summary>
internal static class CellJson
{
    private static readonly JsonWriterOptions Layout = new() { Indented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream stream, ExtractedCell cell, string preset)
    {
        using var json = new Utf8JsonWriter(stream, Layout);
        json.WriteStartObject();
        json.WriteString("file", Path.GetFileName(cell.File));
        json.WriteString("status", cell.Error is null ? "ok" : "error");
        WriteError(json, cell.Error);
        if (cell.Error is not null)
        {
            json.WriteNull("vectors");
            json.WriteNull("dims");
        }
        else
        {
            WriteFamilies(json, cell.Families);
        }

        WriteReport(json, cell, preset);
        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, Failure? error)
    {
        if (error is null)
        {
            json.WriteNull("error");
            return;
        }

        json.WriteStartObject("error");
        json.WriteString("type", error.Reason.ToString());
        json.WriteString("message", error.Text);
        json.WriteStartArray("where");
        if (error.Sweep is { } sweep)
        {
            json.WriteStringValue(FormattableString.Invariant($"sweep {sweep}"));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFamilies(Utf8JsonWriter json, IReadOnlyList<FamilyVector> families)
    {
        json.WriteStartObject("vectors");
        foreach (FamilyVector family in families)
        {
            if (family.Values is null)
            {
                json.WriteNull(family.Name);
                continue;
            }

            json.WriteStartArray(family.Name);
            foreach (double value in family.Values)
            {
                WriteNumber(json, value);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteStartObject("dims");
        foreach (FamilyVector family in families)
        {
            json.WritePropertyName(family.Name);
            if (family.Values is null)
            {
                json.WriteNullValue();
            }
            else
            {
                json.WriteNumberValue(family.Values.Length);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteReport(Utf8JsonWriter json, ExtractedCell cell, string preset)
    {
        json.WriteStartObject("report");
        json.WriteString("id", cell.Id);
        json.WriteString("preset", preset);
        json.WriteString("library_version", ExtractionOptions.LibraryVersion);
        json.WriteNumber("sweeps", cell.Sweeps);
        json.WriteNumber("sweeps_passed", cell.SweepsPassed);
        json.WriteStartObject("missing");
        foreach (FamilyVector family in cell.Families.Where(family => family.Failure is not null))
        {
            json.WritePropertyName(family.Name);
            WriteFailure(json, family.Failure!);
        }

        json.WriteEndObject();
        json.WriteStartArray("dropped");
        foreach (Failure dropped in cell.Dropped)
        {
            WriteFailure(json, dropped);
        }

        json.WriteEndArray();
        json.WriteStartObject("scalars");
        foreach (ScalarValue scalar in cell.Scalars)
        {
            json.WritePropertyName(scalar.Name);
            WriteNumber(json, scalar.Value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFailure(Utf8JsonWriter json, Failure failure)
    {
        json.WriteStartObject();
        json.WriteString("reason", failure.Reason.ToString());
        if (failure.Sweep is { } sweep)
        {
            json.WriteNumber("sweep", sweep);
        }

        json.WriteString("message", failure.Text);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
