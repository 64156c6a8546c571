using System.CommandLine;

namespace EphysTx.Workbook.Commands;

/// <summary>An option that says how much is done at once.</summary>
internal static class CountOption
{
    private const int Most = 1024;

    /// <summary>Makes it; without a value it is null, for one per processor.</summary>
    public static Option<int?> Create(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, out int number) && number is >= 1 and <= Most))
            {
                result.AddError($"{name} must be a whole number from 1 to {Most}, not '{text}'.");
            }
        });
        return option;
    }
}
