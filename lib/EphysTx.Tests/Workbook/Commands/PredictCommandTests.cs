using System.Globalization;
using EphysTx.Cohorts.Allen;
using EphysTx.Prediction;
using EphysTx.Cohorts.Simulated;
using EphysTx.Tests.Prediction;
using EphysTx.Tests.Storage;
using EphysTx.Workbook;

namespace EphysTx.Tests.Workbook.Commands;

public class PredictCommandTests
{
    [Fact]
    public async Task A_table_gives_a_csv_and_a_page_that_fetches_nothing()
    {
        using var folder = new ScratchFolder();
        Prepare(folder);

        (int code, string output, string error) = await RunAsync(folder, "predict", "cells.csv", "--model", "m", "--out", "o");

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("3 labelled, 0 abstained, 0 files failed", output, StringComparison.Ordinal);
        string[] lines = await File.ReadAllLinesAsync(folder.At("o/predictions.csv"));
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("c0,cells.csv,labelled,Pvalb,Pvalb,", lines[1], StringComparison.Ordinal);
        string page = await File.ReadAllTextAsync(folder.At("o/predictions.html"));
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<h2>c0</h2>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_files_are_reported_one_by_one_and_the_others_go_on()
    {
        using var folder = new ScratchFolder();
        Prepare(folder);
        await File.WriteAllTextAsync(folder.At("empty.nwb"), "");
        await File.WriteAllTextAsync(folder.At("text.abf"), "this is no recording");
        await File.WriteAllTextAsync(folder.At("text.h5"), "nor is this");

        (int code, string output, string error) = await RunAsync(folder, "predict", "cells.csv", "empty.nwb", "text.abf", "text.h5", "absent.nwb", "notes.txt", "--model", "m", "--out", "o");

        Assert.Equal(1, code);
        Assert.StartsWith("3 labelled, 0 abstained, 5 files failed", output, StringComparison.Ordinal);
        Assert.Equal(5, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
        Assert.Equal(5, (await File.ReadAllLinesAsync(folder.At("o/predictions.csv"))).Count(line => line.Contains(",failed,", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_recording_is_predicted_with_its_traces()
    {
        using var folder = new ScratchFolder();
        Prepare(folder);
        SimulatedCohort.WriteRecordings(folder.At("recordings"), 1);

        (int code, string output, string error) = await RunAsync(folder, "predict", "recordings", "--model", "m", "--out", "o");

        Assert.Equal((0, ""), (code, error));

        // The model was trained on numbers made by hand, so that no recording looks like its cells.
        Assert.StartsWith("0 labelled, 1 abstained, 0 files failed", output, StringComparison.Ordinal);
        Assert.Contains("data:image/svg+xml;base64,", await File.ReadAllTextAsync(folder.At("o/predictions.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Families_alone_are_predicted_by_a_model_of_families_and_by_no_other()
    {
        using var folder = new ScratchFolder();
        Prepare(folder);
        FamilyExample.Train(folder.At("families"));
        FamilyExample.Write(folder.At("cells.h5"));

        (int code, string output, string error) = await RunAsync(folder, "predict", "cells.h5", "--model", "families", "--out", "o");

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("4 labelled, 0 abstained, 0 files failed", output, StringComparison.Ordinal);
        string[][] rows = [.. (await File.ReadAllLinesAsync(folder.At("o/predictions.csv"))).Skip(1).Select(line => line.Split(','))];
        Assert.Equal(FamilyExample.Classes.Append(FamilyExample.Classes[0]), rows.Select(row => row[3]));
        Assert.Contains("the cell did not spike", await File.ReadAllTextAsync(folder.At("o/predictions.html")), StringComparison.Ordinal);

        (code, output, error) = await RunAsync(folder, "predict", "cells.h5", "--model", "m", "--out", "p");

        Assert.Equal(1, code);
        Assert.StartsWith("0 labelled, 0 abstained, 1 files failed", output, StringComparison.Ordinal);
        Assert.Contains("families", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_shows_the_mapping_and_writes_nothing()
    {
        using var folder = new ScratchFolder();
        Prepare(folder);
        await File.WriteAllTextAsync(folder.At("own.csv"), "cell,Rin (GOhm),rmp,colour\na,0.1,-70,red\n");

        (int code, string output, string error) = await RunAsync(folder, "predict", "own.csv", "--model", "m", "--out", "o", "--dry-run");

        Assert.Equal(1, code);
        Assert.Contains("  Rin (GOhm): input_resistance, GOhm × 1000 to MΩ (hand-made)", output, StringComparison.Ordinal);
        Assert.Contains("  colour: ignored (not known)", output, StringComparison.Ordinal);
        Assert.Contains("unit is not stated", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.At("o")));
    }

    [Fact]
    public async Task A_folder_that_is_no_model_is_one_clear_sentence()
    {
        using var folder = new ScratchFolder();

        (int code, _, string error) = await RunAsync(folder, "predict", "cells.csv", "--model", "nowhere");

        Assert.Equal(1, code);
        Assert.Contains("is no model folder", error, StringComparison.Ordinal);
    }

    private static void Prepare(ScratchFolder folder)
    {
        ModelFolder.Save(PredictionExample.Model, folder.At("m"));
        IEnumerable<string> rows = Enumerable.Range(0, 3).Select(label =>
            $"c{label}," + string.Join(',', PredictionExample.Cell(label).Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
        File.WriteAllLines(folder.At("cells.csv"), ["cell_id," + string.Join(',', ScalarFeatures.Shared.Select(feature => feature.Name)), .. rows]);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(ScratchFolder folder, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await WorkbookApp.RunAsync(args, new WorkbookHost { Out = output, Error = error, StartFolder = folder.Path }, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
