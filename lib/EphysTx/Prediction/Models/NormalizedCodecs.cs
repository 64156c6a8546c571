using System.Text.Json.Nodes;
using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Prediction;

/// <summary>Models on normalised features: the normalisation, then the model.</summary>
internal sealed class NormalizedCodec : IModelCodec
{
    public string Family => "normalised";

    public bool Handles(ITabularClassifier model) => model is NormalizedModel;

    public void Write(ITabularClassifier model, ModelWriter writer, JsonObject json)
    {
        var normalized = (NormalizedModel)model;
        json["normalising"] = NormalizingFormat.Write(normalized.Preprocessor, writer.Part("normalising"));
        json["inner"] = ModelCodecs.Write(normalized.Inner, writer.Part("inner"));
    }

    public ITabularClassifier Read(ModelReader reader, int classes, int features, int depth) => new NormalizedModel(
        NormalizingFormat.Read(reader.Part("normalising", reader.Object("normalising")), features),
        ModelCodecs.Read(reader.Part("inner", reader.Object("inner")), classes, features, depth + 1));
}

/// <summary>Discriminants with a centre for each transcriptomic type: linear scores of normalised features, one a centre.</summary>
internal sealed class SubtypeCodec : IModelCodec
{
    public string Family => "subtype-discriminant";

    public bool Handles(ITabularClassifier model) => model is SubtypeClassifier;

    public void Write(ITabularClassifier model, ModelWriter writer, JsonObject json)
    {
        var subtypes = (SubtypeClassifier)model;
        json["normalising"] = NormalizingFormat.Write(subtypes.Preprocessor, writer.Part("normalising"));
        writer.Add("class", subtypes.Classes);
        writer.Add("weight", [.. subtypes.Coefficients.SelectMany(row => row)], subtypes.Coefficients.Count, subtypes.FeatureCount);
        writer.Add("bias", subtypes.Intercepts);
    }

    public ITabularClassifier Read(ModelReader reader, int classes, int features, int depth)
    {
        int[] ofCentre = reader.Integers("class", -1);
        if (ofCentre.Length < 2 || ofCentre.Any(label => label < 0 || label >= classes))
        {
            throw reader.Damaged("its centres are fewer than two or of no class");
        }

        double[] weight = reader.Finite("weight", ofCentre.Length, features);
        return new SubtypeClassifier(
            NormalizingFormat.Read(reader.Part("normalising", reader.Object("normalising")), features),
            classes, features, ofCentre, [.. weight.Chunk(features)], reader.Finite("bias", ofCentre.Length));
    }
}

/// <summary>The steps of a normalisation as JSON and tensors.</summary>
internal static class NormalizingFormat
{
    public static JsonObject Write(NormalizingPreprocessor steps, ModelWriter writer)
    {
        int features = steps.First.Mean.Count;
        writer.Add("mean", steps.First.Mean);
        writer.Add("deviation", steps.First.Deviation);
        if (steps.Power is { } power && steps.Second is { } second)
        {
            writer.Add("exponent", power.Exponents);
            writer.Add("second_mean", second.Mean);
            writer.Add("second_deviation", second.Deviation);
        }

        writer.Add("start", steps.Imputer.Start.Median);
        writer.Add("likely_mean", steps.Imputer.Mean);
        writer.Add("covariance", steps.Imputer.Covariance.Values, features, features);
        return new JsonObject { ["power"] = steps.Power is not null, ["limit"] = steps.Limit, ["ridge"] = steps.Imputer.Ridge };
    }

    public static NormalizingPreprocessor Read(ModelReader reader, int features)
    {
        double limit = reader.Number("limit"), ridge = reader.Number("ridge");
        if (!(limit > 0) || !(ridge > 0))
        {
            throw reader.Damaged("the limit or the ridge of its normalisation is not positive");
        }

        bool hasPower = reader.Flag("power");
        double[] start = reader.Doubles("start", features), covariance = reader.Finite("covariance", features, features);
        return !start.Any(double.IsInfinity) && Enumerable.Range(0, features).All(column => covariance[(column * features) + column] >= 0)
            ? new NormalizingPreprocessor(
                Steps(reader, "", features),
                hasPower ? new YeoJohnson(reader.Finite("exponent", features)) : null,
                hasPower ? Steps(reader, "second_", features) : null,
                limit,
                new ConditionalMeanImputer(new Imputer(start), reader.Finite("likely_mean", features), new Matrix(features, features, covariance), ridge))
            : throw reader.Damaged("its normalisation has infinite medians or negative variances");
    }

    private static Standardizer Steps(ModelReader reader, string name, int features)
    {
        double[] mean = reader.Doubles($"{name}mean", features), deviation = reader.Finite($"{name}deviation", features);
        return !mean.Any(double.IsInfinity) && deviation.All(value => value > 0)
            ? new Standardizer(mean, deviation)
            : throw reader.Damaged("its standardisation has infinite means or deviations that are not positive");
    }
}
