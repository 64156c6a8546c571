using System.Text;

namespace EphysTx.Workbook.Execution;

/// <summary>
/// Sends what a cell prints to its outputs, and what anything else in the process prints to where it went before.
/// </summary>
internal sealed class CellConsole : TextWriter
{
    private readonly string _stream;
    private readonly TextWriter _elsewhere;

    private CellConsole(string stream, TextWriter elsewhere)
        : base(System.Globalization.CultureInfo.InvariantCulture)
    {
        _stream = stream;
        _elsewhere = elsewhere;
        CoreNewLine = ['\n'];
    }

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Takes over the console until the returned object is disposed. Cells cannot read from it: there is nobody to type.</summary>
    public static IDisposable Capture()
    {
        var restore = new Restore(Console.Out, Console.Error, Console.In);
        Console.SetOut(new CellConsole(StreamOutput.Out, restore.Out));
        Console.SetError(new CellConsole(StreamOutput.Error, restore.Error));
        Console.SetIn(TextReader.Null);
        return restore;
    }

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void WriteLine(string? value)
    {
        Write(value.AsSpan());
        Write(NewLine.AsSpan());
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (CellContext.Outputs is { } outputs)
        {
            outputs.Print(_stream, buffer);
        }
        else
        {
            _elsewhere.Write(buffer);
        }
    }

    public override void Flush()
    {
        if (CellContext.Outputs is null)
        {
            _elsewhere.Flush();
        }
    }

    private sealed record Restore(TextWriter Out, TextWriter Error, TextReader In) : IDisposable
    {
        public void Dispose()
        {
            Console.SetOut(Out);
            Console.SetError(Error);
            Console.SetIn(In);
        }
    }
}
