using System.Text;

namespace EphysTx.Workbook.Execution;

/// <summary>
/// Sends what a cell prints to its outputs, and what anything else in the process prints to where it went before.
/// </summary>
internal sealed class CellConsole : TextWriter
{
    private static readonly Lazy<bool> Installed = new(TakeOver);

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

    /// <summary>
    /// Takes over the console, once and for the rest of the process: a cell that could not be stopped must not find the
    /// terminal when it prints again. Cells cannot read from the console, because there is nobody to type.
    /// </summary>
    public static void Install() => _ = Installed.Value;

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

    private static bool TakeOver()
    {
        Console.SetOut(new CellConsole(StreamOutput.Out, Console.Out));
        Console.SetError(new CellConsole(StreamOutput.Error, Console.Error));
        Console.SetIn(TextReader.Null);
        return true;
    }
}
