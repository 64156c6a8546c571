using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EphysTx.Storage;

namespace EphysTx.Prediction;

/// <summary>
/// A trained model as a folder: <c>model.safetensors</c> holds the numbers, <c>model.json</c> the rest, <c>model-card.md</c> says in words what it is. Nothing in it can be executed; reading
/// checks every size, range and reference. The same model gives the same bytes.
/// </summary>
public static class ModelFolder
{
    /// <summary>File of the numbers.</summary>
    public const string TensorsFile = "model.safetensors";

    /// <summary>File of everything else.</summary>
    public const string JsonFile = "model.json";

    /// <summary>File for people.</summary>
    public const string CardFile = "model-card.md";

    private const string TensorsHash = "tensors_sha256";

    private const int MostJsonBytes = 1 << 25;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes a model and further files, all or none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="folder">Where to; it is made.</param>
    /// <param name="further">Names and texts of further files, for example figures.</param>
    /// <param name="cancellationToken">Stops before anything is changed.</param>
    /// <exception cref="EphysTxException">The folder cannot be written, or the classifier cannot be stored.</exception>
    public static void Save(TrainedModel model, string folder, IReadOnlyList<(string Name, string Text)>? further = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        (SafeTensorsFile tensors, JsonObject json) = ModelFormat.Write(model);

        // Files of two models of equal shape would read well together and predict nonsense.
        json[TensorsHash] = HashOf(tensors);
        byte[] text = Encoding.UTF8.GetBytes(json.ToJsonString(Indented) + "\n");
        AtomicFileGroup.Write(
            [
                (Path.Combine(folder, TensorsFile), tensors.Write),
                (Path.Combine(folder, JsonFile), stream => stream.Write(text)),
                (Path.Combine(folder, CardFile), stream => stream.Write(Encoding.UTF8.GetBytes(ModelCard.Of(model)))),
                .. (further ?? []).Select(file => (Path.Combine(folder, file.Name), (Action<Stream>)(stream => stream.Write(Encoding.UTF8.GetBytes(file.Text))))),
            ],
            cancellationToken);
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="EphysTxException">The folder is none, or its files are damaged, too large, or of an unknown kind.</exception>
    public static TrainedModel Load(string folder)
    {
        string path = Path.Combine(folder, JsonFile);
        byte[] bytes;
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > MostJsonBytes)
            {
                throw new EphysTxException($"{path} has {file.Length} bytes; a model's description has at most {MostJsonBytes}.");
            }

            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"{folder} is no model folder that can be read ({error.Message.TrimEnd('.')}); make one with: ephystx train --out {folder}", error);
        }

        var tensors = SafeTensorsFile.Read(Path.Combine(folder, TensorsFile));
        TrainedModel model = Parse(bytes, tensors, folder);
        return JsonNode.Parse(bytes)?[TensorsHash]?.ToString() is not { } hash || hash == HashOf(tensors)
            ? model
            : throw new EphysTxException($"The model {folder} cannot be used: its {TensorsFile} belongs to another {JsonFile}; train it again, or get its folder again as a whole.");
    }

    private static string HashOf(SafeTensorsFile tensors)
    {
        using var bytes = new MemoryStream();
        tensors.Write(bytes);
        return Sha256Hash.OfBytes(bytes.ToArray());
    }

    internal static TrainedModel Parse(byte[] json, SafeTensorsFile tensors, string name)
    {
        try
        {
            // A key that occurs twice and a value of another kind come as ArgumentException and InvalidOperationException.
            return JsonNode.Parse(json) is JsonObject root
                ? ModelFormat.Read(new ModelReader(tensors, root, "model", name))
                : throw new EphysTxException($"The model {name} cannot be used: {JsonFile} holds no object; train it again.");
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new EphysTxException($"The model {name} cannot be used: {JsonFile} is damaged ({error.Message.ReplaceLineEndings(" ").TrimEnd('.')}); train it again, or get its folder again as a whole.", error);
        }
    }
}
