using System.Buffers;
using System.Text;

namespace EphysTx.Hdf5;

/// <summary>The filters of a dataset in the order of writing; reading undoes them from the last to the first.</summary>
internal sealed class FilterPipeline
{
    private const int ChecksumBytes = 4;

    private FilterPipeline(IReadOnlyList<Hdf5Filter> filters) => Filters = filters;

    public IReadOnlyList<Hdf5Filter> Filters { get; }

    /// <summary>Decodes the filter message, versions 1 and 2 (specification IV.A.2.l).</summary>
    public static FilterPipeline Decode(ref ByteReader reader)
    {
        int version = reader.U8();
        int count = reader.U8();
        if (version is not (1 or 2))
        {
            throw reader.File.Unsupported($"Version {version} of the filter pipeline is not known", reader.Address);
        }

        if (count > 32)
        {
            throw reader.Corrupt("There are more than 32 filters");
        }

        reader.Skip(version == 1 ? 6 : 0);
        var filters = new List<Hdf5Filter>(count);
        for (int i = 0; i < count; i++)
        {
            filters.Add(DecodeOne(ref reader, version));
        }

        return new FilterPipeline(filters);
    }

    public byte[] Decode(FileContext file, byte[] stored, uint mask, long size, long address)
    {
        if (size < 0 || size > file.Options.MaxMetadataBytes)
        {
            throw file.Error(Hdf5ErrorKind.LimitExceeded, $"A compressed structure claims {size} bytes", address);
        }

        CheckRatio(file, stored.Length, size, mask, address);
        byte[] bytes = new byte[size];
        Undo(file, stored, 0, stored.Length, mask, bytes, address);
        return bytes;
    }

    /// <summary>Refuses sizes that no compression reaches, before any memory is taken for them.</summary>
    public void CheckRatio(FileContext file, long stored, long size, uint mask, long address)
    {
        const int BestDeflate = 1032;
        int deflates = 0;
        for (int i = 0; i < Filters.Count; i++)
        {
            if (!Filters[i].IsSupported && (mask & (1u << i)) == 0)
            {
                throw file.Unsupported($"The filter {Filters[i].Name} is not supported", address);
            }

            deflates += Filters[i].Id is Hdf5Filter.Deflate or Hdf5Filter.Lzf && (mask & (1u << i)) == 0 ? 1 : 0;
        }

        if (deflates == 0 ? stored < size : deflates == 1 && size / BestDeflate > stored)
        {
            throw file.Corrupt($"A chunk of {stored} stored bytes cannot hold {size} bytes", address);
        }
    }

    /// <summary>Undoes the filters that the mask does not exclude; fills the whole destination or fails.</summary>
    public void Undo(FileContext file, byte[] stored, int start, int length, uint mask, Span<byte> destination, long address)
    {
        Span<int> steps = stackalloc int[Filters.Count];
        int count = 0;
        for (int i = Filters.Count - 1; i >= 0; i--)
        {
            if ((mask & (1u << i)) == 0)
            {
                steps[count++] = i;
            }
        }

        Step(file, steps[..count], stored, start, length, destination, address);
    }

    private void Step(FileContext file, ReadOnlySpan<int> steps, byte[] input, int start, int length, Span<byte> destination, long address)
    {
        if (steps.Length == 0)
        {
            if (length != destination.Length)
            {
                throw file.Corrupt($"A chunk has {length} bytes in place of {destination.Length}", address);
            }

            input.AsSpan(start, length).CopyTo(destination);
            return;
        }

        Hdf5Filter filter = Filters[steps[0]];
        ReadOnlySpan<int> rest = steps[1..];
        if (filter.Id == Hdf5Filter.Fletcher32)
        {
            Step(file, rest, input, start, Fletcher32.Check(file, input.AsSpan(start, length), address), destination, address);
        }
        else if (rest.Length == 0)
        {
            UndoOne(file, filter, input, start, length, destination, address);
        }
        else
        {
            int size = SizeBefore(file, rest, destination.Length, address);
            byte[] rented = ArrayPool<byte>.Shared.Rent(size);
            try
            {
                UndoOne(file, filter, input, start, length, rented.AsSpan(0, size), address);
                Step(file, rest, rented, 0, size, destination, address);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>How many bytes must go into the remaining steps for so many to come out.</summary>
    private int SizeBefore(FileContext file, ReadOnlySpan<int> steps, int size, long address)
    {
        foreach (int step in steps)
        {
            switch (Filters[step].Id)
            {
                case Hdf5Filter.Fletcher32:
                    size += ChecksumBytes;
                    break;
                case Hdf5Filter.Deflate or Hdf5Filter.Lzf:
                    throw file.Unsupported("A pipeline that compresses twice is not supported", address);
                default:
                    break;
            }
        }

        return size;
    }

    private static void UndoOne(FileContext file, Hdf5Filter filter, byte[] input, int start, int length, Span<byte> output, long address)
    {
        switch (filter.Id)
        {
            case Hdf5Filter.Deflate:
                Deflate.Decompress(file, input, start, length, output, address);
                break;
            case Hdf5Filter.Lzf:
                Lzf.Decompress(file, input.AsSpan(start, length), output, address);
                break;
            case Hdf5Filter.Shuffle when length == output.Length:
                Shuffle.Undo(input.AsSpan(start, length), output, filter.Parameters.Count > 0 ? filter.Parameters[0] : 1);
                break;
            case Hdf5Filter.Shuffle:
                throw file.Corrupt($"A shuffled chunk has {length} bytes in place of {output.Length}", address);
            default:
                throw file.Unsupported($"The filter {filter.Name} is not supported", address);
        }
    }

    private static Hdf5Filter DecodeOne(ref ByteReader reader, int version)
    {
        int id = reader.U16();
        int nameLength = version == 1 || id >= 256 ? reader.U16() : 0;
        reader.Skip(2);
        int values = reader.U16();
        ReadOnlySpan<byte> name = reader.Take(version == 1 ? (nameLength + 7) & ~7 : nameLength);
        int end = name.IndexOf((byte)0);
        var parameters = new uint[Math.Min(values, reader.Remaining)];
        for (int i = 0; i < values; i++)
        {
            uint value = reader.U32();
            parameters[i] = value;
        }

        reader.Skip(version == 1 && values % 2 == 1 ? Math.Min(4, reader.Remaining) : 0);
        return new Hdf5Filter(id, Hdf5Filter.NameOf(id, Encoding.UTF8.GetString(end < 0 ? name : name[..end])), parameters);
    }
}
