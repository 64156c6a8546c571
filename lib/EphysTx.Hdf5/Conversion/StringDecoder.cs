using System.Text;

namespace EphysTx.Hdf5;

/// <summary>Text from stored bytes, which are taken as UTF-8.</summary>
internal static class StringDecoder
{
    public static string Fixed(ReadOnlySpan<byte> bytes, Hdf5StringPadding padding) => padding switch
    {
        Hdf5StringPadding.SpacePadded => Encoding.UTF8.GetString(bytes.TrimEnd((byte)' ')),
        Hdf5StringPadding.NullPadded => Encoding.UTF8.GetString(bytes.TrimEnd((byte)0)),
        _ => Variable(bytes),
    };

    /// <summary>Up to the first zero byte, which some writers count as part of the text.</summary>
    public static string Variable(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
