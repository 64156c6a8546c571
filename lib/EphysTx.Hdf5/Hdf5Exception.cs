using System.Globalization;

namespace EphysTx.Hdf5;

/// <summary>
/// The only exception that reading or writing a file ends in, whatever its content (a wrong argument of the caller is an
/// <see cref="ArgumentException"/>, a cancelled read an <see cref="OperationCanceledException"/>).
/// </summary>
public sealed class Hdf5Exception : Exception
{
    private readonly string _detail;

    /// <summary>Makes the error.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="detail">One sentence about it.</param>
    /// <param name="fileOffset">Byte offset in the file, counted from its first byte.</param>
    /// <param name="inner">The error underneath.</param>
    public Hdf5Exception(Hdf5ErrorKind kind, string detail, long? fileOffset = null, Exception? inner = null)
        : base(detail, inner)
    {
        Kind = kind;
        _detail = detail;
        FileOffset = fileOffset;
    }

    /// <summary>Makes an error of kind <see cref="Hdf5ErrorKind.Corrupt"/>.</summary>
    public Hdf5Exception(string message)
        : this(Hdf5ErrorKind.Corrupt, message)
    {
    }

    /// <summary>Makes an error of kind <see cref="Hdf5ErrorKind.Corrupt"/> with the error underneath.</summary>
    public Hdf5Exception(string message, Exception innerException)
        : this(Hdf5ErrorKind.Corrupt, message, null, innerException)
    {
    }

    /// <summary>Makes an error of kind <see cref="Hdf5ErrorKind.Corrupt"/> without a sentence.</summary>
    public Hdf5Exception()
        : this("The file is damaged.")
    {
    }

    /// <summary>What went wrong.</summary>
    public Hdf5ErrorKind Kind { get; }

    /// <summary>Byte offset in the file, counted from its first byte; null where no place can be named.</summary>
    public long? FileOffset { get; }

    /// <summary>Path of the object that was being read; null where no object was reached.</summary>
    public string? ObjectPath { get; private set; }

    /// <summary>Name of the file, stream or address; null where it is not known.</summary>
    public string? FileName { get; private set; }

    /// <summary>The sentence with file, object and offset.</summary>
    public override string Message
    {
        get
        {
            string place = string.Join(", ", Places());
            return place.Length == 0 ? _detail : $"{_detail} ({place})";
        }
    }

    /// <summary>
    /// Notes where the error happened and returns false, to be used as an exception filter: the place is known without
    /// catching and throwing again.
    /// </summary>
    internal bool Locate(string? objectPath, string? fileName)
    {
        ObjectPath ??= objectPath;
        FileName ??= fileName;
        return false;
    }

    private IEnumerable<string> Places()
    {
        if (FileName is not null)
        {
            yield return FileName;
        }

        if (ObjectPath is not null)
        {
            yield return $"object {ObjectPath}";
        }

        if (FileOffset is { } offset)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"at byte {offset}");
        }
    }
}
