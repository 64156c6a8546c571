using System.Text;

namespace EphysTx.Figures.Drawing;

/// <summary>Marker outlines, hatch lines and clipping, as path data without clip paths or patterns (so without ids).</summary>
internal static class Shapes
{
    /// <summary>Path data of one marker about a centre; shapes are scaled to look equally large.</summary>
    public static string Marker(MarkerShape shape, double x, double y, double radius)
    {
        static string N(double value) => SvgCanvas.N(value);
        double r = radius;
        switch (shape)
        {
            case MarkerShape.Square:
                r *= 0.89;
                return $"M{N(x - r)} {N(y - r)}h{N(2 * r)}v{N(2 * r)}h{N(-2 * r)}z";
            case MarkerShape.Diamond:
                r *= 1.25;
                return $"M{N(x)} {N(y - r)}l{N(r)} {N(r)}l{N(-r)} {N(r)}l{N(-r)} {N(-r)}z";
            case MarkerShape.TriangleUp:
                r *= 1.15;
                return $"M{N(x)} {N(y - (1.1 * r))}l{N(r)} {N(1.85 * r)}h{N(-2 * r)}z";
            case MarkerShape.TriangleDown:
                r *= 1.15;
                return $"M{N(x)} {N(y + (1.1 * r))}l{N(r)} {N(-1.85 * r)}h{N(-2 * r)}z";
            default:
                return $"M{N(x - r)} {N(y)}a{N(r)} {N(r)} 0 1 0 {N(2 * r)} 0a{N(r)} {N(r)} 0 1 0 {N(-2 * r)} 0z";
        }
    }

    /// <summary>Hatch lines inside a rectangle.</summary>
    public static string HatchLines(Hatch hatch, double x, double y, double width, double height, double spacing = 8)
    {
        var path = new StringBuilder();
        void Add(double x1, double y1, double x2, double y2)
        {
            if (Clip(ref x1, ref y1, ref x2, ref y2, x, y, x + width, y + height))
            {
                path.Append($"M{SvgCanvas.N(x1)} {SvgCanvas.N(y1)}L{SvgCanvas.N(x2)} {SvgCanvas.N(y2)}");
            }
        }

        switch (hatch)
        {
            case Hatch.Rising:
            case Hatch.Falling:
                for (double at = spacing / 2; at < width + height; at += spacing * Math.Sqrt(2))
                {
                    if (hatch == Hatch.Rising)
                    {
                        Add(x + at - height, y + height, x + at, y);
                    }
                    else
                    {
                        Add(x + at - height, y, x + at, y + height);
                    }
                }

                break;
            case Hatch.Horizontal:
                for (double at = spacing / 2; at < height; at += spacing)
                {
                    Add(x, y + at, x + width, y + at);
                }

                break;
            case Hatch.Vertical:
                for (double at = spacing / 2; at < width; at += spacing)
                {
                    Add(x + at, y, x + at, y + height);
                }

                break;
        }

        return path.ToString();
    }

    /// <summary>Clips a segment to a rectangle (Liang and Barsky 1984); false when nothing is inside.</summary>
    public static bool Clip(ref double x1, ref double y1, ref double x2, ref double y2, double left, double top, double right, double bottom)
    {
        double dx = x2 - x1, dy = y2 - y1, enter = 0, leave = 1;
        foreach ((double p, double q) in (ReadOnlySpan<(double, double)>)[(-dx, x1 - left), (dx, right - x1), (-dy, y1 - top), (dy, bottom - y1)])
        {
            if (p == 0)
            {
                if (q < 0)
                {
                    return false;
                }

                continue;
            }

            double t = q / p;
            if (p < 0)
            {
                enter = Math.Max(enter, t);
            }
            else
            {
                leave = Math.Min(leave, t);
            }
        }

        if (enter > leave)
        {
            return false;
        }

        (x2, y2) = (x1 + (leave * dx), y1 + (leave * dy));
        (x1, y1) = (x1 + (enter * dx), y1 + (enter * dy));
        return true;
    }
}
