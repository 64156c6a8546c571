namespace EphysTx.Hdf5;

/// <summary>How many bytes of variable-length values one read may still produce.</summary>
internal sealed class ReadBudget(FileContext file)
{
    private long _left = file.Options.MaxReadBytes;

    public void Take(long bytes)
    {
        _left -= bytes;
        if (_left < 0)
        {
            throw file.Error(Hdf5ErrorKind.LimitExceeded, $"The values of variable length exceed the limit of {file.Options.MaxReadBytes} bytes", -1);
        }
    }
}

/// <summary>Follows the pointers of variable-length elements and region references into the global heap.</summary>
internal static class VariableLength
{
    /// <summary>The bytes of a sequence; empty where it is not set.</summary>
    public static ReadOnlyMemory<byte> Bytes(FileContext file, ReadOnlySpan<byte> element, int elementSize, ReadBudget budget)
    {
        var reader = new ByteReader(file, element, -1);
        long length = reader.U32() * (long)elementSize;
        if (length == 0)
        {
            return default;
        }

        ReadOnlyMemory<byte> found = HeapObject(file, element[4..], budget);
        if (found.Length == 0)
        {
            return default;
        }

        return length <= found.Length ? found[..(int)length] : throw file.Corrupt("A value of variable length is longer than its place in the heap", -1);
    }

    /// <summary>The heap object a pointer (address and index) leads to; empty for an unset pointer.</summary>
    public static ReadOnlyMemory<byte> HeapObject(FileContext file, ReadOnlySpan<byte> pointer, ReadBudget budget)
    {
        var reader = new ByteReader(file, pointer, -1);
        long address = reader.FileAddress();
        uint index = reader.U32();
        if (address is 0 or FileContext.Undefined)
        {
            return default;
        }

        ReadOnlyMemory<byte> found = file.GlobalHeap.Get(address, index);
        budget.Take(found.Length);
        return found;
    }
}
