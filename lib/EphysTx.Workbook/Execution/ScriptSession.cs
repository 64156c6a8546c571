using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Scripting;

namespace EphysTx.Workbook.Execution;

/// <summary>The C# of one notebook: compiles piece after piece, each seeing what the ones before declared, and runs it.</summary>
internal sealed class ScriptSession
{
    /// <summary>The kernel's own imports, no more: a name that resolves here must resolve there.</summary>
    private static readonly string[] Imports =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        "Microsoft.DotNet.Interactive.Formatting", "Microsoft.DotNet.Interactive.Formatting.PocketViewTags", "Microsoft.DotNet.Interactive.Kernel",
    ];

    private readonly string _folder;
    private readonly ScriptOptions _options;
    private readonly Dictionary<string, CodeText> _codes = new(StringComparer.Ordinal);
    private Script<object>? _script;

    // One slot for each piece; slot 0 would hold a globals object, which the kernel does not have either.
    private object?[] _states = new object?[64];
    private int _pieces;

    public ScriptSession(ScriptReferences references, string folder)
    {
        _folder = folder;
        Assemblies = new ScriptAssemblies(references, folder);
        _options = ScriptOptions.Default
            .WithReferences(references.Default)
            .WithImports(Imports)
            .WithMetadataResolver(Assemblies.Resolver)
            .WithSourceResolver(new SourceFileResolver([], folder))
            .WithLanguageVersion(LanguageVersion.CSharp12)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(Encoding.UTF8);
    }

    public ScriptAssemblies Assemblies { get; }

    /// <summary>Every piece of code so far by its path in the debug information.</summary>
    public IReadOnlyDictionary<string, CodeText> Codes => _codes;

    /// <summary>Compiles and runs a piece.</summary>
    /// <returns>Whether the piece ends in an expression with a value, and the value.</returns>
    /// <exception cref="CellFailedException">It does not compile.</exception>
    public async Task<(bool HasValue, object? Value)> RunAsync(CodeText code, CancellationToken cancellationToken)
    {
        // The whole path, because that is what the debug information will say.
        string path = Path.Combine(_folder, code.FilePath);
        _codes[path] = code;
        ScriptOptions options = _options.WithFilePath(path);
        Script<object> script = _script is null ? CSharpScript.Create<object>(code.Text, options) : _script.ContinueWith<object>(code.Text, options);
        Compilation compilation = script.GetCompilation();
        Func<object?[], Task<object>>? run = Compile(compilation, code, cancellationToken);
        _script = script;
        if (++_pieces + 1 >= _states.Length)
        {
            Array.Resize(ref _states, _states.Length * 2);
        }

        return run is null ? (false, null) : (EndsInValue(compilation, cancellationToken), await run(_states).ConfigureAwait(false));
    }

    private Func<object?[], Task<object>>? Compile(Compilation compilation, CodeText code, CancellationToken cancellationToken)
    {
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        EmitResult result = compilation.Emit(assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancellationToken);
        if (!result.Success)
        {
            ImmutableArray<Diagnostic> errors = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            if (errors.Length > 0)
            {
                throw new CellFailedException(CellFailure.OfCompilation(code, errors));
            }

            // Nothing but directives, usings or comments: there is nothing to emit.
            return null;
        }

        assembly.Position = 0;
        symbols.Position = 0;
        IMethodSymbol entry = compilation.GetEntryPoint(cancellationToken)!;
        MethodInfo method = Assemblies.LoadFromStream(assembly, symbols)
            .GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        return method.CreateDelegate<Func<object?[], Task<object>>>();
    }

    private static bool EndsInValue(Compilation compilation, CancellationToken cancellationToken)
    {
        SyntaxTree tree = compilation.SyntaxTrees.Last();
        if (tree.GetRoot(cancellationToken) is not CompilationUnitSyntax { Members: [.., GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }] })
        {
            return false;
        }

        ITypeSymbol? type = compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression, cancellationToken).Type;
        return type is not null && type.SpecialType != SpecialType.System_Void;
    }
}
