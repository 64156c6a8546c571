using System.Text.Json.Nodes;
using EphysTx.Tabular;

namespace EphysTx.Prediction;

/// <summary>Votes: their members and how much each counts.</summary>
internal sealed class VoteCodec : IModelCodec
{
    public string Family => "soft-vote";

    public bool Handles(ITabularClassifier model) => model is SoftVote;

    public void Write(ITabularClassifier model, ModelWriter writer, JsonObject json)
    {
        var vote = (SoftVote)model;
        writer.Add("share", vote.Shares);
        json["members"] = new JsonArray([.. vote.Models.Select((one, i) => (JsonNode)ModelCodecs.Write(one, writer.Part($"{i}")))]);
    }

    public ITabularClassifier Read(ModelReader reader, int classes, int features, int depth)
    {
        ITabularClassifier[] members = Members(reader, classes, features, depth);
        double[] shares = reader.Finite("share", members.Length);
        return shares.All(share => share > 0) && Math.Abs(shares.Sum() - 1) <= 1e-9 ? new SoftVote(members, shares) : throw reader.Damaged("the shares of its vote do not add up to 1");
    }

    internal static ITabularClassifier[] Members(ModelReader reader, int classes, int features, int depth) =>
        [.. reader.Objects("members").Select((one, i) => ModelCodecs.Read(reader.Part($"{i}", one), classes, features, depth + 1))];
}

/// <summary>Stacks: their members and the regression on what they say.</summary>
internal sealed class StackCodec : IModelCodec
{
    public string Family => "stack";

    public bool Handles(ITabularClassifier model) => model is StackedModel;

    public void Write(ITabularClassifier model, ModelWriter writer, JsonObject json)
    {
        var stack = (StackedModel)model;
        json["members"] = new JsonArray([.. stack.Models.Select((one, i) => (JsonNode)ModelCodecs.Write(one, writer.Part($"{i}")))]);
        json["final"] = ModelCodecs.Write(stack.Final, writer.Part("final"));
    }

    public ITabularClassifier Read(ModelReader reader, int classes, int features, int depth)
    {
        ITabularClassifier[] members = VoteCodec.Members(reader, classes, features, depth);
        ITabularClassifier final = ModelCodecs.Read(reader.Part("final", reader.Object("final")), classes, members.Length * classes, depth + 1);
        return final is LinearClassifier linear ? new StackedModel(members, linear) : throw reader.Damaged("its stack does not end in a linear model");
    }
}
