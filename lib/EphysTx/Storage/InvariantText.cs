using System.Globalization;

namespace EphysTx.Storage;

/// <summary>Texts that must not depend on the machine's language.</summary>
internal static class InvariantText
{
    /// <summary>
    /// What <see cref="object.ToString"/> gives in the invariant culture. A record writes its numbers in the culture of the moment, also where the text around it is formatted without one; a name made
    /// from it would be another on a German machine.
    /// </summary>
    public static string Of(object value)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return value.ToString() ?? "";
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
