using System.Text.Json.Nodes;
using EphysTx.Statistics;

namespace EphysTx.Prediction;

/// <summary>A calibration as JSON and tensors.</summary>
internal static class CalibrationFormat
{
    private const string Temperature = "temperature";
    private const string Isotonic = "isotonic";

    public static JsonObject Write(ProbabilityCalibration calibration, ModelWriter writer)
    {
        if (calibration.Temperature is { } scaling)
        {
            return new JsonObject { ["method"] = Temperature, ["temperature"] = scaling.Temperature };
        }

        IReadOnlyList<IsotonicRegression> classes = calibration.Isotonic!.Classes;
        writer.Add("knots", [.. classes.Select(one => one.X.Count)]);
        writer.Add("x", [.. classes.SelectMany(one => one.X)]);
        writer.Add("y", [.. classes.SelectMany(one => one.Y)]);
        return new JsonObject { ["method"] = Isotonic };
    }

    public static ProbabilityCalibration Read(ModelReader reader, int classes)
    {
        switch (reader.Text("method"))
        {
            case Temperature:
                double temperature = reader.Number("temperature");
                return temperature > 0 ? new ProbabilityCalibration(new TemperatureScaling(temperature), null) : throw reader.Damaged("its temperature is not positive");
            case Isotonic:
                int[] knots = reader.Integers("knots", classes);
                double[] x = reader.Finite("x", -1), y = reader.Finite("y", x.Length);
                if (knots.Any(count => count < 1) || knots.Sum(count => (long)count) != x.Length || y.Any(value => value is < 0 or > 1))
                {
                    throw reader.Damaged("the knots of its calibration do not fit");
                }

                var regressions = new IsotonicRegression[classes];
                int at = 0;
                for (int label = 0; label < classes; label++)
                {
                    double[] ofX = x[at..(at + knots[label])], ofY = y[at..(at + knots[label])];
                    at += knots[label];
                    regressions[label] = IsAscending(ofX, strictly: true) && IsAscending(ofY, strictly: false)
                        ? new IsotonicRegression(ofX, ofY)
                        : throw reader.Damaged("the knots of its calibration are out of order");
                }

                return new ProbabilityCalibration(null, new IsotonicCalibration(regressions));
            default:
                throw reader.Damaged($"its calibration '{reader.Text("method")}' is not known");
        }
    }

    private static bool IsAscending(double[] values, bool strictly)
    {
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] < values[i - 1] || (strictly && values[i] == values[i - 1]))
            {
                return false;
            }
        }

        return true;
    }
}
