using System.Xml;
using System.Xml.Linq;

namespace EphysTx.Workbook.Reports;

/// <summary>A figure on the index page.</summary>
/// <param name="Path">Absolute path of the SVG.</param>
/// <param name="Notebook">Notebook that recorded it, or null.</param>
/// <param name="Title">Its title, or its file name.</param>
/// <param name="Description">Its description, or an empty text.</param>
internal sealed record Figure(string Path, string? Notebook, string Title, string Description)
{
    /// <summary>Title and description, for those who cannot see the picture; the picture itself shows both.</summary>
    public string Caption => Description.Length > 0 ? $"{Title}. {Description}" : Title;

    /// <summary>The plotted numbers, or null where they are not there.</summary>
    public string? CsvPath => System.IO.Path.ChangeExtension(Path, ".csv") is var csv && File.Exists(csv) ? csv : null;
}

/// <summary>Finds the figures of a run: those that its notebooks recorded, or else all in the cohort's folder.</summary>
internal static class FigureList
{
    public static IReadOnlyList<Figure> Find(string outFolder, string cohort, IReadOnlyList<(string Notebook, string Figure)>? recorded)
    {
        string folder = Path.Combine(outFolder, "figures", cohort);
        IEnumerable<(string? Notebook, string Path)> files = recorded is null
            ? Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, "*.svg").Order(StringComparer.Ordinal).Select(file => ((string?)null, file))
                : []
            : recorded.Select(entry => ((string?)entry.Notebook, Locate(outFolder, folder, entry.Figure)));
        return files.Where(file => File.Exists(file.Path)).DistinctBy(file => file.Path).Select(file => Read(file.Path, file.Notebook)).ToArray();
    }

    /// <summary>A figure is recorded by its name, or by its path seen from the output folder.</summary>
    private static string Locate(string outFolder, string folder, string figure) =>
        figure.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) && File.Exists(Path.GetFullPath(figure, outFolder))
            ? Path.GetFullPath(figure, outFolder)
            : Path.Combine(folder, figure.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) ? figure : figure + ".svg");

    /// <summary>Reads title and description from an SVG.</summary>
    internal static Figure Read(string path, string? notebook)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        try
        {
            using XmlReader reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            XElement root = XElement.Load(reader);
            string Text(string element) => string.Join(' ', (root.Elements().FirstOrDefault(child => child.Name.LocalName == element)?.Value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return new Figure(path, notebook, Text("title") is { Length: > 0 } title ? title : name, Text("desc"));
        }
        catch (XmlException)
        {
            // A picture without a caption is still a picture; whether it draws is for the browser to say.
            return new Figure(path, notebook, name, "");
        }
    }
}
