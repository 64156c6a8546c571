using EphysTx.Workbook.Execution;

namespace Microsoft.DotNet.Interactive;

/// <summary>A value that stands in a cell's output and can be replaced there.</summary>
public sealed class DisplayedValue
{
    private readonly CellOutputs _outputs;
    private readonly DisplayOutput _shown;
    private readonly string[] _mimeTypes;

    private DisplayedValue(CellOutputs outputs, DisplayOutput shown, string[] mimeTypes)
    {
        _outputs = outputs;
        _shown = shown;
        _mimeTypes = mimeTypes;
    }

    /// <summary>Shows another value in the place of this one.</summary>
    public void Update(object? updatedValue) =>
        _outputs.Replace(_shown, ValueFormatter.Format(updatedValue, _mimeTypes, _outputs));

    internal static DisplayedValue Show(object? value, string[] mimeTypes)
    {
        CellOutputs outputs = CellContext.Outputs ?? throw new InvalidOperationException("display works in a running cell only.");
        DisplayOutput shown = outputs.Display(ValueFormatter.Format(value, mimeTypes, outputs), isResult: false);
        return new DisplayedValue(outputs, shown, mimeTypes);
    }

    internal static DisplayedValue ShowText(string text, string mimeType)
    {
        CellOutputs outputs = CellContext.Outputs ?? throw new InvalidOperationException("DisplayAs works in a running cell only.");
        return new DisplayedValue(outputs, outputs.Display(ValueFormatter.FromText(text, mimeType, outputs), isResult: false), [mimeType]);
    }
}
