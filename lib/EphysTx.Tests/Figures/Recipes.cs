using EphysTx.Cohorts;
using EphysTx.Figures;
using EphysTx.Numerics;

namespace EphysTx.Tests.Figures;

/// <summary>
/// One figure per kind of chart, written as a notebook would write it. Each is documentation, a test (<see cref="RecipeTests"/>) and a picture to
/// look at. The numbers are invented to look like the field's; none is a result.
/// </summary>
internal static class Recipes
{
    private static readonly string[] Families =
        ["spike width", "upstroke/downstroke ratio", "instantaneous frequency", "subthreshold steps", "first AP waveform", "fast trough", "PSTH"];

    public static IReadOnlyList<Figure> All =>
    [
        ClassCounts(), StackedFunnel(), ConfusionMatrices(), Importance(), Missingness(), AttentionMap(), DonorsPerClass(), MacroF1(),
        PerClassRecall(), LearningCurves(), Embedding(), Calibration(), Distribution(), FeatureByClass(), VoltageTrace(), ManyPanels(),
    ];

    /// <summary>Grouped bars in two panels: class counts against the published ones.</summary>
    public static Figure ClassCounts() => new(
        "class-counts", "The cohort has the published class proportions in both species",
        CountPanel("Mouse", Subclass.MouseFive, [402, 745, 198, 1663, 691], [395, 751, 190, 1642, 702]),
        CountPanel("Human", Subclass.SharedFour, [50, 293, 96, 67], [54, 301, 99, 71]))
    {
        Subtitle = "Cells with a label and features, after quality control",
        Source = "simulated cells",
        PanelLetters = true,
    };

    /// <summary>Stacked lying bars: what each step of the funnel keeps and drops.</summary>
    public static Figure StackedFunnel() => new(
        "funnel", "Most cells are lost for want of a long-square protocol, not of quality",
        new BarChart(
            ["files in the archive", "with a subclass label", "with long-square sweeps", "with a usable spike", "used"],
            [.. Subclass.MouseFive.Select((name, i) => new BarSeries(name, [.. new double[] { 1, 0.93, 0.87, 0.85, 0.84 }.Select(f => Math.Round(f * (402 + (211 * i))))]) { Style = SubclassPalette.Of(name) })])
        {
            Horizontal = true, Mode = BarMode.Stacked, X = new Axis("cells"),
        })
    {
        Source = "simulated cells",
    };

    /// <summary>Two confusion matrices with one colour scale.</summary>
    public static Figure ConfusionMatrices() => new(
        "confusion", "Errors run between Lamp5 and Vip; Pvalb and Sst are rarely confused",
        HeatMap.Confusion(Subclass.MouseFive, new Matrix(5, 5,
        [
            342, 6, 3, 11, 40,
            4, 702, 0, 37, 2,
            9, 1, 121, 4, 63,
            8, 41, 1, 1598, 15,
            31, 3, 22, 9, 626,
        ])) with { Title = "Mouse (3,699 cells)", ShowColourBar = false },
        HeatMap.Confusion(Subclass.SharedFour, new Matrix(4, 4,
        [
            27, 2, 4, 17,
            3, 277, 9, 4,
            4, 16, 70, 6,
            14, 2, 5, 46,
        ])) with { Title = "Human (506 cells)" })
    {
        Subtitle = "Random forest, donor-grouped 5-fold; share of each true class, with cell counts",
        Source = "simulated cells",
    };

    /// <summary>Dots with intervals: permutation importance by feature family.</summary>
    public static Figure Importance() => new(
        "importance", "Spike width carries most of what the forest knows",
        ImportancePanel("Mouse", [0.181, 0.094, 0.071, 0.052, 0.049, 0.021, 0.008], 0.012),
        ImportancePanel("Human", [0.148, 0.061, 0.083, 0.064, 0.037, 0.014, -0.004], 0.031))
    {
        Subtitle = "Fall of macro-F1 when a family is permuted; mean and 95 % interval over 5 folds × 10 runs",
        Sharing = AxisSharing.Both,
        Source = "simulated cells",
    };

