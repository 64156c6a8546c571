using System.Collections;
using System.Globalization;
using System.Reflection;

namespace EphysTx.Experiments;

/// <summary>
/// Options written out as text, nested records and lists included, so that equal texts mean equal options: a record's own text names a list by its type only.
/// </summary>
public static class OptionsText
{
    private const string Threads = "MaxDegreeOfParallelism";

    /// <summary>For example <c>RandomForestOptions{Bootstrap=True;TreeCount=500}</c>; properties in ordinal order, numbers to the last bit. Numbers of threads change no result and are left out.</summary>
    public static string Of(object? options) => options switch
    {
        null => "null",
        string text => $"\"{text}\"",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        Enum value => value.ToString(),
        IFormattable value when options.GetType().IsPrimitive => value.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag ? "True" : "False",
        IDictionary => throw new ArgumentException("A dictionary has no fixed order; use a list of records.", nameof(options)),
        IEnumerable list => $"[{string.Join(',', list.Cast<object?>().Select(Of))}]",
        _ => $"{options.GetType().Name}{{{string.Join(';', Properties(options.GetType()).Select(property => $"{property.Name}={Of(property.GetValue(options))}"))}}}",
    };

    // A name that follows from the other properties is of no harm; it changes with them.
    private static IEnumerable<PropertyInfo> Properties(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetIndexParameters().Length == 0 && property.Name != Threads)
        .OrderBy(property => property.Name, StringComparer.Ordinal);
}
