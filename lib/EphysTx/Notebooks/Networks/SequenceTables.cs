using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Figures;
using EphysTx.Sequence;

namespace EphysTx.Notebooks;

/// <summary>Tables about networks over feature families.</summary>
public static class SequenceTables
{
    /// <summary>The steps of the sequence: values, padding, cells without the family.</summary>
    public static DisplayTable Steps(CohortSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        SequenceLayout mouse = SequenceLayout.Of(set.Mouse), human = SequenceLayout.Of(set.Human);
        return new DisplayTable(
            "Each family is one step of the sequence",
            [new("step"), new("family"), new("values"), new("padded to"), new("padding", "%", "0"), new("mouse cells without it", "%", "0.0"), new("human cells without it", "%", "0.0")],
            mouse.Families.Select((family, step) => (IReadOnlyList<object?>)
            [
                step + 1,
                CohortTables.FamilyName(family),
                mouse.Widths[step],
                mouse.Width,
                100.0 * (mouse.Width - mouse.Widths[step]) / mouse.Width,
                WithoutIt(set.Mouse, family),
                human.Families.Contains(family) ? WithoutIt(set.Human, family) : null,
            ]).ToArray());
    }

    /// <summary>What the networks of an experiment differ in.</summary>
    public static DisplayTable Networks(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        SequenceArm[] arms = [.. experiment.Tasks.SelectMany(task => task.Arms).OfType<SequenceArm>().DistinctBy(arm => arm.Name)];
        return new DisplayTable(
            "The networks",
            [new("model"), new("steps become one vector by"), new("SMOTE"), new("head and loss"), new("a step enters"), new("not recorded is"), new("members")],
            arms.Select(arm => (IReadOnlyList<object?>)
            [
                arm.Name,
                Words(arm.Options.Pooling),
                arm.Options.Smote is null ? "–" : "yes",
                arm.Options.Head == HeadKind.ArcFace ? "ArcFace, class-balanced focal loss" : arm.Options.Objective == SequenceObjective.CrossEntropy ? "linear, cross-entropy" : "linear, class-weighted cross-entropy",
                arm.Options.Input == InputMode.PaddedLayerNorm ? "padded, through LayerNorm" : "standardised",
                arm.Options.Missing == MissingPolicy.Zeros ? "0 before standardisation" : "masked",
                arm.Options.Members,
            ]).ToArray())
        {
            Footnotes = ["All: one bidirectional LSTM layer of 128 units per direction, AdamW, batches of 64, at most 50 epochs, early stopping with patience 7."],
        };
    }

    /// <summary>What zeros, padding and LayerNorm make of the families.</summary>
    public static DisplayTable Distortion(Cohort cohort, IReadOnlyList<InputDistortion> families)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(families);
        return new DisplayTable(
            $"What the paper's input makes of the families of {cohort.Name}",
            [
                new("family"), new("values"), new("cells with all"), new("variation of size, standardised", null, "0.00"), new("after LayerNorm", null, "0.00"), new("size after / before", null, "0.0"),
                new("cells without"), new("mean |z| recorded", null, "0.00"), new("mean |z| not recorded", null, "0.00"),
            ],
            families.Select(one => (IReadOnlyList<object?>)
            [
                CohortTables.FamilyName(one.Family), one.Width, one.Cells, one.Variation, one.VariationAfter, one.Inflation, one.MissingCells, one.RecordedDeviation, one.MissingDeviation,
            ]).ToArray())
        {
            Footnotes =
            [
                "Training cells. Size: root mean square of a cell's standardised values in the family; its variation is SD / mean over cells that have every value.",
                "Not recorded: cells without any value of the family, whose zeros were standardised like measurements.",
            ],
        };
    }

    private static double WithoutIt(Cohort cohort, string name)
    {
        FeatureFamily family = cohort.Families.Single(one => one.Name == name);
        return 100.0 * Enumerable.Range(0, cohort.Cells.Count).Count(row => family.Columns.All(column => double.IsNaN(cohort.Values[row, column]))) / cohort.Cells.Count;
    }

    private static string Words(SequencePooling pooling) => pooling switch
    {
        SequencePooling.Attention => "attention",
        SequencePooling.LastStep => "taking the last step",
        SequencePooling.BothEndStates => "taking both end states",
        _ => "the mean over steps",
    };
}
