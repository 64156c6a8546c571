namespace EphysTx.Figures.Drawing;

/// <summary>The greys and font sizes that all charts share.</summary>
internal static class Ink
{
    public const double TitleSize = 17;
    public const double SubtitleSize = 13;
    public const double PanelTitleSize = 13.5;
    public const double AxisTitleSize = 12.5;
    public const double TickSize = 12;
    public const double ValueSize = 11.5;
    public const double NoteSize = 11;

    public static readonly Colour Strong = Colour.FromHex("#1b1f27");
    public static readonly Colour Body = Colour.FromHex("#3b4250");
    public static readonly Colour Muted = Colour.FromHex("#5f6775");
    public static readonly Colour AxisLine = Colour.FromHex("#8a919c");
    public static readonly Colour Grid = Colour.FromHex("#e9ebef");
    public static readonly Colour Missing = Colour.FromHex("#eceef1");

    /// <summary>Black or white, whichever reads better on a fill.</summary>
    public static Colour On(Colour fill) => fill.Contrast(Colour.White) >= fill.Contrast(Strong) ? Colour.White : Strong;
}
