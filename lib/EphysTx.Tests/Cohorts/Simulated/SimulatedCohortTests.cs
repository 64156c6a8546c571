using EphysTx.Cohorts;
using EphysTx.Cohorts.Simulated;
using EphysTx.Cohorts.Sources;
using EphysTx.Features;
using EphysTx.Features.Families;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Cohorts.Simulated;

public class SimulatedCohortTests
{
    private static readonly SimulatedCohortOptions Small = new() { MouseCells = 12, HumanCells = 8, WithoutRamp = 0.3 };

    [Fact]
    public void The_same_seed_gives_the_same_bits_for_any_number_of_workers()
    {
        CohortSet one = SimulatedCohort.Make(Small with { Workers = 1 }, 4);
        CohortSet two = SimulatedCohort.Make(Small with { Workers = 3 }, 4);

        AssertSame(one.Mouse, two.Mouse);
        AssertSame(one.Human, two.Human);
    }

    [Fact]
    public void The_cohort_is_labelled_and_complete()
    {
        CohortSet set = SimulatedCohort.Make(Small, 4);

        Assert.Equal("simulated", set.Name);
        Assert.True(set.Mouse.IsSimulated && set.Human.IsSimulated);
        Assert.Equal(Subclass.MouseFive, set.Mouse.Classes);
        Assert.Equal(Subclass.SharedFour, set.Human.Classes);
        Assert.Equal(32, set.Mouse.Features.Count);
        Assert.Equal(12, set.Mouse.Cells.Count);
        Assert.True(set.Mouse.Donors.Distinct().Count() < 12);
        int ramp = set.Mouse.IndexOfFeature("threshold_v_ramp");
        Assert.Contains(Enumerable.Range(0, 12), row => set.Mouse.Missing(row, ramp) == MissingReason.FamilyNotReported);
        Assert.Empty(Plausibility.Find(set.Mouse));
    }

    [Fact]
    public void The_twelve_families_stand_beside_the_scalars()
    {
        CohortSet vectors = SimulatedCohort.Make(Small, 4).WithFamilies;

        Assert.True(vectors.Mouse.IsSimulated && vectors.Human.IsSimulated);
        Assert.Equal(FamilyNames.All, vectors.Mouse.Families.Select(family => family.Name));
        Assert.Equal(12, vectors.Mouse.Cells.Count);
        Assert.Equal(8, vectors.Human.Cells.Count);
        Assert.Equal(
            vectors.Mouse.Families.Select(family => (family.Name, family.Columns.Count)), vectors.Human.Families.Select(family => (family.Name, family.Columns.Count)));
    }

    [Fact]
    public void A_kept_cohort_comes_back_equal_and_a_damaged_one_is_made_anew()
    {
        using var folder = new ScratchFolder();
        var data = new DataFolder(folder.Path);
        CohortSet made = SimulatedStore.Open(data, Small, 4, null, default);
        string path = Path.Combine(folder.Path, SimulatedStore.FileName(Small, 4));
        byte[] bytes = File.ReadAllBytes(path);

        CohortSet kept = SimulatedStore.Open(data, Small, 4, null, default);
        AssertSame(made.Mouse, kept.Mouse);
        AssertSame(made.Vectors!.Human, kept.Vectors!.Human);
        Assert.NotNull(SimulatedStore.TryRead(path, SimulatedCohort.Plan(Small, 4)));
        byte[] damaged = [.. bytes];
        damaged[^100] ^= 1;
        File.WriteAllBytes(path, damaged);
        Assert.Null(SimulatedStore.TryRead(path, SimulatedCohort.Plan(Small, 4)));
        AssertSame(made.Mouse, SimulatedStore.Open(data, Small, 4, null, default).Mouse);
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Fact]
    public void Its_recordings_can_be_written_and_give_its_features()
    {
        using var folder = new ScratchFolder();
        CohortSet set = SimulatedCohort.Make(Small, 4);

        string file = Assert.Single(SimulatedCohort.WriteRecordings(folder.Path, 1, Small, 4));

        RecordingFeatures features = RecordingFeatureExtractor.ExtractFile(file, FeatureOptions.Recommended);
        Assert.Null(features.Error);
        double resistance = features.Scalars.Single(scalar => scalar.Name == "input_resistance").Value;
        Assert.Equal(set.Mouse.Values[0, set.Mouse.IndexOfFeature("input_resistance")], resistance, 0.01);
    }

    private static void AssertSame(Cohort one, Cohort two)
    {
        Assert.Equal(one.Cells.Select(cell => (cell.Id, cell.DonorId, cell.Subclass)), two.Cells.Select(cell => (cell.Id, cell.DonorId, cell.Subclass)));
        Assert.Equal(one.Values.Values, two.Values.Values);
    }
}
