using System.Text.Json;
using EphysTx.Storage;

namespace EphysTx.Sequence;

/// <summary>
/// A trained classifier as a file: safetensors with PyTorch's names and layouts, and families, classes, priors and settings as JSON in the metadata. Nothing in it can be
/// executed; the same classifier gives the same bytes, and what is read gives the same probabilities to the bit.
/// </summary>
/// <remarks>
/// Tensors of a classifier of one member: <c>norm.*</c>, <c>lstm.*</c>, <c>attention.*</c> and each head's, in single precision, and <c>standardizer.mean</c> and
/// <c>standardizer.deviation</c> (one number a feature column, in double precision). An ensemble has a prefix <c>member0.</c>, <c>member1.</c> … before each name, so that in PyTorch
/// a <c>ModuleDict</c> with these keys takes it.
/// </remarks>
public static class SequenceClassifierFile
{
    internal const string Mean = "standardizer.mean";
    internal const string Deviation = "standardizer.deviation";

    private const string Format = "ephystx-sequence-classifier";
    private const string Version = "1";
    private const string Description = "classifier";

    private static readonly SafeTensorsLimits Limits = new() { FileBytes = 1L << 28 };

    /// <summary>Writes a classifier; a file that is there is replaced whole or not at all.</summary>
    /// <param name="classifier">The classifier; its members have the same families.</param>
    /// <param name="path">The file, usually <c>….safetensors</c>; its folder is made where it is missing.</param>
    /// <exception cref="EphysTxException">The file cannot be written, or a weight is no finite number.</exception>
    /// <exception cref="ArgumentException">The classifier has no member or no names of classes, or its members differ in families, missing values or classes.</exception>
    public static void Save(SequenceClassifier classifier, string path)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentException.ThrowIfNullOrEmpty(path);
        StoredClassifier stored = Describe(classifier);
        var tensors = new List<SafeTensor>();
        for (int i = 0; i < classifier.Members.Count; i++)
        {
            SequenceMember member = classifier.Members[i];
            string prefix = Prefix(i, classifier.Members.Count);
            foreach (NamedTensor tensor in member.Model.Tensors())
            {
                if (!Array.TrueForAll(tensor.Values, float.IsFinite))
                {
                    throw new EphysTxException($"The model cannot be written to {path}: its tensor {prefix}{tensor.Name} holds a value that is no finite number; train it anew with a lower learning rate.");
                }

                tensors.Add(SafeTensor.Of(prefix + tensor.Name, tensor.Values, [.. tensor.Shape]));
            }

            tensors.Add(SafeTensor.Of(prefix + Mean, [.. member.Standardizer.Columns.Mean]));
            tensors.Add(SafeTensor.Of(prefix + Deviation, [.. member.Standardizer.Columns.Deviation]));
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["format"] = Format, ["version"] = Version, [Description] = stored.ToJson() };
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"The model cannot be written to {path} ({error.Message.TrimEnd('.')}); choose a folder that you may write to.", error);
        }

        new SafeTensorsFile(tensors, metadata, path).Save(path);
    }

    /// <summary>Reads a classifier.</summary>
    /// <param name="path">The file; at most 256 MiB.</param>
    /// <param name="engine">Where its models are computed; null for the managed engine.</param>
    /// <exception cref="EphysTxException">The file is absent, damaged, or holds something else; the message names it.</exception>
    public static SequenceClassifier Read(string path, ISequenceEngine? engine = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SafeTensorsFile file = SafeTensorsFile.Read(path, Limits);
        if (file.Metadata.GetValueOrDefault("format") != Format || file.Metadata.GetValueOrDefault("version") != Version)
        {
            throw new EphysTxException($"{path} does not hold a classifier of sequences of this version (format {Format}, version {Version}); write it again.");
        }

        try
        {
            return new StoredClassifierReader(file, StoredClassifier.FromJson(file.Metadata.GetValueOrDefault(Description, "")), engine ?? new ManagedSequenceEngine()).Read();
        }
        catch (Exception error) when (error is JsonException or ArgumentException or NotSupportedException)
        {
            throw new EphysTxException($"{path} is damaged: its description cannot be used ({error.Message.TrimEnd('.')}); write it again.", error);
        }
    }

    /// <summary>What stands before the names of a member's tensors.</summary>
    internal static string Prefix(int member, int members) => members == 1 ? "" : FormattableString.Invariant($"member{member}.");

    private static StoredClassifier Describe(SequenceClassifier classifier)
    {
        if (classifier.Members.Count == 0 || classifier.Classes.Count == 0)
        {
            throw new ArgumentException($"A classifier of {classifier.Members.Count} members and {classifier.Classes.Count} names of classes cannot be stored.", nameof(classifier));
        }

        SequenceStandardizer first = classifier.Members[0].Standardizer;
        foreach (SequenceMember member in classifier.Members)
        {
            int classes = member.Model.Heads.First(head => head.Name == member.Head).Classes;
            if (!member.Standardizer.Layout.Matches(first.Layout) || member.Standardizer.Policy != first.Policy || classes != classifier.Classes.Count)
            {
                throw new ArgumentException($"The members of a stored classifier have the same families, the same treatment of missing values and {classifier.Classes.Count} classes.", nameof(classifier));
            }
        }

        return new StoredClassifier(
            [.. classifier.Classes], [.. first.Layout.Families], [.. first.Layout.Widths], first.Policy, [.. classifier.Members.Select(StoredMember.From)]);
    }
}
