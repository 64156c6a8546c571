using System.Diagnostics;

namespace EphysTx.Workbook.Execution;

/// <summary>Reads the frames of an exception: code of cells with cell and line, everything else by its method's name.</summary>
internal static class ExceptionFrames
{
    private const int Most = 20;

    public static IEnumerable<(string Text, CodeText? Code, int Line)> Of(Exception error, IReadOnlyDictionary<string, CodeText> codes)
    {
        var frames = new List<(string, CodeText?, int)>();
        foreach (StackFrame frame in new StackTrace(error, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetFileName() is { } file && codes.TryGetValue(file, out CodeText? code))
            {
                frames.Add(($"at {code.Label}, line {frame.GetFileLineNumber()}", code, frame.GetFileLineNumber()));
            }
            else if (frame.GetMethod() is { DeclaringType: { } type } method && !IsPlumbing(type))
            {
                frames.Add(($"at {type.FullName}.{method.Name}", null, 0));
            }
        }

        // Below the cell there is only the host.
        int last = frames.FindLastIndex(frame => frame.Item2 is not null);
        return (last < 0 ? frames : frames.Take(last + 1)).Take(Most);
    }

    private static bool IsPlumbing(Type type) =>
        type.Namespace is "System.Runtime.CompilerServices" or "System.Runtime.ExceptionServices" or "System.Threading.Tasks"
        || type.Assembly == typeof(ExceptionFrames).Assembly;
}
