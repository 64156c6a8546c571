using System.Globalization;
using System.Text;
using Microsoft.DotNet.Interactive.Formatting;

namespace EphysTx.Workbook.Execution;

/// <summary>Turns a value into a mime bundle with the formatters that its type brings along, as the kernel does.</summary>
internal static class ValueFormatter
{
    private const string PlainText = PlainTextFormatter.MimeType;

    /// <summary>Formats a value; plain text is always among the result, because every reader can show that.</summary>
    /// <exception cref="CellStoppedException">The value is larger than the limit for one value.</exception>
    public static MimeBundle Format(object? value, string[] mimeTypes, CellOutputs outputs)
    {
        Type type = value?.GetType() ?? typeof(object);
        IEnumerable<string> wanted = mimeTypes.Length > 0 ? mimeTypes : value is null ? [] : Formatter.GetPreferredMimeTypesFor(type);
        long left = (long)(outputs.Limits.ValueMegabytes * 1e6);
        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string mimeType in wanted.Append(PlainText))
        {
            // The kernel's word for "every type of which it knows"; it has no text of its own.
            if (mimeType == "*/*" || parts.ContainsKey(mimeType))
            {
                continue;
            }

            using var writer = new BoundedWriter(left, outputs);
            using (var context = new FormatContext(writer))
            {
                value.FormatTo(context, mimeType);
            }

            // The built-in formatters carry line ends of both kinds.
            string text = writer.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
            left -= text.Length;
            parts[mimeType] = text;
        }

        return new MimeBundle([.. parts]);
    }

    /// <summary>A text that already is content of a mime type.</summary>
    public static MimeBundle FromText(string text, string mimeType, CellOutputs outputs) =>
        text.Length > outputs.Limits.ValueMegabytes * 1e6
            ? throw outputs.ValueTooLarge()
            : new MimeBundle([KeyValuePair.Create(mimeType, text)]);

    private sealed class BoundedWriter(long limit, CellOutputs outputs) : TextWriter(CultureInfo.InvariantCulture)
    {
        private readonly StringBuilder _text = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override string NewLine => "\n";

        public override void Write(char value) => Write([value]);

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(ReadOnlySpan<char> buffer)
        {
            if (_text.Length + (long)buffer.Length > limit)
            {
                throw outputs.ValueTooLarge();
            }

            _text.Append(buffer);
        }

        public override void WriteLine() => Write("\n");

        public override void WriteLine(string? value)
        {
            Write(value);
            Write("\n");
        }

        public override string ToString() => _text.ToString();
    }
}
