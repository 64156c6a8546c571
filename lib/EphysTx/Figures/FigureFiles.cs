using System.Text;
using EphysTx.Storage;

namespace EphysTx.Figures;

/// <summary>Figures as files: <c>name.svg</c> and, beside it, the plotted numbers as <c>name.csv</c>.</summary>
public static class FigureFiles
{
    private const int LongestName = 80;

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    };

    /// <summary>Writes both files, both whole or not at all; missing folders are made, old files replaced.</summary>
    /// <returns>The paths of the SVG and of the CSV.</returns>
    /// <exception cref="EphysTxException">The folder cannot be written.</exception>
    public static (string Svg, string Csv) Save(Figure figure, string folder)
    {
        ArgumentNullException.ThrowIfNull(figure);
        // Both are made before the first is written, so that a figure that cannot be drawn leaves no half pair.
        string svg = figure.ToSvg(), csv = figure.ToCsv();
        string svgPath = Path.Combine(folder, figure.Name + ".svg"), csvPath = Path.Combine(folder, figure.Name + ".csv");
        try
        {
            AtomicFileGroup.Write([(csvPath, stream => stream.Write(Encoding.UTF8.GetBytes(csv))), (svgPath, stream => stream.Write(Encoding.UTF8.GetBytes(svg)))]);
        }
        catch (EphysTxException error)
        {
            throw new EphysTxException(
                $"The figure '{figure.Name}' could not be written to {Path.GetFullPath(folder)}: {error.InnerException?.Message ?? error.Message} Choose a folder that can be written.", error);
        }

        return (svgPath, csvPath);
    }

    /// <summary>Returns the name when it is safe as a file name on every system.</summary>
    internal static string CheckedName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool safe = name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(name[0]) && !Reserved.Contains(name)
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        return safe ? name : throw new ArgumentException(
            $"'{name}' cannot name a figure's files; use 1 to {LongestName} lower-case letters, digits and hyphens, a letter or digit first.", nameof(name));
    }
}
