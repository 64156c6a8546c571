using System.Text.Json;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tests.Statistics.Calibration;

public class CalibrationTests
{
    private static readonly JsonElement Fixture = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Statistics", "Fixtures", "calibration.json"))).RootElement;

    [Fact]
    public void The_temperature_is_that_of_a_general_minimiser()
    {
        (int[] truth, Matrix probabilities) = Data();

        TemperatureScaling scaling = TemperatureScaling.Fit(truth, probabilities);

        Assert.Equal(Fixture.GetProperty("temperature").GetDouble(), scaling.Temperature, 1e-5);
        Assert.Equal(Fixture.GetProperty("log_loss").GetDouble(), ProbabilityScores.LogLoss(truth, scaling.Apply(probabilities)), 1e-9);
        Assert.Equal(ProbabilityScores.MostProbable(probabilities), ProbabilityScores.MostProbable(scaling.Apply(probabilities)));
    }

    [Fact]
    public void A_known_temperature_is_found_again()
    {
        (int[] truth, Matrix probabilities) = Simulated(cells: 20_000, temperature: 2.5, seed: 8);

        Assert.Equal(2.5, TemperatureScaling.Fit(truth, probabilities).Temperature, 0.1);
        double before = ReliabilityTable.OfLabels(truth, probabilities).ExpectedCalibrationError;
        double after = ReliabilityTable.OfLabels(truth, TemperatureScaling.Fit(truth, probabilities).Apply(probabilities)).ExpectedCalibrationError;
        Assert.True(before > 0.1 && after < 0.015, $"{before} {after}");
    }

    [Fact]
    public void Certainties_stay_finite()
    {
        var certain = new Matrix(3, 2, [1, 0, 0, 1, 1, 0]);

        TemperatureScaling right = TemperatureScaling.Fit([0, 1, 0], certain);
        TemperatureScaling wrong = TemperatureScaling.Fit([1, 0, 1], certain);

        Assert.All(right.Apply(certain).Values.Concat(wrong.Apply(certain).Values), value => Assert.True(value is >= 0 and <= 1));
        Assert.True(right.Temperature < 0.01 && wrong.Temperature > 100);
    }

    [Fact]
    public void Isotonic_regression_is_scikit_learns()
    {
        (int[] truth, _) = Data();
        double[] x = Numbers("isotonic_x"), at = Numbers("isotonic_at"), expected = Numbers("isotonic_value");

        IsotonicRegression fit = IsotonicRegression.Fit(x, [.. truth.Select(label => label == 1 ? 1.0 : 0)]);

        for (int i = 0; i < at.Length; i++)
        {
            Assert.Equal(expected[i], fit.At(at[i]), 1e-12);
        }
    }

    [Fact]
    public void Isotonic_calibration_mends_what_a_temperature_cannot()
    {
        (int[] truth, Matrix probabilities) = Simulated(20_000, 2.5, seed: 9);

        Matrix calibrated = IsotonicCalibration.Fit(truth, probabilities).Apply(probabilities);

        Assert.True(ReliabilityTable.OfLabels(truth, calibrated).ExpectedCalibrationError < 0.015);
        Assert.All(Enumerable.Range(0, calibrated.Rows), row => Assert.Equal(1, calibrated.Row(row).ToArray().Sum(), 1e-12));
    }

    [Fact]
    public void The_reliability_table_is_scikit_learns_calibration_curve()
    {
        (int[] truth, Matrix probabilities) = Data();

        ReliabilityBin[] bins = [.. ReliabilityTable.OfClass(truth, probabilities, 1).Bins.Where(bin => bin.Count > 0)];

        Assert.Equal(Numbers("calibration_true"), bins.Select(bin => bin.Accuracy).ToArray());
        double[] mean = Numbers("calibration_mean");
        for (int i = 0; i < mean.Length; i++)
        {
            Assert.Equal(mean[i], bins[i].Confidence, 1e-12);
        }
    }

    [Fact]
    public void The_calibration_error_of_an_example_by_hand()
    {
        // Bin 0.6–0.7: two cells of 0.65, one right (0.15 off); bin 0.9–1.0: two cells of 1.0, both right.
        ReliabilityTable table = ReliabilityTable.Of([0.65, 0.65, 1, 1], [true, false, true, true]);

        Assert.Equal(0.075, table.ExpectedCalibrationError, 1e-12);
        Assert.Equal(0.15, table.MaximumCalibrationError, 1e-12);
        Assert.Equal(10, table.Bins.Count);
    }

    [Fact]
    public void The_coverage_curve_of_an_example_by_hand()
    {
        var probabilities = new Matrix(4, 2, [0.9, 0.1, 0.8, 0.2, 0.3, 0.7, 0.4, 0.6]);

        CoverageCurve curve = CoverageCurve.Of([0, 1, 1, 1], probabilities);

        Assert.Equal([0.25, 0.5, 0.75, 1], curve.Points.Select(point => point.Coverage));
        Assert.Equal([1, 0.5, 2 / 3.0, 0.75], curve.Points.Select(point => point.Accuracy));
        Assert.Equal(0.5, curve.AccuracyAt(0.4));
        Assert.Equal(0.25 * (0 + 0.5 + (1 / 3.0) + 0.25), curve.AreaUnderRisk, 1e-12);
    }

    internal static (int[] Truth, Matrix Probabilities) Simulated(int cells, double temperature, long seed)
    {
        var random = new SeededRandom(seed);
        var truth = new int[cells];
        var honest = new Matrix(cells, 4);
        for (int cell = 0; cell < cells; cell++)
        {
            double sum = 0;
            foreach (ref double value in honest.Row(cell))
            {
                value = Math.Exp(2 * random.NextNormal());
                sum += value;
            }

            double draw = random.NextDouble() * sum;
            for (int c = 0; c < 4; c++)
            {
                draw -= honest[cell, c];
                truth[cell] = draw < 0 && truth[cell] == 0 && draw + honest[cell, c] >= 0 ? c : truth[cell];
                honest[cell, c] /= sum;
            }
        }

        return (truth, new TemperatureScaling(1 / temperature).Apply(honest));
    }

    private static (int[] Truth, Matrix Probabilities) Data()
    {
        int[] truth = [.. Fixture.GetProperty("truth").EnumerateArray().Select(one => one.GetInt32())];
        return (truth, new Matrix(truth.Length, 3, Numbers("probabilities")));
    }

    private static double[] Numbers(string name) => [.. Fixture.GetProperty(name).EnumerateArray().Select(one => one.GetDouble())];
}