    /// <summary>A heat map with long column names and missing cells.</summary>
    public static Figure Missingness() => new(
        "missingness", "Ramp features are missing where the protocol was not run, most of all in human Lamp5",
        new HeatMap(
            ["mouse Lamp5", "mouse Pvalb", "mouse Sncg", "mouse Sst", "mouse Vip", "human Lamp5", "human Pvalb", "human Sst", "human Vip"],
            ["subthreshold", "rheobase spike", "short-square spike", "ramp spike", "spike train", "inter-spike interval shape"],
            new Matrix(9, 6, [.. Enumerable.Range(0, 54).Select(k => k == 31 ? double.NaN : Math.Round(Math.Pow(Math.Abs(Math.Sin((k * 1.7) + 0.4)), 6) * 60, 1))]))
        {
            ValueFormat = "0.0", ColourLabel = "missing (% of cells)", Minimum = 0, MaximumCellHeight = 30,
        })
    {
        Footnotes = ["–: no cell of that class in the cohort."],
        Source = "simulated cells",
    };

    /// <summary>A heat map in viridis: attention over the twelve families.</summary>
    public static Figure AttentionMap() => new(
        "attention", "Attention spreads over the spike families",
        new HeatMap(
            Subclass.SharedFour,
            ["first_ap_v", "first_ap_dv", "isi_shape", "inst_freq", "spiking_threshold_v", "spiking_peak_v", "spiking_width", "spiking_fast_trough_v", "spiking_upstroke_downstroke_ratio", "step_subthresh", "subthresh_norm", "psth"],
            new Matrix(4, 12, [.. Enumerable.Range(0, 48).Select(k => 0.04 + (0.12 * Math.Abs(Math.Sin(k * 2.3))))]))
        {
            Scale = ColourScale.Viridis, ColourLabel = "mean attention", MaximumCellHeight = 44,
        })
    {
        Source = "simulated cells",
    };

    /// <summary>A strip with boxes on a logarithmic axis: cells per donor.</summary>
    public static Figure DonorsPerClass() => new(
        "donors", "A few donors give most cells of a class, so a split must be by donor",
        DonorPanel("Mouse", Subclass.MouseFive, 260, 1),
        DonorPanel("Human", Subclass.SharedFour, 38, 2))
    {
        Subtitle = "Cells per donor; box: quartiles, whiskers: 1.5 interquartile ranges",
        Sharing = AxisSharing.Y,
        Source = "simulated cells",
    };

    /// <summary>Dots with whiskers: published | paper protocol | donor protocol.</summary>
    public static Figure MacroF1() => new(
        "macro-f1", "Grouping by donor costs little; the published numbers stand",
        new IntervalChart(
            ["Mouse, 5 classes", "Human, 4 classes", "Human, 4 classes, all 83 scalar features"],
            new IntervalSeries("published", [0.8728, double.NaN, double.NaN], [double.NaN, double.NaN, double.NaN], [double.NaN, double.NaN, double.NaN]) { Style = SubclassPalette.Published },
            new IntervalSeries("ours, paper protocol", [0.871, 0.741, 0.776], [0.858, 0.705, 0.741], [0.884, 0.776, 0.81]) { Style = SubclassPalette.Series(0) },
            new IntervalSeries("ours, donor protocol", [0.867, 0.734, 0.77], [0.851, 0.69, 0.728], [0.882, 0.775, 0.809]) { Style = SubclassPalette.Series(1) })
        {
            X = new Axis("macro-F1"),
            ReferenceLines = [new ReferenceLine(0.85, "a line to compare with", OnX: true)],
        })
    {
        Subtitle = "Random forest; 95 % bootstrap interval over donors",
        Source = "simulated cells",
    };

    /// <summary>Bars with intervals and a reference line.</summary>
    public static Figure PerClassRecall() => new(
        "recall", "Sncg is the hard class",
        new BarChart(
            Subclass.MouseFive,
            new BarSeries("paper protocol", [0.86, 0.945, 0.62, 0.962, 0.905]) { Low = [0.82, 0.93, 0.55, 0.95, 0.88], High = [0.89, 0.96, 0.69, 0.97, 0.93], Style = SubclassPalette.Series(0) },
            new BarSeries("donor protocol", [0.851, 0.942, 0.611, 0.961, double.NaN]) { Low = [0.81, 0.92, 0.53, 0.95, double.NaN], High = [0.89, 0.96, 0.69, 0.97, double.NaN], Style = SubclassPalette.Series(2) })
        {
            Y = new Axis("recall") { Maximum = 1.08 }, ValueFormat = "0.00", ReferenceLines = [new ReferenceLine(0.2, "chance (five classes)")],
        })
    {
        Source = "simulated cells",
    };

