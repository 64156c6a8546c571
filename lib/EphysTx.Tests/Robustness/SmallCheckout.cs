namespace EphysTx.Tests.Robustness;

/// <summary>A checkout with the library as the build laid it out and three notebooks: figures and tables; an experiment with its store of units; and one that waits.</summary>
internal static class SmallCheckout
{
    public const string First = "01-zählen 神経";
    public const string Second = "02-vergleichen";
    public const string Waiting = "03-warten";

    /// <summary>Ends the waiting notebook; beside the notebooks.</summary>
    public const string StopFile = "stop";

    /// <summary>Names the language that the cells are to run in, as a notebook host has one; the headless run itself has none.</summary>
    public const string LanguageVariable = "SUITE_LANGUAGE";

    private const string Language = "System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(Environment.GetEnvironmentVariable(\"" + LanguageVariable + "\") ?? \"\");\n";

    private const string Load = "#!csharp\n\n#r \"../lib/EphysTx/bin/notebook/EphysTx.dll\"\nusing EphysTx.Cohorts;\nusing EphysTx.Experiments;\nusing EphysTx.Notebooks;\n" + Language;

    public static void Write(string folder)
    {
        string library = Path.Combine(folder, "lib", "EphysTx", "bin", "notebook");
        Directory.CreateDirectory(library);
        foreach (string file in Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "lib", "EphysTx", "bin", "notebook"), "*.dll"))
        {
            File.Copy(file, Path.Combine(library, Path.GetFileName(file)));
        }

        File.WriteAllText(Path.Combine(folder, "EphysTx.Notebooks.sln"), "");
        string notebooks = Directory.CreateDirectory(Path.Combine(folder, "notebooks")).FullName;
        File.WriteAllText(Path.Combine(notebooks, First + ".dib"), Load + $$"""

            var lesson = await Lesson.OpenAsync("{{First}}");
            lesson.Save(CohortFigures.ClassCounts(lesson.Cohorts))

            #!csharp

            {{Language}}
            lesson.Results.Add("a.half", 0.5);
            display(CohortTables.Donors(lesson.Cohorts));
            display(lesson.About());
            lesson.Save(CohortFigures.Feature(lesson.Cohorts, "tau"));
            lesson.Save(CohortTables.Medians(lesson.Cohorts, "tau"), "medians")

            #!csharp

            // What the surroundings are: the one thing that may differ between machines
            {{Language}}
            System.IO.File.WriteAllText(System.IO.Path.Combine(lesson.Settings.OutputFolder, "culture.txt"), $"{System.Globalization.CultureInfo.CurrentCulture.Name} {1.5} {"I".ToLower()}");
            """);
        File.WriteAllText(Path.Combine(notebooks, Second + ".dib"), Load + $$"""

            var lesson = await Lesson.OpenAsync("{{Second}}");
            var result = await lesson.RunAsync(ExperimentCatalog.Find("human-baselines").WithArms(["lda", "forest"]), [EphysTx.Statistics.SplitProtocol.Donor], humanRuns: 2);
            lesson.Record(result);
            lesson.Save(ExperimentTables.Scores(result, "human"), "scores")
            """);
        File.WriteAllText(Path.Combine(notebooks, Waiting + ".dib"), $$"""
            #!csharp

            System.IO.File.WriteAllText(System.IO.Path.Combine(Environment.GetEnvironmentVariable("EPHYSTX_OUT"), "begun"), "");
            while (!System.IO.File.Exists("{{StopFile}}")) { System.Threading.Thread.Sleep(5); }
            """);
    }
}
