namespace EphysTx.Storage;

/// <summary>How much of a file of tensors is accepted.</summary>
public sealed record SafeTensorsLimits
{
    /// <summary>Most bytes of the file, 8 or more; 1 GiB unless told.</summary>
    public long FileBytes { get; init; } = 1L << 30;

    /// <summary>Most bytes of the header, 2 or more; 16 MiB unless told.</summary>
    public int HeaderBytes { get; init; } = 1 << 24;

    /// <summary>Most tensors, 1 or more; 100,000 unless told.</summary>
    public int Tensors { get; init; } = 100_000;

    /// <summary>Most dimensions of a tensor, 1 or more; 16 unless told.</summary>
    public int Dimensions { get; init; } = 16;
}

/// <summary>
/// Named arrays of numbers in the safetensors format: the header's length (8 bytes, little-endian), a header in JSON (name → type, shape, place in the rest), and the
/// numbers without gaps. Nothing in it can be executed. Source: the format's description in the repository huggingface/safetensors.
/// </summary>
/// <remarks>
/// The same content gives the same bytes: tensors stand by size of their elements, larger first, then by name (ordinal), so that every number is aligned; keys
/// of the metadata stand in ordinal order; the header is padded with spaces to a multiple of 8. A stored NaN keeps its bits.
/// </remarks>
public sealed class SafeTensorsFile
{
    internal const string MetadataName = "__metadata__";

    private readonly Dictionary<string, SafeTensor> _byName;

    /// <summary>Puts tensors together.</summary>
    /// <param name="tensors">In any order.</param>
    /// <param name="metadata">Further texts by key; null for none.</param>
    /// <param name="name">What the file is called in errors.</param>
    /// <exception cref="SafeTensorsException">A name occurs twice.</exception>
    public SafeTensorsFile(IEnumerable<SafeTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null, string name = "tensors")
    {
        ArgumentNullException.ThrowIfNull(tensors);
        Name = name;
        Tensors = [.. tensors.OrderByDescending(tensor => SafeTensorTypes.SizeOf(tensor.Type)).ThenBy(tensor => tensor.Name, StringComparer.Ordinal)];
        Metadata = new SortedDictionary<string, string>(metadata?.ToDictionary() ?? [], StringComparer.Ordinal);
        _byName = new Dictionary<string, SafeTensor>(StringComparer.Ordinal);
        foreach (SafeTensor tensor in Tensors)
        {
            if (!_byName.TryAdd(tensor.Name, tensor))
            {
                throw new SafeTensorsException(SafeTensorsProblem.DuplicateName, $"{name}: the tensor '{tensor.Name}' occurs twice; give each its own name.");
            }
        }
    }

    /// <summary>The file, as named in errors.</summary>
    public string Name { get; }

    /// <summary>The tensors in the order in which they are stored.</summary>
    public IReadOnlyList<SafeTensor> Tensors { get; }

    /// <summary>Further texts by key, in ordinal order.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Whether there is a tensor of a name.</summary>
    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>The tensor of a name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">The shape that it must have; −1 for a length that may be any; none given is any shape.</param>
    /// <exception cref="SafeTensorsException">There is none, or it has another shape.</exception>
    public SafeTensor Get(string name, params int[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (!_byName.TryGetValue(name, out SafeTensor? tensor))
        {
            throw new SafeTensorsException(SafeTensorsProblem.WrongTensor, $"{Name} has no tensor '{name}'; it is damaged or was written by another version.");
        }

        bool fits = shape.Length == 0 || (shape.Length == tensor.Shape.Count && shape.Zip(tensor.Shape).All(pair => pair.First < 0 || pair.First == pair.Second));
        return fits ? tensor : throw new SafeTensorsException(
            SafeTensorsProblem.WrongTensor,
            $"{Name}: the tensor '{name}' has the shape ({string.Join(", ", tensor.Shape)}), not ({string.Join(", ", shape.Select(length => length < 0 ? "any" : $"{length}"))}); it is damaged or was written by another version.");
    }

    /// <summary>Writes the file whole or not at all.</summary>
    /// <exception cref="EphysTxException">The folder cannot be written.</exception>
    public void Save(string path)
    {
        try
        {
            AtomicFile.Write(path, Write);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"{path} cannot be written ({error.Message.TrimEnd('.')}); choose a folder that you may write to and that has room.", error);
        }
    }

    /// <summary>Writes to a stream.</summary>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(SafeTensorsHeader.Encode(this));
        foreach (SafeTensor tensor in Tensors)
        {
            stream.Write(tensor.Bytes.Span);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">What is accepted; null for the defaults.</param>
    /// <exception cref="SafeTensorsException">The file cannot be read, is damaged, or exceeds a limit.</exception>
    public static SafeTensorsFile Read(string path, SafeTensorsLimits? limits = null)
    {
        limits ??= new SafeTensorsLimits();
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (stream.Length > Math.Min(limits.FileBytes, Array.MaxLength))
            {
                throw new SafeTensorsException(SafeTensorsProblem.TooLarge, $"{path} has {stream.Length} bytes; at most {limits.FileBytes} are accepted.");
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Parse(path, bytes, limits);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SafeTensorsException(
                SafeTensorsProblem.Unreadable, $"The file {path} cannot be read ({error.Message.TrimEnd('.')}); check that it exists and that you may read it.", error);
        }
    }

    /// <summary>Reads bytes; they are not copied and must not change afterwards.</summary>
    /// <param name="name">What the file is called in errors.</param>
    /// <param name="bytes">The content.</param>
    /// <param name="limits">What is accepted; null for the defaults.</param>
    /// <exception cref="SafeTensorsException">The content is damaged or exceeds a limit.</exception>
    public static SafeTensorsFile Parse(string name, byte[] bytes, SafeTensorsLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        (List<SafeTensor> tensors, Dictionary<string, string> metadata) = new SafeTensorsParser(name, bytes, limits ?? new SafeTensorsLimits()).Parse();
        return new SafeTensorsFile(tensors, metadata, name);
    }
}
