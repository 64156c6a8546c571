using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;
using EphysTx.Cohorts.Simulated;
using EphysTx.Cohorts.Sources;
using EphysTx.Decomposition;
using EphysTx.Experiments;
using EphysTx.Figures;
using EphysTx.Notebooks;
using EphysTx.Numerics;
using EphysTx.Tests.Cohorts.Allen;
using EphysTx.Tests.Figures;

namespace EphysTx.Tests.Notebooks;

/// <summary>Which figures and tables may be passed on: those from which no published cell can be read off.</summary>
public sealed class SingleCellsTests
{
    [Fact]
    public void A_figure_with_one_mark_per_item_shows_cells_unless_it_says_otherwise()
    {
        var points = new Figure("a", "A", new ScatterChart(new PointSeries("s", [1], [2])));
        Assert.True(points.ShowsCells);
        Assert.True(new Figure("a", "A", new BoxChart(new BoxGroup("g", [1, 2]))).ShowsCells);
        Assert.True(new Figure("a", "A", new Histogram(new HistogramSeries("g", [1, 2]))).ShowsCells);
        Assert.False(new Figure("a", "A", new BarChart(["x"], new BarSeries("", [1]))).ShowsCells);
        Assert.False((points with { ShowsCells = false }).ShowsCells);
        Assert.True((Recipes.ClassCounts() with { ShowsCells = true }).ShowsCells);
    }

    [Fact]
    public void The_mark_stands_in_svg_and_html_and_nowhere_else()
    {
        Figure shows = Recipes.ClassCounts() with { ShowsCells = true }, not = Recipes.ClassCounts();
        Assert.True(SingleCells.IsMarked(shows.ToSvg()));
        Assert.True(SingleCells.IsMarked(shows.ToHtml()));
        Assert.False(SingleCells.IsMarked(not.ToSvg()));
        Assert.Equal(not.ToSvg(), shows.ToSvg().Replace(SingleCells.Mark, "", StringComparison.Ordinal));
        var table = new DisplayTable("T", [new("a")], [1.5]);
        Assert.False(SingleCells.IsMarked(table.ToHtml()));
        Assert.True(SingleCells.IsMarked((table with { ShowsCells = true }).ToHtml()));
        Assert.Equal(table.ToHtml(), (table with { ShowsCells = true }).ToHtml().Replace(SingleCells.Mark, "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_published_cells_the_figures_with_a_mark_per_cell_or_donor_say_so_and_the_others_do_not()
    {
        using var files = new SyntheticFiles();
        CohortSet real = await CohortCatalog.OpenAsync(AllenScalars.Name, new CohortOptions
        {
            Folder = new DataFolder(files.At("data")),
            Sources = files.Write(),
            Fetch = new FetchOptions { Mirror = files.Folder.Path, UseNetwork = false },
        });
        Assert.Equal(
            ["feature-input-resistance True", "cells-per-donor True", "components True", "map True", "funnel False", "class-counts False", "missingness False"],
            Figures(real).Select(figure => $"{figure.Name} {figure.ShowsCells}"));
        Assert.True(CohortTables.ImplausibleValues(real).ShowsCells);
        Assert.False(CohortTables.Donors(real).ShowsCells);
    }

    [Fact]
    public void Simulated_cells_are_ours_to_show()
    {
        CohortSet simulated = SimulatedCohort.Make(new SimulatedCohortOptions { MouseCells = 5, HumanCells = 4 }, 4);
        Assert.All(Figures(simulated), figure => Assert.False(figure.ShowsCells, figure.Name));
        Assert.False(CohortTables.ImplausibleValues(simulated).ShowsCells);
    }

    private static Figure[] Figures(CohortSet set)
    {
        var component = new ComponentSeparation("rheobase_spike", 0, 0, 0.5, 0.5);
        var scores = new Matrix(set.Mouse.Cells.Count, 2);
        return
        [
            CohortFigures.Feature(set, "input_resistance"),
            CohortFigures.CellsPerDonor(set),
            DecompositionFigures.Components([(set.Mouse, scores, component, component)]),
            DecompositionFigures.Maps([(set.Mouse, new TSneResult(scores, 0, 0))]),
            CohortFigures.Funnel(set),
            CohortFigures.ClassCounts(set),
            CohortFigures.Missingness(set),
        ];
    }
}
