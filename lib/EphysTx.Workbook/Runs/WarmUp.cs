using EphysTx.Workbook.Execution;
using Microsoft.DotNet.Interactive.Formatting;

namespace EphysTx.Workbook.Runs;

/// <summary>Has the compiler and the formatters ready before the first cell asks for them.</summary>
internal static class WarmUp
{
    public static Task<ScriptReferences> StartAsync(CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            var references = new ScriptReferences();
            var session = new ScriptSession(references, Path.GetTempPath());
            var outputs = new CellOutputs(new OutputLimits());
            await session.RunAsync(Code("var list = Enumerable.Range(0, 3).Select(i => new { i, text = $\"{i}\" }).ToList();", 1), cancellationToken).ConfigureAwait(false);
            (_, object? value) = await session.RunAsync(Code("list", 2), cancellationToken).ConfigureAwait(false);
            ValueFormatter.Format(value, [HtmlFormatter.MimeType], outputs);
            return references;
        },
        cancellationToken);

    private static CodeText Code(string text, int number) => new(text, $"warm-up#cell{number}", $"warm-up, cell {number}");
}
