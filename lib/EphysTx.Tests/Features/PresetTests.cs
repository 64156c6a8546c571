using EphysTx.Features;
using EphysTx.Features.Families;
using EphysTx.Recordings;
using EphysTx.Recordings.Quality;

namespace EphysTx.Tests.Features;

public class PresetTests
{
    [Fact]
    public void A_sound_cell_has_all_families_in_both_presets()
    {
        RecordingFeatures paper = Extract(FeatureOptions.Paper, SyntheticCell.Standard());
        RecordingFeatures recommended = Extract(FeatureOptions.Recommended, SyntheticCell.Standard());
        Assert.All(paper.Families, family => Assert.NotNull(family.Values));
        Assert.All(recommended.Families, family => Assert.Null(family.Failure));
        Assert.All(recommended.Scalars, scalar => Assert.Null(scalar.Failure));
        Assert.Equal([150, 149, 100, 150, 150, 150, 150, 150, 150, 417, 139, 150], paper.Families.Select(family => family.Values!.Length));
        Assert.Equal([450, 447, 100, 150, 150, 150, 150, 150, 150, 420, 140, 150], recommended.Families.Select(family => family.Values!.Length));
        Assert.All(recommended.Families, family => Assert.All(family.Values!, value => Assert.True(double.IsFinite(value))));
    }

    [Fact]
    public void Scalars_are_those_the_cell_was_drawn_with()
    {
        Dictionary<string, double> scalars = Extract(FeatureOptions.Recommended, SyntheticCell.Standard()).Scalars.ToDictionary(scalar => scalar.Name, scalar => scalar.Value);
        Assert.Equal(60, scalars["rheobase_i"]);
        Assert.Equal(-70, scalars["v_baseline"], 0.01);
        Assert.Equal(200, scalars["input_resistance"], 0.5);
        Assert.Equal(0.015, scalars["tau"], 1e-4);
        Assert.Equal(0, scalars["sag"], 0.005);
        Assert.Equal(0.4, scalars["fi_fit_slope"], 0.02);
        Assert.Equal(0.04, scalars["latency_rheo"], 0.001);
        Assert.Equal(20, scalars["avg_rate_hero"], 1e-9);
        Assert.Equal(0, scalars["adapt_hero"], 0.001);
        Assert.InRange(scalars["peak_deltav_rheo"], 80, 92);
    }

    [Fact]
    public void A_sweep_that_fails_quality_stays_in_paper_and_goes_in_recommended()
    {
        IEnumerable<Sweep> sweeps = [.. SyntheticCell.Standard(), SyntheticCell.LongSquare(50, 50, noise: 3)];
        Assert.Equal(SweepOutcome.FailedQuality, Extract(FeatureOptions.Paper, sweeps).Sweeps[^1].Outcome);
        Assert.NotEqual(Baseline(FeatureOptions.Paper, SyntheticCell.Standard()), Baseline(FeatureOptions.Paper, sweeps));
        Assert.Equal(Baseline(FeatureOptions.Recommended, SyntheticCell.Standard()), Baseline(FeatureOptions.Recommended, sweeps));
    }

    [Fact]
    public void A_sweep_without_partner_fails_the_cell_in_paper_and_itself_in_recommended()
    {
        Failure defect = new(FailureReason.SweepWithoutPartner, 50, "Sweep 50 has no stimulus.");
        IEnumerable<Sweep> sweeps = [.. SyntheticCell.Standard(), SyntheticCell.LongSquare(50, 60) with { Defect = defect }];
        Assert.Equal(defect, Extract(FeatureOptions.Paper, sweeps).Error);
        RecordingFeatures recommended = Extract(FeatureOptions.Recommended, sweeps);
        Assert.Null(recommended.Error);
        Assert.Equal(SweepOutcome.Unreadable, recommended.Sweeps[^1].Outcome);
        Assert.Equal([defect], recommended.Sweeps[^1].Failures);
        Assert.All(recommended.Families, family => Assert.Null(family.Failure));
    }

