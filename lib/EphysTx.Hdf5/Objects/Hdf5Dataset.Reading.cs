using System.Numerics;
using System.Runtime.CompilerServices;

namespace EphysTx.Hdf5;

/// <content>The reading methods.</content>
public sealed partial class Hdf5Dataset
{
    /// <summary>
    /// The elements as numbers, row by row. Whole numbers must fit <typeparamref name="T"/>; floating-point numbers can be read
    /// as such only, and are rounded to a narrower type. Arrays as elements are spread out.
    /// </summary>
    /// <typeparam name="T">A C# number type of up to 8 bytes.</typeparam>
    /// <param name="selection">Which elements; null for all.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="Hdf5Exception">Damage, an unsupported filter or layout, too many bytes, or elements that are no such numbers.</exception>
    /// <exception cref="ArgumentException">The selection does not fit the shape.</exception>
    public T[] Read<T>(Hdf5Selection? selection = null, CancellationToken cancellationToken = default)
        where T : unmanaged, INumberBase<T> => Located(() =>
    {
        ResolvedSelection resolved = Prepare<T>(selection);
        var values = GC.AllocateUninitializedArray<T>((int)resolved.Total * DataType.ArrayCount);
        ReadNumbers<T>(resolved, values, null, cancellationToken);
        return values;
    });

    /// <summary>
    /// Reads numbers into memory of the caller, which must hold exactly as many; see <see cref="Read{T}(Hdf5Selection, CancellationToken)"/>.
    /// When this fails, the content of the memory is undefined.
    /// </summary>
    /// <exception cref="ArgumentException">The destination has another length than the selection.</exception>
    public void Read<T>(Memory<T> destination, Hdf5Selection? selection = null, CancellationToken cancellationToken = default)
        where T : unmanaged, INumberBase<T> => ReadInto(destination, null, selection, cancellationToken);

