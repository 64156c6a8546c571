namespace EphysTx.Recordings.Stimuli;

/// <summary>
/// From stimulus code to stimulus. Codes match exactly; an unknown code has the name <see cref="UnknownName"/> and belongs to no
/// protocol. Source: spec IPFX §1.4.
/// </summary>
public sealed class StimulusOntology
{
    /// <summary>Name of a stimulus whose code is not known.</summary>
    public const string UnknownName = "Unknown";

    /// <summary>The label under which the reference's table files its codes; given as a code it means every stimulus.</summary>
    private const string CodeLabel = "code";

    private readonly IReadOnlyList<StimulusDefinition> definitions;
    private readonly Dictionary<string, List<StimulusDefinition>> byCode = new(StringComparer.Ordinal);

    /// <summary>Makes an ontology; a code may stand in several definitions, and its name is then that of the first.</summary>
    public StimulusOntology(IEnumerable<StimulusDefinition> definitions)
    {
        this.definitions = [.. definitions];
        foreach (StimulusDefinition definition in this.definitions)
        {
            foreach (string code in definition.Codes)
            {
                if (!byCode.TryGetValue(code, out List<StimulusDefinition>? list))
                {
                    byCode[code] = list = [];
                }

                list.Add(definition);
            }
        }
    }

    /// <summary>The codes of the Allen Institute's pipelines (DANDI 000020 and 000636 among others).</summary>
    public static StimulusOntology Allen { get; } = new(AllenStimulusCodes.Definitions);

    /// <summary>The named stimuli.</summary>
    public IReadOnlyList<StimulusDefinition> Definitions => definitions;

    /// <summary>Name of the stimulus that a code means, or <see cref="UnknownName"/>.</summary>
    public string NameOf(string code) => Matches(code) is [StimulusDefinition first, ..] ? first.Name : UnknownName;

    /// <summary>Whether a code belongs to a protocol.</summary>
    public bool Is(string code, StimulusProtocol protocol) => Matches(code).Any(match => match.Protocol == protocol);

    /// <summary>This ontology with more definitions after its own, for laboratories with codes of their own.</summary>
    public StimulusOntology With(params IEnumerable<StimulusDefinition> more) => new([.. definitions, .. more]);

    private IReadOnlyList<StimulusDefinition> Matches(string code) =>
        code == CodeLabel ? definitions : byCode.TryGetValue(code, out List<StimulusDefinition>? list) ? list : [];
}
