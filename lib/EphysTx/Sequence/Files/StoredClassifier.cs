using System.Text.Json;
using System.Text.Json.Serialization;

namespace EphysTx.Sequence;

/// <summary>What a file of a classifier says beside its tensors.</summary>
/// <param name="Classes">Names of the classes.</param>
/// <param name="Families">Names of the families, one a step.</param>
/// <param name="Widths">Values of each family.</param>
/// <param name="Missing">What becomes of missing values.</param>
/// <param name="Members">The models.</param>
internal sealed record StoredClassifier(string[] Classes, string[] Families, int[] Widths, MissingPolicy Missing, StoredMember[] Members)
{
    // Infinite and missing numbers occur in the history of a training without validation; anything that is not expected is damage.
    private static readonly JsonSerializerOptions Options = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <exception cref="JsonException">The text is none of this form.</exception>
    public static StoredClassifier FromJson(string json) => JsonSerializer.Deserialize<StoredClassifier>(json, Options) ?? throw new JsonException("it is empty");
}

/// <summary>One model of a stored classifier.</summary>
/// <param name="Architecture">The encoder.</param>
/// <param name="Heads">All heads.</param>
/// <param name="Head">The head that is asked.</param>
/// <param name="Priors">Correction of the scores; null for none.</param>
/// <param name="Fit">How training went.</param>
internal sealed record StoredMember(SequenceArchitecture Architecture, SequenceHead[] Heads, string Head, PriorCorrection? Priors, SequenceFit Fit)
{
    public static StoredMember From(SequenceMember member) => new(member.Model.Architecture, [.. member.Model.Heads], member.Head, member.Priors, member.Fit);
}
