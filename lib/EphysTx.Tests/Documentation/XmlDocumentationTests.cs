using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using EphysTx.Tests.Architecture;

namespace EphysTx.Tests.Documentation;

/// <summary>Whatever another project can call says what it is.</summary>
public class XmlDocumentationTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryData<Assembly> Libraries => new(Rooms.Library, typeof(EphysTx.Hdf5.Hdf5File).Assembly);

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Public_types_and_members_have_a_summary(Assembly library)
    {
        ArgumentNullException.ThrowIfNull(library);
        Assert.Empty(Silent(library));
    }

    [Fact]
    public void A_member_without_a_summary_is_seen()
    {
        Assert.Contains($"{typeof(XmlDocumentationTests).FullName}.{nameof(A_member_without_a_summary_is_seen)}", Silent(typeof(XmlDocumentationTests).Assembly));
    }

    private static SortedSet<string> Silent(Assembly library)
    {
        Dictionary<string, XElement> entries = XDocument.Load(Path.ChangeExtension(library.Location, ".xml")).Descendants("member").ToDictionary(member => (string)member.Attribute("name")!);
        ILookup<string, XElement> byName = entries.ToLookup(entry => entry.Key.Split('(')[0].Split("``")[0], entry => entry.Value);
        var silent = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Type type in library.GetExportedTypes().Where(type => !IsGenerated(type)))
        {
            string name = type.FullName!.Replace('+', '.');
            if (!entries.TryGetValue($"T:{name}", out XElement? own) || !Says(own))
            {
                silent.Add(name);
            }

            foreach (MemberInfo member in type.GetMembers(Declared).Where(member => !IsGenerated(member)))
            {
                string kind = member switch { PropertyInfo => "P", FieldInfo => "F", EventInfo => "E", MethodInfo { IsSpecialName: false } => "M", _ => "" };
                bool isParameterOfRecord = member is PropertyInfo && own?.Elements("param").Any(parameter => (string?)parameter.Attribute("name") == member.Name && parameter.Value.Trim().Length > 0) == true;
                if (kind.Length > 0 && !isParameterOfRecord && !(type.IsEnum && member.Name == "value__") && !byName[$"{kind}:{name}.{member.Name}"].Any(Says))
                {
                    silent.Add($"{name}.{member.Name}");
                }
            }
        }

        Assert.True(entries.Count > 100, "The documentation file is nearly empty.");
        return silent;
    }

    private static bool Says(XElement entry) => entry.Element("inheritdoc") is not null || entry.Element("summary") is { } summary && (summary.HasElements || summary.Value.Trim().Length > 0);

    /// <summary>What the compiler adds to records and enumerations.</summary>
    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute), false) || member.Name.Contains('<', StringComparison.Ordinal) || member.DeclaringType is { IsEnum: true } && member is MethodInfo
        || member is PropertyInfo { GetMethod: { } get } && get.IsDefined(typeof(CompilerGeneratedAttribute), false) && member.Name == "EqualityContract"
        || member is MethodInfo { IsVirtual: true } method && method.GetBaseDefinition().DeclaringType == typeof(object);
}
