using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace EphysTx.Workbook.Execution;

/// <summary>
/// The assemblies that cells compile against, read once and shared by all cells of a run; reading them anew for each cell
/// would be most of the time of a short one.
/// </summary>
internal sealed class ScriptReferences
{
    private readonly ConcurrentDictionary<string, PortableExecutableReference> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _platform;

    public ScriptReferences()
    {
        string trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

        // The core library is listed twice on some installations.
        _platform = trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => Path.GetDirectoryName(path) == framework)
            .DistinctBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase);
        Default =
        [
            .. _platform.Values.Order(StringComparer.Ordinal).Select(Get),
            Get(typeof(Formatter).Assembly.Location),
            Get(typeof(Microsoft.AspNetCore.Html.IHtmlContent).Assembly.Location),
            Get(typeof(Kernel).Assembly.Location),
        ];
    }

    /// <summary>What every cell may use without <c>#r</c>: the platform, the formatters and the kernel's functions.</summary>
    public ImmutableArray<MetadataReference> Default { get; }

    /// <summary>Whether a name is one of the platform's assemblies, which a notebook may not replace.</summary>
    public bool IsPlatform(string name) => _platform.ContainsKey(name);

    /// <summary>The platform's assembly of a name, or null.</summary>
    public string? PlatformPath(string name) => _platform.GetValueOrDefault(name);

    /// <summary>The reference of a file, the same object each time.</summary>
    public PortableExecutableReference Get(string path) =>
        _byPath.GetOrAdd(path, static file => MetadataReference.CreateFromFile(file));
}
