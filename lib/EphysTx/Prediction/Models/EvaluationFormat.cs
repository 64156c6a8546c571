using System.Text.Json.Nodes;
using EphysTx.Statistics;

namespace EphysTx.Prediction;

/// <summary>An evaluation as JSON; a number that is none is null.</summary>
internal static class EvaluationFormat
{
    private const int Most = 10_000;

    public static JsonObject Write(ModelEvaluation evaluation) => new()
    {
        ["folds"] = evaluation.Folds,
        ["candidates"] = new JsonArray([.. evaluation.Candidates.Select(one => (JsonNode)new JsonObject { ["name"] = one.Name, ["macro_f1"] = one.MacroF1, ["chosen"] = one.Chosen })]),
        ["accuracy"] = Interval(evaluation.Accuracy),
        ["macro_f1"] = Interval(evaluation.MacroF1),
        ["forest_accuracy"] = Interval(evaluation.ForestAccuracy),
        ["forest_macro_f1"] = Interval(evaluation.ForestMacroF1),
        ["log_loss"] = evaluation.LogLoss,
        ["brier"] = evaluation.Brier,
        ["raw_calibration_error"] = evaluation.RawCalibrationError,
        ["calibration_error"] = evaluation.CalibrationError,
        ["foreign_atypical"] = Number(evaluation.ForeignAtypical),
        ["per_class"] = new JsonArray([.. evaluation.PerClass.Select(one => (JsonNode)new JsonObject
        {
            ["class"] = one.Class, ["precision"] = one.Precision, ["recall"] = one.Recall, ["f1"] = one.F1, ["cells"] = one.Support,
        })]),
        ["reliability"] = new JsonArray([.. evaluation.Reliability.Select(bin => (JsonNode)new JsonObject
        {
            ["from"] = bin.From, ["to"] = bin.To, ["count"] = bin.Count, ["confidence"] = Number(bin.Confidence), ["accuracy"] = Number(bin.Accuracy),
        })]),
        ["coverage"] = new JsonArray([.. evaluation.Coverage.Select(one => (JsonNode)new JsonObject
        {
            ["level"] = one.Level, ["cells"] = one.Cells, ["cell_coverage"] = one.CellCoverage, ["donor_coverage"] = one.DonorCoverage, ["mean_size"] = one.MeanSize,
            ["singletons"] = one.Singletons, ["class_coverage"] = new JsonArray([.. one.ClassCoverage.Select(Number)]),
        })]),
        ["coverage_curve"] = new JsonArray([.. evaluation.CoverageCurve.Select(point => (JsonNode)new JsonObject
        {
            ["coverage"] = point.Coverage, ["confidence"] = point.Confidence, ["accuracy"] = point.Accuracy,
        })]),
    };

    public static ModelEvaluation Read(ModelReader reader, string[] classes) => new()
    {
        Folds = reader.Integer("folds", 2, Most),
        Candidates = [.. reader.Many("candidates", Most).Select(one => new CandidateScore(one.Text("name"), one.Number("macro_f1"), one.Integer("chosen", 0, Most)))],
        Accuracy = Interval(reader, "accuracy"),
        MacroF1 = Interval(reader, "macro_f1"),
        ForestAccuracy = Interval(reader, "forest_accuracy"),
        ForestMacroF1 = Interval(reader, "forest_macro_f1"),
        LogLoss = reader.Number("log_loss"),
        Brier = reader.Number("brier"),
        RawCalibrationError = reader.Number("raw_calibration_error"),
        CalibrationError = reader.Number("calibration_error"),
        ForeignAtypical = reader.NumberOrNaN("foreign_atypical"),
        PerClass = [.. reader.Many("per_class", classes.Length).Select(one =>
            new ClassScore(one.Text("class"), one.Number("precision"), one.Number("recall"), one.Number("f1"), one.Integer("cells", 0, int.MaxValue)))],
        Reliability = [.. reader.Many("reliability", Most).Select(one =>
            new ReliabilityBin(one.Number("from"), one.Number("to"), one.Integer("count", 0, int.MaxValue), one.NumberOrNaN("confidence"), one.NumberOrNaN("accuracy")))],
        Coverage = [.. reader.Many("coverage", Most).Select(one => new ConformalCoverage(
            one.Number("level"), one.Integer("cells", 1, int.MaxValue), one.Number("cell_coverage"), one.Number("donor_coverage"), one.Number("mean_size"), one.Number("singletons"),
            one.Numbers("class_coverage", classes.Length)))],
        CoverageCurve = [.. reader.Many("coverage_curve", Most).Select(one => new CoveragePoint(one.Number("coverage"), one.Number("confidence"), one.Number("accuracy")))],
    };

    private static JsonObject Interval(MeasuredInterval interval) => new()
    {
        ["estimate"] = Number(interval.Estimate), ["lower"] = Number(interval.Lower), ["upper"] = Number(interval.Upper),
    };

    private static MeasuredInterval Interval(ModelReader reader, string name)
    {
        ModelReader interval = reader.AtSamePlace(reader.Object(name));
        return new MeasuredInterval(interval.NumberOrNaN("estimate"), interval.NumberOrNaN("lower"), interval.NumberOrNaN("upper"));
    }

    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
