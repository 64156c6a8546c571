using EphysTx.Workbook;

namespace EphysTx.Tests.Robustness;

/// <summary>Commands that touch neither the environment nor the console, run without a process of their own.</summary>
internal static class InProcess
{
    public static async Task<Ended> RunAsync(string folder, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await WorkbookApp.RunAsync(arguments, new WorkbookHost { Out = output, Error = error, StartFolder = folder }, CancellationToken.None);
        return new Ended(code, output.ToString(), error.ToString());
    }
}
