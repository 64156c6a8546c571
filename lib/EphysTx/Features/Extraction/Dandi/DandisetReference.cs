using System.Text.RegularExpressions;

namespace EphysTx.Features.Extraction.Dandi;

/// <summary>A published version of a data set in the DANDI archive.</summary>
/// <param name="Id">Its number, six digits.</param>
/// <param name="Version">Its version, for example <c>0.210913.1639</c>.</param>
public sealed partial record DandisetReference(string Id, string Version)
{
    /// <summary>How a data set is named on the command line.</summary>
    public const string Prefix = "dandi:";

    /// <summary>The versions that the paper worked on: mouse visual cortex and human neocortex.</summary>
    public static IReadOnlyDictionary<string, string> Pinned { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["000020"] = "0.210913.1639", ["000636"] = "0.241120.0510" };

    /// <summary>Reads <c>dandi:NUMBER</c> (with a pinned version) or <c>dandi:NUMBER@VERSION</c>.</summary>
    /// <exception cref="EphysTxException">It is neither, or has no pinned version.</exception>
    public static DandisetReference Parse(string text)
    {
        Match match = Form().Match(text);
        if (!match.Success)
        {
            throw new EphysTxException($"'{text}' names no DANDI data set; write dandi:000020 or dandi:000020@0.210913.1639.");
        }

        string id = match.Groups["id"].Value;
        return new DandisetReference(id, match.Groups["version"] is { Success: true, Value: var named } ? named
            : Pinned.TryGetValue(id, out string? pinned) ? pinned
            : throw new EphysTxException($"There is no pinned version of DANDI {id}; name one, as in dandi:{id}@0.210913.1639."));
    }

    [GeneratedRegex(@"^dandi:(?<id>[0-9]{6})(@(?<version>[0-9]+\.[0-9]+\.[0-9]+))?$")]
    private static partial Regex Form();
}

/// <summary>One file of a data set.</summary>
/// <param name="Id">Identifier of this content; a changed file has another.</param>
/// <param name="Path">Path in the data set.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">SHA-256 of its content, lower case; null where the archive does not state it.</param>
public sealed record DandiAsset(Guid Id, string Path, long Bytes, string? Sha256);
