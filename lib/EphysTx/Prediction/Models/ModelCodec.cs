using System.Text.Json.Nodes;
using EphysTx.Tabular;

namespace EphysTx.Prediction;

/// <summary>Stores one family of models and takes it up again. A new family is one more class in <see cref="ModelCodecs"/>.</summary>
internal interface IModelCodec
{
    /// <summary>Name of the family in files.</summary>
    string Family { get; }

    bool Handles(ITabularClassifier model);

    void Write(ITabularClassifier model, ModelWriter writer, JsonObject json);

    /// <summary>Makes the model; everything about it has been checked.</summary>
    ITabularClassifier Read(ModelReader reader, int classes, int features, int depth);
}

/// <summary>The families that can be stored.</summary>
internal static class ModelCodecs
{
    // A vote of stacks of forests is deep enough.
    private const int MostDepth = 4;

    private static readonly IModelCodec[] All = [new LinearCodec(), new BoostingCodec(), new ForestCodec(), new VoteCodec(), new StackCodec(), new NormalizedCodec(), new SubtypeCodec()];

    public static JsonObject Write(ITabularClassifier model, ModelWriter writer)
    {
        IModelCodec codec = All.FirstOrDefault(one => one.Handles(model))
            ?? throw new EphysTxException($"A model of the kind {model.GetType().Name} cannot be stored; the families that can are: {Names}.");
        var json = new JsonObject { ["family"] = codec.Family };
        codec.Write(model, writer, json);
        return json;
    }

    public static ITabularClassifier Read(ModelReader reader, int classes, int features, int depth = 0)
    {
        string family = reader.Text("family");
        IModelCodec codec = All.FirstOrDefault(one => one.Family == family)
            ?? throw new EphysTxException($"The model {reader.File} is of the family '{family}', which this version does not know (it knows {Names}); use the version that it was trained with, or train it again.");
        return depth < MostDepth ? codec.Read(reader, classes, features, depth) : throw reader.Damaged($"models are nested more than {MostDepth} deep");
    }

    private static string Names => string.Join(", ", All.Select(codec => codec.Family));
}
