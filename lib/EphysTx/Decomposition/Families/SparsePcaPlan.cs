using EphysTx.Features.Families;

namespace EphysTx.Decomposition;

/// <summary>Which families are decomposed, how, and which components are kept.</summary>
/// <param name="Families">In the order of the component columns.</param>
public sealed record SparsePcaPlan(IReadOnlyList<SparsePcaFamily> Families)
{
    /// <summary>Components that explain less than this share of their family's variance are left out; 0 to 1.</summary>
    public double SmallestExplainedVariance { get; init; } = 0.01;

    /// <summary>
    /// The published plan of Gouwens et al. 2020 (Cell 183:935) for the Allen vector layout: action potentials of short and long
    /// square (300 columns), six steps of 50 bins of which three are used, five hyperpolarising steps.
    /// </summary>
    public static SparsePcaPlan Gouwens2020 { get; } = new(
    [
        new(FamilyNames.FirstApV, 7, [267, 233, 267, 233, 233, 250, 233]) { Ranges = [(0, 300)] },
        new(FamilyNames.FirstApDv, 9, [150, 117, 150, 167, 100, 100, 100, 87, 87]) { Ranges = [(0, 298)] },
        new(FamilyNames.IsiShape, 4, [100, 90, 80, 80]),
        new(FamilyNames.StepSubthresh, 3, []),
        new(FamilyNames.SubthreshNorm, 6, [120, 100, 90, 50, 45, 40]),
        new(FamilyNames.InstFreq, 6, [150, 137, 112, 137, 125, 112]) { Ranges = ThreeSteps },
        new(FamilyNames.SpikingUpstrokeDownstrokeRatio, 3, [150, 137, 125]) { Ranges = ThreeSteps },
        new(FamilyNames.SpikingPeakV, 3, [150, 137, 125]) { Ranges = ThreeSteps },
        new(FamilyNames.SpikingFastTroughV, 3, [150, 137, 112]) { Ranges = ThreeSteps },
        new(FamilyNames.SpikingThresholdV, 5, [150, 137, 125, 112, 125]) { Ranges = ThreeSteps },
        new(FamilyNames.SpikingWidth, 3, [150, 100, 112]) { Ranges = ThreeSteps },
        new(InstFreqNorm, 7, [150, 145, 125, 120, 110, 100, 90]) { Source = FamilyNames.InstFreq, Ranges = ThreeSteps, PeakNormalizedPiece = 50 },
    ]);

    /// <summary>
    /// The same for the paper's twelve families, whose own settings were not published. Their spike-train families already hold the
    /// three steps, so that all columns are taken; the action potential of the long square alone has half the columns, so
    /// that half the loadings are nonzero (rounded up). The spike rate (psth) is in no published plan and is treated as inst_freq.
    /// </summary>
    public static SparsePcaPlan TwelveFamilies { get; } = new(
    [
        .. Gouwens2020.Families.Where(family => family.Name != InstFreqNorm).Select(family => family with
        {
            Ranges = [],
            Nonzero = family.Name is FamilyNames.FirstApV or FamilyNames.FirstApDv ? [.. family.Nonzero.Select(count => (count + 1) / 2)] : family.Nonzero,
        }),
        new(FamilyNames.Psth, 6, [150, 137, 112, 137, 125, 112]),
    ]);

    private static (int Start, int End)[] ThreeSteps => [(0, 50), (100, 150), (200, 250)];

    /// <summary>Instantaneous frequency, each step divided by its peak; made from <c>inst_freq</c>.</summary>
    public const string InstFreqNorm = "inst_freq_norm";

    internal void Check()
    {
        string? twice = Families.GroupBy(family => family.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any())?.Key;
        if (twice is not null)
        {
            throw new EphysTxException($"The sparse-PCA plan names {twice} more than once; give each family one entry.");
        }

        if (Families.Count == 0)
        {
            throw new EphysTxException("The sparse-PCA plan names no family; give at least one.");
        }

        foreach (SparsePcaFamily family in Families)
        {
            family.Check();
        }
    }
}
