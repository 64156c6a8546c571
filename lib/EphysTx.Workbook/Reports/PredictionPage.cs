using System.Globalization;
using System.Text;
using EphysTx.Notebooks;
using EphysTx.Prediction;

namespace EphysTx.Workbook.Reports;

/// <summary>Predictions as one page to read: styles and pictures inside, nothing fetched, no script.</summary>
internal static class PredictionPage
{
    // Beyond it a page of figures becomes too heavy to open; the table has all cells.
    private const int MostDetailed = 200;

    public static string Of(TrainedModel model, PredictionBatch batch)
    {
        var body = new StringBuilder();
        int labelled = batch.Predictions.Count(one => one.Label is not null);
        body.Append(I($"<h1>Subclass of {batch.Predictions.Count} {(batch.Predictions.Count == 1 ? "cell" : "cells")}</h1>\n"));
        body.Append($"<p>Model: {Html.Escape(model.Name)}, trained on {Html.Escape(model.Training.Cohort)} ({model.Training.Cells.Count} cells of {model.Training.Donors} donors). On donors never seen its macro-F1 is {model.Evaluation.MacroF1} and its accuracy {model.Evaluation.Accuracy}. ");
        body.Append(model.Training.IsSimulated ? "<strong>It was trained on simulated cells: what follows is an exercise, no finding.</strong></p>\n" : "</p>\n");
        body.Append($"<dl class=\"facts\"><div><dt>labelled</dt><dd>{labelled}</dd></div><div><dt>abstained</dt><dd>{batch.Predictions.Count - labelled}</dd></div><div><dt>files failed</dt><dd>{batch.Failed.Count}</dd></div></dl>\n");
        Summary(body, model, batch);
        if (batch.Failed.Count > 0)
        {
            body.Append("<h2>Files that gave nothing</h2>\n<ul>\n");
            foreach (FailedFile failed in batch.Failed)
            {
                body.Append($"<li><code>{Html.Escape(Path.GetFileName(failed.File))}</code>: {Html.Escape(failed.Reason)}</li>\n");
            }

            body.Append("</ul>\n");
        }

        foreach (CellPrediction one in batch.Predictions.Take(MostDetailed))
        {
            Cell(body, model, one);
        }

        if (batch.Predictions.Count > MostDetailed)
        {
            body.Append($"<p class=\"soft\">Details of the first {MostDetailed} cells; all are in the CSV beside this page.</p>\n");
        }

        return Html.Page("Predicted subclasses", body.ToString());
    }

    private static void Summary(StringBuilder body, TrainedModel model, PredictionBatch batch)
    {
        body.Append("<table><thead><tr><th>cell</th><th>label</th><th>probability</th><th>runner-up</th>");
        body.Append(string.Concat(model.Sets.Select(set => I($"<th>{100 * set.Level:0.#} % set</th>")))).Append("</tr></thead><tbody>\n");
        foreach (CellPrediction one in batch.Predictions)
        {
            string label = one.Label is { } name ? $"<strong>{Html.Escape(name)}</strong>" : $"don't know <span class=\"soft\">({Html.Escape(one.Abstentions[0].Text)})</span>";
            body.Append(I($"<tr><td>{Html.Escape(one.Cell.Id)}</td><td>{label}</td><td>{one.Probabilities.Max():0.00}</td><td>{Html.Escape(one.RunnerUp)}</td>"));
            body.Append(string.Concat(one.Sets.Select(set => $"<td>{Html.Escape(string.Join(", ", set.Classes))}</td>"))).Append("</tr>\n");
        }

        body.Append("</tbody></table>\n");
    }

    private static void Cell(StringBuilder body, TrainedModel model, CellPrediction one)
    {
        body.Append($"<h2>{Html.Escape(one.Cell.Id)}</h2>\n");
        body.Append(one.Label is { } label
            ? I($"<p><strong>{Html.Escape(label)}</strong>, probability {one.Probabilities.Max():0.00}; runner-up {Html.Escape(one.RunnerUp)}. From {Html.Escape(one.Cell.Source)}.</p>\n")
            : I($"<p><strong>Don't know.</strong> Most probable would be {Html.Escape(one.MostProbable)} ({one.Probabilities.Max():0.00}), then {Html.Escape(one.RunnerUp)}. From {Html.Escape(one.Cell.Source)}. It abstains because:</p>\n"));
        if (one.Abstentions.Count > 0)
        {
            body.Append($"<ul>{string.Concat(one.Abstentions.Select(reason => $"<li>{Html.Escape(reason.Text)}</li>"))}</ul>\n");
        }

        body.Append("<table><tbody>");
        Row("probabilities", string.Join(", ", model.Classes.Select((name, c) => I($"{name} {one.Probabilities[c]:0.000}"))));
        Row("sets", string.Join("; ", one.Sets.Select(set => I($"{100 * set.Level:0.#} %: {string.Join(", ", set.Classes)}"))));
        Row("families that spoke for " + one.MostProbable, string.Join(", ", one.Contributions.Select(family => I($"{family.Family} {family.Change:+0.000;−0.000;0.000}"))));
        Row("missing", one.Missing.Count == 0 ? "nothing" : string.Join("; ", one.Missing.Select(family => $"{family.Missing} of {family.Of} of {family.Family} ({family.Why.TrimEnd('.')})")));
        Row("nearest training cells", one.Nearest.Count == 0 ? "none shares enough features" : string.Join("; ", one.Nearest.Select(near => I($"{near.Id} ({near.Class}, {near.Distance:0.00} SD)"))));
        Row("distance to training cells", I($"{one.Distance:0.00} SD, typical up to {one.DistanceThreshold:0.00}"));
        if (model.Species is { } species)
        {
            Row($"looks like {species.Other}", I($"{one.OtherSpecies:0.000}, own cells stay below {species.Threshold:0.000}"));
        }

        body.Append("</tbody></table>\n");
        if (one.Cell.Traces.Count > 0)
        {
            body.Append(Html.Picture(PredictionFigures.Traces(one, one.Cell.Source, columns: 2).ToSvg(), $"Sweeps of {one.Cell.Id} with the detected spikes")).Append('\n');
        }

        void Row(string name, string value) => body.Append($"<tr><th>{Html.Escape(name)}</th><td>{Html.Escape(value)}</td></tr>\n");
    }

    private static string I(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
