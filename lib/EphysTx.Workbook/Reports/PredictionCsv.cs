using System.Globalization;
using System.Text;
using EphysTx.Prediction;

namespace EphysTx.Workbook.Reports;

/// <summary>Predictions as a table: one line a cell, then one a file that gave none.</summary>
internal static class PredictionCsv
{
    public static string Of(TrainedModel model, PredictionBatch batch)
    {
        var text = new StringBuilder();
        Line(
        [
            "cell", "file", "status", "label", "most_probable", "probability", "runner_up", .. model.Classes.Select(name => $"p_{name}"),
            .. model.Sets.Select(set => string.Create(CultureInfo.InvariantCulture, $"set_{100 * set.Level:0.#}")),
            "reasons", "distance", "distance_limit", "missing", "spoke_for_it", "nearest",
        ]);
        foreach (CellPrediction one in batch.Predictions)
        {
            Line(
            [
                one.Cell.Id, one.Cell.Source, one.Label is null ? "abstained" : "labelled", one.Label ?? "", one.MostProbable, Number(one.Probabilities.Max()), one.RunnerUp,
                .. one.Probabilities.Select(Number),
                .. one.Sets.Select(set => string.Join(' ', set.Classes)),
                string.Join("; ", one.Abstentions.Select(reason => reason.Text)), Number(one.Distance), Number(one.DistanceThreshold),
                string.Join("; ", one.Missing.Select(family => $"{family.Family} {family.Missing}/{family.Of} ({family.Why})")),
                string.Join("; ", one.Contributions.Where(family => family.Change > 0).Select(family => string.Create(CultureInfo.InvariantCulture, $"{family.Family} {family.Change:+0.000}"))),
                string.Join("; ", one.Nearest.Select(near => string.Create(CultureInfo.InvariantCulture, $"{near.Id} {near.Class} {near.Distance:0.00}"))),
            ]);
        }

        foreach (FailedFile failed in batch.Failed)
        {
            string[] fields = new string[13 + model.Classes.Count + model.Sets.Count];
            Array.Fill(fields, "");
            (fields[1], fields[2], fields[7 + model.Classes.Count + model.Sets.Count]) = (Path.GetFileName(failed.File), "failed", failed.Reason);
            Line(fields);
        }

        return text.ToString();

        void Line(IEnumerable<string> fields) => text.Append(string.Join(',', fields.Select(Quoted))).Append('\n');
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.######", CultureInfo.InvariantCulture) : "NA";

    // A field that begins like a formula would be run by a spreadsheet; names of files and cells come from elsewhere.
    private static string Quoted(string field)
    {
        bool isNumber = double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        string safe = field.Length > 0 && field[0] is '=' or '+' or '-' or '@' && !isNumber ? $"'{field}" : field;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
