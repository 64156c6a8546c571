using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace EphysTx.Workbook.Execution;

/// <summary>
/// Finds what <c>#r</c> names, at compile time, and loads it from that very file at run time, with what lies beside it. The
/// host has the library too; without a context of its own a notebook would get the host's copy in place of the file it named.
/// </summary>
internal sealed class ScriptAssemblies : AssemblyLoadContext
{
    private readonly ScriptReferences _references;
    private readonly string _folder;
    private readonly HashSet<string> _probed = new(StringComparer.Ordinal);

    public ScriptAssemblies(ScriptReferences references, string folder)
        : base("notebook")
    {
        _references = references;
        _folder = folder;
        Resolver = new ReferenceResolver(this);
    }

    /// <summary>The compiler's side.</summary>
    public MetadataReferenceResolver Resolver { get; }

    /// <summary>The file that an <c>#r</c> names, or null where there is none.</summary>
    public string? Find(string reference)
    {
        if (_references.PlatformPath(reference) is { } platform)
        {
            return platform;
        }

        string path = Path.GetFullPath(reference, _folder);
        return File.Exists(path) ? path : null;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name!;
        bool isShared = _references.IsPlatform(name)
            || name is "EphysTx.Workbook" or "Microsoft.DotNet.Interactive.Formatting"
            || name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal);
        return !isShared && Probe(name) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    private string? Probe(string name)
    {
        lock (_probed)
        {
            return _probed.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists);
        }
    }

    private PortableExecutableReference? Resolve(string reference)
    {
        if (Find(reference) is not { } path)
        {
            return null;
        }

        if (_references.PlatformPath(Path.GetFileNameWithoutExtension(path)) != path)
        {
            lock (_probed)
            {
                _probed.Add(Path.GetDirectoryName(path)!);
            }
        }

        return _references.Get(path);
    }

    private sealed class ReferenceResolver(ScriptAssemblies owner) : MetadataReferenceResolver
    {
        public override bool ResolveMissingAssemblies => true;

        public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties) =>
            owner.Resolve(reference) is { } found ? [found] : [];

        public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
            owner.Probe(referenceIdentity.Name) is { } path ? owner._references.Get(path) : null;

        public override bool Equals(object? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
