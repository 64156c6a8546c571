using EphysTx.Features.Families;
using EphysTx.Notebooks;
using EphysTx.Recordings.Quality;
using EphysTx.Simulation.Nwb;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Notebooks;

public sealed class RecordingLessonTests : IDisposable
{
    private readonly RecordingLesson _lesson = RecordingLesson.Open();

    public void Dispose() => _lesson.Dispose();

    [Fact]
    public void The_simulated_cell_has_two_accidents_that_quality_control_finds()
    {
        SweepReport[] dropped = [.. _lesson.Recommended.Audit!.Sweeps.Where(sweep => sweep.Outcome != SweepOutcome.Passed)];

        Assert.True(_lesson.IsSimulated);
        Assert.Equal([SweepOutcome.FailedQuality, SweepOutcome.Tagged], dropped.Select(sweep => sweep.Outcome));
        Assert.Contains("change of voltage", dropped[0].Failures[0].Text, StringComparison.Ordinal);
        Assert.Equal(12, _lesson.Recommended.Families.Count(family => family.Values is not null));
        Assert.DoesNotContain(_lesson.Recommended.Scalars, scalar => scalar.Failure is not null);
    }

    [Fact]
    public void The_drifting_sweep_changes_the_family_of_the_paper_and_no_error_tells()
    {
        PresetDifference steps = PresetDifference.Of(_lesson).Single(one => one.Family == FamilyNames.StepSubthresh);
        PresetDifference action = PresetDifference.Of(_lesson).Single(one => one.Family == FamilyNames.FirstApV);

        Assert.Null(_lesson.Paper.Error);
        Assert.Equal((417, 420), (steps.PaperLength, steps.RecommendedLength));
        Assert.InRange(steps.Mean, 0.3, 3);
        Assert.Equal(PresetDifference.Of(_lesson).Where(one => one.IsComparable).Max(one => one.Relative), steps.Relative);
        Assert.False(action.IsComparable);
        Assert.Equal([0, 1, 2, 3], PresetDifference.Stretched([0, 3], 4));
    }

    [Fact]
    public void Every_figure_and_table_says_that_the_cell_is_simulated()
    {
        foreach (EphysTx.Figures.Figure figure in new[]
        {
            RecordingFigures.Protocols(_lesson), RecordingFigures.Dropped(_lesson), RecordingFigures.Spikes(_lesson),
            FamilyFigures.OnTraces(_lesson), FamilyFigures.Vectors(_lesson), FamilyFigures.Presets(_lesson),
        })
        {
            Assert.Contains("simulated cell", figure.Title, StringComparison.Ordinal);
            Assert.Contains("not a recording", figure.Source, StringComparison.Ordinal);
            Assert.NotEmpty(figure.Panels);
            Assert.Contains("<svg", figure.ToSvg(), StringComparison.Ordinal);
        }

        foreach (EphysTx.Figures.DisplayTable table in new[] { RecordingTables.Sweeps(_lesson), RecordingTables.Families(_lesson), RecordingTables.Presets(_lesson), RecordingTables.Scalars(_lesson) })
        {
            Assert.Contains("simulated cell", table.Title, StringComparison.Ordinal);
            Assert.NotEmpty(table.Rows);
        }
    }

    [Fact]
    public void A_file_of_ones_own_takes_the_place_of_the_simulated_cell_and_one_that_is_not_there_says_so()
    {
        using var folder = new ScratchFolder();
        NwbRecordingWriter.Write(_lesson.Recording, folder.At("own.nwb"));

        using RecordingLesson own = RecordingLesson.Open(folder.At("own.nwb"));

        Assert.False(own.IsSimulated);
        Assert.DoesNotContain("simulated", RecordingFigures.Spikes(own).Title, StringComparison.Ordinal);
        foreach (Func<RecordingLesson, EphysTx.Figures.Figure> draw in new Func<RecordingLesson, EphysTx.Figures.Figure>[] { RecordingFigures.Protocols, FamilyFigures.OnTraces, FamilyFigures.Vectors, RecordingFigures.Spikes })
        {
            Assert.True(draw(own).ShowsCells);
            Assert.False(draw(_lesson).ShowsCells);
        }

        Assert.True(RecordingTables.Scalars(own).ShowsCells);
        double[] shape = own.Recommended.Family(FamilyNames.IsiShape);
        Assert.Equal(100, shape.Length);

        // A file holds volts in single precision: of 70 mV, about 4 nV are lost.
        Assert.All(shape.Zip(_lesson.Recommended.Family(FamilyNames.IsiShape)), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        Assert.Contains("none.nwb", Assert.Throws<EphysTxException>(() => RecordingLesson.Open(folder.At("none.nwb"))).Message, StringComparison.Ordinal);
    }

    [SharedDataTheory("data", "nwb_real")]
    [InlineData("2018_03_20_0005.nwb")]
    [InlineData("valid_v2_MIES-NWBv2-0655f7e4.nwb")]
    [InlineData("19926019.nwb")]
    public void Any_other_recording_is_drawn_as_far_as_it_goes(string file)
    {
        using RecordingLesson lesson = RecordingLesson.Open(SharedData.Path("data", "nwb_real", file));

        foreach (EphysTx.Figures.Figure figure in new[]
        {
            RecordingFigures.Protocols(lesson), RecordingFigures.Dropped(lesson), RecordingFigures.Spikes(lesson),
            FamilyFigures.OnTraces(lesson), FamilyFigures.Vectors(lesson), FamilyFigures.Presets(lesson),
        })
        {
            Assert.Contains("<svg", figure.ToSvg(), StringComparison.Ordinal);
        }

        Assert.Equal(lesson.Recording.Sweeps.Count, RecordingTables.Sweeps(lesson).Rows.Count);
        Assert.Equal(12, RecordingTables.Families(lesson).Rows.Count);
        Assert.Equal(12, RecordingTables.Presets(lesson).Rows.Count);
    }
}
