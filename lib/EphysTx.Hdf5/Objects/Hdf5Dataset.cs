namespace EphysTx.Hdf5;

/// <summary>A dataset: elements of one type in a shape. Reading methods take a part of it or, without a selection, everything.</summary>
public sealed partial class Hdf5Dataset : Hdf5Object
{
    private Hdf5Dataspace? _space;
    private Hdf5Type? _type;
    private DataLayout? _layout;
    private byte[]? _fill;
    private ChunkedReader? _chunks;
    private (bool Known, FilterPipeline? Value) _filters;

    internal Hdf5Dataset(Hdf5File file, ObjectHeader header, string path)
        : base(file, header, path)
    {
    }

    /// <summary>Number and shape of the elements.</summary>
    public Hdf5Dataspace Space => _space ??= Located(() =>
    {
        ByteReader reader = Header.Reader(Require(MessageKind.Dataspace));
        return Hdf5Dataspace.Decode(ref reader);
    });

    /// <summary>Lengths of the dimensions, slowest first; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape => Space.Shape;

    /// <summary>Type of the elements.</summary>
    public Hdf5Type DataType => _type ??= Located(() =>
    {
        ByteReader reader = Header.Reader(Require(MessageKind.Datatype));
        return TypeDecoder.Decode(ref reader);
    });

    /// <summary>How the elements are laid out.</summary>
    public Hdf5Layout Layout => DataLayout.Kind;

    /// <summary>Shape of a chunk; empty where the layout is not chunked.</summary>
    public IReadOnlyList<long> ChunkShape => DataLayout.ChunkShape;

    /// <summary>Filters of the chunks in the order of writing.</summary>
    public IReadOnlyList<Hdf5Filter> Filters => Pipeline?.Filters ?? [];

    private DataLayout DataLayout => _layout ??= Located(() =>
    {
        ByteReader reader = Header.Reader(Require(MessageKind.Layout));
        return Hdf5.DataLayout.Decode(ref reader);
    });

    private FilterPipeline? Pipeline
    {
        get
        {
            if (!_filters.Known)
            {
                _filters = (true, Located(ReadPipeline));
            }

            return _filters.Value;
        }
    }

    private byte[] Fill => _fill ??= FillValue.Read(Header, DataType);

    private FilterPipeline? ReadPipeline()
    {
        if (Header.Find(MessageKind.Filters) is not { } message)
        {
            return null;
        }

        ByteReader reader = Header.Reader(message);
        var pipeline = FilterPipeline.Decode(ref reader);
        return pipeline.Filters.Count > 0 ? pipeline : null;
    }

    private ChunkedReader Chunks()
    {
        if (_chunks is null)
        {
            var grid = new ChunkGrid(Context, Space, DataType, DataLayout, Header.Address);
            var index = ChunkIndex.Read(Context, grid, DataLayout, Pipeline is not null);
            _chunks = new ChunkedReader(Context, grid, index, Pipeline, DataType.Size);
        }

        return _chunks;
    }
}
