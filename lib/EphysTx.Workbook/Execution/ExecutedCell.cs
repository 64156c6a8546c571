using EphysTx.Workbook.Notebooks;

namespace EphysTx.Workbook.Execution;

/// <summary>A cell with what running it gave.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Number">Its number among the code cells, or null for prose and for cells that were not reached.</param>
/// <param name="Outputs">Its outputs in order.</param>
internal sealed record ExecutedCell(NotebookCell Cell, int? Number, IReadOnlyList<CellOutput> Outputs);

/// <summary>A notebook with what running it gave.</summary>
/// <param name="Notebook">The notebook.</param>
/// <param name="Cells">All its cells; those after a failure stand there without outputs.</param>
/// <param name="Failure">Why it stopped, or null when every cell ran.</param>
/// <param name="Elapsed">Time that it took.</param>
internal sealed record ExecutedNotebook(Notebook Notebook, IReadOnlyList<ExecutedCell> Cells, CellFailure? Failure, TimeSpan Elapsed);
