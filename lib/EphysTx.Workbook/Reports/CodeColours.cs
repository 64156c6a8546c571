using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EphysTx.Workbook.Reports;

/// <summary>C# as HTML with keywords, texts, numbers and comments marked, by the compiler's own lexer.</summary>
internal static class CodeColours
{
    public static string Render(string code)
    {
        var html = new StringBuilder();
        SyntaxNode root = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(kind: SourceCodeKind.Script)).GetRoot();
        foreach (SyntaxToken token in root.DescendantTokens())
        {
            AppendTrivia(html, token.LeadingTrivia);
            Append(html, token.ToString(), ClassOf(token));
            AppendTrivia(html, token.TrailingTrivia);
        }

        return html.ToString();
    }

    private static void AppendTrivia(StringBuilder html, SyntaxTriviaList list)
    {
        foreach (SyntaxTrivia trivia in list)
        {
            bool isComment = trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)
                || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia);
            Append(html, trivia.ToFullString(), isComment ? "c" : trivia.IsDirective ? "k" : null);
        }
    }

    private static string? ClassOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => "n",
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken or SyntaxKind.InterpolatedVerbatimStringStartToken
            or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken
            or SyntaxKind.InterpolatedRawStringEndToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.Utf8StringLiteralToken => "s",
        _ => token.IsKeyword() || token.IsContextualKeyword() || (token.Text == "var" && token.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.IdentifierNameSyntax) ? "k" : null,
    };

    private static void Append(StringBuilder html, string text, string? kind)
    {
        if (kind is null || text.Length == 0)
        {
            html.Append(Html.Escape(text));
        }
        else
        {
            html.Append("<span class=\"").Append(kind).Append("\">").Append(Html.Escape(text)).Append("</span>");
        }
    }
}