    /// <summary>Lines with bands: learning curves.</summary>
    public static Figure LearningCurves() => new(
        "learning-curves", "Transfer helps only while human cells are few",
        CurvePanel("Macro-F1", 0.72, 0.02), CurvePanel("Accuracy", 0.8, 0.012))
    {
        Subtitle = "Mean and 95 % interval over 10 runs",
        Sharing = AxisSharing.Y,
        Source = "simulated cells",
    };

    /// <summary>4,000 points in the plane, thinned in the drawing, whole in the CSV.</summary>
    public static Figure Embedding()
    {
        var random = new SeededRandom(7);
        double[] Cloud(int n, double centre, double width) => [.. Enumerable.Range(0, n).Select(_ => centre + (width * random.NextNormal()))];
        (string Name, int Count, double X, double Y)[] classes =
            [(Subclass.Lamp5, 440, 4, 3), (Subclass.Pvalb, 800, -6, -1), (Subclass.Sncg, 210, 6.5, 0), (Subclass.Sst, 1800, -1, -4), (Subclass.Vip, 750, 5, -3.5)];
        return new Figure(
            "embedding", "Two sparse components separate Pvalb from the rest",
            new ScatterChart([.. classes.Select(one => new PointSeries(one.Name, Cloud(one.Count, one.X, 1.4), Cloud(one.Count, one.Y, 1.1)) { Style = SubclassPalette.Of(one.Name) })])
            {
                X = new Axis("sparse PC 1", "SD"), Y = new Axis("sparse PC 2", "SD"), PlotHeight = 380,
            })
        {
            Source = "simulated cells", Width = 760,
        };
    }

    /// <summary>Points with intervals about the identity line: calibration.</summary>
    public static Figure Calibration() => new(
        "calibration", "After temperature scaling a stated 80 % is right in 8 of 10 cells",
        new ScatterChart(
            new PointSeries("before", [0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95], [0.31, 0.36, 0.44, 0.5, 0.6, 0.7, 0.88]) { Low = [0.24, 0.3, 0.39, 0.46, 0.56, 0.67, 0.86], High = [0.38, 0.42, 0.49, 0.54, 0.64, 0.73, 0.9], Style = SubclassPalette.Published },
            new PointSeries("after", [0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95], [0.36, 0.44, 0.53, 0.66, 0.74, 0.86, 0.95]) { Low = [0.29, 0.38, 0.48, 0.62, 0.7, 0.83, 0.93], High = [0.43, 0.5, 0.58, 0.7, 0.78, 0.89, 0.97] })
        {
            X = new Axis("stated probability"), Y = new Axis("share correct"), ShowIdentity = true, PlotHeight = 330,
        })
    {
        Width = 560, Source = "simulated cells",
    };

    /// <summary>Two distributions as shares.</summary>
    public static Figure Distribution()
    {
        var random = new SeededRandom(3);
        double[] Draw(int n, double mean, double sd) => [.. Enumerable.Range(0, n).Select(i => i % 97 == 0 ? double.NaN : mean + (sd * random.NextNormal()))];
        return new Figure(
            "width-distribution", "Human spikes are wider than mouse spikes",
            new Histogram(
                new HistogramSeries("mouse", Draw(3600, 0.52, 0.13)) { Style = SubclassPalette.Of(Species.Mouse) },
                new HistogramSeries("human", Draw(480, 0.71, 0.2)) { Style = SubclassPalette.Of(Species.Human) })
            {
                AsShare = true, X = new Axis("spike width at half height", "ms"), Y = new Axis("share of cells"),
            })
        {
            Source = "simulated cells",
        };
    }

    /// <summary>Boxes of thousands of values.</summary>
    public static Figure FeatureByClass()
    {
        var random = new SeededRandom(5);
        int[] counts = [402, 745, 198, 1663, 691];
        double[] means = [0.62, 0.31, 0.66, 0.45, 0.58];
        return new Figure(
            "width-by-class", "Pvalb cells have the narrowest spikes",
            new BoxChart([.. Subclass.MouseFive.Select((name, i) => new BoxGroup(name, [.. Enumerable.Range(0, counts[i]).Select(_ => means[i] * Math.Exp(0.2 * random.NextNormal()))]) { Style = SubclassPalette.Of(name) })])
            {
                Y = new Axis("spike width at half height", "ms"),
            })
        {
            Source = "simulated cells",
        };
    }

