using EphysTx.Numerics;
using EphysTx.Sequence;

namespace EphysTx.Tests.Sequence;

/// <summary>Small made-up cells and models.</summary>
internal static class SequenceSamples
{
    public static SequenceLayout Layout { get; } = new(["a", "b", "c", "d"], [6, 3, 5, 6]);

    public static SequenceArchitecture Architecture { get; } = SequenceArchitecture.For(Layout) with { Hidden = 5, AttentionHidden = 3 };

    /// <summary>Cells whose class moves the mean; with Masked, every third value and some families are missing.</summary>
    public static (SequenceInput Input, int[] Labels) Cells(int cells, int classes, MissingPolicy policy, long seed = 1, double separation = 1.5)
    {
        var random = new SeededRandom(seed);
        var rows = new Matrix(cells, Layout.Length);
        var labels = new int[cells];
        for (int cell = 0; cell < cells; cell++)
        {
            labels[cell] = cell % classes;
            for (int i = 0; i < Layout.Length; i++)
            {
                double value = random.NextNormal() + (separation * ((i + labels[cell]) % classes));
                rows[cell, i] = Layout.IsValue(i) ? value : 0;
                bool missing = policy == MissingPolicy.Masked && (random.NextDouble() < 0.3 || i / Layout.Width == cell % (Layout.Steps + 1));
                rows[cell, i] = missing && Layout.IsValue(i) ? double.NaN : rows[cell, i];
            }
        }

        return (new SequenceInput(Layout, rows, policy), labels);
    }

    public static SequenceHead Head(HeadKind kind = HeadKind.Linear, int classes = 3) => new() { Classes = classes, Kind = kind };
}
