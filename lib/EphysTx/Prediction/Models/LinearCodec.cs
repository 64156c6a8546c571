using System.Text.Json.Nodes;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Prediction;

/// <summary>Shrinkage LDA and logistic regression: both are linear scores of standardised features.</summary>
internal sealed class LinearCodec : IModelCodec
{
    public string Family => "linear";

    public bool Handles(ITabularClassifier model) => model is LinearClassifier;

    public void Write(ITabularClassifier model, ModelWriter writer, JsonObject json)
    {
        var linear = (LinearClassifier)model;
        json["trained_classes"] = ModelWriter.Array(linear.TrainedClasses);
        writer.Add("mean", linear.Preprocessor.Standardizer.Mean);
        writer.Add("deviation", linear.Preprocessor.Standardizer.Deviation);
        writer.Add("median", linear.Preprocessor.Imputer.Median);
        writer.Add("weight", [.. linear.Coefficients.SelectMany(row => row)], linear.Coefficients.Count, linear.FeatureCount);
        writer.Add("bias", linear.Intercepts);
    }

    public ITabularClassifier Read(ModelReader reader, int classes, int features, int depth)
    {
        PresentClasses present = PresentIn(reader, classes);
        double[] mean = reader.Doubles("mean", features), deviation = reader.Finite("deviation", features), median = reader.Doubles("median", features);
        if (mean.Concat(median).Any(double.IsInfinity) || deviation.Any(value => !(value > 0)))
        {
            throw reader.Damaged("its standardisation has infinite means or deviations that are not positive");
        }

        double[] weight = reader.Finite("weight", present.Count, features);
        return new LinearClassifier(
            new Preprocessor(new Standardizer(mean, deviation), new Imputer(median)),
            present,
            [.. weight.Chunk(features)],
            reader.Finite("bias", present.Count));
    }

    /// <summary>The classes that had training rows, ascending.</summary>
    internal static PresentClasses PresentIn(ModelReader reader, int classes)
    {
        int[] present = reader.Indices("trained_classes", classes);
        var rows = new int[classes];
        foreach (int label in present)
        {
            rows[label] = 1;
        }

        return present.Length >= 2 && present.SequenceEqual(present.Distinct().Order()) ? new PresentClasses(rows) : throw reader.Damaged("its trained classes are fewer than two or out of order");
    }
}
