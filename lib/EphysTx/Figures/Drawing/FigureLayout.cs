namespace EphysTx.Figures.Drawing;

/// <summary>Places the parts of a figure from top to bottom: title, subtitle, legend, grid of panels, notes.</summary>
internal sealed class FigureLayout
{
    private const double Margin = 22;
    private const double ColumnGap = 26;
    private const double RowGap = 26;

    private readonly Figure _figure;
    private readonly SvgCanvas _canvas = new();
    private double _y = 20;

    public FigureLayout(Figure figure)
    {
        _figure = figure;
        double inner = figure.Width - (2 * Margin);
        Paragraph(figure.Title, Ink.TitleSize, Ink.Strong, inner, bold: true);
        if (figure.Subtitle is { Length: > 0 } subtitle)
        {
            _y += 3;
            Paragraph(subtitle, Ink.SubtitleSize, Ink.Muted, inner);
        }

        DrawLegend(inner);
        _y += 14;
        DrawGrid(inner);
        foreach (string note in figure.AllNotes())
        {
            Paragraph(note, Ink.NoteSize, Ink.Muted, inner);
        }

        Height = Math.Round(_y + 16);
        Svg = _canvas.Document(figure.Width, Height, figure.Title, FigureText.Description(figure), figure.ShowsCells);
    }

    public string Svg { get; }

    public double Height { get; }

    /// <summary>Every text that was drawn, with its box.</summary>
    public IReadOnlyList<TextBox> Texts => _canvas.Texts;

    private void Paragraph(string text, double size, Colour colour, double width, bool bold = false)
    {
        foreach (string line in TextMetrics.Wrap(text, size, width, bold))
        {
            _y += size * TextMetrics.LineHeight;
            _canvas.Text(Margin, _y - (0.28 * size), line, size, colour, bold: bold);
        }
    }

    private void DrawLegend(double inner)
    {
        LegendEntry[] entries = [.. _figure.Panels.Where(panel => panel.HasData).SelectMany(panel => panel.Legend()).DistinctBy(entry => entry.Name)];
        if (entries.Length == 0)
        {
            return;
        }

        _y += 12;
        double x = Margin, line = Ink.AxisTitleSize * 1.5;
        _y += line;
        foreach (LegendEntry entry in entries)
        {
            double room = inner - LegendEntry.SwatchWidth - 5;
            IReadOnlyList<string> lines = TextMetrics.Wrap(entry.Name, Ink.AxisTitleSize, room);
            double width = LegendEntry.SwatchWidth + 5 + lines.Max(text => TextMetrics.Width(text, Ink.AxisTitleSize));
            if (x > Margin && x + width > Margin + inner)
            {
                x = Margin;
                _y += line;
            }

            entry.Draw(_canvas, x, _y - 5);
            foreach ((int i, string text) in lines.Index())
            {
                _y += i > 0 ? line : 0;
                _canvas.Text(x + LegendEntry.SwatchWidth + 5, _y - 5, text, Ink.AxisTitleSize, Ink.Body);
            }

            x += width + 20;
        }
    }

    private void DrawGrid(double inner)
    {
        PanelFrame[] frames = PanelFrame.Of(_figure);
        if (frames.Length == 0)
        {
            _y += 90;
            _canvas.Text(_figure.Width / 2, _y - 40, "no data", Ink.PanelTitleSize, Ink.Muted, TextAnchor.Middle);
            return;
        }

        int columns = _figure.Columns > 0 ? Math.Min(_figure.Columns, frames.Length) : Math.Min(frames.Length, frames.Length == 4 ? 2 : 3);
        int rows = (frames.Length + columns - 1) / columns;
        double[] left = new double[columns], right = new double[columns];
        double plotWidth = 0;
        // Margins follow from labels, tick labels from the plot width, that from the margins: two rounds settle it.
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < frames.Length; i++)
            {
                bool hideY = _figure.Sharing.HasFlag(AxisSharing.Y) && i % columns > 0;
                bool hideX = _figure.Sharing.HasFlag(AxisSharing.X) && i + columns < frames.Length;
                frames[i].Measure(round == 0 ? (inner / columns) - 120 : plotWidth, hideX, hideY);
                left[i % columns] = Math.Max(left[i % columns], frames[i].LeftMargin);
                right[i % columns] = Math.Max(right[i % columns], frames[i].RightMargin);
            }

            plotWidth = Math.Max(60, (inner - left.Sum() - right.Sum() - (ColumnGap * (columns - 1))) / columns);
        }

        for (int row = 0; row < rows; row++)
        {
            PanelFrame[] line = frames[(row * columns)..Math.Min(frames.Length, (row + 1) * columns)];
            double top = _y + line.Max(frame => frame.TopMargin);
            double height = line.Max(frame => frame.PlotHeight);
            double x = Margin;
            foreach ((int column, PanelFrame frame) in line.Index())
            {
                frame.Draw(_canvas, x, x + left[column], top, plotWidth, height);
                x += left[column] + plotWidth + right[column] + ColumnGap;
            }

            _y = top + height + line.Max(frame => frame.BottomMargin) + (row < rows - 1 ? RowGap : 10);
        }
    }
}
