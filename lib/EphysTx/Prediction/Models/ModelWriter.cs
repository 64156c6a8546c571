using System.Text.Json.Nodes;
using EphysTx.Storage;

namespace EphysTx.Prediction;

/// <summary>Where a model's parts go: numbers as tensors under a prefix, the rest as JSON.</summary>
internal sealed class ModelWriter(List<SafeTensor> tensors, string prefix)
{
    public ModelWriter Part(string name) => new(tensors, $"{prefix}.{name}");

    public void Add(string name, IReadOnlyList<double> values, params int[] shape) => tensors.Add(SafeTensor.Of($"{prefix}.{name}", values.ToArray(), shape));

    public void Add(string name, IReadOnlyList<int> values, params int[] shape) => tensors.Add(SafeTensor.Of($"{prefix}.{name}", values.ToArray(), shape));

    public void Add(string name, IReadOnlyList<bool> values) => tensors.Add(SafeTensor.Of($"{prefix}.{name}", values.ToArray()));

    public static JsonArray Array<T>(IEnumerable<T> values) => new([.. values.Select(value => (JsonNode?)JsonValue.Create(value))]);
}

/// <summary>Takes a model's parts back and believes nothing that they say: sizes, ranges and order are checked before anything is made of them.</summary>
internal sealed class ModelReader(SafeTensorsFile tensors, JsonObject json, string prefix, string file)
{
    private const int MostParts = 16;

    public string File => file;

    public ModelReader Part(string name, JsonObject of) => new(tensors, of, $"{prefix}.{name}", file);

    public double[] Doubles(string name, params int[] shape) => tensors.Get($"{prefix}.{name}", shape).ToDoubles();

    public double[] Finite(string name, params int[] shape)
    {
        double[] values = Doubles(name, shape);
        return Array.TrueForAll(values, double.IsFinite) ? values : throw Damaged($"'{prefix}.{name}' holds numbers that are not finite");
    }

    public int[] Integers(string name, params int[] shape) => tensors.Get($"{prefix}.{name}", shape).ToInt32s();

    public bool[] Booleans(string name, params int[] shape) => tensors.Get($"{prefix}.{name}", shape).ToBooleans();

    public JsonObject Object(string name) => json[name] as JsonObject ?? throw Damaged($"'{name}' is missing or no object");

    public JsonObject[] Objects(string name)
    {
        if (json[name] is not JsonArray { Count: > 0 and <= MostParts } array || array.Any(one => one is not JsonObject))
        {
            throw Damaged($"'{name}' is no list of 1 to {MostParts} objects");
        }

        return [.. array.Cast<JsonObject>()];
    }

    /// <summary>Another object whose numbers stand under the same prefix.</summary>
    public ModelReader AtSamePlace(JsonObject of) => new(tensors, of, prefix, file);

    public ModelReader[] Many(string name, int most) =>
        json[name] is JsonArray array && array.Count <= most && array.All(one => one is JsonObject)
            ? [.. array.Select(one => AtSamePlace((JsonObject)one!))]
            : throw Damaged($"'{name}' is no list of at most {most} objects");

    public double NumberOrNaN(string name) => json[name] is null ? double.NaN : Number(name);

    public double[] Numbers(string name, int count) =>
        json[name] is JsonArray array && array.Count == count
            ? [.. array.Select(one => one is null ? double.NaN : one is JsonValue value && value.TryGetValue(out double number) ? number : throw Damaged($"'{name}' holds something that is no number"))]
            : throw Damaged($"'{name}' is no list of {count} numbers");

    public string Text(string name) => json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : throw Damaged($"'{name}' is missing or no text");

    public string[] Texts(string name, int most)
    {
        if (json[name] is not JsonArray array || array.Count > most)
        {
            throw Damaged($"'{name}' is no list of at most {most} texts");
        }

        return [.. array.Select(one => one is JsonValue value && value.TryGetValue(out string? text) ? text : throw Damaged($"'{name}' holds something that is no text"))];
    }

    public double Number(string name) =>
        json[name] is JsonValue value && (value.TryGetValue(out double number) || (value.TryGetValue(out int whole) && (number = whole) == whole)) && double.IsFinite(number)
            ? number
            : throw Damaged($"'{name}' is missing or no number");

    public int Integer(string name, int least, int most) =>
        Number(name) is var number && number >= least && number <= most && number == Math.Floor(number) ? (int)number : throw Damaged($"'{name}' is no whole number from {least} to {most}");

    /// <summary>Whole numbers from 0 to below a limit.</summary>
    public int[] Indices(string name, int limit) =>
        json[name] is JsonArray array && array.Count <= limit
            ? [.. array.Select(one => one is JsonValue value && value.TryGetValue(out int index) && index >= 0 && index < limit ? index : throw Damaged($"'{name}' holds something else than numbers from 0 to {limit - 1}"))]
            : throw Damaged($"'{name}' is no list of at most {limit} numbers");

    public bool Flag(string name) => json[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : throw Damaged($"'{name}' is missing or neither true nor false");

    public bool Has(string name) => json[name] is not null;

    public EphysTxException Damaged(string what) => new($"The model {file} cannot be used: {what}; train it again, or get its folder again as a whole.");
}
