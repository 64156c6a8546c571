using EphysTx.Decomposition;
using EphysTx.Features.Families;
using EphysTx.Hdf5;
using EphysTx.Numerics;

namespace EphysTx.Tests.Decomposition;

public class FamilyDecompositionTests
{
    private static readonly SparsePcaPlan Plan = new(
    [
        new("psth", 2, [10, 5]),
        new("isi_shape", 2, []),
        new("psth_norm", 1, [6]) { Source = "psth", Ranges = [(0, 5), (10, 15)], PeakNormalizedPiece = 5 },
    ])
    { SmallestExplainedVariance = 0 };

    [Fact]
    public void Fitted_cells_come_out_standardised_and_new_cells_use_the_same_scale()
    {
        Dictionary<string, Matrix> cells = Cells();
        var fit = FamilyDecomposition.Fit(cells, Plan);
        Matrix scores = fit.Transform(cells);
        Assert.Equal([("psth", 0), ("psth", 1), ("isi_shape", 0), ("isi_shape", 1), ("psth_norm", 0)], fit.Columns);
        for (int column = 0; column < scores.Columns; column++)
        {
            double[] values = scores.Column(column);
            Assert.Equal(0, values.Average(), 1e-10);
            Assert.Equal(1, values.Average(value => value * value), 1e-10);
        }

        int[] some = [4, 9, 2];
        Matrix again = fit.Transform(cells.ToDictionary(family => family.Key, family => family.Value.SelectRows(some)));
        Assert.Equal(scores.SelectRows(some).Values, again.Values);
    }

    [Fact]
    public void A_missing_family_stays_missing_and_takes_no_part_in_the_fit()
    {
        Dictionary<string, Matrix> cells = Cells();
        var without = FamilyDecomposition.Fit(cells.ToDictionary(family => family.Key, family => family.Value.SelectRows([.. Enumerable.Range(1, 29)])), Plan);
        cells["psth"][0, 3] = double.NaN;
        var fit = FamilyDecomposition.Fit(cells, Plan);
        Assert.Equal(29, fit.Families[0].Cells);
        Assert.Equal(30, fit.Families[1].Cells);
        Assert.Equal(without.Families[0].Loadings.Values, fit.Families[0].Loadings.Values);
        double[] first = fit.Transform(cells).Row(0).ToArray();
        Assert.Equal([true, true, false, false, true], first.Select(double.IsNaN));
        cells.Remove("psth");
        Assert.Equal([true, true, false, false, true], fit.Transform(cells).Row(5).ToArray().Select(double.IsNaN));
    }

    [Fact]
    public void Peak_normalisation_divides_each_piece_and_leaves_zeros()
    {
        var family = new Matrix(1, 6, [1, 2, 4, 0, 0, 0]);
        Assert.Equal([0.25, 0.5, 1, 0, 0, 0], new SparsePcaFamily("x", 1, [1]) { PeakNormalizedPiece = 3 }.Select(family).Values);
        Assert.Equal([2, 4, 0], new SparsePcaFamily("x", 1, [1]) { Ranges = [(1, 3), (5, 6)] }.Select(family).Values);
    }

    [Fact]
    public void Weak_components_are_left_out()
    {
        var fit = FamilyDecomposition.Fit(Cells(), Plan with { SmallestExplainedVariance = 0.3 });
        Assert.All(fit.Families, family => Assert.All(family.Kept, k => Assert.True(family.ExplainedVariance[k] >= 0.3)));
        Assert.InRange(fit.Columns.Count, 1, 4);
        Assert.Equal(fit.Columns.Count, fit.Transform(Cells()).Columns);
    }

    [Fact]
    public void What_cannot_be_done_is_named()
    {
        Dictionary<string, Matrix> cells = Cells();
        Assert.Contains("latency", Error(cells, new SparsePcaPlan([new("latency", 1, [1])])), StringComparison.Ordinal);
        Assert.Contains("more than once", Error(cells, new SparsePcaPlan([new("psth", 1, [1]), new("psth", 1, [1])])), StringComparison.Ordinal);
        Assert.Contains("columns up to 99", Error(cells, new SparsePcaPlan([new("psth", 1, [1]) { Ranges = [(0, 100)] }])), StringComparison.Ordinal);
        Assert.Contains("2 components", Error(cells, new SparsePcaPlan([new("psth", 2, [1])])), StringComparison.Ordinal);
        var fit = FamilyDecomposition.Fit(cells, Plan);
        Assert.Throws<EphysTxException>(() => fit.Transform(new Dictionary<string, Matrix> { ["other"] = new(3, 3) }));
        Assert.Throws<EphysTxException>(() => fit.Transform(new Dictionary<string, Matrix> { ["psth"] = new(3, 3) }));
        Array.Fill(cells["isi_shape"].Values, double.NaN);
        Assert.Contains("isi_shape is present in 0 of 30", Error(cells, Plan), StringComparison.Ordinal);
        Assert.Contains("cells", Error(new Dictionary<string, Matrix> { ["psth"] = new(3, 20), ["isi_shape"] = new(4, 20) }, Plan), StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_of_the_twelve_families_fits_their_widths()
    {
        Assert.Equal(FamilyNames.All.Order(StringComparer.Ordinal), SparsePcaPlan.TwelveFamilies.Families.Select(family => family.Name).Order(StringComparer.Ordinal));
        Assert.Equal(12, SparsePcaPlan.Gouwens2020.Families.Count);
        foreach (SparsePcaFamily family in SparsePcaPlan.TwelveFamilies.Families)
        {
            Assert.All(family.Nonzero, count => Assert.InRange(count, 1, Width(family.Name)));
        }
    }

    [SharedDataFact("data", "vectors", "cell_types_139.h5")]
    public void Real_vectors_of_139_cells_are_decomposed()
    {
        using Hdf5File file = Hdf5File.Open(SharedData.Path("data", "vectors", "cell_types_139.h5"));
        var families = SparsePcaPlan.Gouwens2020.Families.Select(family => family.SourceName).Distinct()
            .ToDictionary(name => name, name => Read(file.Root.Dataset(name)));
        var fit = FamilyDecomposition.Fit(families, SparsePcaPlan.Gouwens2020);
        Matrix scores = fit.Transform(families);
        Assert.Equal(139, scores.Rows);
        Assert.InRange(scores.Columns, 30, 59);
        Assert.All(scores.Values, value => Assert.True(double.IsFinite(value)));
        foreach (FamilyComponents family in fit.Families)
        {
            Assert.Equal(139, family.Cells);
            Assert.InRange(family.ExplainedVariance.Sum(), 0.7, 1 + 1e-9);
            for (int k = 0; k < family.Family.Nonzero.Count; k++)
            {
                Assert.Equal(family.Family.Nonzero[k], family.Loadings.Column(k).Count(value => value != 0));
            }
        }
    }

    private static string Error(Dictionary<string, Matrix> cells, SparsePcaPlan plan) =>
        Assert.Throws<EphysTxException>(() => FamilyDecomposition.Fit(cells, plan)).Message;

    private static int Width(string family) => family switch
    {
        FamilyNames.FirstApDv => 149,
        FamilyNames.IsiShape => 100,
        FamilyNames.StepSubthresh => 417,
        FamilyNames.SubthreshNorm => 139,
        _ => 150,
    };

    private static Dictionary<string, Matrix> Cells() => new()
    {
        ["psth"] = Tables.Smooth(30, 20, 1),
        ["isi_shape"] = Tables.Smooth(30, 12, 2),
    };

    private static Matrix Read(Hdf5Dataset data) => new((int)data.Shape[0], (int)data.Shape[1], data.Read<double>());
}
