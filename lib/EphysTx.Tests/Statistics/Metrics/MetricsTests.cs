using System.Text.Json;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tests.Statistics;

public class MetricsTests
{
    [Fact]
    public void All_measures_agree_with_scikit_learn()
    {
        JsonElement[] cases = StatisticsFixture.Section("classification").EnumerateArray().ToArray();
        Assert.Equal(6, cases.Length);
        foreach (JsonElement item in cases)
        {
            int classes = item.GetProperty("classes").GetInt32();
            int[] truth = item.Integers("truth");
            var probabilities = new Matrix(truth.Length, classes, item.Numbers("probabilities"));
            var report = ClassificationReport.From(truth, item.Integers("predicted"), classes, probabilities);
            int[] expected = item.Integers("confusion");
            Assert.Equal(expected, Enumerable.Range(0, expected.Length).Select(i => report.Confusion[i / classes, i % classes]));
            StatisticsFixture.AssertClose(item.Number("accuracy"), report.Accuracy);
            StatisticsFixture.AssertClose(item.Number("macro_f1"), report.MacroF1);
            StatisticsFixture.AssertClose(item.Number("macro_f1_of_occurring"), report.Confusion.MacroF1OfOccurring);
            StatisticsFixture.AssertClose(item.Number("balanced_accuracy"), report.BalancedAccuracy);
            StatisticsFixture.AssertClose(item.Number("log_loss"), report.LogLoss!.Value);
            StatisticsFixture.AssertClose(item.Number("brier"), report.Brier!.Value);
            StatisticsFixture.AssertClose(item.Numbers("precision"), report.PerClass.Select(score => score.Precision).ToArray());
            StatisticsFixture.AssertClose(item.Numbers("recall"), report.PerClass.Select(score => score.Recall).ToArray());
            StatisticsFixture.AssertClose(item.Numbers("f1"), report.PerClass.Select(score => score.F1).ToArray());
            Assert.Equal(item.Integers("support"), report.PerClass.Select(score => score.Support));
        }
    }

    [Fact]
    public void The_most_probable_class_is_predicted_and_the_lower_number_on_a_tie()
    {
        var probabilities = new Matrix(3, 3, [0.2, 0.5, 0.3, 0.4, 0.2, 0.4, 0, 0.5, 0.5]);
        var report = ClassificationReport.From([1, 0, 2], probabilities, ["Lamp5", "Pvalb", "Sst"]);
        Assert.Equal([1, 0, 1], report.Predicted);
        Assert.Equal("Pvalb", report.PerClass[1].Class);
        Assert.Equal(0.5, report.PerClass[1].Precision);
    }

    [Fact]
    public void Pooling_reports_equals_reporting_the_pooled_cells()
    {
        JsonElement item = StatisticsFixture.Section("classification")[0];
        int[] truth = item.Integers("truth");
        int[] predicted = item.Integers("predicted");
        var probabilities = new Matrix(truth.Length, 5, item.Numbers("probabilities"));
        ClassificationReport Part(int from, int to)
        {
            int[] rows = Enumerable.Range(from, to - from).ToArray();
            return ClassificationReport.From(truth[from..to], predicted[from..to], 5, probabilities.SelectRows(rows));
        }

        var whole = ClassificationReport.From(truth, predicted, 5, probabilities);
        var pooled = ClassificationReport.Pool([Part(0, 31), Part(31, 32), Part(32, truth.Length)]);
        Assert.Equal(whole.Truth, pooled.Truth);
        Assert.Equal(whole.PerClass, pooled.PerClass);
        StatisticsFixture.AssertClose(whole.LogLoss!.Value, pooled.LogLoss!.Value);
        StatisticsFixture.AssertClose(whole.Brier!.Value, pooled.Brier!.Value);
        Assert.Null(ClassificationReport.Pool([Part(0, 31), ClassificationReport.From([0], [1], 5)]).LogLoss);
        Assert.Throws<ArgumentException>(() => ClassificationReport.Pool([Part(0, 31), ClassificationReport.From([0], [1], 4)]));
    }

    [Fact]
    public void Rows_of_the_confusion_matrix_become_fractions()
    {
        Matrix fractions = ConfusionMatrix.From([0, 0, 0, 0, 1], [0, 0, 0, 1, 1], 3).RowFractions();
        Assert.Equal([0.75, 0.25, 0], fractions.Row(0).ToArray());
        Assert.Equal([0, 1, 0], fractions.Row(1).ToArray());
        Assert.All(fractions.Row(2).ToArray(), value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void A_summary_has_the_sample_deviation()
    {
        var summary = MetricSummary.Of([0.8, 0.9, 1.0]);
        Assert.Equal(0.9, summary.Mean, 15);
        Assert.Equal(0.1, summary.StandardDeviation, 15);
        Assert.Equal("0.9000 ± 0.1000 (n = 3)", summary.ToString());
        Assert.True(double.IsNaN(MetricSummary.Of([0.5]).StandardDeviation));
        Assert.Equal("0.5000 (n = 1)", MetricSummary.Of([0.5]).ToString());
        Assert.Throws<EphysTxException>(() => MetricSummary.Of([]));
        Assert.Throws<EphysTxException>(() => MetricSummary.Of([1, double.NaN]));
    }

    [Fact]
    public void Cross_validation_is_reported_by_fold_by_run_and_pooled()
    {
        int[] labels = [0, 0, 0, 0, 1, 1, 1, 1];
        Split[] splits = Splits.RepeatedKFold(labels, null, folds: 2, repeats: 3, SplitProtocol.Paper, seed: 4);

        // The model says 0 always in run 0, and the truth otherwise.
        var report = CrossValidationReport.From(
            labels,
            ["Pvalb", "Sst"],
            splits.Select(split => new FoldPrediction(split, split.Test.Select(row => split.Run == 0 ? 0 : labels[row]).ToArray())).ToArray());
        Assert.Equal(6, report.Folds.Count);
        Assert.Equal([0.5, 1, 1], report.Runs.Select(run => run.Accuracy));
        Assert.Equal([0.5, 0.5, 1, 1, 1, 1], report.PerFold(fold => fold.Accuracy));
        Assert.Equal(20 / 24.0, report.Pooled.Accuracy);
        Assert.Equal(24, report.Cells.Length);
        Assert.Equal(report.Pooled.Truth, report.Cells.Select(row => labels[row]));
        Assert.Equal(MetricSummary.Of([0.5, 1, 1]), report.OverRuns(run => run.Accuracy));
        Assert.Equal(6, report.OverFolds(fold => fold.MacroF1).Count);
    }

    [Fact]
    public void Faults_are_named()
    {
        Assert.Throws<EphysTxException>(() => ClassificationReport.From([], [], 2));
        Assert.Throws<EphysTxException>(() => ClassificationReport.From([0, 1], [0], 2));
        Assert.Contains("cell 1", Assert.Throws<EphysTxException>(() => ClassificationReport.From([0, 2], [0, 1], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<EphysTxException>(() => ClassificationReport.From([0, 1], [0, -1], 2));
        Assert.Throws<EphysTxException>(() => ClassificationReport.From([0], [0], 2, new Matrix(1, 3, [1, 0, 0])));
        Assert.Throws<EphysTxException>(() => ProbabilityScores.LogLoss([0], new Matrix(1, 2, [0.7, 0.7])));
        Assert.Throws<EphysTxException>(() => ProbabilityScores.Brier([0], new Matrix(1, 2, [double.NaN, 1])));
        Assert.Throws<EphysTxException>(() => ProbabilityScores.MostProbable(new Matrix(1, 2, [double.NaN, 1])));
    }
}
