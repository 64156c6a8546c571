using System.Globalization;

namespace EphysTx.Workbook.Commands;

/// <summary>Sizes as people read them.</summary>
internal static class ByteSize
{
    /// <summary>For example <c>146 kB</c> or <c>2.9 MB</c>; thousands, not 1024s.</summary>
    public static string Format(double bytes) => bytes switch
    {
        < 1e3 => string.Create(CultureInfo.InvariantCulture, $"{bytes:0} B"),
        < 1e6 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
        < 1e9 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
    };
}
