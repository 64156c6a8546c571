using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EphysTx.Figures;
using EphysTx.Storage;

namespace EphysTx.Notebooks;

/// <summary>
/// The numbers and figures of one notebook, written to <c>results/&lt;notebook&gt;.json</c> after every entry, so that an
/// interrupted notebook leaves what it had. Equal runs write equal bytes: names are sorted and nothing depends on the clock.
/// </summary>
public sealed class LessonResults
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _path;
    private readonly SortedDictionary<string, object> _values = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Figure> _figures = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DisplayTable> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _header;

    internal LessonResults(string path, string cohort, string profile)
    {
        _path = path;
        _header = new() { ["cohort"] = cohort, ["profile"] = profile };
    }

    /// <summary>Records a number under a name such as <c>forest.mouse.donor.macro_f1</c>; NaN becomes null.</summary>
    public void Add(string name, double value) => Put(name, value);

    /// <summary>Records a count.</summary>
    public void Add(string name, int value) => Put(name, (double)value);

    /// <summary>Records a text.</summary>
    public void Add(string name, string value) => Put(name, value);

    internal void AddFigure(string relativePath, Figure figure)
    {
        _figures[relativePath] = figure;
        Write();
    }

    internal void AddTable(string relativePath, DisplayTable table)
    {
        _tables[relativePath] = table;
        Write();
    }

    // The words of a figure beside its file, for whoever shows it elsewhere, and whether it may be passed on.
    private static void WriteCaption(Utf8JsonWriter json, string path, Figure figure)
    {
        json.WriteStartObject(path);
        json.WriteString("title", figure.Title);
        json.WriteString("subtitle", figure.Subtitle ?? "");
        json.WriteStartArray("notes");
        foreach (string note in figure.AllNotes())
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteBoolean("shows_cells", figure.ShowsCells);
        json.WriteEndObject();
    }

    private void Put(string name, object value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _values[name] = value;
        Write();
    }

    private void Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            foreach ((string name, string value) in _header)
            {
                json.WriteString(name, value);
            }

            json.WriteStartArray("figures");
            foreach (string figure in _figures.Keys)
            {
                json.WriteStringValue(figure);
            }

            json.WriteEndArray();
            json.WriteStartObject("captions");
            foreach ((string path, Figure figure) in _figures)
            {
                WriteCaption(json, path, figure);
            }

            json.WriteEndObject();
            json.WriteStartObject("tables");
            foreach ((string path, DisplayTable table) in _tables)
            {
                json.WriteStartObject(path);
                json.WriteString("title", table.Title);
                json.WriteBoolean("shows_cells", table.ShowsCells);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteStartObject("values");
            foreach ((string name, object value) in _values)
            {
                switch (value)
                {
                    case double number when double.IsFinite(number):
                        json.WriteNumber(name, number);
                        break;
                    case string text:
                        json.WriteString(name, text);
                        break;
                    default:
                        json.WriteNull(name);
                        break;
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        AtomicFile.WriteText(_path, Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n");
    }
}
