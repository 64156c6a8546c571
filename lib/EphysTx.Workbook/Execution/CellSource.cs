using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EphysTx.Workbook.Execution;

/// <summary>Splits code at its magic commands, and names each that would need the interactive kernel.</summary>
internal static class CellSource
{
    /// <summary>A piece of a cell: code to run, or a file to import.</summary>
    /// <param name="Code">The code, padded with blank lines so that line numbers stay those of the cell.</param>
    /// <param name="Import">The file that <c>#!import</c> names, or null for code.</param>
    /// <param name="Line">Line at which the piece starts, from 1.</param>
    public sealed record Piece(CodeText Code, string? Import, int Line);

    /// <exception cref="CellFailedException">A command or reference is not available headless, or its file is not there.</exception>
    public static IReadOnlyList<Piece> Split(CodeText code, ScriptAssemblies assemblies)
    {
        var pieces = new List<Piece>();
        string[] lines = code.Text.Split('\n');
        int start = 0;

        void EndCode(int end)
        {
            string text = string.Join('\n', lines[start..end]);
            if (!string.IsNullOrWhiteSpace(text))
            {
                string suffix = pieces.Count == 0 ? "" : "." + (pieces.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
                var piece = code with { Text = new string('\n', start) + text, FilePath = code.FilePath + suffix };
                CheckReferences(piece, code, assemblies);
                pieces.Add(new Piece(piece, null, start + 1));
            }
        }

        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.StartsWith("#i ", StringComparison.Ordinal))
            {
                throw Unavailable(code, i, "#i (package sources)");
            }

            if (line.StartsWith("#r", StringComparison.Ordinal) && line[2..].TrimStart().StartsWith("\"nuget:", StringComparison.OrdinalIgnoreCase))
            {
                throw Unavailable(code, i, line);
            }

            if (!line.StartsWith("#!", StringComparison.Ordinal))
            {
                continue;
            }

            string[] words = line.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "#!csharp")
            {
                lines[i] = "";
                continue;
            }

            if (words[0] != "#!import" || words.Length < 2)
            {
                throw Unavailable(code, i, words[0]);
            }

            EndCode(i);
            start = i + 1;
            pieces.Add(new Piece(code, words[1].Trim('"'), i + 1));
        }

        EndCode(lines.Length);
        return pieces;
    }

    private static CellFailedException Unavailable(CodeText code, int index, string what) =>
        new(CellFailure.OfLine(CellFailure.Directive, code, index + 1, $"{what} is not available headless; #r of a built .dll and #!import of a file are."));

    private static void CheckReferences(CodeText piece, CodeText code, ScriptAssemblies assemblies)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(piece.Text, new CSharpParseOptions(kind: SourceCodeKind.Script));
        foreach (ReferenceDirectiveTriviaSyntax directive in ((CompilationUnitSyntax)tree.GetRoot()).GetReferenceDirectives())
        {
            string file = directive.File.ValueText;
            if (assemblies.Find(file) is null)
            {
                throw new CellFailedException(CellFailure.OfLine(CellFailure.Directive, code, tree.GetLineSpan(directive.Span).StartLinePosition.Line + 1, $"#r \"{file}\": there is no such file, seen from the notebook's folder; run `dotnet build` first."));
            }
        }
    }
}
