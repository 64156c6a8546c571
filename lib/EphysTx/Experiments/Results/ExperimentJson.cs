using System.Text.Json;
using System.Text.Json.Nodes;
using EphysTx.Features.Extraction;
using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>
/// A result as JSON. Equal results give equal bytes: names are sorted and there is no time in it. A number that does not exist is null.
/// </summary>
internal static class ExperimentJson
{
    public static byte[] Of(ExperimentResult result)
    {
        var tasks = new JsonObject();
        foreach (IGrouping<string, TaskResult> group in result.Tasks.GroupBy(task => task.Task.Name))
        {
            var protocols = new JsonObject();
            foreach (TaskResult task in group)
            {
                protocols[Name(task.Protocol)] = OfTask(task);
            }

            TaskResult first = group.First();
            tasks[group.Key] = new JsonObject
            {
                ["cells"] = first.Cohorts.Target.Cells.Count,
                ["classes"] = new JsonArray([.. first.Cohorts.Target.Classes.Select(name => (JsonNode)name)]),
                ["cohort"] = first.Cohorts.Target.Name,
                ["cohort_sha256"] = first.TargetFingerprint,
                ["features"] = first.Cohorts.Target.Features.Count,
                ["is_simulated"] = first.Cohorts.Target.IsSimulated,
                ["protocols"] = protocols,
                ["published"] = new JsonArray([.. first.Task.Published.Select(OfPublished)]),
                ["reference_arm"] = first.Task.Reference,
                ["source_cohort"] = first.Cohorts.Source?.Name,
                ["source_sha256"] = first.Cohorts.Source is null ? null : first.SourceFingerprint,
            };
        }

        var root = new JsonObject
        {
            ["experiment"] = result.Experiment.Name,
            ["library_version"] = ExtractionOptions.LibraryVersion,
            ["profile"] = result.Profile.Name,
            ["published_source"] = PublishedResults.Citation,
            ["question"] = result.Experiment.Question,
            ["seed"] = result.Seed,
            ["tasks"] = tasks,
        };
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Sorted(root)!.WriteTo(writer);
        }

        stream.Write("\n"u8);
        return stream.ToArray();
    }

    private static JsonObject OfTask(TaskResult task)
    {
        var arms = new JsonObject();
        foreach (ArmResult arm in task.Arms)
        {
            arms[arm.Arm] = OfArm(arm, task.Task.Arms.Single(entry => entry.Name == arm.Arm).Fingerprint);
        }

        CrossValidationReport report = task.Arms[0].Evaluation.Report;
        return new JsonObject
        {
            ["arms"] = arms,
            ["splits"] = report.Splits.Count,
            ["train_cells_per_split"] = Number(report.Splits.Average(split => split.Train.Length)),
            ["test_cells_per_split"] = Number(report.Splits.Average(split => split.Test.Length)),
        };
    }

    private static JsonObject OfArm(ArmResult arm, string fingerprint)
    {
        CrossValidationReport report = arm.Evaluation.Report;
        var perClass = new JsonObject();
        foreach (ClassScore score in report.Pooled.PerClass)
        {
            perClass[score.Class] = new JsonObject { ["f1"] = Number(score.F1), ["precision"] = Number(score.Precision), ["recall"] = Number(score.Recall), ["support"] = score.Support };
        }

        int classes = report.Pooled.Classes.Length;
        return new JsonObject
        {
            ["accuracy"] = Measure(report, arm.Evaluation.Accuracy, fold => fold.Accuracy),
            ["balanced_accuracy"] = Measure(report, null, fold => fold.BalancedAccuracy),
            ["brier"] = Number(report.Pooled.Brier ?? double.NaN),
            ["choices"] = Choices(arm.Outcomes),
            ["confusion"] = new JsonArray([.. Enumerable.Range(0, classes).Select(truth => (JsonNode)new JsonArray([.. Enumerable.Range(0, classes).Select(said => (JsonNode)report.Pooled.Confusion[truth, said])]))]),
            ["log_loss"] = Number(report.Pooled.LogLoss ?? double.NaN),
            ["macro_f1"] = Measure(report, arm.Evaluation.MacroF1, fold => fold.MacroF1),
            ["minus_reference"] = arm.Difference is null ? null : OfDifference(arm.Difference),
            ["options"] = fingerprint,
            ["per_class"] = perClass,
        };
    }

    private static JsonObject Measure(CrossValidationReport report, ConfidenceInterval? interval, Func<ClassificationReport, double> metric)
    {
        MetricSummary runs = report.OverRuns(metric);
        var result = new JsonObject
        {
            ["folds"] = new JsonArray([.. report.PerFold(metric).Select(Number)]),
            ["mean"] = Number(runs.Mean),
            ["runs"] = new JsonArray([.. report.Runs.Select(run => Number(metric(run)))]),
            ["sd"] = Number(runs.StandardDeviation),
        };
        if (interval is not null)
        {
            result["donor_interval"] = OfInterval(interval);
        }

        return result;
    }

    private static JsonObject OfDifference(ArmDifference difference) => new()
    {
        ["donor_interval"] = OfInterval(difference.OverDonors),
        ["permutation_p"] = Number(difference.Permutation.PValue),
        ["corrected_t_test"] = difference.OverSplits is not { } test ? null : new JsonObject
        {
            ["high"] = Number(test.Upper),
            ["low"] = Number(test.Lower),
            ["mean"] = Number(test.MeanDifference),
            ["p"] = Number(test.PValue),
            ["t"] = Number(test.T),
        },
    };

    private static JsonObject OfInterval(ConfidenceInterval interval) => new()
    {
        ["donors"] = interval.Donors,
        ["estimate"] = Number(interval.Estimate),
        ["high"] = Number(interval.Upper),
        ["level"] = Number(interval.Level),
        ["low"] = Number(interval.Lower),
    };

    /// <summary>How often each value was chosen; for numbers that hardly repeat, a list would be as long as the folds.</summary>
    private static JsonObject Choices(IReadOnlyList<ArmOutcome> outcomes)
    {
        var result = new JsonObject();
        foreach (IGrouping<string, KeyValuePair<string, string>> name in outcomes.SelectMany(outcome => outcome.Choices).GroupBy(pair => pair.Key))
        {
            var counts = new JsonObject();
            foreach (IGrouping<string, KeyValuePair<string, string>> value in name.GroupBy(pair => pair.Value))
            {
                counts[value.Key] = value.Count();
            }

            result[name.Key] = counts;
        }

        return result;
    }

    private static JsonObject OfPublished(PublishedResult result) => new()
    {
        ["accuracy"] = Number(result.Accuracy.Mean),
        ["accuracy_sd"] = Number(result.Accuracy.StandardDeviation ?? double.NaN),
        ["macro_f1"] = Number(result.MacroF1.Mean),
        ["macro_f1_sd"] = Number(result.MacroF1.StandardDeviation ?? double.NaN),
        ["model"] = result.Model,
    };

    internal static string Name(SplitProtocol protocol) => protocol == SplitProtocol.Paper ? "paper" : "donor";

    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject dictionary => new JsonObject(dictionary.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        null => null,
        _ => node.DeepClone(),
    };
}
