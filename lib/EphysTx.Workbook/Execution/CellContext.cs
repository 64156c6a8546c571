namespace EphysTx.Workbook.Execution;

/// <summary>
/// Which output the running code belongs to. It flows with tasks and threads that a cell starts, so what they print
/// lands in their notebook and nothing else in the process does.
/// </summary>
internal static class CellContext
{
    private static readonly AsyncLocal<NotebookOutputs?> Current = new();

    /// <summary>The notebook whose code is running here, or null outside of notebooks.</summary>
    public static NotebookOutputs? Notebook
    {
        get => Current.Value;
        set => Current.Value = value;
    }

    /// <summary>Where output goes now: the notebook's running cell. Late output of a finished cell goes to the one that runs.</summary>
    public static CellOutputs? Outputs => Current.Value?.Cell;
}

/// <summary>The outputs of a notebook's running cell, as a place that the flow of execution can point to.</summary>
internal sealed class NotebookOutputs
{
    /// <summary>The running cell's outputs.</summary>
    public CellOutputs? Cell { get; set; }
}
