namespace EphysTx.Figures.Drawing;

/// <summary>The tick labels of one axis: their texts, lines and the room that they take.</summary>
internal sealed record AxisLabels
{
    private const double Turn = -40;
    private const double Line = Ink.TickSize * TextMetrics.LineHeight;

    public static AxisLabels None { get; } = new();

    /// <summary>Tick values of a value axis; empty for categories.</summary>
    public IReadOnlyList<double> Positions { get; init; } = [];

    /// <summary>The lines of each label.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Lines { get; init; } = [];

    public bool Turned { get; init; }

    /// <summary>Font size; names on x may be a little smaller before they are turned.</summary>
    public double Size { get; init; } = Ink.TickSize;

    public double Width { get; init; }

    public double Height { get; init; }

    /// <summary>How far the labels of an x axis reach left of the data region.</summary>
    public double LeftOverhang { get; init; }

    public double RightOverhang { get; init; }

    /// <summary>The height that all labels of a y axis need so as not to touch.</summary>
    public double NeededHeight { get; init; }

    public static AxisLabels ForY(Domain domain, double height, double mostWidth)
    {
        if (domain is ValueDomain range)
        {
            Ticks ticks = Ticks.Of(range.Minimum, range.Maximum, range.Logarithmic, Math.Clamp((int)(height / 36), 2, 8));
            return new AxisLabels
            {
                Positions = ticks.Positions,
                Lines = [.. ticks.Labels.Select(label => (IReadOnlyList<string>)[label])],
                Width = ticks.Labels.Select(Measure).DefaultIfEmpty().Max(),
            };
        }

        IReadOnlyList<IReadOnlyList<string>> lines = [.. ((CategoryDomain)domain).Labels.Select(label => TextMetrics.Wrap(label, Ink.TickSize, mostWidth))];
        return new AxisLabels
        {
            Lines = lines,
            Width = lines.SelectMany(label => label).Select(Measure).DefaultIfEmpty().Max(),
            NeededHeight = lines.Count * ((lines.Select(label => label.Count).DefaultIfEmpty(1).Max() * Line) + 3),
        };
    }

    public static AxisLabels ForX(Domain domain, double width) =>
        domain is ValueDomain range ? Values(range, width) : Names(((CategoryDomain)domain).Labels, width);

    public void DrawX(SvgCanvas canvas, PlotArea area)
    {
        for (int i = 0; i < Lines.Count; i++)
        {
            double x = Positions.Count > 0 ? area.X(Positions[i]) : area.XCentre(i);
            for (int k = 0; k < Lines[i].Count; k++)
            {
                if (Turned)
                {
                    canvas.Text(x + 4 + (k * Line / 2), area.Bottom + 13 + (k * Line * 0.8), Lines[i][k], Ink.TickSize, Ink.Body, TextAnchor.End, turn: Turn);
                }
                else
                {
                    canvas.Text(x, area.Bottom + 18 + (k * Line), Lines[i][k], Size, Lines[i][k].StartsWith("n = ", StringComparison.Ordinal) ? Ink.Muted : Ink.Body, TextAnchor.Middle);
                }
            }
        }
    }

    public void DrawY(SvgCanvas canvas, PlotArea area)
    {
        for (int i = 0; i < Lines.Count; i++)
        {
            double y = Positions.Count > 0 ? area.Y(Positions[i]) : area.YCentre(i);
            for (int k = 0; k < Lines[i].Count; k++)
            {
                canvas.Text(area.Left - 8, y + 4.2 + ((k - ((Lines[i].Count - 1) / 2.0)) * Line), Lines[i][k], Ink.TickSize, Ink.Body, TextAnchor.End);
            }
        }
    }

    private static double Measure(string text) => TextMetrics.Width(text, Ink.TickSize);

    private static AxisLabels Values(ValueDomain range, double width)
    {
        for (int most = Math.Clamp((int)(width / 44), 2, 10); ; most--)
        {
            Ticks ticks = Ticks.Of(range.Minimum, range.Maximum, range.Logarithmic, most);
            var scale = new PlotArea(0, 0, width, 1, range, range);
            bool fits = Enumerable.Range(1, Math.Max(0, ticks.Positions.Count - 1)).All(i =>
                scale.X(ticks.Positions[i]) - scale.X(ticks.Positions[i - 1]) >= 10 + ((Measure(ticks.Labels[i]) + Measure(ticks.Labels[i - 1])) / 2));
            if (fits || most <= 1)
            {
                double first = ticks.Positions.Count == 0 ? 0 : (Measure(ticks.Labels[0]) / 2) - scale.X(ticks.Positions[0]);
                double last = ticks.Positions.Count == 0 ? 0 : (Measure(ticks.Labels[^1]) / 2) - (width - scale.X(ticks.Positions[^1]));
                return new AxisLabels
                {
                    Positions = ticks.Positions,
                    Lines = [.. ticks.Labels.Select(label => (IReadOnlyList<string>)[label])],
                    Height = Line,
                    LeftOverhang = first,
                    RightOverhang = last,
                };
            }
        }
    }

    private static AxisLabels Names(IReadOnlyList<string> labels, double width)
    {
        double slot = width / labels.Count;
        foreach (double size in (ReadOnlySpan<double>)[Ink.TickSize, Ink.NoteSize])
        {
            double room = Math.Max(1, slot - 6);
            IReadOnlyList<IReadOnlyList<string>> level = [.. labels.Select(label => TextMetrics.Wrap(label, size, room))];
            // Lines of whole words only: a name broken inside a word is harder to read than a turned one.
            bool whole = labels.All(label => label.Split(' ', '\n').All(word => TextMetrics.Width(word, size) <= room));
            if (whole && level.All(lines => lines.Count <= 3))
            {
                return new AxisLabels { Lines = level, Size = size, Height = level.Max(lines => lines.Count) * Line };
            }
        }

        // A turned label is one line however long; a line feed in it becomes a comma.
        string[] flat = [.. labels.Select(label => label.Replace("\n", ", ", StringComparison.Ordinal))];
        double cos = Math.Cos(Turn * Math.PI / 180), sin = -Math.Sin(Turn * Math.PI / 180);
        return new AxisLabels
        {
            Lines = [.. Thinned(flat, slot)],
            Turned = true,
            Height = (flat.Max(Measure) * sin) + (Ink.TickSize * cos),
            LeftOverhang = flat.Select((label, i) => (Measure(label) * cos) - (slot * (i + 0.5)) + 4).Max(),
        };
    }

    // Turned labels still need a line's height each; where slots are narrower, every second, third… name is written.
    private static IEnumerable<IReadOnlyList<string>> Thinned(string[] labels, double slot)
    {
        int every = Math.Max(1, (int)Math.Ceiling(Line * 1.25 / slot));
        return labels.Select((label, i) => (IReadOnlyList<string>)(i % every == 0 ? [label] : []));
    }
}
