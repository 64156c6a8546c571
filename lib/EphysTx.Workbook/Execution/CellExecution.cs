using System.Globalization;
using EphysTx.Workbook.Notebooks;

namespace EphysTx.Workbook.Execution;

/// <summary>Runs one cell on the thread it is called on, with everything it imports.</summary>
internal sealed class CellExecution(ScriptSession session, NotebookOutputs place, string folder, CancellationToken cancellationToken)
{
    private readonly Stack<string> _importing = new();

    /// <returns>Why it failed, or null.</returns>
    public async Task<CellFailure?> RunAsync(NotebookCell cell, CodeText code)
    {
        CellContext.Notebook = place;

        // Numbers are printed the same on every machine.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        try
        {
            await RunCellAsync(cell, code).ConfigureAwait(false);
            return null;
        }
        catch (CellFailedException error)
        {
            return error.Failure;
        }
#pragma warning disable CA1031 // Whatever a cell throws is the cell's failure.
        catch (Exception error)
        {
            return CellFailure.OfException(error, session.Codes, code.Label);
        }
#pragma warning restore CA1031
    }

    private async Task RunCellAsync(NotebookCell cell, CodeText code)
    {
        switch (cell.Language)
        {
            case NotebookCell.Html:
                place.Cell!.Display(ValueFormatter.FromText(cell.Source, "text/html", place.Cell), isResult: false);
                break;
            case NotebookCell.CSharp:
                await RunCodeAsync(code).ConfigureAwait(false);
                break;
        }
    }

    private async Task RunCodeAsync(CodeText code)
    {
        foreach (CellSource.Piece piece in CellSource.Split(code, session.Assemblies))
        {
            if (piece.Import is { } file)
            {
                await ImportAsync(file, piece).ConfigureAwait(false);
                continue;
            }

            (bool hasValue, object? value) = await session.RunAsync(piece.Code, cancellationToken).ConfigureAwait(false);
            if (hasValue && place.Cell is { } outputs)
            {
                outputs.Display(ValueFormatter.Format(value, [], outputs), isResult: true);
            }
        }
    }

    private async Task ImportAsync(string file, CellSource.Piece piece)
    {
        string path = Path.GetFullPath(file, folder);
        string name = Path.GetFileName(path);
        CellFailedException Failure(string message) =>
            new(CellFailure.OfLine(CellFailure.Directive, piece.Code, piece.Line, $"#!import {file}: {message}"));
        if (!File.Exists(path))
        {
            throw Failure("there is no such file, seen from the notebook's folder.");
        }

        if (_importing.Contains(path))
        {
            throw Failure("the file imports itself.");
        }

        _importing.Push(path);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".cs":
                string text = NotebookFile.Normalise(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false));
                await RunCodeAsync(new CodeText(text, name, name)).ConfigureAwait(false);
                break;
            case ".dib" or ".ipynb":
                Notebook notebook = await NotebookFile.ReadAsync(path, cancellationToken).ConfigureAwait(false);
                int number = 0;
                foreach (NotebookCell cell in notebook.Cells.Where(cell => cell.IsCode))
                {
                    number++;
                    await RunCellAsync(cell, new CodeText(cell.Source, $"{name}#cell{number}", $"{name}, cell {number}")).ConfigureAwait(false);
                }

                break;
            default:
                throw Failure("only .dib, .ipynb and .cs files can be imported.");
        }

        _importing.Pop();
    }
}