    /// <summary>
    /// Reads numbers and gives each as value · <paramref name="scale"/> + <paramref name="offset"/>, computed in
    /// <typeparamref name="T"/>: meant for long traces straight into <see cref="float"/> or <see cref="double"/>.
    /// </summary>
    public void ReadScaled<T>(Memory<T> destination, T scale, T offset, Hdf5Selection? selection = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IFloatingPointIeee754<T> => ReadInto(destination, (scale, offset), selection, cancellationToken);

    /// <summary>The elements in stored form, to be turned into values by the result.</summary>
    public Hdf5Data ReadData(Hdf5Selection? selection = null, CancellationToken cancellationToken = default) => Located(() =>
    {
        ResolvedSelection resolved = Prepare(selection, DataType.Size);
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)resolved.Total * DataType.Size);
        Transfer(resolved, new RawSink(bytes, DataType.Size), cancellationToken);
        return new Hdf5Data(Context, DataType, Space.IsScalar ? [] : resolved.Count, resolved.Total, bytes);
    });

    /// <summary>The elements as text; see <see cref="Hdf5Data.ReadStrings"/>.</summary>
    public string[] ReadStrings(Hdf5Selection? selection = null, CancellationToken cancellationToken = default) =>
        Located(() => ReadData(selection, cancellationToken).ReadStrings());

    /// <summary>The only element as text; see <see cref="Hdf5Data.ReadString"/>.</summary>
    public string ReadString() => Located(() => ReadData().ReadString());

    /// <summary>The only element as a number; see <see cref="Hdf5Data.ReadScalar{T}"/>.</summary>
    public T ReadScalar<T>()
        where T : unmanaged, INumberBase<T> => Located(() => ReadData().ReadScalar<T>());

    /// <summary>The elements as references; see <see cref="Hdf5Data.ReadReferences"/>.</summary>
    public Hdf5Reference[] ReadReferences(Hdf5Selection? selection = null, CancellationToken cancellationToken = default) =>
        Located(() => ReadData(selection, cancellationToken).ReadReferences());

    private void ReadInto<T>(Memory<T> destination, (T Scale, T Offset)? scaling, Hdf5Selection? selection, CancellationToken token)
        where T : unmanaged, INumberBase<T> => Located(() =>
    {
        ResolvedSelection resolved = Prepare<T>(selection);
        if (destination.Length != resolved.Total * DataType.ArrayCount)
        {
            throw new ArgumentException(
                $"The destination has {destination.Length} elements, the selection {resolved.Total * DataType.ArrayCount}.", nameof(destination));
        }

        ReadNumbers(resolved, destination, scaling, token);
        return 0;
    });

    private void ReadNumbers<T>(ResolvedSelection selection, Memory<T> destination, (T Scale, T Offset)? scaling, CancellationToken token)
        where T : unmanaged, INumberBase<T>
    {
        if (DataType.Class != Hdf5TypeClass.Array)
        {
            Transfer(selection, new NumberSink<T>(Context, DataType, destination, scaling), token);
            return;
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)selection.Total * DataType.Size);
        Transfer(selection, new RawSink(bytes, DataType.Size), token);
        new NumberSink<T>(Context, ElementType, destination, scaling).Put(bytes, 1, 0, destination.Length);
    }

    private Hdf5Type ElementType
    {
        get
        {
            Hdf5Type type = DataType;
            while (type.Class == Hdf5TypeClass.Array)
            {
                type = type.Base!;
            }

            return type;
        }
    }

    private ResolvedSelection Prepare<T>(Hdf5Selection? selection)
        where T : unmanaged, INumberBase<T>
    {
        NumberConverter.Check<T>(Context, ElementType);
        return Prepare(selection, Math.Max(DataType.Size, (long)DataType.ArrayCount * Unsafe.SizeOf<T>()));
    }

    /// <summary>Checks the selection, the memory it needs, and that contiguous data lie in the file, before anything is allocated.</summary>
    private ResolvedSelection Prepare(Hdf5Selection? selection, long bytesPerElement)
    {
        var resolved = ResolvedSelection.Of(Space, selection);
        long limit = Math.Min(Context.Options.MaxReadBytes, Array.MaxLength * Math.Min(bytesPerElement, 8));
        if (resolved.Total > limit / bytesPerElement || resolved.Total * DataType.ArrayCount > Array.MaxLength)
        {
            throw Context.Error(
                Hdf5ErrorKind.LimitExceeded, $"Reading {resolved.Total} elements of {bytesPerElement} bytes exceeds the limit of {limit} bytes", Header.Address);
        }

        if (Header.Has(MessageKind.ExternalFiles))
        {
            throw Context.Unsupported("The elements lie in other files, which is not supported", Header.Address);
        }

        if (resolved.Total > 0 && Layout == Hdf5Layout.Contiguous && DataLayout.Address >= 0)
        {
            Context.CheckRange(DataLayout.Address, Space.Count > Context.Length / DataType.Size ? long.MaxValue : Space.Count * DataType.Size, "contiguous data");
        }

        return resolved;
    }

    private void Transfer(ResolvedSelection selection, ElementSink sink, CancellationToken token)
    {
        if (selection.Total == 0)
        {
            return;
        }

        switch (Layout)
        {
            case Hdf5Layout.Compact:
                ReadOnlyMemory<byte> compact = DataLayout.Compact;
                if (Space.Count > compact.Length / DataType.Size)
                {
                    throw Context.Corrupt("Compact data are shorter than their shape says", Header.Address);
                }

                PieceReader.Read((offset, bytes) => compact.Span.Slice((int)offset, bytes.Length).CopyTo(bytes), DataType.Size, selection, sink, token);
                break;
            case Hdf5Layout.Contiguous when DataLayout.Address < 0:
                sink.Fill(Fill, 0, (int)selection.Total);
                break;
            case Hdf5Layout.Contiguous:
                long address = DataLayout.Address;
                PieceReader.Read((offset, bytes) => Context.Read(address + offset, bytes, "contiguous data"), DataType.Size, selection, sink, token);
                break;
            case Hdf5Layout.Chunked:
                Chunks().Read(selection, sink, Fill, token);
                break;
            default:
                throw Context.Unsupported("A virtual dataset is not supported", Header.Address);
        }
    }
}
