using System.Globalization;
using EphysTx.Features;
using EphysTx.Features.Files;
using EphysTx.Numerics;
using EphysTx.Recordings;

namespace EphysTx.Cohorts.Vectors;

/// <summary>A feature file with labels as a cohort: each family a block of columns, as wide as its widest cell.</summary>
public static class VectorCohort
{
    /// <summary>
    /// Makes the cohort of the labelled cells, in the order of the file. Families that no cell has are left out. The funnel counts recordings, those with features, and those with a label.
    /// </summary>
    /// <param name="file">The features.</param>
    /// <param name="name">Name for tables and figures.</param>
    /// <param name="species">Species of the labelled cells.</param>
    /// <param name="labels">Labels; cells without one are dropped and counted.</param>
    /// <param name="isSimulated">Whether the cells are simulated.</param>
    /// <exception cref="EphysTxException">No cell of the file has a label.</exception>
    public static Cohort Make(FeatureFile file, string name, Species species, CellLabels labels, bool isSimulated = false)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(labels);
        (int Row, CohortCell Cell)[] rows = [.. file.Cells.Select((cell, row) => (row, labels.Find(cell))).Where(pair => pair.Item2 is not null).Select(pair => (pair.row, pair.Item2!))];
        if (rows.Length == 0)
        {
            throw new EphysTxException($"None of the {file.Cells.Count} cells of {file.Name} has a {species} label; its identifiers look like '{(file.Cells.Count > 0 ? file.Cells[0].Id : "")}', so name the column that holds such.");
        }

        string[] families = [.. file.Families.Where(family => file.Family(family).Columns > 0)];
        FeatureDefinition[] features = [.. families.SelectMany(family => Enumerable.Range(0, file.Family(family).Columns).Select(k => Define(family, k)))];
        var values = new Matrix(rows.Length, features.Length);
        var missing = new MissingReason[values.Values.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            int at = i * features.Length;
            foreach (string family in families)
            {
                Matrix matrix = file.Family(family);
                matrix.Values.AsSpan(rows[i].Row * matrix.Columns, matrix.Columns).CopyTo(values.Values.AsSpan(at));
                MissingReason reason = ReasonOf(file.Vector(rows[i].Row, family));
                for (int k = at; k < at + matrix.Columns; k++)
                {
                    missing[k] = double.IsNaN(values.Values[k]) ? reason : MissingReason.Present;
                }

                at += matrix.Columns;
            }
        }

        return new Cohort(name, species, isSimulated, [.. rows.Select(row => row.Cell)], features, values, missing, FunnelOf(file, rows.Length));
    }

    private static FeatureDefinition Define(string family, int k) => new(
        string.Create(CultureInfo.InvariantCulture, $"{family}_{k:0000}"), family, "", string.Create(CultureInfo.InvariantCulture, $"Value {k} of the family {family}."));

    // The full reason stands in the feature file; a cohort knows four.
    private static MissingReason ReasonOf(FamilyVector? vector) => vector?.Failure?.Reason switch
    {
        FailureReason.NoSpikes or FailureReason.TooFewSpikes or FailureReason.TooFewSpikingSweeps or FailureReason.AllSpikesClipped or FailureReason.IntervalsTooShort => MissingReason.TooFewSpikes,
        FailureReason.Undefined => MissingReason.Undefined,
        _ => vector?.Values is null ? MissingReason.FamilyNotReported : MissingReason.NotReported,
    };

    private static Funnel FunnelOf(FeatureFile file, int labelled)
    {
        FunnelDrop[] failed = [.. file.Failed.GroupBy(cell => cell.Error!.Reason).OrderBy(group => group.Key).Select(group => new FunnelDrop(group.Key.ToString(), "", group.Count()))];
        int unlabelled = file.Cells.Count - labelled;
        return new Funnel(
        [
            new FunnelStep("recordings", file.Cells.Count + file.Failed.Count, []),
            new FunnelStep("cells with features", file.Cells.Count, failed),
            new FunnelStep("cells with a label", labelled, unlabelled > 0 ? [new FunnelDrop("no label for this cell", "", unlabelled)] : []),
        ]);
    }
}