    [Fact]
    public void A_stimulus_of_one_change_and_unequal_traces_fail_the_cell_in_paper_and_themselves_in_recommended()
    {
        float[] once = new float[100000];
        once.AsSpan(1000).Fill(5);
        foreach ((Sweep odd, FailureReason reason) in new[]
        {
            (SyntheticCell.Of(50, "X3LP_Rheo", once, new float[100000]), FailureReason.TestPulseWithoutEnd),
            (SyntheticCell.Of(50, "X3LP_Rheo", once, new float[99999]), FailureReason.TraceLengthMismatch),
        })
        {
            IEnumerable<Sweep> sweeps = [.. SyntheticCell.Standard(), odd];
            Failure? error = Extract(FeatureOptions.Paper, sweeps).Error;
            Assert.Equal((reason, 50), (error!.Reason, error.Sweep));
            Assert.Equal(reason, Assert.Single(Extract(FeatureOptions.Recommended, sweeps).Sweeps[^1].Failures).Reason);
        }
    }

    [Fact]
    public void Without_short_squares_paper_fails_and_recommended_leaves_their_part_missing()
    {
        IEnumerable<Sweep> sweeps = SyntheticCell.Standard().Where(sweep => sweep.StimulusCode != "X6SP_Rheo");
        Assert.Equal(FailureReason.NoShortSquareSweeps, Extract(FeatureOptions.Paper, sweeps).Error!.Reason);
        FamilyVector shape = Family(Extract(FeatureOptions.Recommended, sweeps), FamilyNames.FirstApV);
        Assert.Equal(FailureReason.NoShortSquareSweeps, shape.Failure!.Reason);
        Assert.All(shape.Values![..150], value => Assert.Equal(double.NaN, value));
        Assert.All(shape.Values[150..], value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void An_odd_first_sweep_changes_the_widths_in_paper_only()
    {
        IEnumerable<Sweep> sweeps = [SyntheticCell.LongSquare(-1, -20, duration: 40000), .. SyntheticCell.Standard()];
        Assert.Equal(3 * 119, Family(Extract(FeatureOptions.Paper, sweeps), FamilyNames.StepSubthresh).Values!.Length);
        Assert.Equal(420, Family(Extract(FeatureOptions.Recommended, sweeps), FamilyNames.StepSubthresh).Values!.Length);
    }

    [Fact]
    public void A_silent_cell_has_its_subthreshold_families_in_recommended()
    {
        IEnumerable<Sweep> sweeps = SyntheticCell.Standard().Take(8).Append(SyntheticCell.ShortSquare(90, 300));
        RecordingFeatures paper = Extract(FeatureOptions.Paper, sweeps);
        Assert.All(paper.Families, family => Assert.Equal((null, FailureReason.NoSpikes), (family.Values, family.Failure!.Reason)));
        RecordingFeatures recommended = Extract(FeatureOptions.Recommended, sweeps);
        Assert.NotNull(Family(recommended, FamilyNames.StepSubthresh).Values);
        Assert.NotNull(Family(recommended, FamilyNames.SubthreshNorm).Values);
        Assert.Equal(FailureReason.NoSpikes, Family(recommended, FamilyNames.Psth).Failure!.Reason);
    }

    [Fact]
    public void When_every_sweep_is_tagged_paper_takes_them_all_back_and_recommended_does_not()
    {
        // Cut before the experiment epoch ends, but after the step and what the families show of it.
        IEnumerable<Sweep> sweeps = SyntheticCell.Standard().Select(sweep => sweep with { Read = token => Cut(sweep.Read(token)) });
        RecordingFeatures paper = Extract(FeatureOptions.Paper, sweeps.Take(15));
        Assert.All(paper.Sweeps, report => Assert.Equal(SweepOutcome.Tagged, report.Outcome));
        Assert.All(paper.Families, family => Assert.NotNull(family.Values));
        RecordingFeatures recommended = Extract(FeatureOptions.Recommended, sweeps.Take(15));
        Assert.All(recommended.Families, family => Assert.Null(family.Values));
    }

    private static SweepTraces Cut(SweepTraces traces)
    {
        float[] response = [.. traces.Response.ToDouble(traces.Response.Length).Select(value => (float)value)];
        response.AsSpan(response.Length - 15000).Fill(float.NaN);
        return traces with { Response = new SampleArray(response) };
    }

    private static RecordingFeatures Extract(FeatureOptions options, IEnumerable<Sweep> sweeps) => RecordingFeatureExtractor.Extract(SyntheticCell.Make(sweeps), options);

    private static FamilyVector Family(RecordingFeatures features, string name) => features.Families.Single(family => family.Name == name);

    private static double Baseline(FeatureOptions options, IEnumerable<Sweep> sweeps) =>
        Extract(options, sweeps).Scalars.Single(scalar => scalar.Name == "v_baseline").Value;
}