    /// <summary>A long trace, drawn by its extremes.</summary>
    public static Figure VoltageTrace()
    {
        double[] time = [.. Enumerable.Range(0, 20000).Select(i => i * 0.05)];
        double[] voltage = [.. time.Select(t => t is > 270 and < 860 ? -52 + (6 * Math.Exp(-(t - 270) / 30)) + ((t % 47) < 1.2 ? 78 * Math.Exp(-Math.Pow(((t % 47) - 0.5) / 0.3, 2)) : -8 * Math.Exp(-(t % 47) / 6)) : -68)];
        return new Figure(
            "trace", "A fast-spiking cell at twice its rheobase",
            new LineChart(new LineSeries("", time, voltage) { Style = SubclassPalette.Of(Subclass.Pvalb) with { Hatch = Hatch.None } })
            {
                X = new Axis("time", "ms"), Y = new Axis("membrane potential", "mV"), ReferenceLines = [new ReferenceLine(-68, "rest")],
            })
        {
            Source = "simulated cells",
        };
    }

    /// <summary>Six panels with letters, one of them empty, one without a title.</summary>
    public static Figure ManyPanels() => new(
        "panels", "Six panels keep their axes, letters and words apart, even where one of them has nothing to show at all and the title is long",
        CountPanel("Mouse", Subclass.MouseFive, [402, 745, 198, 1663, 691], [395, 751, 190, 1642, 702]),
        DonorPanel("Human", Subclass.SharedFour, 38, 2),
        CurvePanel("Macro-F1", 0.72, 0.02),
        new BarChart([], []) { Title = "A cohort without cells" },
        new Histogram(new HistogramSeries("", [1, 2, 2, 3, 3, 3, 4, 4, 5])) { X = new Axis("sweeps"), Y = new Axis("cells") },
        new BarChart(["resting potential of the first sweep", "sag", "input resistance (subthreshold)"], new BarSeries("", [-1.5, 0.4, 2.2])) { Title = "Long names", Y = new Axis("effect", "SD") })
    {
        PanelLetters = true, Width = 900, Source = "simulated cells",
    };

    private static BarChart CountPanel(string title, IReadOnlyList<string> classes, double[] published, double[] ours) => new(
        classes,
        new BarSeries("published", published) { Style = SubclassPalette.Published },
        new BarSeries("this cohort", ours) { CategoryStyles = [.. classes.Select(name => SubclassPalette.Of(name))] })
    {
        Title = title, Y = new Axis("cells"),
    };

    private static IntervalChart ImportancePanel(string title, double[] values, double half) => new(
        Families, new IntervalSeries("", values, [.. values.Select(v => v - half)], [.. values.Select(v => v + half)]))
    {
        Title = title, X = new Axis("fall of macro-F1"), ShowValues = false, ReferenceLines = [new ReferenceLine(0, OnX: true)],
    };

    private static BoxChart DonorPanel(string title, IReadOnlyList<string> classes, int donors, long seed)
    {
        var random = new SeededRandom(seed);
        return new BoxChart([.. classes.Select(name => new BoxGroup(name, [.. Enumerable.Range(0, donors).Select(_ => Math.Max(1, Math.Round(Math.Exp(0.9 + (0.9 * random.NextNormal())))))]) { Style = SubclassPalette.Of(name) })])
        {
            Title = title, Y = new Axis("cells per donor") { Logarithmic = true },
        };
    }

    private static LineChart CurvePanel(string title, double end, double half)
    {
        double[] x = [10, 20, 40, 80, 160, 320];
        LineSeries Curve(string name, double start, int style)
        {
            double[] y = [.. x.Select(n => end - ((end - start) * Math.Pow(10 / n, 0.7)))];
            return new LineSeries(name, x, y)
            {
                Low = [.. y.Select((v, i) => v - (half * (3 - (0.4 * i))))], High = [.. y.Select((v, i) => v + (half * (3 - (0.4 * i))))], ShowPoints = true, Style = SubclassPalette.Series(style),
            };
        }

        return new LineChart(Curve("human only", 0.31, 0), Curve("joint training", 0.52, 1)) { Title = title, X = new Axis("human training cells") { Logarithmic = true }, Y = new Axis("score") };
    }
}
