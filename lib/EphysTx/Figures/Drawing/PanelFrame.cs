namespace EphysTx.Figures.Drawing;

/// <summary>One panel's frame: it measures the room for axes and headings, then draws them around the chart.</summary>
internal sealed class PanelFrame
{
    private const double MostLabelWidth = 190;

    private readonly Chart _chart;
    private readonly string? _letter;
    private readonly Domain _x;
    private readonly Domain _y;
    private bool _hideX;
    private bool _hideY;
    private AxisLabels _xLabels = AxisLabels.None;
    private AxisLabels _yLabels = AxisLabels.None;
    private IReadOnlyList<string> _heading = [];

    private PanelFrame(Chart chart, Domain x, Domain y, string? letter) => (_chart, _x, _y, _letter) = (chart, x, y, letter);

    public double LeftMargin { get; private set; }

    public double RightMargin { get; private set; }

    public double TopMargin { get; private set; }

    public double BottomMargin { get; private set; }

    public double PlotHeight { get; private set; }

    public Domain XDomain => _x;

    public Domain YDomain => _y;

    /// <summary>The labels on x as measured last.</summary>
    public AxisLabels XLabels => _xLabels;

    /// <summary>The labels on y as measured last.</summary>
    public AxisLabels YLabels => _yLabels;

    private bool IsEmpty => !_chart.HasData;

    public static PanelFrame[] Of(Figure figure)
    {
        Domain[] x = [.. figure.Panels.Select(panel => panel.XDomain())], y = [.. figure.Panels.Select(panel => panel.YDomain())];
        Domain sharedX = x.Aggregate((Domain)new EmptyDomain(), Domain.Union), sharedY = y.Aggregate((Domain)new EmptyDomain(), Domain.Union);
        return [.. figure.Panels.Select((panel, i) => new PanelFrame(
            panel,
            figure.Sharing.HasFlag(AxisSharing.X) && sharedX is ValueDomain ? sharedX : x[i],
            figure.Sharing.HasFlag(AxisSharing.Y) && sharedY is ValueDomain ? sharedY : y[i],
            figure.PanelLetters ? ((char)('a' + (i % 26))).ToString() : null))];
    }

    public void Measure(double plotWidth, bool hideX, bool hideY)
    {
        (_hideX, _hideY) = (hideX && !IsEmpty, hideY && !IsEmpty);
        _heading = string.IsNullOrWhiteSpace(_chart.Title) ? [] : TextMetrics.Wrap(_chart.Title, Ink.PanelTitleSize, Math.Max(80, plotWidth), bold: true);
        TopMargin = (Math.Max(_heading.Count, _letter is null ? 0 : 1) * Ink.PanelTitleSize * TextMetrics.LineHeight)
            + (_heading.Count > 0 || _letter is not null ? 9 : 4) + (_chart.ReferenceLines.Any(line => line.OnX && line.Label is not null) ? 18 : 0);
        PlotHeight = _chart.PlotHeight ?? _chart.NaturalHeight(plotWidth);
        if (IsEmpty)
        {
            (LeftMargin, RightMargin, BottomMargin, PlotHeight) = (8, 8, 8, Math.Min(PlotHeight, 120));
            return;
        }

        _yLabels = AxisLabels.ForY(_y, PlotHeight, MostLabelWidth);
        // A category's name may need more lines than its row has room for.
        PlotHeight = Math.Max(PlotHeight, _yLabels.NeededHeight);
        _yLabels = AxisLabels.ForY(_y, PlotHeight, MostLabelWidth);
        _xLabels = AxisLabels.ForX(_x, plotWidth);
        double titleY = _chart.Y.Title.Length > 0 && !_hideY ? TitleLines(_chart.Y.Title, PlotHeight).Count * 16 : 0;
        LeftMargin = Math.Max((_hideY ? 0 : _yLabels.Width + 8) + (titleY > 0 ? titleY + 9 : 0), _hideX ? 0 : _xLabels.LeftOverhang) + (_letter is not null && _hideY ? 4 : 0);
        RightMargin = Math.Max(_chart.RightMargin, _hideX ? 0 : _xLabels.RightOverhang);
        double reference = _chart.ReferenceLines.Where(line => !line.OnX && line.Label is not null).Select(ReferenceWidth).DefaultIfEmpty().Max();
        RightMargin = Math.Max(RightMargin, reference);
        double titleX = _chart.X.Title.Length > 0 && !_hideX ? 8 + (TitleLines(_chart.X.Title, plotWidth).Count * 16) : 0;
        BottomMargin = (_hideX ? 6 : _xLabels.Height + 8) + titleX + 6;
    }

    public void Draw(SvgCanvas canvas, double outerLeft, double left, double top, double width, double height)
    {
        var area = new PlotArea(left, top, width, height, _x, _y);
        double headingTop = top - TopMargin;
        if (_letter is not null)
        {
            canvas.Text(outerLeft, headingTop + Ink.PanelTitleSize, _letter, 15, Ink.Strong, bold: true);
        }

        double headingLeft = _letter is not null ? Math.Max(left, outerLeft + 16) : left;
        foreach ((int i, string line) in _heading.Index())
        {
            canvas.Text(headingLeft, headingTop + Ink.PanelTitleSize + (i * Ink.PanelTitleSize * TextMetrics.LineHeight), line, Ink.PanelTitleSize, Ink.Strong, bold: true);
        }

        if (IsEmpty)
        {
            canvas.Rectangle(left, top, width, height, Ink.Missing, radius: 4);
            canvas.Text(left + (width / 2), top + (height / 2) + 4, "no data", Ink.PanelTitleSize, Ink.Muted, TextAnchor.Middle);
            return;
        }

        var axes = new AxisDrawing(canvas, area, _chart);
        axes.Grid(_xLabels, _yLabels);
        _chart.Draw(canvas, area);
        axes.Lines();
        axes.References();
        if (!_hideX)
        {
            _xLabels.DrawX(canvas, area);
            Title(canvas, _chart.X.Title, area.Left + (width / 2), area.Bottom + 8 + _xLabels.Height + 16, width, turn: 0);
        }

        if (!_hideY)
        {
            _yLabels.DrawY(canvas, area);
            int lines = TitleLines(_chart.Y.Title, height).Count;
            Title(canvas, _chart.Y.Title, area.Left - _yLabels.Width - 8 - 10 - ((lines - 1) * 16), area.Top + (height / 2), height, turn: -90);
        }
    }

    internal static double ReferenceWidth(ReferenceLine line) =>
        8 + TextMetrics.Wrap(line.Label!, Ink.NoteSize, AxisDrawing.ReferenceLabelWidth).Max(text => TextMetrics.Width(text, Ink.NoteSize));

    private static IReadOnlyList<string> TitleLines(string title, double length) => TextMetrics.Wrap(title, Ink.AxisTitleSize, Math.Max(60, length));

    private static void Title(SvgCanvas canvas, string title, double x, double y, double length, double turn)
    {
        if (title.Length == 0)
        {
            return;
        }

        foreach ((int i, string line) in TitleLines(title, length).Index())
        {
            canvas.Text(turn == 0 ? x : x + (i * 16), turn == 0 ? y + (i * 16) : y, line, Ink.AxisTitleSize, Ink.Body, TextAnchor.Middle, turn: turn);
        }
    }
}
