namespace EphysTx.Workbook.Publishing;

/// <summary>Where things stand in the repository, seen from its root, and the commands that make them.</summary>
internal static class PublishedNames
{
    public const string Program = "dotnet run --project lib/EphysTx.Workbook --";
    public const string Gallery = "figures/index.html";
    public const string GalleryText = "figures/README.md";
    public const string RenderedFolder = "notebooks/rendered";

    /// <summary>Results of the full or quick profile.</summary>
    public static string Results(string cohort, string profile) => $"figures/{cohort}/{(profile == "full" ? "results.json" : $"results.{profile}.json")}";

    /// <summary>The reading copy of a notebook.</summary>
    public static string Rendered(string notebook) => $"{RenderedFolder}/{notebook}.ipynb";

    /// <summary>The command that runs one notebook as it ran here.</summary>
    public static string Command(FinishedRun run, string notebook) =>
        $"{Program} run --profile {run.Profile} --cohort {run.Cohort} --only {notebook.Split('-')[0]}";

    /// <summary>What stands in the place of a figure or table that is not passed on; the command that draws it follows.</summary>
    public const string LeftOut = "This shows single cells of the published tables, which are not ours to pass on. To see it:";
}
