namespace EphysTx.Hdf5;

/// <summary>Hands out places in the file being written, and writes to them.</summary>
internal sealed class FileWriter(Stream stream)
{
    private readonly long _start = stream.Position;

    /// <summary>First address that is not taken.</summary>
    public long End { get; private set; }

    /// <summary>Takes a place that starts at a multiple of eight.</summary>
    public long Reserve(long bytes)
    {
        long address = (End + 7) & ~7L;
        End = address + bytes;
        return address;
    }

    public long Append(ReadOnlySpan<byte> bytes)
    {
        long address = Reserve(bytes.Length);
        WriteAt(address, bytes);
        return address;
    }

    public void WriteAt(long address, ReadOnlySpan<byte> bytes)
    {
        if (stream.Position != _start + address)
        {
            stream.Position = _start + address;
        }

        stream.Write(bytes);
    }

    /// <summary>Makes the stream end where the file ends.</summary>
    public void Finish()
    {
        if (stream.Length != _start + End)
        {
            stream.SetLength(_start + End);
        }

        stream.Position = _start + End;
        stream.Flush();
    }
}
